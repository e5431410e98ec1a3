import { KeyOf } from './alarm-row';
import type { CompositeRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import { COMPOSITE_DELAY } from './aws-delays';

const COMPOSITE = { kind: 'composite', causedByDeployment: false, awsDelay: COMPOSITE_DELAY } as const;
const RULES = 'Amazon CloudWatch User Guide, Create a composite alarm';
const BURN = 'The Site Reliability Workbook, chapter 5, Alerting on SLOs, table 5-8 (2026-11)';

/** The rows that sum up; a row stands after its members. */
export const COMPOSITE_ALARMS: readonly CompositeRow[] = [
  {
    ...COMPOSITE,
    key: 'availability-burn-fast',
    title: 'Availability budget, fast',
    meaning: 'At this rate of failed requests the budget of a month lasts two days.',
    firstAction: 'Was there a deployment? Take it back; then see which of the alarms on errors is on.',
    question: 'budget',
    severity: AlarmSeverity.PAGE,
    members: 'ALL',
    source: BURN,
  },
  {
    ...COMPOSITE,
    key: 'availability-burn-slow',
    title: 'Availability budget, slow',
    meaning: 'At this rate of failed requests the budget of a month lasts five days.',
    firstAction: 'Look for the errors that come all the time in the log of the service.',
    question: 'budget',
    severity: AlarmSeverity.INFORM,
    members: 'ALL',
    source: BURN,
  },
  {
    ...COMPOSITE,
    key: 'latency-burn-fast',
    title: 'Latency budget, fast',
    meaning: 'At this rate of slow requests the budget of a month lasts two days.',
    firstAction: 'Compare the request count with the CPU of tasks and database.',
    question: 'budget',
    severity: AlarmSeverity.PAGE,
    members: 'ALL',
    source: BURN,
  },
  {
    ...COMPOSITE,
    key: 'latency-burn-slow',
    title: 'Latency budget, slow',
    meaning: 'At this rate of slow requests the budget of a month lasts five days.',
    firstAction: 'Look for the slow queries in the PostgreSQL log.',
    question: 'budget',
    severity: AlarmSeverity.INFORM,
    members: 'ALL',
    source: BURN,
  },
  {
    ...COMPOSITE,
    key: KeyOf.PAYMENTS_IMPAIRED,
    title: 'Payments impaired',
    meaning: 'Users are hurt: payments fail, or are too slow.',
    firstAction: 'Look which of its alarms is on, and begin with the section of that.',
    question: 'users',
    severity: AlarmSeverity.PAGE,
    members: 'ANY',
    source: `${RULES} (2026-11)`,
  },
  {
    ...COMPOSITE,
    key: KeyOf.DEGRADED,
    title: 'Degraded',
    meaning: 'Payments go through, with less in reserve than there should be, and no deployment explains it.',
    firstAction: 'Look which of its alarms is on, and begin with the section of that.',
    question: 'service',
    severity: AlarmSeverity.INFORM,
    members: 'ANY',
    source: `${RULES}, Composite alarm action suppression (2026-11)`,
  },
];
