import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { EVERYTHING } from './specs';
import { ALARM_KEYS } from '../../src/monitoring/alarm-catalog';
import { monitoringPlan } from '../../src/monitoring/monitoring-plan';
import type { PlanSettings } from '../../src/monitoring/monitoring-plan';

function plan(changes: Partial<PlanSettings> = {}) {
  return monitoringPlan({
    enabledAlarms: ALARM_KEYS,
    responseTimeThreshold: Duration.millis(500),
    availabilityObjective: 99.9,
    latencyObjective: 98,
    subjects: EVERYTHING,
    ...changes,
  });
}

function thresholdOf(key: string, changes: Partial<PlanSettings> = {}) {
  const found = plan(changes).selected.find(({ spec }) => spec.key === key)?.spec;
  return found?.kind === 'metric' ? found.threshold : undefined;
}

test('the settings decide the figures of the rows', () => {
  expect(thresholdOf('alb-high-response-time')).toBe(0.5);
  expect(thresholdOf('ecs-task-failure')).toBe(1);
  expect(thresholdOf('ecs-task-failure', { taskCount: 9 })).toBe(9);
  expect(thresholdOf('availability-burn-fast-short')).toBe(1.44);
  expect(thresholdOf('latency-burn-slow-short')).toBe(88);
  expect(thresholdOf('rds-cpu', { alarmOverrides: { 'rds-cpu': { threshold: 70 } } })).toBe(70);
});

test.each<[string, Partial<PlanSettings>, string]>([
  ['the class of the database', { instanceType: new InstanceType('r6g.large') }, 'rds-connections'],
  ['zones, and a task in each', { zones: ['a', 'b', 'c'], taskCount: 3 }, 'alb-zone-without-target'],
])('%s adds a row', (_, changes, key) => {
  const keys = (settings: Partial<PlanSettings>) => plan(settings).selected.map(({ spec }) => spec.key);
  expect(keys(changes).filter((other) => !keys({}).includes(other))).toEqual([key]);
});

test('an instance class that is not known adds none', () => {
  expect(thresholdOf('rds-connections', { instanceType: new InstanceType('m5.large') })).toBeUndefined();
});

test('a disabled row is left out', () => {
  expect(thresholdOf('rds-cpu', { disabledAlarms: ['rds-cpu'] })).toBeUndefined();
});

describe('the budget', () => {
  const zoneLost = (changes: Partial<PlanSettings>) => {
    const found = plan(changes).budget.find(({ failureMode }) => failureMode === 'zone-lost');
    return [found?.alarm, found?.duration?.toSeconds()];
  };

  test('holds the health check of Elastic Load Balancing, or the given one', () => {
    expect(zoneLost({ enabledAlarms: ['alb-unhealthy-targets'] })).toEqual(['alb-unhealthy-targets', 120]);
    expect(zoneLost({ enabledAlarms: ['alb-unhealthy-targets'], healthCheckTime: Duration.seconds(10) })).toEqual(['alb-unhealthy-targets', 70]);
  });

  test('counts what informs only when those who are informed are those who are called', () => {
    const [topic, pageTopic] = [{}, {}] as sns.ITopic[];
    const enabledAlarms = ['ecs-task-failure'];
    expect(zoneLost({ enabledAlarms, topic, pageTopic: topic })).toEqual(['ecs-task-failure', 60]);
    expect(zoneLost({ enabledAlarms, topic, pageTopic })).toEqual([undefined, undefined]);
    expect(zoneLost({ enabledAlarms, pageActions: [{ bind: () => ({ alarmActionArn: 'arn:pager' }) }] })).toEqual([undefined, undefined]);
  });
});
