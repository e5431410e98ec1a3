import { Duration } from 'aws-cdk-lib';
import { PaymentDatabase } from '../../src';
import type { PaymentDatabaseOptions } from '../../src';
import { databaseRules, MASTER_USERNAME_CONSTRAINT, MASTER_USERNAME_PATTERN } from '../../src/database/database-rules';
import { deepFrozen } from '../support/freeze';
import { messageOf, synthPart } from '../support/synth';

const RETIRED = ['15.2', '15.3', '15.4', '15.5', '15.6', '15.7', '15.8', '16.1', '16.2', '16.3', '16.4', '16.6'];

function errorOf(options: PaymentDatabaseOptions): string {
  return messageOf(() => synthPart(({ stack, ...wiring }) => new PaymentDatabase(stack, 'Db', { ...wiring, ...options })));
}

function retiredRuleHolds(engineVersion: string): boolean | undefined {
  return databaseRules.find(({ id }) => id === 'database-engine-version-retired')?.holds({ engineVersion } as never);
}

describe('the pattern of a master user name', () => {
  const pattern = new RegExp(MASTER_USERNAME_PATTERN);

  test.each(['a', 'dbadmin', 'A1', 'admin1', 'myadmin', 'rdsadmin2', 'abcdefghijklmnop'])('accepts %j', (name) => {
    expect(pattern.test(name)).toBe(true);
  });

  test.each(['', 'admin', 'rdsadmin', 'abcdefghijklmnopq', '1abc', '_abc', 'a_b', 'a-b', 'a b', 'a"', 'ä', 'a\n'])('refuses %j', (name) => {
    expect(pattern.test(name)).toBe(false);
  });

  test('is described in words', () => {
    expect(MASTER_USERNAME_CONSTRAINT)
      .toBe('must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin');
  });
});

test.each(RETIRED)('version %s is known to be retired', (version) => {
  expect(retiredRuleHolds(version)).toBe(false);
});

test.each(['15.17', '15.10', '16.8', '17.4'])('version %s is not known to be retired', (version) => {
  expect(retiredRuleHolds(version)).toBe(true);
});

test('all problems of a database used alone come in one error, and the props are not changed', () => {
  const options = deepFrozen({
    readers: 16,
    port: 80,
    engineVersion: '15',
    databaseName: '1st',
    masterUsername: 'admin',
    backupRetention: Duration.days(36),
  });
  expect(errorOf(options)).toBe([
    'Stack/Db: 6 invalid settings',
    '  - engineVersion must be a major and minor version of Aurora PostgreSQL, 14 or newer, got "15"; choose one such as "15.17" [database-engine-version]',
    '  - readers must be a whole number from 0 to 15, got 16; two readers put an instance in each of three zones [database-readers]',
    '  - port must be a whole number from 1150 to 65535, got 80; PostgreSQL listens on 5432 by default [database-port]',
    '  - databaseName must begin with a letter, hold only letters, digits and underscores, and have 1 to 63 characters, got "1st"; '
    + 'choose one such as "payments" [database-name]',
    '  - masterUsername must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin, got "admin"; '
    + 'choose one such as "dbadmin" [database-master-username]',
    '  - backupRetention must be a whole number of days from 1 to 35, got 36; choose a duration such as Duration.days(7) [database-backup-retention]',
  ].join('\n'));
});
