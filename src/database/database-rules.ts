import type { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { DatabaseAccess } from './database-access';
import type { ServerlessCapacity } from './serverless-capacity';
import { isIntegerBetween, matches } from '../config/predicates';
import { Severity } from '../config/validation';
import type { Rule } from '../config/validation';

/** What the database rules look at. */
export interface DatabaseSettings {
  readonly engineVersion: string;
  readonly readers: number;
  readonly port: number;
  readonly databaseName: string;
  readonly masterUsername: string;
  readonly backupRetention: Duration;
  readonly access: DatabaseAccess;
  readonly createApplicationUser?: boolean;
  readonly serverlessCapacity?: ServerlessCapacity;
  /** What the user chose, as opposed to the profile. */
  readonly chosenInstanceType?: ec2.InstanceType;
}

/** Aurora PostgreSQL 15 and 16 versions that can no longer be created (cfn-lint 1.58.0, deprecated engine versions, 2026-11). */
const RETIRED_VERSIONS = ['15.2', '15.3', '15.4', '15.5', '15.6', '15.7', '15.8', '16.1', '16.2', '16.3', '16.4', '16.6'];

/** The form of a master user name, without the names that PostgreSQL or RDS reserves; also the template parameter's pattern. */
export const MASTER_USERNAME_PATTERN = '^(?!(admin|rdsadmin)$)[A-Za-z][A-Za-z0-9]{0,15}$';

export const MASTER_USERNAME_CONSTRAINT = 'must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin';

export const databaseRules: ReadonlyArray<Rule<DatabaseSettings>> = [
  {
    id: 'database-engine-version',
    property: 'engineVersion',
    requirement: 'must be a major and minor version of Aurora PostgreSQL',
    value: ({ engineVersion }) => engineVersion,
    holds: ({ engineVersion }) => matches(engineVersion, /^\d{2}\.\d{1,2}$/),
    remedy: 'choose one such as "15.17"',
    source: 'Amazon RDS API Reference, CreateDBCluster, EngineVersion (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'database-engine-version-retired',
    property: 'engineVersion',
    requirement: 'should be a version that AWS still creates',
    value: ({ engineVersion }) => engineVersion,
    holds: ({ engineVersion }) => !RETIRED_VERSIONS.includes(engineVersion),
    remedy: 'keep it only for a cluster that exists; choose "15.17" for a new one',
    source: 'Release notes for Aurora PostgreSQL, Release calendars; cfn-lint 1.58.0, deprecated engine versions (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'database-serverless-capacity',
    property: 'serverlessCapacity',
    requirement: 'must not be given together with instanceType',
    value: ({ serverlessCapacity }) => serverlessCapacity?.toString(),
    holds: ({ serverlessCapacity, chosenInstanceType }) => serverlessCapacity === undefined || chosenInstanceType === undefined,
    remedy: 'choose one of the two: serverless instances have no class',
    source: 'Amazon Aurora User Guide, Using Aurora Serverless v2 (2026-11)',
  },
  {
    id: 'database-readers',
    property: 'readers',
    requirement: 'must be a whole number from 0 to 15',
    value: ({ readers }) => readers,
    holds: ({ readers }) => isIntegerBetween(readers, 0, 15),
    remedy: 'two readers put an instance in each of three zones',
    source: 'Amazon Aurora User Guide, Replication with Amazon Aurora, Aurora Replicas (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'database-failover-target',
    property: 'readers',
    requirement: 'should be at least 1',
    value: ({ readers }) => readers,
    holds: ({ readers }) => readers !== 0,
    remedy: 'without a reader, the loss of the writer means waiting for a new instance, typically under 10 minutes',
    source: 'Amazon Aurora User Guide, High availability for Amazon Aurora, Fault tolerance for an Aurora DB cluster (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'database-port',
    property: 'port',
    requirement: 'must be a whole number from 1150 to 65535',
    value: ({ port }) => port,
    holds: ({ port }) => isIntegerBetween(port, 1150, 65535),
    remedy: 'PostgreSQL listens on 5432 by default',
    source: 'Amazon RDS API Reference, CreateDBCluster, Port (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'database-name',
    property: 'databaseName',
    requirement: 'must begin with a letter, hold only letters, digits and underscores, and have 1 to 63 characters',
    value: ({ databaseName }) => databaseName,
    holds: ({ databaseName }) => matches(databaseName, /^[A-Za-z]\w{0,62}$/),
    remedy: 'choose one such as "payments"',
    source: 'Amazon RDS API Reference, CreateDBInstance, DBName, Amazon Aurora PostgreSQL (2026-11)',
  },
  {
    id: 'database-master-username',
    property: 'masterUsername',
    requirement: MASTER_USERNAME_CONSTRAINT,
    value: ({ masterUsername }) => masterUsername,
    holds: ({ masterUsername }) => matches(masterUsername, new RegExp(MASTER_USERNAME_PATTERN)),
    remedy: 'choose one such as "dbadmin"',
    source: 'Amazon RDS API Reference, CreateDBCluster, MasterUsername; cfn-lint 1.58.0, reserved master user names (2026-11)',
  },
  {
    id: 'database-application-user',
    property: 'access',
    requirement: 'must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores that does not begin with a digit or pg_',
    value: ({ access }) => access.username,
    holds: ({ access: { username } }) => username === undefined || matches(username, /^(?!pg_)[a-z_][a-z0-9_]{0,62}$/),
    remedy: 'choose one such as DatabaseAccess.iam("payments_app")',
    source: 'PostgreSQL documentation, Identifiers and Key Words; CREATE ROLE (2026-11)',
  },
  {
    id: 'database-create-application-user',
    property: 'createApplicationUser',
    requirement: 'must go with access by IAM',
    value: ({ createApplicationUser }) => createApplicationUser,
    holds: ({ access, createApplicationUser }) => !createApplicationUser || access.username !== undefined,
    remedy: 'set access to DatabaseAccess.iam("payments_app"), or leave createApplicationUser out',
    source: 'Amazon Aurora User Guide, IAM database authentication (2026-11)',
  },
  {
    id: 'database-backup-retention',
    property: 'backupRetention',
    requirement: 'must be a whole number of days from 1 to 35',
    value: ({ backupRetention }) => backupRetention.toDays({ integral: false }),
    holds: ({ backupRetention }) => isIntegerBetween(backupRetention.toDays({ integral: false }), 1, 35),
    remedy: 'choose a duration such as Duration.days(7)',
    source: 'Amazon RDS API Reference, CreateDBCluster, BackupRetentionPeriod (2026-11)',
  },
];
