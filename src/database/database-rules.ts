import type { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ConnectionSettings } from './connection-settings';
import type { DatabaseAccess } from './database-access';
import { databaseAccessRules } from './database-access-rules';
import { isEngineVersion, isInstanceClass, isRetired } from './engine-catalog';
import type { MasterCredentials } from './master-credentials';
import type { ServerlessCapacity } from './serverless-capacity';
import { isReserved } from '../config/postgres-names';
import { daysOf, isIntegerBetween, matches } from '../config/predicates';
import { Severity } from '../config/validation';
import type { Rule } from '../config/validation';
import { DURATION, FLAG, objectWith, oneOf, TEXTS, typeRules } from '../config/value-types';

/** What the database rules look at. */
export interface DatabaseSettings {
  readonly engineVersion: string;
  readonly instanceType: ec2.InstanceType;
  readonly readers: number;
  readonly port: number;
  readonly databaseName: string;
  readonly masterUsername: string;
  readonly masterCredentials: MasterCredentials;
  readonly backupRetention: Duration;
  readonly access: DatabaseAccess;
  readonly connectionSettings: ConnectionSettings;
  readonly enhancedMonitoring: boolean;
  readonly parameters: Record<string, string>;
  readonly logRetention: RetentionDays;
  readonly expectSteadyInstances?: boolean;
  readonly createApplicationUser?: boolean;
  readonly serverlessCapacity?: ServerlessCapacity;
  /** What the user chose, as opposed to the profile. */
  readonly chosenInstanceType?: ec2.InstanceType;
}

/** The form of a master user name, without the names that PostgreSQL or RDS reserves; also the template parameter's pattern. */
export const MASTER_USERNAME_PATTERN = '^(?!(admin|rdsadmin)$)[A-Za-z][A-Za-z0-9]{0,15}$';

export const MASTER_USERNAME_CONSTRAINT = 'must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin';

/** Parameters of the cluster parameter groups: Amazon Aurora User Guide, Aurora PostgreSQL cluster-level parameters (2026-11). */
const PARAMETERS = [
  'apg_ccm_enabled', 'log_connections', 'log_disconnections', 'log_min_duration_statement', 'log_statement', 'pgaudit.log', 'pgaudit.role', 'rds.force_ssl',
  'rds.logical_replication', 'shared_preload_libraries', 'ssl_min_protocol_version', 'timezone',
];

const types = typeRules<DatabaseSettings>('database', {
  instanceType: objectWith('isBurstable', 'an InstanceType', 'choose one such as new ec2.InstanceType("r6g.large")'),
  masterCredentials: objectWith('managedByRds', 'MasterCredentials', 'choose MasterCredentials.managed() or another of its methods'),
  access: objectWith('username', 'a DatabaseAccess', 'choose DatabaseAccess.iam("payments_app") or DatabaseAccess.masterPassword()'),
  serverlessCapacity: objectWith('minimum', 'a ServerlessCapacity', 'choose one such as ServerlessCapacity.between(0.5, 8)'),
  connectionSettings: oneOf(Object.values(ConnectionSettings), 'one of ConnectionSettings', 'choose ConnectionSettings.PARAMETER_STORE or .ENVIRONMENT'),
  enhancedMonitoring: FLAG,
  createApplicationUser: FLAG,
  backupRetention: { ...DURATION, remedy: 'choose one such as Duration.days(7)' },
  parameters: { ...TEXTS, remedy: 'give texts, for example { "rds.force_ssl": "1" }' },
  logRetention: oneOf(Object.values(RetentionDays), 'one of RetentionDays', 'choose one such as RetentionDays.THIRTEEN_MONTHS'),
});

