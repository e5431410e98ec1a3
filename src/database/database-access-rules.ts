import type { DatabaseSettings } from './database-rules';
import { isPostgresUser, POSTGRES_USER_CONSTRAINT, POSTGRES_USER_SOURCE } from '../config/postgres-names';
import type { Rule } from '../config/validation';

/** How the application signs in, and whether that goes with the rest. */
export const databaseAccessRules: ReadonlyArray<Rule<DatabaseSettings>> = [
  {
    id: 'database-application-user',
    property: 'access',
    requirement: POSTGRES_USER_CONSTRAINT,
    value: ({ access }) => access.username,
    holds: ({ access: { username } }) => username === undefined || isPostgresUser(username),
    remedy: 'choose one such as DatabaseAccess.iam("payments_app")',
    source: POSTGRES_USER_SOURCE,
  },
  {
    id: 'database-application-user-own',
    property: 'access',
    requirement: 'must not be the master user',
    value: ({ access }) => access.username,
    holds: ({ access: { username }, masterUsername }) => username === undefined || username !== masterUsername,
    remedy: 'choose another user: one that may sign in with IAM can no longer sign in with a password',
    source: 'Amazon Aurora User Guide, IAM database authentication, Creating a database account (2026-11)',
    reads: ['masterUsername'],
  },
  {
    id: 'database-managed-password',
    property: 'access',
    requirement: 'must not be the master password when RDS manages it',
    value: ({ access }) => access.toString(),
    holds: ({ access, masterCredentials }) => access.username !== undefined || !masterCredentials.managedByRds,
    remedy: 'RDS rotates it, and tasks keep the one they started with; choose DatabaseAccess.iam("payments_app") or MasterCredentials.generated()',
    source: 'Amazon Aurora User Guide, Password management with Amazon Aurora and AWS Secrets Manager, Rotation (2026-11)',
    reads: ['masterCredentials'],
  },
  {
    id: 'database-create-application-user',
    property: 'createApplicationUser',
    requirement: 'must go with access by IAM',
    value: ({ createApplicationUser }) => createApplicationUser,
    holds: ({ access, createApplicationUser }) => !createApplicationUser || access.username !== undefined,
    remedy: 'set access to DatabaseAccess.iam("payments_app"), or leave createApplicationUser out',
    source: 'Amazon Aurora User Guide, IAM database authentication (2026-11)',
    reads: ['access'],
  },
];
