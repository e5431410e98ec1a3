// Alarms and dashboard of the hand-written apps.
import { Aws, Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as events from 'aws-cdk-lib/aws-events';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as sns from 'aws-cdk-lib/aws-sns';

export interface Observed {
  readonly cluster: rds.DatabaseCluster;
  readonly service: ecs.FargateService;
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  readonly targetGroup: elbv2.ApplicationTargetGroup;
}

/** The metrics of the platform, each over one minute. */
export function metricsOf({ cluster, service, loadBalancer, targetGroup }: Observed) {
  const database = { DBClusterIdentifier: cluster.clusterIdentifier };
  const tasks = { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName };
  const targets = { LoadBalancer: loadBalancer.loadBalancerFullName, TargetGroup: targetGroup.targetGroupFullName };
  const metric = (namespace: string, dimensionsMap: cloudwatch.DimensionsMap, metricName: string, statistic: string) =>
    new cloudwatch.Metric({ namespace, dimensionsMap, metricName, statistic, period: Duration.minutes(1) });
  return {
    connections: metric('AWS/RDS', database, 'DatabaseConnections', 'Maximum'),
    databaseCpu: metric('AWS/RDS', database, 'CPUUtilization', 'Average'),
    runningTasks: metric('ECS/ContainerInsights', tasks, 'RunningTaskCount', 'Minimum'),
    healthy: metric('AWS/ApplicationELB', targets, 'HealthyHostCount', 'Minimum'),
    unhealthy: metric('AWS/ApplicationELB', targets, 'UnHealthyHostCount', 'Maximum'),
    responseTime: metric('AWS/ApplicationELB', targets, 'TargetResponseTime', 'Average'),
    requests: metric('AWS/ApplicationELB', targets, 'RequestCount', 'Sum'),
  };
}

export type Metrics = ReturnType<typeof metricsOf>;

const RUNBOOK = 'https://github.com/cdk-payment-platform/cdk-payment-platform/blob/main/docs/operations.md';

/** By what they are about, in the order in which the dashboard shows them. */
export interface Alarms {
  readonly responseTime: cloudwatch.IAlarm;
  readonly tasks: cloudwatch.IAlarm;
  readonly targets: cloudwatch.IAlarm;
  readonly database: cloudwatch.IAlarm;
}

/** The four alarms of the reference system; `nameOf` gives each its name, or leaves it to CloudFormation. */
export function createAlarms(stack: Stack, topic: sns.ITopic, metrics: Metrics, nameOf: (noun: string) => string | undefined): Alarms {
  const create = (noun: string, meaning: string, props: Omit<cloudwatch.AlarmProps, 'evaluationPeriods'>) => {
    const alarmDescription = `${meaning} ${RUNBOOK}#${noun}`;
    const alarm = new cloudwatch.Alarm(stack, noun, { evaluationPeriods: 1, alarmName: nameOf(noun), alarmDescription, ...props });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
    return alarm;
  };
  const database = create('rds-failover', 'Nobody is connected to the database: it is failing over, or the service has lost it.', {
    metric: metrics.connections,
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
  const tasks = create('ecs-task-failure', 'Fewer tasks run than the platform needs to survive the loss of a zone.', {
    metric: metrics.runningTasks,
    threshold: 6,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
  const targets = create('alb-unhealthy-targets', 'The load balancer has taken at least one task out of service.', {
    metric: metrics.unhealthy,
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  const responseTime = create('alb-high-response-time', 'Payments are answered more slowly than the objective.', {
    metric: metrics.responseTime,
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  return { responseTime, tasks, targets, database };
}

/** Goes off when users are hurt, whatever hurts them. */
export function createCompositeAlarm(stack: Stack, topic: sns.ITopic, { responseTime, database }: Alarms, compositeAlarmName: string) {
  const alarm = new cloudwatch.CompositeAlarm(stack, 'payments-impaired', {
    compositeAlarmName,
    alarmDescription: `Users are hurt: payments fail, or are too slow. ${RUNBOOK}#payments-impaired`,
    alarmRule: cloudwatch.AlarmRule.fromString(`ALARM("${responseTime.alarmArn}") OR ALARM("${database.alarmArn}")`),
  });
  alarm.addAlarmAction(new SnsAction(topic));
  alarm.addOkAction(new SnsAction(topic));
  return alarm;
}

/** Tells of a failover of the database when it happens. */
export function notifyOfFailover(stack: Stack, topic: sns.ITopic, { clusterIdentifier }: rds.DatabaseCluster, suffix: string): void {
  const [what, where, time] = ['$.detail.Message', '$.detail.SourceIdentifier', '$.time'].map((path) => events.EventField.fromPath(path));
  const address = `https://console.aws.amazon.com/rds/home?region=${Aws.REGION}#database:id=${clusterIdentifier};is-cluster=true`;
  const meaning = 'Another instance becomes the writer; connections break until the application connects again.';
  const text = `${suffix}: ${what} (${where}, ${time}). ${meaning} Console: ${address} What to do: ${RUNBOOK}#rds-failover-events`;
  new events.Rule(stack, 'FailoverEvents', {
    description: 'Failover of the database',
    eventPattern: {
      source: ['aws.rds'],
      detailType: ['RDS DB Cluster Event'],
      detail: { EventCategories: ['failover'], SourceIdentifier: [clusterIdentifier] },
    },
    targets: [{ bind: () => ({ arn: topic.topicArn, input: events.RuleTargetInput.fromText(text) }) }],
  });
}

export function createDashboard(stack: Stack, metrics: Metrics, alarms: cloudwatch.IAlarm[], dashboardName?: string): cloudwatch.Dashboard {
  const graph = (title: string, left: cloudwatch.IMetric[], threshold?: number) => new cloudwatch.GraphWidget({
    title,
    left,
    width: 12,
    leftAnnotations: threshold === undefined ? undefined : [{ value: threshold, label: 'alarm' }],
  });
  const targets = [metrics.healthy.with({ label: 'healthy' }), metrics.unhealthy.with({ label: 'unhealthy' })];
  return new cloudwatch.Dashboard(stack, 'Dashboard', {
    dashboardName,
    widgets: [
      [new cloudwatch.AlarmStatusWidget({ title: 'Alarms', width: 24, alarms })],
      [graph('Aurora connections', [metrics.connections], 0), graph('ECS running tasks', [metrics.runningTasks], 6)],
      [graph('Healthy and unhealthy targets', targets), graph('Response time', [metrics.responseTime], 1)],
      [graph('Request count', [metrics.requests]), graph('Aurora CPU', [metrics.databaseCpu])],
    ],
  });
}
