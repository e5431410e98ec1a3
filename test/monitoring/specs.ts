import { ALARM_KEYS } from '../../src/monitoring/alarm-catalog';
import type { AlarmInputs, AlarmSubject } from '../../src/monitoring/alarm-row';
import { selectAlarms } from '../../src/monitoring/selected-alarms';
import type { MetricSpec, Selection, SelectedAlarm } from '../../src/monitoring/selected-alarms';

export const INPUTS: AlarmInputs = {
  taskCount: 6, responseTimeSeconds: 1, zones: ['a', 'b', 'c'], maxConnections: 1678, availabilityObjective: 99.99, latencyObjective: 99,
};

export const EVERYTHING: ReadonlySet<AlarmSubject> = new Set(['database', 'service', 'target-group', 'load-balancer', 'certificate'] as const);

/** The rows that are on, of the whole catalogue over everything, unless said otherwise. */
export function select(changes: Partial<Selection> = {}): SelectedAlarm[] {
  return selectAlarms({ enabledAlarms: ALARM_KEYS, disabledAlarms: [], alarmOverrides: {}, inputs: INPUTS, subjects: EVERYTHING, ...changes });
}

export function metricSpecs(changes: Partial<Selection> = {}): MetricSpec[] {
  return select(changes).flatMap(({ spec }) => (spec.kind === 'metric' ? [spec] : []));
}

/** What an alarm evaluates, in one line: the metrics, the expression, and when it goes off. */
export function evaluation(spec: MetricSpec): string {
  const { metrics, expression, comparison, threshold, periodSeconds, datapointsToAlarm, evaluationPeriods, missingData } = spec;
  const names = metrics.map(({ metricName, statistic, dimensions }) => [metricName, statistic, ...Object.values(dimensions ?? {})].join(' ')).join(', ');
  const operator = { LESS_THAN_THRESHOLD: '<', LESS_THAN_OR_EQUAL_TO_THRESHOLD: '<=', GREATER_THAN_THRESHOLD: '>' }[comparison];
  const value = expression === undefined ? names : `${expression} of ${names}`;
  return `${value} ${operator} ${threshold}, ${datapointsToAlarm} of ${evaluationPeriods} x ${periodSeconds} s, ${missingData}`;
}

export function evaluations(...keys: string[]): Record<string, string> {
  return Object.fromEntries(metricSpecs({ enabledAlarms: [...keys, 'degraded'] }).map((spec) => [spec.key, evaluation(spec)]));
}
