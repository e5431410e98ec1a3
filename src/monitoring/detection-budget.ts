import { Duration } from 'aws-cdk-lib';
import { KeyOf } from './alarm-row';
import type { AlarmSubject } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import type { DetectionTime } from './detection-time';
import type { SelectedAlarm } from './selected-alarms';

/** A way to fail, and the rows that see it. */
interface FailureMode {
  readonly key: string;
  readonly hurtsUsers: boolean;
  readonly subject: AlarmSubject;
  readonly seenBy: readonly string[];
}

/**
 * A task that dies and a deployment that does not become healthy hurt nobody: the other tasks, and the old ones, carry the load.
 * What runs full or expires hurts nobody yet.
 */
const FAILURE_MODES: readonly FailureMode[] = [
  { key: 'task-dies', hurtsUsers: false, subject: 'service', seenBy: ['ecs-task-events', 'ecs-task-failure', 'ecs-tasks-missing', 'alb-unhealthy-targets'] },
  { key: 'no-task-answers', hurtsUsers: true, subject: 'service', seenBy: ['alb-5xx', 'ecs-task-failure', 'alb-no-healthy-target'] },
  { key: 'zone-lost', hurtsUsers: true, subject: 'service', seenBy: ['alb-5xx', 'ecs-task-failure', 'alb-unhealthy-targets', 'alb-zone-without-target'] },
  { key: 'writer-dies', hurtsUsers: true, subject: 'database', seenBy: ['rds-failover-events', 'rds-failover', 'rds-writer-down'] },
  { key: 'bad-deployment', hurtsUsers: false, subject: 'service', seenBy: ['ecs-deployment-events', 'alb-target-5xx', 'alb-unhealthy-targets'] },
  { key: 'certificate-expires', hurtsUsers: false, subject: 'certificate', seenBy: ['certificate-expiring'] },
  { key: 'database-full', hurtsUsers: false, subject: 'database', seenBy: ['rds-local-storage', 'rds-health-events'] },
];

/** How long the alarm that sums up waits to see whether a deployment explains it. */
export const DEPLOYMENT_WAIT_SECONDS = 60;

/** The part of the configuration that decides how long detection takes. */
export interface DetectionInputs {
  readonly selected: readonly SelectedAlarm[];
  readonly subjects: ReadonlySet<AlarmSubject>;
  /** Health check interval times unhealthy threshold. */
  readonly healthCheckSeconds: number;
  /** Whoever is informed is called, too: one topic serves both. */
  readonly oneChannel: boolean;
}

interface Candidate {
  readonly alarm: string;
  readonly seconds: number;
  readonly awsDelaySeconds?: number;
  readonly source: string;
}

/** The worst case of every failure mode that can be observed. */
export function detectionBudget(inputs: DetectionInputs): DetectionTime[] {
  return FAILURE_MODES.filter(({ subject }) => inputs.subjects.has(subject)).map(({ key: failureMode, hurtsUsers, seenBy }) => {
    const rows = inputs.selected.filter((row) => seenBy.includes(row.spec.key) && (!hurtsUsers || pages(row, inputs)));
    const [fastest] = rows.map((row) => candidate(row, inputs)).sort((one, other) => one.seconds - other.seconds);
    return { failureMode, hurtsUsers, ...(fastest ? told(fastest) : { source: `nobody is told: that would be ${seenBy.join(', ')}` }) };
  });
}

function told({ alarm, seconds, awsDelaySeconds, source }: Candidate): Pick<DetectionTime, 'alarm' | 'duration' | 'awsDelay' | 'source'> {
  const awsDelay = awsDelaySeconds === undefined ? undefined : Duration.seconds(awsDelaySeconds);
  return { alarm, duration: Duration.seconds(seconds), awsDelay, source };
}

/** Whether somebody is called at once; what only informs, or waits for a deployment, does not call. */
function pages({ spec: { severity }, through }: SelectedAlarm, { oneChannel }: DetectionInputs): boolean {
  return severity === AlarmSeverity.PAGE || (oneChannel && through !== KeyOf.DEGRADED);
}

function candidate({ spec, through }: SelectedAlarm, { healthCheckSeconds }: DetectionInputs): Candidate {
  const { key: alarm, awsDelay } = spec;
  const found = { alarm, awsDelaySeconds: awsDelay.seconds, source: `${spec.source}; ${awsDelay.source}` };
  if (spec.kind !== 'metric') {
    return { ...found, seconds: 0 };
  }
  const checks = spec.followsHealthCheck ? healthCheckSeconds : 0;
  const wait = through === KeyOf.DEGRADED ? DEPLOYMENT_WAIT_SECONDS : 0;
  return { ...found, seconds: checks + spec.periodSeconds * spec.datapointsToAlarm + wait };
}
