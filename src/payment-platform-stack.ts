import { BootstraplessSynthesizer, CfnOutput, CfnParameter, Stack } from 'aws-cdk-lib';
import type { CfnParameterProps, StackProps } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { SUFFIX_CONSTRAINT, SUFFIX_MAX_LENGTH, SUFFIX_PATTERN } from './config/environment-suffix';
import { MASTER_USERNAME_CONSTRAINT, MASTER_USERNAME_PATTERN } from './database/database-rules';
import { MasterCredentials, PASSWORD_CONSTRAINT, PASSWORD_PATTERN } from './database/master-credentials';
import { HighAvailabilityPaymentPlatform } from './high-availability-payment-platform';
import { EMAIL_CONSTRAINT, EMAIL_PATTERN } from './monitoring/monitoring-rules';
import type { PlatformProfile } from './platform-profile';

/**
 * Properties of `PaymentPlatformStack`.
 */
export interface PaymentPlatformStackProps extends StackProps {
  /** The profile of the platform. */
  readonly profile: PlatformProfile;
}

/** The parameters of the ready-made template, by group. CloudFormation itself refuses what AWS would refuse late. */
const PARAMETERS: Record<string, Record<string, CfnParameterProps>> = {
  Environment: {
    EnvironmentSuffix: {
      description: 'Stands in the name of every resource, for example "prod"',
      minLength: 1,
      maxLength: SUFFIX_MAX_LENGTH,
      allowedPattern: SUFFIX_PATTERN,
      constraintDescription: SUFFIX_CONSTRAINT,
    },
    AlertEmail: {
      description: 'Receives the alarms; the subscription has to be confirmed by mail',
      default: 'ops@example.com',
      allowedPattern: EMAIL_PATTERN,
      constraintDescription: EMAIL_CONSTRAINT,
    },
  },
  Database: {
    DBMasterUsername: {
      description: 'Master user of the database; it cannot be changed later',
      default: 'dbadmin',
      allowedPattern: MASTER_USERNAME_PATTERN,
      constraintDescription: MASTER_USERNAME_CONSTRAINT,
    },
    DBMasterPassword: {
      description: 'Password of the master user; leave it empty to have one generated in Secrets Manager',
      noEcho: true,
      default: '',
      allowedPattern: PASSWORD_PATTERN,
      constraintDescription: PASSWORD_CONSTRAINT,
    },
  },
  Service: {
    ContainerImage: {
      description: 'Any image that listens on the container port, public or in ECR of this account and region',
      default: 'nginx:latest',
      minLength: 1,
      maxLength: 255,
      allowedPattern: '^\\S+$',
      constraintDescription: 'must be an image name without spaces',
    },
  },
};

/**
 * The platform as a stack for people who use CloudFormation alone: parameters in, outputs out, no asset and no bootstrap.
 */
export class PaymentPlatformStack extends Stack {
  /** The platform. */
  public readonly platform: HighAvailabilityPaymentPlatform;

  constructor(scope: Construct, id: string, props: PaymentPlatformStackProps) {
    super(scope, id, {
      synthesizer: new BootstraplessSynthesizer(),
      description: 'Payment platform over three availability zones: Aurora PostgreSQL, Fargate behind a load balancer, alarms',
      ...props,
    });
    const parameters = this.createParameters();
    this.platform = new HighAvailabilityPaymentPlatform(this, 'Platform', {
      profile: props.profile,
      environmentSuffix: parameters.EnvironmentSuffix.valueAsString,
      database: {
        masterUsername: parameters.DBMasterUsername.valueAsString,
        masterCredentials: MasterCredentials.fromParameter(parameters.DBMasterPassword),
      },
      service: { image: ContainerImage.fromRegistry(parameters.ContainerImage.valueAsString) },
      monitoring: { alertEmail: parameters.AlertEmail.valueAsString },
    });
    this.createOutputs();
  }

  private createParameters(): Record<string, CfnParameter> {
    this.addMetadata('AWS::CloudFormation::Interface', {
      ParameterGroups: Object.entries(PARAMETERS).map(([label, group]) => ({ Label: { default: label }, Parameters: Object.keys(group) })),
    });
    const all = Object.values(PARAMETERS).flatMap((group) => Object.entries(group));
    return Object.fromEntries(all.map(([name, parameter]) => [name, new CfnParameter(this, name, { type: 'String', ...parameter })]));
  }

  private createOutputs(): void {
    const { network, database, service, monitoring, encryption } = this.platform;
    const outputs: Record<string, [value: string, description: string]> = {
      VPCId: [network.vpc.vpcId, 'VPC'],
      AuroraClusterEndpoint: [database.cluster.clusterEndpoint.hostname, 'Host name of the writer'],
      AuroraReaderEndpoint: [database.cluster.clusterReadEndpoint.hostname, 'Host name of the readers'],
      LoadBalancerDNS: [service.loadBalancer.loadBalancerDnsName, 'DNS name of the load balancer'],
      ECSClusterName: [service.cluster.clusterName, 'ECS cluster'],
      ECSServiceName: [service.fargateService.serviceName, 'ECS service'],
      CloudWatchDashboard: [monitoring.dashboardUrl, 'Address of the dashboard'],
      KMSKeyId: [encryption.key.keyId, 'Key for everything the platform stores'],
      SNSTopicArn: [monitoring.topic.topicArn, 'Topic that the alarms notify'],
    };
    for (const [name, [value, description]] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value, description });
    }
  }
}
