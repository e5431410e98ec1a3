import type { AlarmInputs, MetricLine, MetricRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import { LOAD_BALANCER_DELAY } from './aws-delays';

/** How fast the budget of 30 days goes: at rate 14.4 an hour takes 2 % of it, at rate 6 six hours take 5 %. */
interface BurnRate {
  readonly name: 'fast' | 'slow';
  readonly rate: number;
  readonly windows: ReadonlyArray<{ readonly name: 'long' | 'short'; readonly periodSeconds: number; readonly words: string }>;
}

const SOURCE = 'The Site Reliability Workbook, chapter 5, Alerting on SLOs, table 5-8 (2026-11)';

const BURN_RATES: readonly BurnRate[] = [
  {
    name: 'fast',
    rate: 14.4,
    windows: [{ name: 'long', periodSeconds: 3600, words: '1 hour' }, { name: 'short', periodSeconds: 300, words: '5 minutes' }],
  },
  {
    name: 'slow',
    rate: 6,
    windows: [{ name: 'long', periodSeconds: 21_600, words: '6 hours' }, { name: 'short', periodSeconds: 1800, words: '30 minutes' }],
  },
];

function ofBalancer(metricName: string, id: string): MetricLine {
  return { id, subject: 'load-balancer', namespace: 'AWS/ApplicationELB', metricName, statistic: 'Sum' };
}

/** Failed requests and all requests; those that found no target do not count as requests. */
export const AVAILABILITY_METRICS: readonly MetricLine[] = [
  ofBalancer('HTTPCode_Target_5XX_Count', 'answered'), ofBalancer('HTTPCode_ELB_5XX_Count', 'unanswered'), ofBalancer('RequestCount', 'requests'),
];

/** Percent of requests that failed. */
export const FAILED_PERCENT = '100 * (FILL(answered, 0) + FILL(unanswered, 0)) / (FILL(requests, 0) + FILL(unanswered, 0))';

/** The part of the requests that may fail, in percent; rounded, because 100 - 99.99 is not quite 0.01. */
export function budgetPercent(objective: number): number {
  return rounded(100 - objective);
}

function rounded(value: number): number {
  return Number(value.toFixed(6));
}

const WINDOW = {
  kind: 'metric',
  question: 'budget',
  causedByDeployment: false,
  awsDelay: LOAD_BALANCER_DELAY,
  evaluationPeriods: 1,
  datapointsToAlarm: 1,
  missingData: 'NOT_BREACHING',
  followsHealthCheck: false,
  firstAction: 'Nothing alone: the alarm it belongs to waits for both windows.',
  source: SOURCE,
} as const;

/** Two windows for each rate: the long one says that it matters, the short one that it still goes on. */
export const BUDGET_ALARMS: readonly MetricRow[] = BURN_RATES.flatMap(({ name, rate, windows }) => windows.flatMap((window): MetricRow[] => {
  const shared = {
    ...WINDOW,
    severity: name === 'fast' ? AlarmSeverity.PAGE : AlarmSeverity.INFORM,
    periodSeconds: window.periodSeconds,
    withoutGraph: window.name === 'long',
  };
  return [
    {
      ...shared,
      key: `availability-burn-${name}-${window.name}`,
      title: `Failed requests (%) of ${window.words}`,
      meaning: `Requests of the last ${window.words} failed at ${rate} times the rate that the availability objective allows.`,
      metrics: AVAILABILITY_METRICS,
      expression: FAILED_PERCENT,
      comparison: 'GREATER_THAN_THRESHOLD',
      threshold: ({ availabilityObjective }: AlarmInputs) => rounded(rate * budgetPercent(availabilityObjective)),
      partOf: `availability-burn-${name}`,
    },
    {
      ...shared,
      key: `latency-burn-${name}-${window.name}`,
      title: `Fast enough requests (%) of ${window.words}`,
      meaning: `Requests of the last ${window.words} were slow at ${rate} times the rate that the latency objective allows.`,
      metrics: ({ responseTimeSeconds }: AlarmInputs) => [{
        id: 'value', subject: 'target-group', namespace: 'AWS/ApplicationELB', metricName: 'TargetResponseTime', statistic: `PR(:${responseTimeSeconds})`,
      }],
      comparison: 'LESS_THAN_THRESHOLD',
      threshold: ({ latencyObjective }: AlarmInputs) => rounded(100 - rate * budgetPercent(latencyObjective)),
      partOf: `latency-burn-${name}`,
    },
  ];
}));
