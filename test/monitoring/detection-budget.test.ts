import { EVERYTHING, select } from './specs';
import { AlarmSeverity } from '../../src';
import { detectionBudget } from '../../src/monitoring/detection-budget';
import type { DetectionInputs } from '../../src/monitoring/detection-budget';
import { TEST_DEFAULTS } from '../../src/profiles/test-profile';

function budget(selection: Parameters<typeof select>[0] = {}, changes: Partial<DetectionInputs> = {}) {
  const times = detectionBudget({ selected: select(selection), subjects: EVERYTHING, healthCheckSeconds: 10, oneChannel: true, ...changes });
  return Object.fromEntries(times.map(({ failureMode, alarm, duration, awsDelay }) =>
    [failureMode, [alarm, duration?.toSeconds(), awsDelay?.toSeconds()]]));
}

test('PRODUCTION tells of every failure, and calls within 60 s for what hurts users', () => {
  expect(budget()).toEqual({
    'task-dies': ['ecs-task-events', 0, undefined],
    'no-task-answers': ['alb-5xx', 60, 70],
    'zone-lost': ['alb-5xx', 60, 70],
    'writer-dies': ['rds-failover-events', 0, undefined],
    'bad-deployment': ['ecs-deployment-events', 0, undefined],
    'certificate-expires': ['certificate-expiring', 0, 86_400],
    'database-full': ['rds-health-events', 0, undefined],
  });
});

test('TEST calls within 60 s for what hurts users', () => {
  const { enabledAlarms } = TEST_DEFAULTS.monitoring;
  expect(budget({ enabledAlarms }, { subjects: new Set(['database', 'service', 'target-group', 'load-balancer'] as const) })).toEqual({
    'task-dies': ['ecs-task-failure', 60, 60],
    'no-task-answers': ['ecs-task-failure', 60, 60],
    'zone-lost': ['ecs-task-failure', 60, 60],
    'writer-dies': ['rds-failover-events', 0, undefined],
    'bad-deployment': ['alb-unhealthy-targets', 70, 60],
    'database-full': [undefined, undefined, undefined],
  });
});

test('only what users feel at once is held to the objective', () => {
  const times = detectionBudget({ selected: [], subjects: EVERYTHING, healthCheckSeconds: 10, oneChannel: true });
  expect(times.filter(({ hurtsUsers }) => hurtsUsers).map(({ failureMode }) => failureMode)).toEqual(['no-task-answers', 'zone-lost', 'writer-dies']);
});

test('what is not observed cannot fail', () => {
  expect(Object.keys(budget({}, { subjects: new Set(['database'] as const) }))).toEqual(['writer-dies', 'database-full']);
  expect(budget({}, { subjects: new Set() })).toEqual({});
});

describe('the seconds', () => {
  test('of a metric are its periods', () => {
    expect(budget({ enabledAlarms: ['rds-writer-down'] })['writer-dies']).toEqual(['rds-writer-down', 120, 60]);
    const alarmOverrides = { 'rds-writer-down': { evaluationPeriods: 3, datapointsToAlarm: 1 } };
    expect(budget({ enabledAlarms: ['rds-writer-down'], alarmOverrides })['writer-dies']).toEqual(['rds-writer-down', 60, 60]);
  });

  test.each([10, 60, 20])('of what follows a health check of %d s hold it', (healthCheckSeconds) => {
    expect(budget({ enabledAlarms: ['alb-no-healthy-target'] }, { healthCheckSeconds })['no-task-answers'])
      .toEqual(['alb-no-healthy-target', 60 + healthCheckSeconds, 60]);
  });

  test('of what a deployment may explain hold the wait for it', () => {
    expect(budget({ enabledAlarms: ['ecs-tasks-missing', 'degraded'] })['task-dies']).toEqual(['ecs-tasks-missing', 240, 60]);
    expect(budget({ enabledAlarms: ['ecs-tasks-missing'] })['task-dies']).toEqual(['ecs-tasks-missing', 180, 60]);
  });
});

describe('somebody is called', () => {
  test('by what informs only when one topic serves both', () => {
    const selection = { enabledAlarms: ['ecs-task-failure'] };
    expect(budget(selection)['zone-lost'][0]).toBe('ecs-task-failure');
    expect(budget(selection, { oneChannel: false })['zone-lost']).toEqual([undefined, undefined, undefined]);
    const calls = { 'ecs-task-failure': { severity: AlarmSeverity.PAGE } };
    expect(budget({ ...selection, alarmOverrides: calls }, { oneChannel: false })['zone-lost'][0]).toBe('ecs-task-failure');
  });

  test('by nothing that a deployment may keep quiet', () => {
    expect(budget({ enabledAlarms: ['ecs-task-failure', 'degraded'] })['zone-lost']).toEqual([undefined, undefined, undefined]);
  });
});

test('every figure has its source, and so has its absence', () => {
  const times = detectionBudget({ selected: select({ enabledAlarms: ['rds-failover'] }), subjects: EVERYTHING, healthCheckSeconds: 10, oneChannel: true });
  const source = (mode: string) => times.find(({ failureMode }) => failureMode === mode)?.source;
  expect(source('writer-dies')).toBe('Amazon Aurora User Guide, Amazon CloudWatch metrics for Amazon Aurora, DatabaseConnections (2026-11); '
    + 'Amazon Aurora User Guide, Monitoring with CloudWatch: metrics are sent every minute (2026-11)');
  expect(source('certificate-expires')).toBe('nobody is told: that would be certificate-expiring');
});
