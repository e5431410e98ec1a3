import { alarmCatalog } from '../../src/monitoring/alarm-catalog';

const catalog = alarmCatalog({ taskCount: 6, responseTimeSeconds: 1 });

test('the catalogue has the four alarms of the reference system, in its order', () => {
  expect(catalog.map(({ key }) => key)).toEqual(['rds-failover', 'ecs-task-failure', 'alb-unhealthy-targets', 'alb-high-response-time']);
});

test.each([
  ['rds-failover', 'database', 'AWS/RDS', 'DatabaseConnections', 'Maximum', 'LESS_THAN_OR_EQUAL_TO_THRESHOLD', 0, 'BREACHING'],
  ['ecs-task-failure', 'service', 'ECS/ContainerInsights', 'RunningTaskCount', 'Minimum', 'LESS_THAN_THRESHOLD', 6, 'BREACHING'],
  ['alb-unhealthy-targets', 'target-group', 'AWS/ApplicationELB', 'UnHealthyHostCount', 'Maximum', 'GREATER_THAN_THRESHOLD', 0, 'NOT_BREACHING'],
  ['alb-high-response-time', 'target-group', 'AWS/ApplicationELB', 'TargetResponseTime', 'Average', 'GREATER_THAN_THRESHOLD', 1, 'NOT_BREACHING'],
])('%s watches %s by %s %s (%s), %s %d; silence is %s', (key, subject, namespace, metricName, statistic, comparison, threshold, missingData) => {
  expect(catalog.find((spec) => spec.key === key)).toMatchObject({ subject, namespace, metricName, statistic, comparison, threshold, missingData });
});

test('every alarm evaluates one period of 60 seconds', () => {
  expect(catalog.map(({ periodSeconds, evaluationPeriods }) => periodSeconds * evaluationPeriods)).toEqual([60, 60, 60, 60]);
  expect(catalog.map(({ evaluationPeriods }) => evaluationPeriods)).toEqual([1, 1, 1, 1]);
});

test('the configuration decides two thresholds', () => {
  expect(alarmCatalog({ taskCount: 9, responseTimeSeconds: 0.25 }).map(({ threshold }) => threshold)).toEqual([0, 9, 0, 0.25]);
});

test.each(catalog.map((spec) => [spec.key, spec] as const))('%s says what it means, what to do first, and where it is described', (_, spec) => {
  expect(spec.meaning).toMatch(/^[A-Z].+\.$/);
  expect(spec.firstAction).toMatch(/^[A-Z].+\.$/);
  expect(spec.title).not.toBe('');
  expect(spec.source).toContain(spec.metricName);
});
