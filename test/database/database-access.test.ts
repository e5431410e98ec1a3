import { DatabaseAccess } from '../../src';

test('with the master password, the application has no user of its own', () => {
  expect(DatabaseAccess.masterPassword().username).toBeUndefined();
  expect(`${DatabaseAccess.masterPassword()}`).toBe('master password');
});

test('with IAM, the application has the user that is given', () => {
  expect(DatabaseAccess.iam('payments_app').username).toBe('payments_app');
  expect(`${DatabaseAccess.iam('payments_app')}`).toBe('IAM as payments_app');
});
