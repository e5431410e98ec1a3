import { Duration, Token } from 'aws-cdk-lib';
import { AlarmSeverity } from '../../src';
import { durationIn, isActionList, isListOf, isObject, isSeverity, knownKeys, valueOfDuration, whatIsWrongWithOverrides } from '../../src/monitoring/monitoring-predicates';

const NOTHING_USABLE = [null, undefined, NaN, 1, 'text', true];

test('a duration has seconds, and anything else is itself', () => {
  expect(valueOfDuration(Duration.millis(1500))).toBe(1.5);
  NOTHING_USABLE.forEach((value) => expect(valueOfDuration(value)).toBe(value));
});

test('a duration is bounded, and nothing else is one', () => {
  expect([1, 60, 61].map((seconds) => durationIn(Duration.seconds(seconds), 60))).toEqual([true, true, false]);
  [Duration.seconds(0), ...NOTHING_USABLE].forEach((value) => expect(durationIn(value, 60)).toBe(false));
});

test('an object is neither null nor a plain value', () => {
  expect(isObject({})).toBe(true);
  NOTHING_USABLE.forEach((value) => expect(isObject(value)).toBe(false));
});

test('a list is one only with all of its items', () => {
  expect([[], [1], [1, 'a']].map((list) => isListOf(list, (item) => item === 1))).toEqual([true, true, false]);
  NOTHING_USABLE.forEach((value) => expect(isListOf(value, () => true)).toBe(false));
});

test('an action can be bound', () => {
  expect(isActionList([{ bind: () => ({}) }])).toBe(true);
  [[{}], [{ bind: 1 }], [null], ...NOTHING_USABLE].forEach((value) => expect(isActionList(value)).toBe(false));
});

test('a key is one of the catalogue', () => {
  expect(knownKeys(['rds-cpu', 'degraded'])).toBe(true);
  [['rds'], [1], [null], ...NOTHING_USABLE].forEach((value) => expect(knownKeys(value)).toBe(false));
});

test('a severity may be left out', () => {
  expect([AlarmSeverity.PAGE, 'INFORM', undefined].map(isSeverity)).toEqual([true, true, true]);
  [null, NaN, 1, 'page'].forEach((value) => expect(isSeverity(value)).toBe(false));
});

test.each([
  [{}], [{ 'rds-cpu': {} }], [{ 'rds-cpu': { threshold: 0, period: Duration.minutes(5), evaluationPeriods: 3, datapointsToAlarm: 2, severity: 'PAGE' } }],
  [{ 'rds-cpu': { threshold: Token.asNumber({ Ref: 'P' }) } }], [{ 'rds-failover-events': { severity: 'INFORM' } }], [{ degraded: { severity: 'PAGE', threshold: undefined } }],
])('nothing is wrong with %j', (overrides) => {
  expect(whatIsWrongWithOverrides(overrides)).toBeUndefined();
});

test.each([
  [{ 'rds-cpus': {} }, 'rds-cpus: no such key'],
  [{ 'rds-cpu': null }, 'rds-cpu: no override'],
  [{ 'rds-cpu': 80 }, 'rds-cpu: no override'],
  [{ 'rds-cpu': { threshold: NaN } }, 'rds-cpu: threshold'],
  [{ 'rds-cpu': { threshold: '80' } }, 'rds-cpu: threshold'],
  [{ 'rds-cpu': { period: Duration.seconds(90) } }, 'rds-cpu: period'],
  [{ 'rds-cpu': { period: 60 } }, 'rds-cpu: period'],
  [{ 'rds-cpu': { evaluationPeriods: 0, datapointsToAlarm: 1.5 } }, 'rds-cpu: evaluationPeriods, datapointsToAlarm'],
  [{ 'rds-cpu': { evaluationPeriods: 2, datapointsToAlarm: 3 } }, 'rds-cpu: datapointsToAlarm'],
  [{ 'rds-cpu': { datapointsToAlarm: 6 } }, 'rds-cpu: datapointsToAlarm'],
  [{ 'rds-cpu': { severity: 'page' } }, 'rds-cpu: severity'],
  [{ 'rds-cpu': { unknown: 1 } }, 'rds-cpu: unknown'],
  [{ 'rds-failover-events': { threshold: 1 } }, 'rds-failover-events: threshold'],
  [{ degraded: { period: Duration.minutes(1) } }, 'degraded: period'],
  [null, null], ['text', 'text'], [[], []],
])('of %j this is wrong: %j', (overrides, wrong) => {
  expect(whatIsWrongWithOverrides(overrides)).toEqual(wrong);
});
