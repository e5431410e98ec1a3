import { KeyOf } from './alarm-row';
import type { AlarmSubject, MetricLine, MetricRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import { LOAD_BALANCER_DELAY, SERVICE_DELAY } from './aws-delays';

function line(subject: AlarmSubject, namespace: string, metricName: string, statistic: string, id = 'value'): MetricLine {
  return { id, subject, namespace, metricName, statistic };
}

const INSIGHTS = 'Amazon CloudWatch User Guide, Amazon ECS Container Insights metrics';

const SERVICE = {
  kind: 'metric',
  question: 'service',
  severity: AlarmSeverity.INFORM,
  causedByDeployment: true,
  awsDelay: SERVICE_DELAY,
  comparison: 'GREATER_THAN_THRESHOLD',
  periodSeconds: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  missingData: 'NOT_BREACHING',
  followsHealthCheck: false,
} as const;

/** Is the service well, and is a zone out? */
export const SERVICE_ALARMS: readonly MetricRow[] = [
  {
    ...SERVICE,
    key: 'ecs-task-failure',
    title: 'ECS running tasks',
    meaning: 'Fewer tasks run than the platform needs to survive the loss of a zone.',
    firstAction: 'Read the service events and the reasons of the stopped tasks.',
    metrics: [line('service', 'ECS/ContainerInsights', 'RunningTaskCount', 'Minimum')],
    comparison: 'LESS_THAN_THRESHOLD',
    threshold: ({ taskCount }) => taskCount,
    missingData: 'BREACHING',
    source: `${INSIGHTS}, RunningTaskCount (2026-11)`,
  },
  {
    ...SERVICE,
    key: 'alb-unhealthy-targets',
    title: 'Unhealthy targets',
    meaning: 'The load balancer has taken at least one task out of service.',
    firstAction: 'Read the target health reasons of the target group.',
    awsDelay: LOAD_BALANCER_DELAY,
    metrics: [line('target-group', 'AWS/ApplicationELB', 'UnHealthyHostCount', 'Maximum')],
    threshold: 0,
    followsHealthCheck: true,
    source: 'User Guide for Application Load Balancers, CloudWatch metrics, UnHealthyHostCount (2026-11)',
  },
  {
    ...SERVICE,
    key: 'ecs-tasks-missing',
    title: 'Tasks that should run and do not',
    meaning: 'The service wants more tasks than run, or no longer says how many run.',
    firstAction: 'Read the service events and the reasons of the stopped tasks.',
    metrics: [
      line('service', 'ECS/ContainerInsights', 'DesiredTaskCount', 'Maximum', 'desired'),
      line('service', 'ECS/ContainerInsights', 'RunningTaskCount', 'Minimum', 'running'),
    ],
    expression: 'desired - running',
    threshold: 0,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    missingData: 'BREACHING',
    source: `${INSIGHTS}, DesiredTaskCount and RunningTaskCount (2026-11)`,
  },
  {
    ...SERVICE,
    key: 'alb-target-connections',
    title: 'Failed connections to tasks',
    meaning: 'The load balancer cannot connect to tasks that count as healthy.',
    firstAction: 'Compare security groups and container port; then look for tasks that end.',
    awsDelay: LOAD_BALANCER_DELAY,
    metrics: [line('target-group', 'AWS/ApplicationELB', 'TargetConnectionErrorCount', 'Sum')],
    threshold: 0,
    evaluationPeriods: 3,
    datapointsToAlarm: 3,
    source: 'User Guide for Application Load Balancers, CloudWatch metrics, TargetConnectionErrorCount (2026-11)',
  },
  {
    ...SERVICE,
    key: 'ecs-cpu',
    title: 'CPU of the tasks (%)',
    meaning: 'The tasks have little CPU left, and scaling does not bring more.',
    firstAction: 'Raise maxCapacity, or taskSize.',
    causedByDeployment: false,
    metrics: [line('service', 'AWS/ECS', 'CPUUtilization', 'Average')],
    threshold: 80,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    source: 'Amazon CloudWatch User Guide, Recommended alarms, Amazon ECS, CPUUtilization (2026-11)',
  },
  {
    ...SERVICE,
    key: 'ecs-memory',
    title: 'Memory of the tasks (%)',
    meaning: 'The tasks have little memory left; ECS stops one that has none.',
    firstAction: 'Look for a leak since the last deployment; raise taskSize.',
    causedByDeployment: false,
    metrics: [line('service', 'AWS/ECS', 'MemoryUtilization', 'Average')],
    threshold: 80,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    source: 'Amazon CloudWatch User Guide, Recommended alarms, Amazon ECS, MemoryUtilization (2026-11)',
  },
  {
    ...SERVICE,
    key: KeyOf.DEPLOYMENT,
    title: 'Deployments in progress',
    meaning: 'A deployment is in progress: it keeps the alarm degraded quiet and tells nobody.',
    firstAction: 'Nothing; the dashboard shows it beside what a deployment changes.',
    metrics: [line('service', 'ECS/ContainerInsights', 'DeploymentCount', 'Maximum')],
    threshold: 1,
    partOf: KeyOf.DEGRADED,
    source: `${INSIGHTS}, DeploymentCount (2026-11)`,
  },
  {
    ...SERVICE,
    key: 'alb-zone-without-target',
    title: 'Healthy targets in the worst zone',
    meaning: 'A zone has no healthy target left.',
    firstAction: 'Read the AWS Health Dashboard; shift the zone away when AWS has trouble there.',
    question: 'zone',
    causedByDeployment: false,
    awsDelay: LOAD_BALANCER_DELAY,
    // With fewer tasks than zones, one of them never has a target.
    metrics: ({ zones, taskCount }) => (taskCount < zones.length ? [] : zones.map((zone, index) => ({
      ...line('target-group', 'AWS/ApplicationELB', 'HealthyHostCount', 'Minimum', `zone${index + 1}`), dimensions: { AvailabilityZone: zone },
    }))),
    expression: ({ zones }) => `MIN([${zones.map((_, index) => `FILL(zone${index + 1}, 0)`).join(', ')}])`,
    comparison: 'LESS_THAN_THRESHOLD',
    threshold: 1,
    missingData: 'BREACHING',
    followsHealthCheck: true,
    source: 'User Guide for Application Load Balancers, CloudWatch metrics, HealthyHostCount by AvailabilityZone (2026-11)',
  },
];
