// Parameters and outputs of the hand-written apps.
import { Aws, CfnOutput, CfnParameter } from 'aws-cdk-lib';
import type { CfnParameterProps, Stack } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as sns from 'aws-cdk-lib/aws-sns';

export const COMMON_PARAMETERS: Record<string, CfnParameterProps> = {
  EnvironmentSuffix: {
    description: 'Stands in the name of every resource, for example "prod"',
    minLength: 1,
    maxLength: 20,
    allowedPattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
    constraintDescription: 'must be lower-case letters and digits with single inner hyphens, 1 to 20 characters',
  },
  AlertEmail: {
    description: 'Receives the alarms; the subscription has to be confirmed by mail',
    allowedPattern: '^[^\\s@<>",;]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$',
    constraintDescription: 'must be one e-mail address',
  },
  DBMasterUsername: {
    description: 'Master user of the database; it cannot be changed later',
    allowedPattern: '^(?!(admin|rdsadmin)$)[A-Za-z][A-Za-z0-9]{0,15}$',
    constraintDescription: 'must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin',
  },
  ContainerImage: {
    description: 'Any image that listens on the container port, public or in ECR of this account and region',
    minLength: 1,
    maxLength: 255,
    allowedPattern: '^\\S+$',
    constraintDescription: 'must be an image name without spaces',
  },
};

export function createParameters(stack: Stack, parameters: Record<string, CfnParameterProps>): Record<string, CfnParameter> {
  return Object.fromEntries(Object.entries(parameters).map(([name, props]) => [name, new CfnParameter(stack, name, { type: 'String', ...props })]));
}

export interface Published {
  readonly vpc: ec2.IVpc;
  readonly encryptionKey: kms.IKey;
  readonly cluster: rds.DatabaseCluster;
  readonly service: ecs.FargateService;
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  readonly dashboard: cloudwatch.Dashboard;
  readonly topic: sns.ITopic;
}

export function createOutputs(stack: Stack, { cluster, service, loadBalancer, dashboard, topic, encryptionKey, vpc }: Published): void {
  const console = 'https://console.aws.amazon.com/cloudwatch/home?region=';
  const outputs = {
    VPCId: ['VPC', vpc.vpcId],
    AuroraClusterEndpoint: ['Host name of the writer', cluster.clusterEndpoint.hostname],
    AuroraReaderEndpoint: ['Host name of the readers', cluster.clusterReadEndpoint.hostname],
    LoadBalancerDNS: ['DNS name of the load balancer', loadBalancer.loadBalancerDnsName],
    ECSClusterName: ['ECS cluster', service.cluster.clusterName],
    ECSServiceName: ['ECS service', service.serviceName],
    CloudWatchDashboard: ['Address of the dashboard', `${console}${Aws.REGION}#dashboards:name=${dashboard.dashboardName}`],
    KMSKeyId: ['Key for everything the platform stores', encryptionKey.keyId],
    SNSTopicArn: ['Topic that the alarms notify', topic.topicArn],
  };
  for (const [name, [description, value]] of Object.entries(outputs)) {
    new CfnOutput(stack, name, { description, value });
  }
}
