import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage, FargateService, FargateTaskDefinition, LogDrivers, Secret } from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform, PlatformProfile } from 'cdk-payment-platform';
import type { Construct } from 'constructs';

/** The platform in a VPC that is there already, and a worker beside it that reads the database. */
class Payments extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props);

    // Replace these by yours, or by Vpc.fromLookup(this, 'Vpc', { vpcId }), which asks your account at synthesis.
    const vpc = Vpc.fromVpcAttributes(this, 'Vpc', {
      vpcId: 'vpc-0123456789abcdef0',
      availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      publicSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1', 'subnet-0123456789abcdef2'],
      publicSubnetRouteTableIds: ['rtb-0123456789abcdef0', 'rtb-0123456789abcdef0', 'rtb-0123456789abcdef0'],
      privateSubnetIds: ['subnet-0123456789abcdef3', 'subnet-0123456789abcdef4', 'subnet-0123456789abcdef5'],
      privateSubnetRouteTableIds: ['rtb-0123456789abcdef1', 'rtb-0123456789abcdef2', 'rtb-0123456789abcdef3'],
    });
    const certificate = Certificate.fromCertificateArn(
      this,
      'Certificate',
      'arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef',
    );

    const platform = new HighAvailabilityPaymentPlatform(this, 'Platform', {
      environmentSuffix: 'shared',
      profile: PlatformProfile.TEST,
      network: { vpc },
      service: { image: ContainerImage.fromRegistry('nginx:latest'), certificate },
      monitoring: { alertEmail: 'payments-oncall@example.com' },
    });

    this.addSettlementWorker(platform);
    new CfnOutput(this, 'LoadBalancer', { value: platform.service.loadBalancer.loadBalancerDnsName });
  }

  private addSettlementWorker({ service, database }: HighAvailabilityPaymentPlatform): void {
    const taskDefinition = new FargateTaskDefinition(this, 'Settlement');
    taskDefinition.addContainer('worker', {
      image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/postgres:15'),
      command: ['sh', '-c', 'while psql -c "select now()"; do sleep 60; done'],
      environment: database.environment,
      secrets: {
        PGUSER: Secret.fromSecretsManager(database.secret, 'username'),
        PGPASSWORD: Secret.fromSecretsManager(database.secret, 'password'),
      },
      logging: LogDrivers.awsLogs({ streamPrefix: 'settlement', logGroup: service.logGroup }),
    });
    const worker = new FargateService(this, 'Worker', {
      cluster: service.cluster,
      taskDefinition,
      desiredCount: 1,
      minHealthyPercent: 100,
      circuitBreaker: { enable: true, rollback: true },
    });
    database.connections.allowDefaultPortFrom(worker, 'Settlement worker');
    // Wait for the database, as the service of the platform does.
    worker.node.addDependency(database.connectivity);
  }
}

new Payments(new App(), 'Payments', { env: { account: '111122223333', region: 'eu-west-1' } });
