import { DescribeAlarmsCommand, GetDashboardCommand } from '@aws-sdk/client-cloudwatch';
import type { MetricAlarm } from '@aws-sdk/client-cloudwatch';
import { ListRulesCommand, ListTargetsByRuleCommand } from '@aws-sdk/client-eventbridge';
import { GetTopicAttributesCommand, ListSubscriptionsByTopicCommand } from '@aws-sdk/client-sns';
import { check } from './check';
import type { CheckGroup } from './check';
import type { Deployment } from './deployment';
import { findKeyArn } from './encryption-checks';
import { findBalancer, findTargetGroup } from './load-balancer-checks';

/** The alarms of the reference system, as CloudWatch describes them. */
const ALARMS: Record<string, [metric: string, statistic: string, condition: string, missingData: string]> = {
  'rds-failover': ['AWS/RDS DatabaseConnections', 'Maximum', 'LessThanOrEqualToThreshold 0', 'breaching'],
  'ecs-task-failure': ['ECS/ContainerInsights RunningTaskCount', 'Minimum', 'LessThanThreshold 6', 'breaching'],
  'alb-unhealthy-targets': ['AWS/ApplicationELB UnHealthyHostCount', 'Maximum', 'GreaterThanThreshold 0', 'notBreaching'],
  'alb-high-response-time': ['AWS/ApplicationELB TargetResponseTime', 'Average', 'GreaterThanThreshold 1', 'notBreaching'],
};

const GRAPHS: Record<string, string[]> = {
  'Aurora connections': ['AWS/RDS DatabaseConnections'],
  'ECS running tasks': ['ECS/ContainerInsights RunningTaskCount'],
  'Healthy and unhealthy targets': ['AWS/ApplicationELB HealthyHostCount', 'AWS/ApplicationELB UnHealthyHostCount'],
  'Response time': ['AWS/ApplicationELB TargetResponseTime'],
  'Request count': ['AWS/ApplicationELB RequestCount'],
  'Aurora CPU': ['AWS/RDS CPUUtilization'],
};

interface Graph {
  readonly type: 'metric';
  readonly properties: { readonly title: string; readonly region: string; readonly metrics: Array<Array<string | object>> };
}

interface AlarmStatus {
  readonly type: 'alarm';
  readonly properties: { readonly alarms: string[] };
}

type Suffixed = Pick<Deployment, 'suffix'>;

export function alarmNames({ suffix }: Suffixed): string[] {
  return Object.keys(ALARMS).map((key) => `payment-${key}-${suffix}`);
}

/** The alarm that sums up those that hurt users. */
export function summaryName({ suffix }: Suffixed): string {
  return `payment-payments-impaired-${suffix}`;
}

export async function findAlarms(deployment: Deployment): Promise<MetricAlarm[]> {
  const { MetricAlarms = [] } = await deployment.clients.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNamePrefix: 'payment-' }));
  const added = deployment.additions.alarms;
  return MetricAlarms.filter(({ AlarmName = '' }) => alarmNames(deployment).includes(AlarmName) || added.includes(AlarmName));
}

export const MONITORING_CHECKS: CheckGroup = {
  title: 'Monitoring',
  checks: [
    check('four alarms, each evaluated within 60 s and telling the topic', expectedAlarms, readAlarms),
    check('the alarms watch what was deployed', expectedDimensions, readDimensions),
    check('an alarm that says that users are hurt, from two of the four', expectedSummary, readSummary),
    check('the events of a failover, told to the topic', ({ outputs, suffix }) => ({
      pattern: {
        'source': ['aws.rds'],
        'detail-type': ['RDS DB Cluster Event'],
        'detail': { EventCategories: ['failover'], SourceIdentifier: [`payment-aurora-cluster-${suffix}`] },
      },
      targets: [outputs.SNSTopicArn],
    }), readFailoverRule),
    check('a dashboard with the state of the alarms and six graphs', ({ region, additions, suffix }) => ({
      titles: [...Object.keys(GRAPHS), ...additions.graphs],
      regions: [region],
      alarms: [...alarmNames({ suffix }), summaryName({ suffix }), ...additions.alarms].sort(),
      ...GRAPHS,
    }), readDashboard),
    check('a topic encrypted with the platform\'s key, and the e-mail subscription', async (deployment) => ({
      key: await findKeyArn(deployment), publishers: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'], email: [deployment.alertEmail],
    }), readTopic),
  ],
};

function expectedAlarms(deployment: Deployment) {
  const topic = deployment.outputs.SNSTopicArn;
  return Object.fromEntries(Object.entries(ALARMS).map(([key, [metric, statistic, condition, missingData]]) => [
    `payment-${key}-${deployment.suffix}`,
    { metric, statistic, condition, missingData, period: 60, periods: 1, enabled: true, alarm: [topic], ok: [topic] },
  ]));
}

async function readAlarms(deployment: Deployment) {
  const alarms = (await findAlarms(deployment)).filter(({ AlarmName = '' }) => !deployment.additions.alarms.includes(AlarmName));
  return Object.fromEntries(alarms.map((alarm) => [alarm.AlarmName, {
    metric: `${alarm.Namespace} ${alarm.MetricName}`,
    statistic: alarm.Statistic,
    condition: `${alarm.ComparisonOperator} ${alarm.Threshold}`,
    missingData: alarm.TreatMissingData,
    period: alarm.Period,
    periods: alarm.EvaluationPeriods,
    enabled: alarm.ActionsEnabled,
    alarm: alarm.AlarmActions,
    ok: alarm.OKActions,
  }]));
}

