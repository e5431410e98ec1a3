import { Token } from 'aws-cdk-lib';
import { violations } from '../../src/config/validation';
import { workerRules } from '../../src/service/worker-rules';
import type { WorkerSettings } from '../../src/service/worker-rules';
import { CONTAINER } from '../support/container-rule-cases';

const VALID = { ...CONTAINER, workerName: 'settlement', minCapacity: 3, maxCapacity: 6 } as unknown as WorkerSettings;

function found(overrides: Partial<Record<keyof WorkerSettings, unknown>>) {
  return violations(workerRules, { ...VALID, ...overrides } as WorkerSettings).map(({ id, severity, message }) => `${severity} ${id}: ${message}`);
}

test('the smallest valid settings break no rule', () => {
  expect(found({})).toEqual([]);
});

test.each(['a', '1', 'settlement', 'a-1-b', 'a23456789012345678901234567890'])('the worker may be called %s', (workerName) => {
  expect(found({ workerName })).toEqual([]);
});

test.each(['', 'A', '-a', 'a-', 'a--b', 'a_b', 'a b', 'a2345678901234567890123456789012'.slice(0, 31), 'a\n', 7, undefined])(
  'the worker may not be called %j', (workerName) => {
    const shown = workerName === undefined ? 'nothing' : JSON.stringify(workerName);
    expect(found({ workerName })).toEqual([
      'ERROR worker-name: workerName must be lower-case letters and digits with single inner hyphens, 1 to 30 characters, '
      + `got ${shown}; choose one such as "settlement"`,
    ]);
  });

test.each([undefined, 'a', '_', 'settlement_reader', 'p', 'pg', `a${'1'.repeat(62)}`])('the user %s is a PostgreSQL user', (databaseUser) => {
  expect(found({ databaseUser })).toEqual([]);
});

test.each(['', '1a', 'pg_reader', 'Reader', 'a-b', 'a"b', `a${'1'.repeat(63)}`, 7])('the user %j is refused', (databaseUser) => {
  expect(found({ databaseUser })).toEqual([
    'ERROR worker-database-user: databaseUser must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores, '
    + `not beginning with a digit or pg_ and no reserved word, got ${JSON.stringify(databaseUser)}; choose one such as "settlement_reader"`,
  ]);
});

test.each([[1, 1], [1, 5000], [5000, 5000]])('%i to %i tasks are possible', (minCapacity, maxCapacity) => {
  expect(found({ minCapacity, maxCapacity })).toEqual([]);
});

test.each([0, -1, 1.5, NaN])('at least %d tasks are refused', (minCapacity) => {
  expect(found({ minCapacity, maxCapacity: 5000 })[0]).toBe(
    `ERROR worker-min-capacity: minCapacity must be a whole number from 1 to 5000, got ${minCapacity}; `
    + 'choose at least one task for each zone, or 1 for work that must not run twice');
});

test.each([[3, 2], [3, 5001], [3, 3.5], [0, 0]])('with at least %d, at most %d tasks are refused', (minCapacity, maxCapacity) => {
  expect(found({ minCapacity, maxCapacity })).toContain(
    `ERROR worker-max-capacity: maxCapacity must be a whole number of at least minCapacity and at most 5000, got ${maxCapacity}; `
    + 'raise maxCapacity or lower minCapacity');
});

test('more tasks than ECS runs are refused for both bounds', () => {
  expect(found({ minCapacity: 5001, maxCapacity: 5001 })).toEqual([
    'ERROR worker-min-capacity: minCapacity must be a whole number from 1 to 5000, got 5001; '
    + 'choose at least one task for each zone, or 1 for work that must not run twice',
    'ERROR worker-max-capacity: maxCapacity must be a whole number of at least minCapacity and at most 5000, got 5001; '
    + 'raise maxCapacity or lower minCapacity',
  ]);
});

test('a name and capacities that are known only at deployment are refused; a user is left to the deployment', () => {
  expect(found({ databaseUser: Token.asString({ Ref: 'User' }) })).toEqual([]);
  expect(found({ workerName: Token.asString({ Ref: 'Name' }) })[0]).toMatch(/^ERROR worker-name: workerName must be known at synthesis/);
  expect(found({ minCapacity: Token.asNumber({ Ref: 'Min' }), maxCapacity: Token.asNumber({ Ref: 'Max' }) })).toEqual([
    'ERROR worker-min-capacity: minCapacity must be known at synthesis, because other values follow from it, got a value known only at deployment; '
    + 'choose at least one task for each zone, or 1 for work that must not run twice',
    'ERROR worker-max-capacity: maxCapacity must be known at synthesis, because other values follow from it, got a value known only at deployment; '
    + 'raise maxCapacity or lower minCapacity',
  ]);
});
