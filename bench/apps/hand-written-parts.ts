// What the two hand-written apps have in common, as one person would write it: aws-cdk's L2 constructs, no validation, no profiles.
import { Aws, Duration } from 'aws-cdk-lib';
import type { RemovalPolicy, Stack } from 'aws-cdk-lib';
import { CfnScalableTarget } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { FROM_THIS_ACCOUNT } from './hand-written-network';

export function createKey(stack: Stack, suffix: string, removalPolicy: RemovalPolicy): kms.Key {
  const prefixes = [`/aws/rds/cluster/payment-aurora-cluster-${suffix}/`, `/ecs/payment-app-${suffix}`,
    `/aws/ecs/containerinsights/payment-cluster-${suffix}/`, `/payment/${suffix}/`, `aws-waf-logs-payment-${suffix}`];
  const logGroupArns = prefixes.map((prefix) => `arn:${Aws.PARTITION}:logs:${Aws.REGION}:${Aws.ACCOUNT_ID}:log-group:${prefix}*`);
  const statements = [
    new iam.PolicyStatement({
      principals: [new iam.ArnPrincipal(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root`)],
      actions: ['kms:*'],
      resources: ['*'],
    }),
    new iam.PolicyStatement({
      sid: 'GrantsOnlyForAwsServices',
      effect: iam.Effect.DENY,
      principals: [new iam.AnyPrincipal()],
      actions: ['kms:CreateGrant'],
      resources: ['*'],
      conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
    }),
    new iam.PolicyStatement({
      sid: 'CloudWatchLogs',
      principals: [new iam.ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
      actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
      resources: ['*'],
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroupArns } },
    }),
    new iam.PolicyStatement({
      sid: 'CloudWatchAlarms',
      principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
      conditions: FROM_THIS_ACCOUNT,
    }),
    new iam.PolicyStatement({
      sid: 'EventBridge',
      principals: [new iam.ServicePrincipal('events.amazonaws.com')],
      actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
      resources: ['*'],
    }),
  ];
  return new kms.Key(stack, 'Key', {
    description: `Payment platform ${suffix}`,
    enableKeyRotation: true,
    pendingWindow: Duration.days(7),
    removalPolicy,
    policy: new iam.PolicyDocument({ statements }),
  });
}

/** A role for tasks, with what it may do in one managed policy. */
export function createTaskRole(stack: Stack, id: string, statements: iam.PolicyStatement[]): iam.Role {
  const role = new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', { conditions: FROM_THIS_ACCOUNT }) });
  if (statements.length > 0) {
    new iam.ManagedPolicy(stack, `${id}Policy`, { roles: [role], statements });
  }
  return role;
}

export function pullStatements(): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({
      actions: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      resources: [`arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${Aws.ACCOUNT_ID}:repository/*`],
    }),
    new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
  ];
}

export const TAGGED_TYPES = ['AWS::EC2::VPC', 'AWS::ECS::Cluster', 'AWS::ECS::Service', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::RDS::DBCluster'];

export function createDatabaseSecurityGroup(stack: Stack, vpc: ec2.IVpc): ec2.SecurityGroup {
  return new ec2.SecurityGroup(stack, 'DatabaseSecurityGroup', {
    vpc,
    description: 'Aurora PostgreSQL of the payment platform',
    allowAllOutbound: false,
  });
}

export interface FrontProps {
  readonly vpc: ec2.IVpc;
  readonly loadBalancerName?: string;
  readonly deletionProtection: boolean;
  readonly port: number;
}

export function createLoadBalancer(stack: Stack, { port, ...props }: FrontProps) {
  const securityGroup = new ec2.SecurityGroup(stack, 'LoadBalancerSecurityGroup', {
    vpc: props.vpc,
    description: 'Load balancer of the payment platform',
    allowAllOutbound: false,
  });
  securityGroup.addIngressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(port), 'Clients');
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'LoadBalancer', {
    ...props,
    securityGroup,
    internetFacing: true,
    crossZoneEnabled: true,
    dropInvalidHeaderFields: true,
    clientKeepAlive: Duration.seconds(180),
    desyncMitigationMode: elbv2.DesyncMitigationMode.STRICTEST,
  });
  loadBalancer.setAttribute('zonal_shift.config.enabled', 'true');
  return loadBalancer;
}

export interface TargetProps {
  readonly vpc: ec2.IVpc;
  readonly targetGroupName?: string;
  readonly port: number;
  readonly protocol: elbv2.ApplicationProtocol;
  readonly path: string;
}

export function createTargetGroup(stack: Stack, { path, ...props }: TargetProps): elbv2.ApplicationTargetGroup {
  const targetGroup = new elbv2.ApplicationTargetGroup(stack, 'TargetGroup', {
    ...props,
    targetType: elbv2.TargetType.IP,
    deregistrationDelay: Duration.seconds(30),
    healthCheck: {
      path,
      healthyHttpCodes: '200',
      protocol: props.protocol as string as elbv2.Protocol,
      interval: Duration.seconds(5),
      timeout: Duration.seconds(4),
      healthyThresholdCount: 2,
      unhealthyThresholdCount: 2,
    },
  });
  targetGroup.setAttribute('target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', '50');
  return targetGroup;
}

export interface ServiceProps {
  readonly cluster: ecs.ICluster;
  readonly taskDefinition: ecs.FargateTaskDefinition;
  readonly serviceName?: string;
  readonly desiredCount?: number;
  readonly maxCapacity: number;
  readonly cpuTargetPercent: number;
}

export function createService(stack: Stack, vpc: ec2.IVpc, { maxCapacity, cpuTargetPercent, ...props }: ServiceProps): ecs.FargateService {
  const securityGroup = new ec2.SecurityGroup(stack, 'TaskSecurityGroup', {
    vpc,
    description: 'Tasks of the payment platform',
    allowAllOutbound: false,
  });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'Image registry, AWS services and payment networks');
  const service = new ecs.FargateService(stack, 'Service', {
    ...props,
    securityGroups: [securityGroup],
    vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
    circuitBreaker: { rollback: true },
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    healthCheckGracePeriod: Duration.seconds(60),
    availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
    enableExecuteCommand: false,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
  });
  service.autoScaleTaskCount({ minCapacity: 6, maxCapacity }).scaleOnCpuUtilization('Cpu', {
    targetUtilizationPercent: cpuTargetPercent,
    scaleInCooldown: Duration.seconds(60),
    scaleOutCooldown: Duration.seconds(60),
  });
  // Application Auto Scaling takes its service-linked role by itself.
  const target = service.node.findAll().find((child) => child instanceof CfnScalableTarget) as CfnScalableTarget;
  target.addDeletionOverride('Properties.RoleARN');
  return service;
}

export function createTopic(stack: Stack, masterKey: kms.IKey, endpoint: string, publishers: string[]): sns.Topic {
  const topic = new sns.Topic(stack, 'Topic', { masterKey, enforceSSL: true, displayName: 'Payment platform alerts' });
  topic.addToResourcePolicy(new iam.PolicyStatement({
    sid: 'CloudWatchAlarms',
    principals: publishers.map((service) => new iam.ServicePrincipal(service)),
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: FROM_THIS_ACCOUNT,
  }));
  new sns.Subscription(stack, 'Subscription', { topic, protocol: sns.SubscriptionProtocol.EMAIL, endpoint });
  return topic;
}

export function publish(stack: Stack, suffix: string, values: Record<string, string>): void {
  for (const [path, stringValue] of Object.entries(values)) {
    new ssm.StringParameter(stack, `Parameter-${path}`, { parameterName: `/payment/${suffix}/${path}`, stringValue, simpleName: false });
  }
}