async function expectedDimensions(deployment: Deployment) {
  const { suffix } = deployment;
  const { LoadBalancerArn = '' } = await findBalancer(deployment);
  const { TargetGroupArn = '' } = await findTargetGroup(deployment);
  const target = { LoadBalancer: LoadBalancerArn.split(':loadbalancer/')[1], TargetGroup: TargetGroupArn.split(':targetgroup/')[1] };
  return {
    [`payment-rds-failover-${suffix}`]: { DBClusterIdentifier: `payment-aurora-cluster-${suffix}` },
    [`payment-ecs-task-failure-${suffix}`]: { ClusterName: `payment-cluster-${suffix}`, ServiceName: `payment-service-${suffix}` },
    [`payment-alb-unhealthy-targets-${suffix}`]: target,
    [`payment-alb-high-response-time-${suffix}`]: target,
  };
}

async function readDimensions(deployment: Deployment) {
  const alarms = (await findAlarms(deployment)).filter(({ AlarmName = '' }) => !deployment.additions.alarms.includes(AlarmName));
  return Object.fromEntries(alarms.map(({ AlarmName, Dimensions = [] }) => [
    // The emulator's Fn::GetAtt of TargetGroupFullName lacks the word in front.
    AlarmName, Object.fromEntries(Dimensions.map(({ Name, Value }) => [Name, Value?.replace(/^targetgroup[/]/, '')])),
  ]));
}

function expectedSummary({ outputs, suffix }: Deployment) {
  const topic = outputs.SNSTopicArn;
  const children = ['alb-high-response-time', 'rds-failover'].map((key) => `payment-${key}-${suffix}`);
  return { name: summaryName({ suffix }), children, enabled: true, alarm: [topic], ok: [topic] };
}

async function readSummary({ clients, suffix }: Deployment) {
  const { CompositeAlarms = [] } = await clients.cloudWatch.send(new DescribeAlarmsCommand({
    AlarmNamePrefix: summaryName({ suffix }), AlarmTypes: ['CompositeAlarm'],
  }));
  const [alarm] = CompositeAlarms.filter(({ AlarmName }) => AlarmName === summaryName({ suffix }));
  return {
    name: alarm?.AlarmName,
    children: alarm?.AlarmRule?.split(' OR ').map((child) => child.replace(/^ALARM\(".*:alarm:(.*)"\)$/, '$1')),
    enabled: alarm?.ActionsEnabled,
    alarm: alarm?.AlarmActions,
    ok: alarm?.OKActions,
  };
}

async function readFailoverRule({ clients: { events }, stackName }: Deployment) {
  const { Rules = [] } = await events.send(new ListRulesCommand({}));
  const [rule] = Rules.filter(({ Name = '' }) => Name.toLowerCase().startsWith(stackName.toLowerCase()));
  const { Targets = [] } = await events.send(new ListTargetsByRuleCommand({ Rule: rule?.Name }));
  return { pattern: JSON.parse(rule?.EventPattern ?? '{}'), targets: Targets.map(({ Arn }) => Arn) };
}

async function readDashboard({ clients, suffix, additions }: Deployment) {
  const { DashboardBody = '{}' } = await clients.cloudWatch.send(new GetDashboardCommand({ DashboardName: `payment-failover-${suffix}` }));
  const all: Array<Graph | AlarmStatus> = JSON.parse(DashboardBody).widgets;
  const widgets = all.filter((widget): widget is Graph => widget.type === 'metric');
  const status = all.flatMap((widget) => (widget.type === 'alarm' ? widget.properties.alarms : []));
  const own = widgets.filter(({ properties }) => !additions.graphs.includes(properties.title));
  return {
    titles: widgets.map(({ properties }) => properties.title),
    regions: [...new Set(widgets.map(({ properties }) => properties.region))],
    alarms: status.map((arn) => arn.split(':alarm:')[1]).sort(),
    ...Object.fromEntries(own.map(({ properties: { title, metrics } }) => [title, metrics.map(([namespace, name]) => `${namespace} ${name}`)])),
  };
}

async function readTopic({ clients, outputs, accountId }: Deployment) {
  const TopicArn = outputs.SNSTopicArn;
  const { Attributes = {} } = await clients.sns.send(new GetTopicAttributesCommand({ TopicArn }));
  const { Subscriptions = [] } = await clients.sns.send(new ListSubscriptionsByTopicCommand({ TopicArn }));
  const statements: Array<{ Effect: string; Principal: { Service?: string[] }; Condition?: unknown }> = JSON.parse(Attributes.Policy).Statement;
  const bound = JSON.stringify({ StringEquals: { 'aws:SourceAccount': accountId } });
  return {
    key: Attributes.KmsMasterKeyId,
    publishers: statements.filter(({ Effect, Condition }) => Effect === 'Allow' && JSON.stringify(Condition) === bound).flatMap(({ Principal }) => Principal.Service ?? []),
    email: Subscriptions.filter(({ Protocol }) => Protocol === 'email').map(({ Endpoint }) => Endpoint),
  };
}
