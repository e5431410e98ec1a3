import type { MetricLine, MetricRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import { CONNECTION_DELAY, LOAD_BALANCER_DELAY } from './aws-delays';

const METRICS = 'User Guide for Application Load Balancers, CloudWatch metrics';

function ofTargets(metricName: string, statistic: string, id = 'value'): MetricLine {
  return { id, subject: 'target-group', namespace: 'AWS/ApplicationELB', metricName, statistic };
}

function ofBalancer(metricName: string, id = 'value'): MetricLine {
  return { id, subject: 'load-balancer', namespace: 'AWS/ApplicationELB', metricName, statistic: 'Sum' };
}

/** Fewer failed requests in a minute say nothing about a rate. */
const FEW_ERRORS = 5;

const USERS = {
  kind: 'metric',
  question: 'users',
  severity: AlarmSeverity.PAGE,
  causedByDeployment: false,
  awsDelay: LOAD_BALANCER_DELAY,
  comparison: 'GREATER_THAN_THRESHOLD',
  periodSeconds: 60,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  missingData: 'NOT_BREACHING',
  followsHealthCheck: false,
} as const;

/** Are users served? */
export const TRAFFIC_ALARMS: readonly MetricRow[] = [
  {
    ...USERS,
    key: 'alb-high-response-time',
    title: 'Response time',
    meaning: 'Payments are answered more slowly than the objective.',
    firstAction: 'Compare the request count with the CPU of tasks and database.',
    metrics: [ofTargets('TargetResponseTime', 'Average')],
    threshold: ({ responseTimeSeconds }) => responseTimeSeconds,
    source: `${METRICS}, TargetResponseTime (2026-11)`,
  },
  {
    ...USERS,
    key: 'alb-target-5xx',
    title: 'Errors of the application (%)',
    meaning: 'The application answers payments with errors.',
    firstAction: 'Was there a deployment? Take it back; then read the log of the service.',
    metrics: [ofTargets('HTTPCode_Target_5XX_Count', 'Sum', 'errors'), ofTargets('RequestCount', 'Sum', 'requests')],
    expression: `IF(errors >= ${FEW_ERRORS}, 100 * errors / requests, 0)`,
    threshold: 1,
    source: `${METRICS}, HTTPCode_Target_5XX_Count and RequestCount; the threshold is that of AWS Resilience Hub, 5xx above 1 % (2026-11)`,
  },
  {
    ...USERS,
    key: 'alb-5xx',
    title: 'Errors of the load balancer (%)',
    meaning: 'The load balancer finds no task that answers.',
    firstAction: 'Read the target health reasons of the target group; are all in one zone?',
    awsDelay: CONNECTION_DELAY,
    metrics: [ofBalancer('HTTPCode_ELB_5XX_Count', 'errors'), ofBalancer('RequestCount', 'requests')],
    // A request for which there was no target is an error, but does not count as a request.
    expression: `IF(errors >= ${FEW_ERRORS}, 100 * errors / (FILL(requests, 0) + errors), 0)`,
    threshold: 1,
    source: `${METRICS}, HTTPCode_ELB_5XX_Count and RequestCount; the threshold is that of AWS Resilience Hub, 5xx above 1 % (2026-11)`,
  },
  {
    ...USERS,
    key: 'alb-no-healthy-target',
    title: 'Healthy targets',
    meaning: 'No task is healthy in any zone.',
    firstAction: 'Read the target health reasons of the target group, then the service events.',
    metrics: [ofTargets('HealthyHostCount', 'Maximum')],
    comparison: 'LESS_THAN_THRESHOLD',
    threshold: 1,
    missingData: 'BREACHING',
    followsHealthCheck: true,
    source: `${METRICS}, HealthyHostCount (2026-11)`,
  },
  {
    ...USERS,
    key: 'alb-p99-response-time',
    title: 'Response time of the slowest hundredth (s)',
    meaning: 'One payment in a hundred takes more than twice the objective.',
    firstAction: 'Look for slow queries, locks, and a payment network that answers late.',
    severity: AlarmSeverity.INFORM,
    causedByDeployment: true,
    metrics: [ofTargets('TargetResponseTime', 'p99')],
    threshold: ({ responseTimeSeconds }) => 2 * responseTimeSeconds,
    evaluationPeriods: 5,
    datapointsToAlarm: 5,
    source: `${METRICS}, TargetResponseTime; AWS Resilience Hub asks for p99 above 2 s (2026-11)`,
  },
  {
    ...USERS,
    key: 'alb-rejected-connections',
    title: 'Rejected connections',
    meaning: 'The load balancer has reached its maximum number of connections.',
    firstAction: 'Look for a flood of clients; ask AWS to scale the load balancer in advance.',
    severity: AlarmSeverity.INFORM,
    metrics: [ofBalancer('RejectedConnectionCount')],
    threshold: 0,
    source: `${METRICS}, RejectedConnectionCount (2026-11)`,
  },
];
