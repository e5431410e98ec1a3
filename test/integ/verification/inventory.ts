import { DescribeScalableTargetsCommand, DescribeScalingPoliciesCommand } from '@aws-sdk/client-application-auto-scaling';
import { ListStacksCommand } from '@aws-sdk/client-cloudformation';
import { DescribeAlarmsCommand, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { ListTablesCommand } from '@aws-sdk/client-dynamodb';
import {
  DescribeAddressesCommand, DescribeFlowLogsCommand, DescribeInternetGatewaysCommand, DescribeNatGatewaysCommand, DescribeRouteTablesCommand,
  DescribeSecurityGroupsCommand, DescribeSubnetsCommand, DescribeVpcEndpointsCommand, DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import { ListClustersCommand, ListTaskDefinitionsCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import { DescribeLoadBalancersCommand, DescribeTargetGroupsCommand } from '@aws-sdk/client-elastic-load-balancing-v2';
import { ListRulesCommand } from '@aws-sdk/client-eventbridge';
import { ListPoliciesCommand, ListRolesCommand } from '@aws-sdk/client-iam';
import { DescribeKeyCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import { DescribeDBClusterParameterGroupsCommand, DescribeDBClustersCommand, DescribeDBInstancesCommand, DescribeDBSubnetGroupsCommand } from '@aws-sdk/client-rds';
import { ListBucketsCommand } from '@aws-sdk/client-s3';
import { ListSecretsCommand } from '@aws-sdk/client-secrets-manager';
import { ListSubscriptionsCommand, ListTopicsCommand } from '@aws-sdk/client-sns';
import { ListQueuesCommand } from '@aws-sdk/client-sqs';
import { DescribeParametersCommand } from '@aws-sdk/client-ssm';
import { ListWebACLsCommand } from '@aws-sdk/client-wafv2';
import { compare } from './check';
import type { Deployment } from './deployment';
import type { Clients } from '../support/clients';

type Ids = Array<string | undefined>;
type Reader = (clients: Clients) => Promise<Ids>;

/** How each service lists what exists; what AWS itself keeps for a while after deletion does not count. */
const READERS: Record<string, Reader> = {
  'stack': async ({ cloudFormation }) => {
    const { StackSummaries = [] } = await cloudFormation.send(new ListStacksCommand({}));
    return StackSummaries.filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE').map(({ StackName }) => StackName);
  },
  'VPC': async ({ ec2 }) => (await ec2.send(new DescribeVpcsCommand({}))).Vpcs?.map(({ VpcId }) => VpcId) ?? [],
  'subnet': async ({ ec2 }) => (await ec2.send(new DescribeSubnetsCommand({}))).Subnets?.map(({ SubnetId }) => SubnetId) ?? [],
  'route table': async ({ ec2 }) => (await ec2.send(new DescribeRouteTablesCommand({}))).RouteTables?.map(({ RouteTableId }) => RouteTableId) ?? [],
  'internet gateway': async ({ ec2 }) => {
    const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({}));
    return InternetGateways.map(({ InternetGatewayId }) => InternetGatewayId);
  },
  'NAT gateway': async ({ ec2 }) => {
    const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({}));
    return NatGateways.filter(({ State }) => State !== 'deleted').map(({ NatGatewayId }) => NatGatewayId);
  },
  'address': async ({ ec2 }) => (await ec2.send(new DescribeAddressesCommand({}))).Addresses?.map(({ AllocationId }) => AllocationId) ?? [],
  'security group': async ({ ec2 }) => (await ec2.send(new DescribeSecurityGroupsCommand({}))).SecurityGroups?.map(({ GroupId }) => GroupId) ?? [],
  'DB cluster': async ({ rds }) => (await rds.send(new DescribeDBClustersCommand({}))).DBClusters?.map((cluster) => cluster.DBClusterIdentifier) ?? [],
  'DB instance': async ({ rds }) => (await rds.send(new DescribeDBInstancesCommand({}))).DBInstances?.map((one) => one.DBInstanceIdentifier) ?? [],
  'DB subnet group': async ({ rds }) => {
    const { DBSubnetGroups = [] } = await rds.send(new DescribeDBSubnetGroupsCommand({}));
    return DBSubnetGroups.map(({ DBSubnetGroupName }) => DBSubnetGroupName);
  },
  'DB parameter group': async ({ rds }) => {
    const { DBClusterParameterGroups = [] } = await rds.send(new DescribeDBClusterParameterGroupsCommand({}));
    return DBClusterParameterGroups.map(({ DBClusterParameterGroupName }) => DBClusterParameterGroupName);
  },
  'secret': async ({ secretsManager }) => (await secretsManager.send(new ListSecretsCommand({}))).SecretList?.map(({ ARN }) => ARN) ?? [],
  'ECS cluster': async ({ ecs }) => (await ecs.send(new ListClustersCommand({}))).clusterArns ?? [],
  'task definition': async ({ ecs }) => (await ecs.send(new ListTaskDefinitionsCommand({ status: 'ACTIVE' }))).taskDefinitionArns ?? [],
  'task': async ({ ecs }) => {
    const { clusterArns = [] } = await ecs.send(new ListClustersCommand({}));
    const listed = await Promise.all(clusterArns.map(async (cluster) => ecs.send(new ListTasksCommand({ cluster, desiredStatus: 'RUNNING' }))));
    return listed.flatMap(({ taskArns = [] }) => taskArns);
  },
  'load balancer': async ({ loadBalancing }) => {
    const { LoadBalancers = [] } = await loadBalancing.send(new DescribeLoadBalancersCommand({}));
    return LoadBalancers.map(({ LoadBalancerName }) => LoadBalancerName);
  },
  'target group': async ({ loadBalancing }) => {
    const { TargetGroups = [] } = await loadBalancing.send(new DescribeTargetGroupsCommand({}));
    return TargetGroups.map(({ TargetGroupName }) => TargetGroupName);
  },
  'scalable target': async ({ autoScaling }) => {
    const { ScalableTargets = [] } = await autoScaling.send(new DescribeScalableTargetsCommand({ ServiceNamespace: 'ecs' }));
    return ScalableTargets.map(({ ResourceId }) => ResourceId);
  },
  'scaling policy': async ({ autoScaling }) => {
    const { ScalingPolicies = [] } = await autoScaling.send(new DescribeScalingPoliciesCommand({ ServiceNamespace: 'ecs' }));
    return ScalingPolicies.map(({ PolicyName }) => PolicyName);
  },
  'role': async ({ iam }) => (await iam.send(new ListRolesCommand({}))).Roles?.map(({ RoleName }) => RoleName) ?? [],
  'policy': async ({ iam }) => (await iam.send(new ListPoliciesCommand({ Scope: 'Local' }))).Policies?.map(({ PolicyName }) => PolicyName) ?? [],
  'key': async ({ kms }) => {
    const { Keys = [] } = await kms.send(new ListKeysCommand({}));
    const described = await Promise.all(Keys.map(async ({ KeyId }) => kms.send(new DescribeKeyCommand({ KeyId }))));
    return described.filter(({ KeyMetadata }) => KeyMetadata?.KeyState !== 'PendingDeletion').map(({ KeyMetadata }) => KeyMetadata?.KeyId);
  },
  'log group': async ({ logs }) => (await logs.send(new DescribeLogGroupsCommand({}))).logGroups?.map(({ logGroupName }) => logGroupName) ?? [],
  'alarm': async ({ cloudWatch }) => {
    const { MetricAlarms = [], CompositeAlarms = [] } = await cloudWatch.send(new DescribeAlarmsCommand({ AlarmTypes: ['MetricAlarm', 'CompositeAlarm'] }));
    return [...MetricAlarms, ...CompositeAlarms].map(({ AlarmName }) => AlarmName);
  },
  'rule': async ({ events }) => (await events.send(new ListRulesCommand({}))).Rules?.map(({ Name }) => Name) ?? [],
  'topic': async ({ sns }) => (await sns.send(new ListTopicsCommand({}))).Topics?.map(({ TopicArn }) => TopicArn) ?? [],
  'subscription': async ({ sns }) => (await sns.send(new ListSubscriptionsCommand({}))).Subscriptions?.map(({ SubscriptionArn }) => SubscriptionArn) ?? [],
  'queue': async ({ sqs }) => (await sqs.send(new ListQueuesCommand({}))).QueueUrls ?? [],
  'parameter': async ({ ssm }) => (await ssm.send(new DescribeParametersCommand({ MaxResults: 50 }))).Parameters?.map(({ Name }) => Name) ?? [],
  'bucket': async ({ s3 }) => (await s3.send(new ListBucketsCommand({}))).Buckets?.map(({ Name }) => Name) ?? [],
  'VPC endpoint': async ({ ec2 }) => (await ec2.send(new DescribeVpcEndpointsCommand({}))).VpcEndpoints?.map(({ VpcEndpointId }) => VpcEndpointId) ?? [],
  'flow log': async ({ ec2 }) => (await ec2.send(new DescribeFlowLogsCommand({}))).FlowLogs?.map(({ FlowLogId }) => FlowLogId) ?? [],
  'web ACL': async ({ waf }) => (await waf.send(new ListWebACLsCommand({ Scope: 'REGIONAL' }))).WebACLs?.map(({ Name }) => Name) ?? [],
  'table': async ({ dynamoDb }) => (await dynamoDb.send(new ListTablesCommand({}))).TableNames ?? [],
};

/** How many kinds of resources are looked for. */
export const INVENTORY_SIZE = Object.keys(READERS).length;

/** Everything that exists in a region, as `kind id`. */
export async function takeInventory(clients: Clients): Promise<string[]> {
  const listed = await Promise.all(Object.entries(READERS).map(async ([kind, read]) => (await read(clients)).map((id) => `${kind} ${id}`)));
  return listed.flat().sort();
}

/** @throws CheckFailure if anything is there now that was not there before the platform was deployed */
export async function expectNothingLeft(deployment: Deployment, before: string[]): Promise<void> {
  const left = (await takeInventory(deployment.clients)).filter((item) => !before.includes(item));
  compare(`after ${deployment.stackName} was deleted`, { left: [], dashboard: false }, { left, dashboard: await hasDashboard(deployment) });
}

/** By name, because the client cannot read the emulator's list of dashboards. */
async function hasDashboard({ clients: { cloudWatch }, suffix }: Deployment): Promise<boolean> {
  const request = new GetDashboardCommand({ DashboardName: `payment-failover-${suffix}` });
  return cloudWatch.send(request).then(() => true, (error: Error) => {
    if (error.name === 'DashboardNotFoundError' || error.name === 'ResourceNotFound') return false;
    throw error;
  });
}
