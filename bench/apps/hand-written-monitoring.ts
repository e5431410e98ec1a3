// Alarms and dashboard of the hand-written apps.
import { Duration } from 'aws-cdk-lib';
import type { Stack } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
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

/** The four alarms of the reference system; `nameOf` gives each its name, or leaves it to CloudFormation. */
export function createAlarms(stack: Stack, topic: sns.ITopic, metrics: Metrics, nameOf: (noun: string) => string | undefined): void {
  const create = (noun: string, alarmDescription: string, props: Omit<cloudwatch.AlarmProps, 'evaluationPeriods'>) => {
    const alarm = new cloudwatch.Alarm(stack, noun, { evaluationPeriods: 1, alarmName: nameOf(noun), alarmDescription, ...props });
    alarm.addAlarmAction(new SnsAction(topic));
    alarm.addOkAction(new SnsAction(topic));
  };
  create('rds-failover', 'Nobody is connected to the database: it is failing over, or the service has lost it. Look for a failover event of the cluster, then at the log of the service.', {
    metric: metrics.connections,
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
  create('ecs-task-failure', 'Fewer tasks run than the platform needs to survive the loss of a zone. Read the service events and the reasons of the stopped tasks.', {
    metric: metrics.runningTasks,
    threshold: 6,
    comparisonOperator: cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.BREACHING,
  });
  create('alb-unhealthy-targets', 'The load balancer has taken at least one task out of service. Read the target health reasons of the target group.', {
    metric: metrics.unhealthy,
    threshold: 0,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
  create('alb-high-response-time', 'Payments are answered more slowly than the objective. Compare the request count with the CPU of tasks and database.', {
    metric: metrics.responseTime,
    threshold: 1,
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    treatMissingData: cloudwatch.TreatMissingData.NOT_BREACHING,
  });
}

export function createDashboard(stack: Stack, metrics: Metrics, dashboardName?: string): cloudwatch.Dashboard {
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
      [graph('Aurora connections', [metrics.connections], 0), graph('ECS running tasks', [metrics.runningTasks], 6)],
      [graph('Healthy and unhealthy targets', targets), graph('Response time', [metrics.responseTime], 1)],
      [graph('Request count', [metrics.requests]), graph('Aurora CPU', [metrics.databaseCpu])],
    ],
  });
}
