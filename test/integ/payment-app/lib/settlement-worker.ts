import { RemovalPolicy } from 'aws-cdk-lib';
import { Port, SecurityGroup, SubnetType, Peer } from 'aws-cdk-lib/aws-ec2';
import { ContainerImage, FargateService, FargateTaskDefinition, LogDrivers } from 'aws-cdk-lib/aws-ecs';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { HighAvailabilityPaymentPlatform } from 'cdk-payment-platform';
import { Construct } from 'constructs';

export interface SettlementWorkerProps {
  readonly environmentSuffix: string;
  readonly platform: HighAvailabilityPaymentPlatform;
}

const READ_ONLY_USER = 'settlement_reader';

/** Sends the day's payments to the bank: a task beside the platform's service, without a load balancer, that may only read. */
export class SettlementWorker extends Construct {
  public readonly service: FargateService;

  constructor(scope: Construct, id: string, props: SettlementWorkerProps) {
    super(scope, id);
    const { platform } = props;
    const { vpc } = platform.network;
    const securityGroup = new SecurityGroup(this, 'SecurityGroup', { vpc, description: 'Settlement worker', allowAllOutbound: false });
    securityGroup.addEgressRule(Peer.anyIpv4(), Port.tcp(443), 'Bank, image registry and AWS services');

    this.service = new FargateService(this, 'Service', {
      serviceName: `payment-settlement-${props.environmentSuffix}`,
      cluster: platform.service.cluster,
      taskDefinition: this.createTaskDefinition(props),
      desiredCount: 1,
      minHealthyPercent: 0,
      maxHealthyPercent: 100,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
      circuitBreaker: { enable: true, rollback: true },
    });
    this.service.connections.allowToDefaultPort(platform.database, 'Settlement worker to database');
    this.service.node.addDependency(platform.network.egressConnectivity, platform.database.connectivity);
  }

  private createTaskDefinition({ environmentSuffix, platform }: SettlementWorkerProps): FargateTaskDefinition {
    const taskDefinition = new FargateTaskDefinition(this, 'TaskDefinition', { cpu: 256, memoryLimitMiB: 512 });
    // The tasks sign in with a token of their role instead of a password.
    platform.database.grantConnect(taskDefinition.taskRole, READ_ONLY_USER);
    const { environment } = platform.database;
    taskDefinition.addContainer('worker', {
      image: ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13-alpine'),
      command: ['python', '-m', 'http.server'],
      environment: { ...environment, PGHOST: environment.PGHOST_READER, PGUSER: READ_ONLY_USER },
      logging: LogDrivers.awsLogs({ streamPrefix: 'worker', logGroup: this.createLogGroup(environmentSuffix, platform) }),
    });
    return taskDefinition;
  }

  /** The platform's key lets CloudWatch Logs encrypt what begins with the name of the platform's own log group. */
  private createLogGroup(environmentSuffix: string, platform: HighAvailabilityPaymentPlatform): LogGroup {
    return new LogGroup(this, 'LogGroup', {
      logGroupName: `/ecs/payment-app-${environmentSuffix}-settlement`,
      encryptionKey: platform.encryption.key,
      retention: RetentionDays.ONE_WEEK,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
