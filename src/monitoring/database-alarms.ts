import type { MetricLine, MetricRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import { DATABASE_DELAY } from './aws-delays';

/** A cluster changes its instances; the role stays. */
function role(roleName: 'WRITER' | 'READER', metricName: string, statistic: string): MetricLine[] {
  return [{ id: 'value', subject: 'database', namespace: 'AWS/RDS', metricName, statistic, dimensions: { Role: roleName } }];
}

const METRICS = 'Amazon Aurora User Guide, Amazon CloudWatch metrics for Amazon Aurora';

/** Bytes; a tenth of what a db.r6g.large has. */
const LITTLE_STORAGE = 3_000_000_000;

const SATURATION = {
  kind: 'metric',
  question: 'database',
  severity: AlarmSeverity.INFORM,
  causedByDeployment: false,
  awsDelay: DATABASE_DELAY,
  comparison: 'GREATER_THAN_THRESHOLD',
  periodSeconds: 60,
  evaluationPeriods: 5,
  datapointsToAlarm: 5,
  missingData: 'NOT_BREACHING',
  followsHealthCheck: false,
} as const;

/** Is the database well? */
export const DATABASE_ALARMS: readonly MetricRow[] = [
  {
    ...SATURATION,
    key: 'rds-failover',
    title: 'Aurora connections',
    meaning: 'Nobody is connected to the database: it is failing over, or the service has lost it.',
    firstAction: 'Look for a failover event of the cluster, then at the log of the service.',
    severity: AlarmSeverity.PAGE,
    metrics: [{ id: 'value', subject: 'database', namespace: 'AWS/RDS', metricName: 'DatabaseConnections', statistic: 'Maximum' }],
    comparison: 'LESS_THAN_OR_EQUAL_TO_THRESHOLD',
    threshold: 0,
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    missingData: 'BREACHING',
    source: `${METRICS}, DatabaseConnections (2026-11)`,
  },
  {
    ...SATURATION,
    key: 'rds-writer-down',
    title: 'Uptime of the writer',
    meaning: 'The database has no writer that runs.',
    firstAction: 'Read the events of the cluster; without a reader to promote, Aurora makes a new instance.',
    severity: AlarmSeverity.PAGE,
    metrics: role('WRITER', 'EngineUptime', 'Average'),
    comparison: 'LESS_THAN_OR_EQUAL_TO_THRESHOLD',
    threshold: 0,
    evaluationPeriods: 2,
    datapointsToAlarm: 2,
    missingData: 'BREACHING',
    source: 'Amazon CloudWatch User Guide, Recommended alarms, Amazon RDS, EngineUptime; Amazon Aurora User Guide, Creating CloudWatch alarms, roles (2026-11)',
  },
  {
    ...SATURATION,
    key: 'rds-replica-lag',
    title: 'Replica lag (ms)',
    meaning: 'The readers are behind the writer, and a failover takes longer.',
    firstAction: 'Compare the load of the writer with that of the readers.',
    metrics: role('READER', 'AuroraReplicaLag', 'Maximum'),
    threshold: 1000,
    source: `${METRICS}, AuroraReplicaLag; usually much less than 100 ms, the threshold is ours (2026-11)`,
  },
  {
    ...SATURATION,
    key: 'rds-connections',
    title: 'Connections (% of the maximum)',
    meaning: 'The writer has few connections left to give.',
    firstAction: 'Look for tasks that open connections without closing them; then a larger instance class.',
    metrics: ({ maxConnections }) => (maxConnections === undefined ? [] : role('WRITER', 'DatabaseConnections', 'Maximum')),
    expression: ({ maxConnections = 0 }) => `100 * value / ${maxConnections}`,
    threshold: 80,
    source: 'Amazon Aurora User Guide, Managing Aurora PostgreSQL, Maximum connections; the threshold is ours (2026-11)',
  },
  {
    ...SATURATION,
    key: 'rds-cpu',
    title: 'CPU of the writer (%)',
    meaning: 'The writer has no CPU left.',
    firstAction: 'Read the slow queries in its log; then a larger instance class.',
    metrics: role('WRITER', 'CPUUtilization', 'Average'),
    threshold: 90,
    source: 'Amazon CloudWatch User Guide, Recommended alarms, Amazon RDS, CPUUtilization (2026-11)',
  },
  {
    ...SATURATION,
    key: 'rds-local-storage',
    title: 'Free local storage (bytes)',
    meaning: 'The writer runs out of room for temporary files and logs.',
    firstAction: 'Look for sorts, indexes being built and logs that grow; a larger instance class has more.',
    metrics: role('WRITER', 'FreeLocalStorage', 'Minimum'),
    comparison: 'LESS_THAN_THRESHOLD',
    threshold: LITTLE_STORAGE,
    source: `${METRICS}, FreeLocalStorage; Temporary storage limits for Aurora PostgreSQL; the threshold is ours (2026-11)`,
  },
  {
    ...SATURATION,
    key: 'rds-commit-latency',
    title: 'Commit latency (ms)',
    meaning: 'A commit takes long, and so does every payment.',
    firstAction: 'Look at CPU, lag and the waits in Performance Insights.',
    metrics: role('WRITER', 'CommitLatency', 'Average'),
    threshold: 100,
    source: `${METRICS}, CommitLatency; the threshold is ours (2026-11)`,
  },
  {
    ...SATURATION,
    key: 'rds-deadlocks',
    title: 'Deadlocks (per second)',
    meaning: 'Transactions block each other again and again.',
    firstAction: 'Read the statements of the deadlocks in the PostgreSQL log.',
    metrics: role('WRITER', 'Deadlocks', 'Average'),
    threshold: 0,
    datapointsToAlarm: 3,
    source: `${METRICS}, Deadlocks; the threshold is ours (2026-11)`,
  },
];
