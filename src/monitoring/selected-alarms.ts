import { ALARM_ROWS } from './alarm-catalog';
import { KeyOf } from './alarm-row';
import type { AlarmInputs, AlarmRow, AlarmSubject, CompositeRow, EventRow, MetricLine, MetricRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import type { AlarmOverride } from './payment-alarm';
import { secondsOf } from '../config/predicates';

/** A row that evaluates metrics, with the figures of the configuration. */
export interface MetricSpec extends Omit<MetricRow, 'metrics' | 'expression' | 'threshold'> {
  readonly metrics: readonly MetricLine[];
  readonly expression?: string;
  readonly threshold: number;
}

export type AlarmSpec = MetricSpec | CompositeRow | EventRow;

/** A row that is on, and the composite row that speaks for it; without one it speaks for itself. */
export interface SelectedAlarm {
  readonly spec: AlarmSpec;
  readonly through?: string;
}

export interface Selection {
  readonly enabledAlarms: readonly string[];
  readonly disabledAlarms: readonly string[];
  readonly alarmOverrides: Readonly<Record<string, AlarmOverride>>;
  readonly inputs: AlarmInputs;
  readonly subjects: ReadonlySet<AlarmSubject>;
}

/**
 * The rows that are on: enabled, about something that is observed, and with figures that are known. A composite row is on when
 * one of its members is.
 */
export function selectAlarms({ enabledAlarms, disabledAlarms, alarmOverrides, inputs, subjects }: Selection): SelectedAlarm[] {
  const enabled = ALARM_ROWS.filter(({ key }) => enabledAlarms.includes(key) && !disabledAlarms.includes(key));
  const specs = enabled.map((row) => resolved(row, inputs, alarmOverrides[row.key])).reduce<AlarmSpec[]>((before, spec) => (
    isPossible(spec, subjects, before) ? [...before, spec] : before
  ), []);
  const keys = new Set(specs.map(({ key }) => key));
  return specs.filter((spec) => !isSuppressor(spec) || keys.has(KeyOf.DEGRADED)).map((spec) => ({ spec, through: spokenFor(spec, keys) }));
}

/** The composite row that speaks for a row when it is on. */
function speakerOf(spec: AlarmSpec): string | undefined {
  if (spec.kind === 'event' || spec.key === KeyOf.PAYMENTS_IMPAIRED || spec.key === KeyOf.DEGRADED) {
    return undefined;
  }
  if (spec.kind === 'metric' && spec.partOf !== undefined) {
    return spec.partOf;
  }
  if (spec.severity === AlarmSeverity.PAGE) {
    return KeyOf.PAYMENTS_IMPAIRED;
  }
  return spec.causedByDeployment ? KeyOf.DEGRADED : undefined;
}

/** Whether the row only keeps another one quiet. */
export function isSuppressor({ key }: { readonly key: string }): boolean {
  return key === KeyOf.DEPLOYMENT;
}

function spokenFor(spec: AlarmSpec, keys: ReadonlySet<string>): string | undefined {
  const speaker = speakerOf(spec);
  return speaker !== undefined && keys.has(speaker) ? speaker : undefined;
}

/** Members stand before what sums them up. */
function isPossible(spec: AlarmSpec, subjects: ReadonlySet<AlarmSubject>, before: readonly AlarmSpec[]): boolean {
  switch (spec.kind) {
    case 'composite':
      return before.some((member) => speakerOf(member) === spec.key && !isSuppressor(member));
    case 'event':
      return subjects.has(spec.subject);
    default:
      return spec.metrics.length > 0 && spec.metrics.every(({ subject }) => subjects.has(subject));
  }
}

function resolved(row: AlarmRow, inputs: AlarmInputs, override: AlarmOverride = {}): AlarmSpec {
  const { severity = row.severity } = override;
  return row.kind === 'metric' ? { ...resolvedMetric(row, inputs, override), severity } : { ...row, severity };
}

function resolvedMetric(row: MetricRow, inputs: AlarmInputs, override: AlarmOverride): MetricSpec {
  const { threshold = valueOf(row.threshold, inputs), period, evaluationPeriods } = override;
  return {
    ...row,
    metrics: valueOf(row.metrics, inputs),
    expression: row.expression && valueOf(row.expression, inputs),
    threshold,
    periodSeconds: period ? Number(secondsOf(period)) : row.periodSeconds,
    evaluationPeriods: evaluationPeriods ?? row.evaluationPeriods,
    datapointsToAlarm: override.datapointsToAlarm ?? evaluationPeriods ?? row.datapointsToAlarm,
  };
}

function valueOf<T>(value: T | ((inputs: AlarmInputs) => T), inputs: AlarmInputs): T {
  return typeof value === 'function' ? (value as (inputs: AlarmInputs) => T)(inputs) : value;
}
