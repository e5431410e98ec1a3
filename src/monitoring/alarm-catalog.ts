/** Which of the observed resources an alarm is about. */
export type AlarmSubject = 'database' | 'service' | 'target-group';

/** One row of the alarm catalogue: everything there is to know about an alarm, without an AWS resource. */
export interface AlarmSpec {
  /** The key: part of the name, and the anchor of its section in docs/operations.md. */
  readonly key: string;
  readonly title: string;
  /** What it means when it goes off, in one sentence. */
  readonly meaning: string;
  readonly firstAction: string;
  readonly subject: AlarmSubject;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly comparison: 'LESS_THAN_THRESHOLD' | 'LESS_THAN_OR_EQUAL_TO_THRESHOLD' | 'GREATER_THAN_THRESHOLD';
  readonly threshold: number;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  /** What silence means. */
  readonly missingData: 'BREACHING' | 'NOT_BREACHING';
  readonly source: string;
}

/** The figures that come from the configuration. */
export interface AlarmThresholds {
  readonly taskCount: number;
  readonly responseTimeSeconds: number;
}

/** A row before the configuration is known. */
type AlarmRow = Omit<AlarmSpec, 'threshold'> & { readonly threshold: (thresholds: AlarmThresholds) => number };

/** The alarms of the reference system. Each evaluates one period of 60 seconds. */
const ROWS: AlarmRow[] = [
  {
    key: 'rds-failover',
    title: 'Aurora connections',
    meaning: 'Nobody is connected to the database: it is failing over, or the service has lost it.',
    firstAction: 'Look for a failover event of the cluster, then at the log of the service.',
    subject: 'database',
    namespace: 'AWS/RDS',
    metricName: 'DatabaseConnections',
    statistic: 'Maximum',
    comparison: 'LESS_THAN_OR_EQUAL_TO_THRESHOLD',
    threshold: () => 0,
    periodSeconds: 60,
    evaluationPeriods: 1,
    missingData: 'BREACHING',
    source: 'Amazon Aurora User Guide, Amazon CloudWatch metrics for Amazon Aurora, DatabaseConnections (2026-11)',
  },
  {
    key: 'ecs-task-failure',
    title: 'ECS running tasks',
    meaning: 'Fewer tasks run than the platform needs to survive the loss of a zone.',
    firstAction: 'Read the service events and the reasons of the stopped tasks.',
    subject: 'service',
    namespace: 'ECS/ContainerInsights',
    metricName: 'RunningTaskCount',
    statistic: 'Minimum',
    comparison: 'LESS_THAN_THRESHOLD',
    threshold: ({ taskCount }) => taskCount,
    periodSeconds: 60,
    evaluationPeriods: 1,
    missingData: 'BREACHING',
    source: 'Amazon CloudWatch User Guide, Amazon ECS Container Insights metrics, RunningTaskCount (2026-11)',
  },
  {
    key: 'alb-unhealthy-targets',
    title: 'Unhealthy targets',
    meaning: 'The load balancer has taken at least one task out of service.',
    firstAction: 'Read the target health reasons of the target group.',
    subject: 'target-group',
    namespace: 'AWS/ApplicationELB',
    metricName: 'UnHealthyHostCount',
    statistic: 'Maximum',
    comparison: 'GREATER_THAN_THRESHOLD',
    threshold: () => 0,
    periodSeconds: 60,
    evaluationPeriods: 1,
    missingData: 'NOT_BREACHING',
    source: 'User Guide for Application Load Balancers, CloudWatch metrics, UnHealthyHostCount (2026-11)',
  },
  {
    key: 'alb-high-response-time',
    title: 'Response time',
    meaning: 'Payments are answered more slowly than the objective.',
    firstAction: 'Compare the request count with the CPU of tasks and database.',
    subject: 'target-group',
    namespace: 'AWS/ApplicationELB',
    metricName: 'TargetResponseTime',
    statistic: 'Average',
    comparison: 'GREATER_THAN_THRESHOLD',
    threshold: ({ responseTimeSeconds }) => responseTimeSeconds,
    periodSeconds: 60,
    evaluationPeriods: 1,
    missingData: 'NOT_BREACHING',
    source: 'User Guide for Application Load Balancers, CloudWatch metrics, TargetResponseTime (2026-11)',
  },
];

/** The catalogue for a configuration. */
export function alarmCatalog(thresholds: AlarmThresholds): AlarmSpec[] {
  return ROWS.map((row) => ({ ...row, threshold: row.threshold(thresholds) }));
}