export const databaseRules: ReadonlyArray<Rule<DatabaseSettings>> = [
  ...types,
  {
    id: 'database-engine-version',
    property: 'engineVersion',
    requirement: 'must be a major and minor version of Aurora PostgreSQL, 14 or newer',
    value: ({ engineVersion }) => engineVersion,
    holds: ({ engineVersion }) => matches(engineVersion, /^\d{2}\.\d{1,2}$/) && isEngineVersion(engineVersion),
    remedy: 'choose one such as "15.17"',
    source: 'Amazon RDS API Reference, CreateDBCluster, EngineVersion; cfn-lint 1.58.0, engine versions (2026-11)',
    isType: true,
    shapesTemplate: true,
  },
  {
    id: 'database-engine-version-retired',
    property: 'engineVersion',
    requirement: 'should be a version that AWS still creates',
    value: ({ engineVersion }) => engineVersion,
    holds: ({ engineVersion }) => !isRetired(engineVersion),
    remedy: 'keep it only for a cluster that exists; choose "15.17" for a new one',
    source: 'Release notes for Aurora PostgreSQL, Release calendars; cfn-lint 1.58.0, deprecated engine versions (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'database-instance-class',
    property: 'instanceType',
    requirement: 'must be a class that Aurora PostgreSQL offers',
    value: ({ instanceType }) => instanceType.toString(),
    holds: ({ instanceType, serverlessCapacity }) => serverlessCapacity !== undefined || isInstanceClass(instanceType.toString()),
    remedy: 'choose one such as new ec2.InstanceType("r6g.large"), without "db."',
    source: 'Amazon Aurora User Guide, Supported DB engines for DB instance classes; cfn-lint 1.58.0, instance classes (2026-11)',
    reads: ['serverlessCapacity'],
  },
  {
    id: 'database-instance-burstable',
    property: 'instanceType',
    requirement: 'should not be burstable in production',
    value: ({ instanceType }) => instanceType.toString(),
    holds: ({ instanceType, expectSteadyInstances, serverlessCapacity }) => {
      return !expectSteadyInstances || serverlessCapacity !== undefined || !/^t\d/.test(instanceType.toString());
    },
    remedy: 'a burstable class slows down once its CPU credits are spent; choose one such as new ec2.InstanceType("r6g.large")',
    source: 'Amazon Aurora User Guide, DB instance class types, db.t: only for development and test servers (2026-11)',
    reads: ['serverlessCapacity'],
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
    isType: true,
  },
  {
    id: 'database-name-reserved',
    property: 'databaseName',
    requirement: 'must not be a word that PostgreSQL or RDS reserves',
    value: ({ databaseName }) => databaseName,
    holds: ({ databaseName }) => !isReserved(databaseName),
    remedy: 'choose one such as "payments"',
    source: 'Amazon RDS API Reference, CreateDBInstance, DBName; PostgreSQL documentation, Appendix C, SQL Key Words (2026-11)',
  },
  {
    id: 'database-master-username',
    property: 'masterUsername',
    requirement: MASTER_USERNAME_CONSTRAINT,
    value: ({ masterUsername }) => masterUsername,
    holds: ({ masterUsername }) => matches(masterUsername, new RegExp(MASTER_USERNAME_PATTERN)),
    remedy: 'choose one such as "dbadmin"',
    source: 'Amazon RDS API Reference, CreateDBCluster, MasterUsername; cfn-lint 1.58.0, reserved master user names (2026-11)',
    isType: true,
  },
  {
    id: 'database-master-username-reserved',
    property: 'masterUsername',
    requirement: 'must not be a word that PostgreSQL reserves',
    value: ({ masterUsername }) => masterUsername,
    holds: ({ masterUsername }) => !isReserved(masterUsername),
    remedy: 'choose one such as "dbadmin"',
    source: 'Amazon RDS API Reference, CreateDBCluster, MasterUsername; PostgreSQL documentation, Appendix C, SQL Key Words (2026-11)',
  },
  ...databaseAccessRules,
  {
    id: 'database-force-tls',
    property: 'parameters',
    requirement: 'should force TLS',
    value: ({ parameters }) => parameters['rds.force_ssl'],
    holds: ({ parameters }) => parameters['rds.force_ssl'] === '1',
    remedy: 'add "rds.force_ssl": "1"; the parameters that are given replace those of the profile',
    source: 'Amazon Aurora User Guide, Securing Aurora PostgreSQL data with SSL/TLS, rds.force_ssl (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'database-parameters-unknown',
    property: 'parameters',
    requirement: 'should be parameters that this library has seen in the parameter groups of Aurora PostgreSQL',
    value: ({ parameters }) => Object.keys(parameters).filter((name) => !PARAMETERS.includes(name)),
    holds: ({ parameters }) => Object.keys(parameters).every((name) => PARAMETERS.includes(name)),
    remedy: 'whether the family has them is seen at deployment only; acknowledge the warning once it has been',
    source: 'Amazon Aurora User Guide, Amazon Aurora PostgreSQL parameters (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'database-backup-retention',
    property: 'backupRetention',
    requirement: 'must be a whole number of days from 1 to 35',
    value: ({ backupRetention }) => daysOf(backupRetention),
    holds: ({ backupRetention }) => isIntegerBetween(daysOf(backupRetention), 1, 35),
    remedy: 'choose a duration such as Duration.days(7)',
    source: 'Amazon RDS API Reference, CreateDBCluster, BackupRetentionPeriod (2026-11)',
  },
  {
    id: 'database-backup-retention-unit',
    property: 'backupRetention',
    requirement: 'must be given in days when only the deployment knows it',
    value: ({ backupRetention }) => backupRetention.unitLabel(),
    holds: ({ backupRetention }) => !backupRetention.isUnresolved() || backupRetention.unitLabel() === 'days',
    remedy: 'aws-cdk cannot convert it; choose Duration.days(parameter.valueAsNumber)',
    source: 'AWS CDK API reference, Duration, toDays (2026-11)',
  },
];
