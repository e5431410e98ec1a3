import { readFileSync } from 'fs';
import { join } from 'path';
import { ALARM_KEYS, ALARM_ROWS } from '../../src/monitoring/alarm-catalog';
import { PRODUCTION_DEFAULTS } from '../../src/profiles/production-profile';
import { TEST_DEFAULTS } from '../../src/profiles/test-profile';

const rows = ALARM_ROWS.map((row) => [row.key, row] as const);

test('every key is there once', () => {
  expect(ALARM_KEYS.filter((key, index) => ALARM_KEYS.indexOf(key) !== index)).toEqual([]);
});

test('PRODUCTION has every row, in the order of the catalogue', () => {
  expect(PRODUCTION_DEFAULTS.monitoring.enabledAlarms).toEqual(ALARM_KEYS);
});

test('TEST has the four alarms of the reference system, the failover events, and what sums up', () => {
  expect(TEST_DEFAULTS.monitoring.enabledAlarms).toEqual([
    'alb-high-response-time', 'ecs-task-failure', 'alb-unhealthy-targets', 'rds-failover', 'rds-failover-events', 'payments-impaired',
  ]);
});

test.each(rows)('%s says what it means, what to do first, whom it wakes, and where it is described', (key, row) => {
  expect(key).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/);
  expect(row.title).toMatch(/^[A-Z].*[^.]$/);
  expect(row.meaning).toMatch(/^[A-Z][^\n]+\.$/);
  expect(row.firstAction).toMatch(/^[A-Z][^\n]+[.?]$/);
  expect(['users', 'zone', 'service', 'database', 'budget']).toContain(row.question);
  expect(['PAGE', 'INFORM']).toContain(row.severity);
  expect(typeof row.causedByDeployment).toBe('boolean');
  expect(row.source).toMatch(/^.{20,} \(\d{4}-\d{2}\)$/);
  expect(row.awsDelay.source).toMatch(/^.{20,} \(\d{4}-\d{2}\)$/);
});

test.each(rows)('docs/operations.md says the same of %s', (key, { meaning, firstAction, source }) => {
  const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
  const [, section = ''] = page.split(`\n## ${key}\n`);
  const [generated] = section.split('<!-- end -->');
  expect(generated).toContain(`<!-- generated: ${key} -->`);
  [`**Means.** ${meaning} `, `**First.** ${firstAction}\n`, `<sub>${source}</sub>`].forEach((text) => expect(generated).toContain(text));
});

test('docs/operations.md has no section of a row that is gone', () => {
  const page = readFileSync(join(__dirname, '../../docs/operations.md'), 'utf8');
  const keys = [...page.matchAll(/<!-- generated: (\S+) -->/g)].map(([, key]) => key);
  expect(keys.sort()).toEqual([...ALARM_KEYS, 'detection'].sort());
});

test('a description is short enough for CloudWatch, and one sentence', () => {
  rows.forEach(([, { meaning }]) => expect(meaning.split(/\.\s/)).toHaveLength(1));
  rows.forEach(([, { meaning }]) => expect(meaning.length).toBeLessThan(140));
});

test.each(rows.flatMap(([key, row]) => (row.kind === 'metric' ? [[key, row] as const] : [])))('%s evaluates whole periods of 60 seconds', (_, row) => {
  expect(row.periodSeconds % 60).toBe(0);
  expect(row.datapointsToAlarm).toBeLessThanOrEqual(row.evaluationPeriods);
  expect(row.datapointsToAlarm).toBeGreaterThanOrEqual(1);
  // Amazon CloudWatch API Reference, PutMetricAlarm: a day, or a week when the period is an hour or more.
  expect(row.periodSeconds * row.evaluationPeriods).toBeLessThanOrEqual(row.periodSeconds < 3600 ? 86_400 : 604_800);
});

test('what a deployment causes never calls somebody', () => {
  expect(ALARM_ROWS.filter(({ causedByDeployment, severity }) => causedByDeployment && severity === 'PAGE')).toEqual([]);
});

test('a row stands before the row that sums it up', () => {
  const parents = ALARM_ROWS.flatMap((row) => (row.kind === 'metric' && row.partOf ? [[row.key, row.partOf]] : []));
  parents.forEach(([key, parent]) => expect(ALARM_KEYS.indexOf(key)).toBeLessThan(ALARM_KEYS.indexOf(parent)));
  expect(ALARM_KEYS.slice(-2)).toEqual(['payments-impaired', 'degraded']);
});
