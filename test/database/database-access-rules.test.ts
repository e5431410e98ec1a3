import { DatabaseAccess, MasterCredentials } from '../../src';
import type { PaymentDatabaseOptions } from '../../src';
import { messageOf, synthPlatform } from '../support/synth';

const errorOf = (database: PaymentDatabaseOptions) => messageOf(() => synthPlatform({ database }));

test('the master password is refused where RDS rotates it', () => {
  expect(errorOf({ masterCredentials: MasterCredentials.managed() })).toBe([
    'Stack/Pay: 1 invalid setting',
    '  - database.access must not be the master password when RDS manages it, got "master password"; RDS rotates it, and tasks keep the one they started with; '
    + 'choose DatabaseAccess.iam("payments_app") or MasterCredentials.generated() [database-managed-password]',
  ].join('\n'));
});

test('an application that signs in as the master user without a password is refused', () => {
  expect(errorOf({ access: DatabaseAccess.iam('dbadmin') })).toBe([
    'Stack/Pay: 1 invalid setting',
    '  - database.access must not be the master user, got "dbadmin"; '
    + 'choose another user: one that may sign in with IAM can no longer sign in with a password [database-application-user-own]',
  ].join('\n'));
});

test('a user of its own is accepted with either password', () => {
  for (const masterCredentials of [MasterCredentials.managed(), MasterCredentials.generated()]) {
    expect(() => synthPlatform({ database: { masterCredentials, access: DatabaseAccess.iam('payments_app') } })).not.toThrow();
  }
});
