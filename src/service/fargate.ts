import { Stack, Token } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import { CfnScalableTarget, CfnScalingPolicy } from 'aws-cdk-lib/aws-applicationautoscaling';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { RollingService } from './rolling-service';
import type { Task } from './task';
import { suppress } from '../config/suppressions';

/** What a Fargate service is made from. */
export interface FargateSettings {
  readonly cluster: ecs.ICluster;
  readonly vpc: ec2.IVpc;
  readonly serviceName?: string;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly cpuTargetPercent: number;
  readonly scalingCooldown: Duration;
  /** Only for a service behind a load balancer. */
  readonly healthCheckGracePeriod?: Duration;
  readonly executeCommand: boolean;
}

export function createTaskSecurityGroup(scope: Construct, vpc: ec2.IVpc, description: string): ec2.SecurityGroup {
  const securityGroup = new ec2.SecurityGroup(scope, 'SecurityGroup', { vpc, description, allowAllOutbound: false });
  securityGroup.addEgressRule(ec2.Peer.anyIpv4(), ec2.Port.tcp(443), 'Image registry, AWS services and payment networks');
  return securityGroup;
}

/** A rolling service in the private subnets that never has fewer tasks than wanted while it is deployed. */
export function createFargateService(scope: Construct, task: Task, securityGroup: ec2.SecurityGroup, settings: FargateSettings): ecs.FargateService {
  const { minCapacity, maxCapacity } = settings;
  const service = new RollingService(scope, 'Service', {
    serviceName: settings.serviceName,
    cluster: settings.cluster,
    taskDefinition: task.definition,
    // Written only when the number is fixed: otherwise every deployment would undo a scale-out.
    desiredCount: minCapacity === maxCapacity ? minCapacity : undefined,
    securityGroups: [securityGroup],
    // Named, because a given cluster may have been made with another VPC.
    vpcSubnets: { subnets: settings.vpc.selectSubnets({ subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS }).subnets },
    assignPublicIp: false,
    circuitBreaker: { enable: true, rollback: true },
    minHealthyPercent: 100,
    maxHealthyPercent: 200,
    healthCheckGracePeriod: settings.healthCheckGracePeriod,
    availabilityZoneRebalancing: ecs.AvailabilityZoneRebalancing.ENABLED,
    enableExecuteCommand: settings.executeCommand,
    propagateTags: ecs.PropagatedTagSource.SERVICE,
  });
  // aws-cdk waits for the policy of the task role only; without the other's, the first tasks cannot read their secrets.
  service.node.defaultChild!.node.addDependency(task.executionRole);
  if (settings.executeCommand) {
    explainSessions(task.taskRole, settings.cluster);
  }
  addScaling(service, settings);
  return service;
}

/** What aws-cdk lets a task with ECS Exec do. */
function explainSessions(taskRole: iam.IRole, cluster: ecs.ICluster): void {
  const stack = Stack.of(taskRole);
  const [partition, region, account] = [[stack.partition, 'Partition'], [stack.region, 'Region'], [stack.account, 'AccountId']]
    .map(([value, name]) => (Token.isUnresolved(value) ? `<AWS::${name}>` : value));
  const logGroup = cluster.executeCommandConfiguration?.logConfiguration?.cloudWatchLogGroup?.node.defaultChild as logs.CfnLogGroup | undefined;
  const streams = logGroup ? [`arn:${partition}:logs:${region}:${account}:log-group:<${stack.getLogicalId(logGroup)}>:*`] : [];
  const reason = 'A session needs actions of ssmmessages and logs:DescribeLogGroups, which have no resource level, and the streams of its own log group.';
  suppress(taskRole.node.findChild('Policy').node.defaultChild as iam.CfnManagedPolicy, reason, {
    nag: ['*', ...streams].map((resource) => `AwsSolutions-IAM5[Resource::${resource}]`),
  });
}

function addScaling(service: ecs.FargateService, { minCapacity, maxCapacity, cpuTargetPercent, scalingCooldown }: FargateSettings): void {
  service.autoScaleTaskCount({ minCapacity, maxCapacity }).scaleOnCpuUtilization('Cpu', {
    targetUtilizationPercent: cpuTargetPercent,
    scaleInCooldown: scalingCooldown,
    scaleOutCooldown: scalingCooldown,
  });
  for (const child of service.node.findAll()) {
    if (child instanceof CfnScalableTarget) {
      // Application Auto Scaling takes its service-linked role by itself; naming it would only repeat account and partition.
      child.addDeletionOverride('Properties.RoleARN');
    }
    if (child instanceof CfnScalableTarget || child instanceof CfnScalingPolicy) {
      // It waits for the service, which waits for the task role's policy.
      child.addDeletionOverride('DependsOn');
    }
  }
}
