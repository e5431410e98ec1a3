import { isPostgresUser, isReserved } from '../../src/config/postgres-names';

test.each(['a', '_a1', 'payments_app', 'pgapp', 'users', 'a'.repeat(63)])('%s is a user', (name) => {
  expect(isPostgresUser(name)).toBe(true);
});

test.each(['', '1a', 'App', 'pg_app', 'a-b', 'a b', 'a'.repeat(64), 'user', 'select', 'rdsadmin', null, undefined, 7, ['a']])('%j is none', (name) => {
  expect(isPostgresUser(name)).toBe(false);
});

test.each([['SELECT', true], ['with', true], ['template0', true], ['db', true], ['payments', false], ['selected', false], [null, false]])('%s is reserved: %s', (name, reserved) => {
  expect(isReserved(name)).toBe(reserved);
});
