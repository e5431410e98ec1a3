import { Duration, Token } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { bad, each, flagCases, NOT_A_NUMBER, typeCases } from './rule-cases';
import type { RuleTable } from './rule-cases';
import { DatabaseAccess, MasterCredentials, ServerlessCapacity } from '../../src';
import { databaseRules } from '../../src/database/database-rules';

const badDays = (values: readonly number[]) => values.map((value) => [{ backupRetention: Duration.days(value) }, String(value)] as const);

export const DATABASE: RuleTable = {
  rules: databaseRules,
  valid: {
    engineVersion: '15.17',
    instanceType: new InstanceType('r6g.large'),
    masterCredentials: MasterCredentials.generated(),
    connectionSettings: 'ENVIRONMENT',
    enhancedMonitoring: false,
    parameters: { 'rds.force_ssl': '1' },
    logRetention: 7,
    readers: 2,
    port: 5432,
    databaseName: 'payments',
    masterUsername: 'dbadmin',
    backupRetention: Duration.days(1),
    access: DatabaseAccess.masterPassword(),
  },
  cases: {
    'database-instance-type-type': typeCases(
      'instanceType', 'an InstanceType', 'choose one such as new ec2.InstanceType("r6g.large")', [null, 'r6g.large', {}], [new InstanceType('r6g.large')],
    ),
    'database-master-credentials-type': typeCases(
      'masterCredentials', 'MasterCredentials', 'choose MasterCredentials.managed() or another of its methods', [null, 'secret', {}], [MasterCredentials.generated()],
    ),
    'database-access-type': typeCases(
      'access', 'a DatabaseAccess', 'choose DatabaseAccess.iam("payments_app") or DatabaseAccess.masterPassword()', [null, 'payments_app', {}], [DatabaseAccess.iam('app')],
    ),
    'database-serverless-capacity-type': typeCases(
      'serverlessCapacity', 'a ServerlessCapacity', 'choose one such as ServerlessCapacity.between(0.5, 8)', [null, 8, [0.5, 8], {}], [ServerlessCapacity.between(1, 2)],
    ),
    'database-connection-settings-type': typeCases(
      'connectionSettings', 'one of ConnectionSettings', 'choose ConnectionSettings.PARAMETER_STORE or .ENVIRONMENT', [null, 'environment', '', 0], ['ENVIRONMENT', 'PARAMETER_STORE'],
    ),
    'database-enhanced-monitoring-type': flagCases('enhancedMonitoring'),
    'database-create-application-user-type': flagCases('createApplicationUser'),
    'database-backup-retention-type': typeCases(
      'backupRetention', 'a Duration', 'choose one such as Duration.days(7)', [null, 7, '7 days', {}], [Duration.days(7)],
    ),
    'database-parameters-type': typeCases(
      'parameters', 'a dictionary of texts without {{', 'give texts, for example { "rds.force_ssl": "1" }',
      [null, 'x', ['x'], { a: 1 }, { a: null }, { a: '{{resolve:ssm:x}}' }, { a: '\ud800' }], [{}, { 'rds.force_ssl': '1' }],
    ),
    'database-log-retention-type': typeCases(
      'logRetention', 'one of RetentionDays', 'choose one such as RetentionDays.THIRTEEN_MONTHS', [null, 0, 2, 366, '7'], [1, 365, 9999],
    ),
    'database-engine-version': {
      requirement: 'engineVersion must be a major and minor version of Aurora PostgreSQL, 14 or newer',
      remedy: 'choose one such as "15.17"',
      violating: bad('engineVersion', ['15', '15.', '15.100', '5.1', '100.1', '15.4.1', 'v15.4', '15.4 ', '', 15.4, null, '13.20', '14.2', '15.1', '15.9', '15.11', '15.16', '16.5', '17.8', '18.5']),
      passing: each('engineVersion', ['14.3', '15.17', '15.10', '15.20', '16.8', '17.4', '17.12', '18.3', '19.1']),
    },
    'database-engine-version-retired': {
      requirement: 'engineVersion should be a version that AWS still creates',
      remedy: 'keep it only for a cluster that exists; choose "15.17" for a new one',
      severity: 'WARNING',
      violating: bad('engineVersion', ['14.3', '14.15', '15.2', '15.3', '15.4', '15.5', '15.6', '15.7', '15.8', '16.1', '16.2', '16.3', '16.4', '16.6']),
      passing: each('engineVersion', ['14.6', '14.17', '15.17', '15.10', '15.40', '16.8', '20.1']),
    },
    'database-instance-class': {
      requirement: 'instanceType must be a class that Aurora PostgreSQL offers',
      remedy: 'choose one such as new ec2.InstanceType("r6g.large"), without "db."',
      violating: ['m5.large', 'r4.large', 't3.small', 't3.micro', 't3.xlarge', 'r6gd.large', 'r6g.24xlarge', 'db.r6g.large', 'r9g.large', 'constructor.name', 'r6g', '']
        .map((name) => [{ instanceType: new InstanceType(name) }, `"${name}"`] as const),
      passing: [
        ...each('instanceType', ['t3.medium', 't3.large', 't4g.medium', 'r5.24xlarge', 'r6g.large', 'r6g.16xlarge', 'r7i.48xlarge', 'x2g.large'].map((name) => new InstanceType(name))),
        { instanceType: new InstanceType('m5.large'), serverlessCapacity: ServerlessCapacity.between(1, 2) },
      ],
    },
    'database-instance-burstable': {
      requirement: 'instanceType should not be burstable in production',
      remedy: 'a burstable class slows down once its CPU credits are spent; choose one such as new ec2.InstanceType("r6g.large")',
      severity: 'WARNING',
      violating: ['t3.medium', 't4g.large'].map((name) => [{ expectSteadyInstances: true, instanceType: new InstanceType(name) }, `"${name}"`] as const),
      passing: [
        { expectSteadyInstances: false, instanceType: new InstanceType('t3.medium') },
        { expectSteadyInstances: true, instanceType: new InstanceType('r6g.large') },
        { expectSteadyInstances: true, instanceType: new InstanceType('t3.medium'), serverlessCapacity: ServerlessCapacity.between(1, 2) },
      ],
    },
    'database-serverless-capacity': {
      requirement: 'serverlessCapacity must not be given together with instanceType',
      remedy: 'choose one of the two: serverless instances have no class',
      violating: [[{ serverlessCapacity: ServerlessCapacity.between(0.5, 8), chosenInstanceType: new InstanceType('r6g.large') }, '"0.5 to 8 ACU"']],
      passing: [{ serverlessCapacity: ServerlessCapacity.between(0.5, 8) }, { chosenInstanceType: new InstanceType('r6g.large') }, {}],
    },
    'database-readers': {
      requirement: 'readers must be a whole number from 0 to 15',
      remedy: 'two readers put an instance in each of three zones',
      violating: bad('readers', [...NOT_A_NUMBER, 16]),
      passing: each('readers', [0, 1, 2, 15]),
    },
    'database-failover-target': {
      requirement: 'readers should be at least 1',
      remedy: 'without a reader, the loss of the writer means waiting for a new instance, typically under 10 minutes',
      severity: 'WARNING',
      violating: bad('readers', [0]),
      passing: each('readers', [1, 2, 15]),
    },
    'database-port': {
      requirement: 'port must be a whole number from 1150 to 65535',
      remedy: 'PostgreSQL listens on 5432 by default',
      violating: bad('port', [...NOT_A_NUMBER, 0, 1149, 65536]),
      passing: each('port', [1150, 5432, 65535]),
    },
    'database-name': {
      requirement: 'databaseName must begin with a letter, hold only letters, digits and underscores, and have 1 to 63 characters',
      remedy: 'choose one such as "payments"',
      violating: bad('databaseName', ['', '1a', '_a', 'a-b', 'a b', 'a"', 'a'.repeat(64), 6, null]),
      passing: each('databaseName', ['a', 'A1', 'a_b', 'a'.repeat(63)]),
    },
    'database-name-reserved': {
      requirement: 'databaseName must not be a word that PostgreSQL or RDS reserves',
      remedy: 'choose one such as "payments"',
      violating: bad('databaseName', ['user', 'SELECT', 'Table', 'admin', 'db', 'database', 'rdsadmin', 'template1', 'with']),
      passing: each('databaseName', ['payments', 'users', 'postgres', 'tables']),
    },
    'database-master-username': {
      requirement: 'masterUsername must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin',
      remedy: 'choose one such as "dbadmin"',
      violating: bad('masterUsername', ['', 'admin', 'rdsadmin', '1abc', 'a_b', 'a-b', 'abcdefghijklmnopq', 6, null]),
      passing: each('masterUsername', ['a', 'admin1', 'dbadmin', 'abcdefghijklmnop']),
    },
    'database-master-username-reserved': {
      requirement: 'masterUsername must not be a word that PostgreSQL reserves',
      remedy: 'choose one such as "dbadmin"',
      violating: bad('masterUsername', ['user', 'Select', 'public']),
      passing: each('masterUsername', ['dbadmin', 'users', 'postgres']),
    },
    'database-application-user': {
      requirement: 'access must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores, not beginning with a digit or pg_ and no reserved word',
      remedy: 'choose one such as DatabaseAccess.iam("payments_app")',
      violating: ['', 'user', 'rdsadmin', '1a', 'pg_app', 'App', 'a-b', 'a b', 'a"', 'a'.repeat(64)].map((user) => [{ access: DatabaseAccess.iam(user) }, JSON.stringify(user)]),
      passing: [
        ...each('access', ['a', '_a1', 'payments_app', 'pgapp', 'a'.repeat(63)].map((user) => DatabaseAccess.iam(user))),
        { access: DatabaseAccess.masterPassword() },
      ],
    },
    'database-application-user-own': {
      requirement: 'access must not be the master user',
      remedy: 'choose another user: one that may sign in with IAM can no longer sign in with a password',
      violating: [[{ access: DatabaseAccess.iam('dbadmin') }, '"dbadmin"']],
      passing: [{ access: DatabaseAccess.iam('payments_app') }, { access: DatabaseAccess.masterPassword() }],
    },
    'database-managed-password': {
      requirement: 'access must not be the master password when RDS manages it',
      remedy: 'RDS rotates it, and tasks keep the one they started with; choose DatabaseAccess.iam("payments_app") or MasterCredentials.generated()',
      violating: [[{ masterCredentials: MasterCredentials.managed() }, '"master password"']],
      passing: [{ masterCredentials: MasterCredentials.managed(), access: DatabaseAccess.iam('payments_app') }, {}],
    },
    'database-create-application-user': {
      requirement: 'createApplicationUser must go with access by IAM',
      remedy: 'set access to DatabaseAccess.iam("payments_app"), or leave createApplicationUser out',
      violating: [[{ createApplicationUser: true }, 'true']],
      passing: [{ createApplicationUser: true, access: DatabaseAccess.iam('payments_app') }, { createApplicationUser: false }, {}],
    },
    'database-force-tls': {
      requirement: 'parameters should force TLS',
      remedy: 'add "rds.force_ssl": "1"; the parameters that are given replace those of the profile',
      severity: 'WARNING',
      violating: [[{ parameters: {} }, 'nothing'], [{ parameters: { 'rds.force_ssl': '0' } }, '"0"']],
      passing: [{ parameters: { 'rds.force_ssl': '1', 'log_connections': '1' } }],
    },
    'database-parameters-unknown': {
      requirement: 'parameters should be parameters that this library has seen in the parameter groups of Aurora PostgreSQL',
      remedy: 'whether the family has them is seen at deployment only; acknowledge the warning once it has been',
      severity: 'WARNING',
      violating: [[{ parameters: { 'rds.force_ssl': '1', 'no_such_parameter': '1', 'b': '2' } }, '["no_such_parameter","b"]']],
      passing: [{ parameters: { 'rds.force_ssl': '1', 'log_connections': '1', 'pgaudit.log': 'ddl' } }, { parameters: {} }],
    },
    'database-backup-retention': {
      requirement: 'backupRetention must be a whole number of days from 1 to 35',
      remedy: 'choose a duration such as Duration.days(7)',
      violating: [...badDays([0, 36, 1.5]), [{ backupRetention: Duration.hours(36) }, '1.5'], [{ backupRetention: Duration.hours(12) }, '0.5']],
      passing: each('backupRetention', [Duration.days(1), Duration.days(7), Duration.days(35), Duration.hours(24)]),
    },
    'database-backup-retention-unit': {
      requirement: 'backupRetention must be given in days when only the deployment knows it',
      remedy: 'aws-cdk cannot convert it; choose Duration.days(parameter.valueAsNumber)',
      violating: [[{ backupRetention: Duration.hours(Token.asNumber({ Ref: 'P' })) }, '"hours"']],
      passing: each('backupRetention', [Duration.days(Token.asNumber({ Ref: 'P' })), Duration.hours(48)]),
    },
  },
};
