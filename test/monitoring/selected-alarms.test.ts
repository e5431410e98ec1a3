import { Duration } from 'aws-cdk-lib';
import { EVERYTHING, INPUTS, metricSpecs, select } from './specs';
import { AlarmSeverity } from '../../src';
import { ALARM_KEYS } from '../../src/monitoring/alarm-catalog';
import { isSuppressor } from '../../src/monitoring/selected-alarms';

const keysOf = (changes: Parameters<typeof select>[0]) => select(changes).map(({ spec }) => spec.key);
const throughOf = (changes: Parameters<typeof select>[0]) => Object.fromEntries(select(changes).map(({ spec, through }) => [spec.key, through]));

test('everything is on over everything', () => {
  expect(keysOf({})).toEqual(ALARM_KEYS);
});

test('what is disabled is off, also when it is enabled', () => {
  expect(keysOf({ enabledAlarms: ['rds-cpu', 'ecs-cpu'], disabledAlarms: ['rds-cpu'] })).toEqual(['ecs-cpu']);
});

test('nothing is on about what is not observed', () => {
  expect(keysOf({ subjects: new Set() })).toEqual([]);
  const database = keysOf({ subjects: new Set(['database'] as const) });
  expect(database.filter((key) => !key.startsWith('rds-'))).toEqual(['payments-impaired']);
});

describe('who speaks for whom', () => {
  test('what sums up users speaks for what calls, and what sums up the rest for what a deployment causes', () => {
    const through = throughOf({});
    expect(through).toMatchObject({
      'alb-5xx': 'payments-impaired',
      'rds-failover': 'payments-impaired',
      'availability-burn-fast': 'payments-impaired',
      'ecs-task-failure': 'degraded',
      'alb-p99-response-time': 'degraded',
      'ecs-deployment': 'degraded',
    });
    ['rds-cpu', 'alb-zone-without-target', 'rds-failover-events', 'availability-burn-slow', 'payments-impaired', 'degraded']
      .forEach((key) => expect(through[key]).toBeUndefined());
  });

  test('a row speaks for itself when its speaker is off', () => {
    expect(throughOf({ disabledAlarms: ['payments-impaired', 'degraded', 'latency-burn-fast'] })).toMatchObject({
      'alb-5xx': undefined, 'ecs-task-failure': undefined, 'latency-burn-fast-long': undefined, 'availability-burn-fast-long': 'availability-burn-fast',
    });
  });

  test('a row that calls by your choice is part of what sums up users', () => {
    expect(throughOf({ alarmOverrides: { 'rds-cpu': { severity: AlarmSeverity.PAGE } } })['rds-cpu']).toBe('payments-impaired');
  });
});

describe('a row that sums up', () => {
  test('is off without a member', () => {
    expect(keysOf({ enabledAlarms: ['payments-impaired', 'degraded', 'availability-burn-fast', 'rds-cpu'] })).toEqual(['rds-cpu']);
    expect(keysOf({ enabledAlarms: ['ecs-deployment', 'degraded'] })).toEqual([]);
  });

  test('is on with one', () => {
    expect(keysOf({ enabledAlarms: ['payments-impaired', 'alb-5xx'] })).toEqual(['alb-5xx', 'payments-impaired']);
  });
});

test('without the row that it keeps quiet, the deployment is not watched', () => {
  expect(keysOf({ disabledAlarms: ['degraded'] })).not.toContain('ecs-deployment');
  expect(isSuppressor({ key: 'ecs-deployment' })).toBe(true);
  expect(isSuppressor({ key: 'ecs-cpu' })).toBe(false);
});

describe('an override', () => {
  const one = (alarmOverrides: NonNullable<Parameters<typeof select>[0]>['alarmOverrides']) => metricSpecs({ enabledAlarms: ['rds-deadlocks'], alarmOverrides })[0];

  test('changes what it names', () => {
    expect(one({ 'rds-deadlocks': { threshold: 7, period: Duration.minutes(5) } })).toMatchObject({
      threshold: 7, periodSeconds: 300, evaluationPeriods: 5, datapointsToAlarm: 3, severity: 'INFORM',
    });
  });

  test.each([
    [{ evaluationPeriods: 4 }, 4, 4], [{ datapointsToAlarm: 2 }, 5, 2], [{ evaluationPeriods: 4, datapointsToAlarm: 2 }, 4, 2],
  ])('%j gives %d periods, of which %d have to breach', (override, evaluationPeriods, datapointsToAlarm) => {
    expect(one({ 'rds-deadlocks': override })).toMatchObject({ evaluationPeriods, datapointsToAlarm });
  });

  test('of another row changes nothing', () => {
    expect(one({ 'rds-cpu': { threshold: 7 } })).toEqual(one({}));
  });
});

test('the row of the balancer needs no target group', () => {
  const subjects = new Set(['load-balancer'] as const);
  expect(metricSpecs({ subjects, inputs: INPUTS }).map(({ key }) => key)).toContain('alb-rejected-connections');
  expect(EVERYTHING.size).toBe(5);
});
