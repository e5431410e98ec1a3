import { Duration, Token } from 'aws-cdk-lib';
import { ALARM_ROWS, ALARM_KEYS } from './alarm-catalog';
import type { AlarmRow } from './alarm-row';
import { AlarmSeverity } from './alarm-severity';
import { isIntegerBetween, isPositive, secondsOf } from '../config/predicates';

/** The seconds of a duration; whatever else was given as it is. */
export function valueOfDuration(value: unknown): unknown {
  return value instanceof Duration ? secondsOf(value) : value;
}

/** Whether the value is a duration of whole milliseconds, above 0 and at most the bound. */
export function durationIn(value: unknown, maximumSeconds: number): boolean {
  return value instanceof Duration && isPositive(secondsOf(value), maximumSeconds) && Number.isInteger(value.toMilliseconds({ integral: false }));
}

export function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}

export function isListOf(value: unknown, holds: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(holds);
}

/** Whether the value is a list of things that an alarm can do. */
export function isActionList(value: unknown): boolean {
  return isListOf(value, (action) => isObject(action) && 'bind' in action && typeof action.bind === 'function');
}

export function knownKeys(value: unknown): boolean {
  return isListOf(value, (key) => ALARM_KEYS.includes(key as string));
}

export function isSeverity(value: unknown): boolean {
  return value === undefined || Object.values(AlarmSeverity).includes(value as AlarmSeverity);
}

/** The first override that cannot be, in words, or nothing. */
export function whatIsWrongWithOverrides(overrides: unknown): unknown {
  if (!isObject(overrides) || Array.isArray(overrides)) {
    return overrides;
  }
  return Object.entries(overrides).map(([key, override]) => whatIsWrong(key, override)).find((wrong) => wrong !== undefined);
}

function whatIsWrong(key: string, override: unknown): string | undefined {
  const row = ALARM_ROWS.find((candidate) => candidate.key === key);
  if (row === undefined || !isObject(override)) {
    return `${key}: ${row === undefined ? 'no such key' : 'no override'}`;
  }
  const { severity, ...figures } = override as Record<string, unknown>;
  const given = Object.entries(figures).filter(([, value]) => value !== undefined);
  const names = given.filter(([name, value]) => row.kind !== 'metric' || !FIGURES[name]?.(value)).map(([name]) => name);
  const wrong = new Set([...names, ...isSeverity(severity) ? [] : ['severity'], ...moreThanAll(row, figures) ? ['datapointsToAlarm'] : []]);
  return wrong.size > 0 ? `${key}: ${[...wrong].join(', ')}` : undefined;
}

const FIGURES: Record<string, (value: unknown) => boolean> = {
  threshold: (value) => typeof value === 'number' && (Token.isUnresolved(value) || Number.isFinite(value)),
  period: (value) => durationIn(value, 86_400) && Number(valueOfDuration(value)) % 60 === 0,
  evaluationPeriods: (value) => isIntegerBetween(value, 1, 1440),
  datapointsToAlarm: (value) => isIntegerBetween(value, 1, 1440),
};

function moreThanAll(row: AlarmRow, { datapointsToAlarm, evaluationPeriods }: Record<string, unknown>): boolean {
  return row.kind === 'metric' && Number(datapointsToAlarm) > Number(evaluationPeriods ?? row.evaluationPeriods);
}
