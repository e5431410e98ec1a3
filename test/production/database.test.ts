import { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { arn, joined, KEY_ARN, messageOf, only, ofType, propertiesOf, statementsOf, synthProduction } from './production';
import { ConnectionSettings, DatabaseAccess, MasterCredentials } from '../../src';

const { resources, platform: { database } } = synthProduction();

describe('the cluster', () => {
  test('is Aurora PostgreSQL 17.9, encrypted, backed up for 35 days and kept when the stack goes', () => {
    expect(resources.PayDatabaseCluster).toEqual({
      Type: 'AWS::RDS::DBCluster',
      Properties: {
        BackupRetentionPeriod: 35,
        CopyTagsToSnapshot: true,
        DBClusterIdentifier: 'payment-aurora-cluster-unit',
        DBClusterParameterGroupName: { Ref: 'PayDatabaseClusterParameterGroup' },
        DBSubnetGroupName: { Ref: 'PayDatabaseClusterSubnets' },
        DatabaseName: 'payments',
        DeletionProtection: true,
        EnableCloudwatchLogsExports: ['postgresql'],
        EnableIAMDatabaseAuthentication: true,
        Engine: 'aurora-postgresql',
        EngineVersion: '17.9',
        KmsKeyId: KEY_ARN,
        ManageMasterUserPassword: true,
        MasterUserSecret: { KmsKeyId: KEY_ARN },
        MasterUsername: 'paymentsowner',
        Port: 5433,
        StorageEncrypted: true,
        VpcSecurityGroupIds: [{ 'Fn::GetAtt': ['PayDatabaseSecurityGroup', 'GroupId'] }],
      },
      DependsOn: ['PayDatabaseLogGroup'],
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('has exactly these parameters', () => {
    expect(only(resources, 'AWS::RDS::DBClusterParameterGroup')).toEqual({
      Description: 'Cluster parameter group for aurora-postgresql17',
      Family: 'aurora-postgresql17',
      Parameters: {
        'apg_ccm_enabled': '1',
        'log_connections': '1',
        'log_disconnections': '1',
        'log_min_duration_statement': '1000',
        'log_statement': 'ddl',
        'pgaudit.log': 'ddl,role',
        'pgaudit.role': 'rds_pgaudit',
        'rds.force_ssl': '1',
        'shared_preload_libraries': 'pg_stat_statements,pgaudit',
      },
    });
  });

  test('finds its log group made, encrypted and kept 13 months', () => {
    expect(resources.PayDatabaseLogGroup).toEqual({
      Type: 'AWS::Logs::LogGroup',
      Properties: { KmsKeyId: KEY_ARN, LogGroupName: '/aws/rds/cluster/payment-aurora-cluster-unit/postgresql', RetentionInDays: 400 },
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('can be read', () => {
    expect([database.engineVersion, `${database.instanceType}`, database.readers, database.port]).toEqual(['17.9', 'r6g.large', 2, 5433]);
    expect([database.databaseName, `${database.access}`, database.connectionSettings]).toEqual(['payments', 'IAM as payments_app', 'PARAMETER_STORE']);
    expect(database.backupRetention.toDays()).toBe(35);
  });
});

describe('the instances', () => {
  test.each([[1, 0], [2, 0], [3, 1]])('instance %i is like the others, in a zone of its own, in failover tier %i', (number, tier) => {
    const { Metadata: _, ...instance } = resources[`PayDatabaseClusterInstance${number}`];
    expect(instance).toEqual({
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        AutoMinorVersionUpgrade: true,
        AvailabilityZone: { 'Fn::Select': [number - 1, { 'Fn::GetAZs': '' }] },
        DBClusterIdentifier: { Ref: 'PayDatabaseCluster' },
        DBInstanceClass: 'db.r6g.large',
        EnablePerformanceInsights: true,
        Engine: 'aurora-postgresql',
        MonitoringInterval: 60,
        MonitoringRoleArn: { 'Fn::GetAtt': ['PayDatabaseMonitoringRole', 'Arn'] },
        PerformanceInsightsKMSKeyId: KEY_ARN,
        PerformanceInsightsRetentionPeriod: 7,
        PromotionTier: tier,
        PubliclyAccessible: false,
      },
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('are three', () => {
    expect(propertiesOf(resources, 'AWS::RDS::DBInstance')).toHaveLength(3);
  });

  test('are measured with a role that only RDS of this account takes', () => {
    expect(resources.PayDatabaseMonitoringRole.Properties).toEqual({
      AssumeRolePolicyDocument: {
        Statement: [{
          Action: 'sts:AssumeRole',
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          Effect: 'Allow',
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
        }],
        Version: '2012-10-17',
      },
      ManagedPolicyArns: [joined('arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole')],
    });
  });

  test('need neither role nor insights without enhanced monitoring', () => {
    const { resources: without } = synthProduction({ database: { enhancedMonitoring: false } });
    expect(without.PayDatabaseMonitoringRole).toBeUndefined();
    propertiesOf(without, 'AWS::RDS::DBInstance').forEach((instance) => {
      expect(Object.keys(instance).filter((name) => /Monitoring|Insights/.test(name))).toEqual([]);
    });
  });
});

describe('the master user', () => {
  test('has a secret that RDS makes and rotates, of which tasks know nothing', () => {
    expect(propertiesOf(resources, 'AWS::SecretsManager::Secret')).toEqual([]);
    for (const type of ['AWS::ECS::TaskDefinition', 'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role']) {
      expect(JSON.stringify(ofType(resources, type))).not.toMatch(/MasterUserSecret|secretsmanager|PASSWORD/);
    }
  });

  test('is found by a parameter, for administration', () => {
    expect(resources.PayParametersdbsecretarn.Properties).toEqual({
      Name: '/payment/unit/db/secret-arn',
      Type: 'String',
      Value: { 'Fn::GetAtt': ['PayDatabaseCluster', 'MasterUserSecret.SecretArn'] },
    });
  });

  test('can be what the application signs in as: then its password is a secret of the container', () => {
    const { resources: chosen } = synthProduction({
      database: { access: DatabaseAccess.masterPassword(), masterCredentials: MasterCredentials.generated() },
    });
    const [container] = only<{ ContainerDefinitions: Array<{ Secrets: Array<{ Name: string }> }> }>(chosen, 'AWS::ECS::TaskDefinition').ContainerDefinitions;
    expect(container.Secrets.map(({ Name: name }) => name)).toEqual([
      'PGDATABASE', 'PGHOST', 'PGHOST_READER', 'PGPASSWORD', 'PGPORT', 'PGSSLMODE', 'PGUSER',
    ]);
    expect(JSON.stringify(ofType(chosen, 'AWS::IAM::ManagedPolicy'))).not.toContain('rds-db:connect');
  });
});

describe('the application', () => {
  test('may connect as its own user and as nobody else', () => {
    expect(statementsOf(resources, 'PayServiceTaskRole')).toEqual([{
      Action: 'rds-db:connect',
      Effect: 'Allow',
      Resource: arn('rds-db', 'dbuser:', { 'Fn::GetAtt': ['PayDatabaseCluster', 'DBClusterResourceId'] }, '/payments_app'),
    }]);
  });

  test('has a user that is made by this SQL', () => {
    expect(database.applicationUserSql).toBe([
      'CREATE ROLE "rds_pgaudit";',
      'CREATE EXTENSION pgaudit;',
      'CREATE USER "payments_app" WITH LOGIN;',
      'GRANT rds_iam TO "payments_app";',
      'GRANT CONNECT ON DATABASE "payments" TO "payments_app";',
      'GRANT USAGE ON SCHEMA public TO "payments_app";',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "payments_app";',
      'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "payments_app";',
    ].join('\n'));
  });

  test('may have another user and database', () => {
    const { resources: chosen, platform } = synthProduction({ database: { access: DatabaseAccess.iam('ledger'), databaseName: 'books' } });
    expect(platform.database.applicationUserSql).toContain('GRANT CONNECT ON DATABASE "books" TO "ledger"');
    expect(JSON.stringify(statementsOf(chosen, 'PayServiceTaskRole'))).toContain('"/ledger"');
  });

  test('reads where the database is from parameters, and may read only these', () => {
    const names = ['endpoint', 'name', 'port', 'readerendpoint', 'sslmode', 'user'];
    expect(statementsOf(resources, 'PayServiceExecutionRole')).toEqual([
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['PayServiceLogGroup', 'Arn'] } },
      { Action: 'ssm:GetParameters', Effect: 'Allow', Resource: names.map((name) => arn('ssm', 'parameter', { Ref: `PayParametersdb${name}` })) },
    ]);
  });

  test.each([
    ['endpoint', { 'Fn::GetAtt': ['PayDatabaseCluster', 'Endpoint.Address'] }],
    ['reader-endpoint', { 'Fn::GetAtt': ['PayDatabaseCluster', 'ReadEndpoint.Address'] }],
    ['port', '5433'], ['name', 'payments'], ['user', 'payments_app'], ['ssl-mode', 'require'],
  ])('finds /payment/unit/db/%s', (path, value) => {
    expect(resources[`PayParametersdb${path.replace('-', '')}`].Properties).toEqual({ Name: `/payment/unit/db/${path}`, Type: 'String', Value: value });
  });

  test('may have the settings as plain environment instead', () => {
    const { resources: chosen } = synthProduction({ database: { connectionSettings: ConnectionSettings.ENVIRONMENT } });
    const [container] = only<{ ContainerDefinitions: Array<{ Environment: unknown; Secrets?: unknown }> }>(chosen, 'AWS::ECS::TaskDefinition').ContainerDefinitions;
    expect(container.Environment).toEqual([
      { Name: 'PGDATABASE', Value: 'payments' },
      { Name: 'PGHOST', Value: { 'Fn::GetAtt': ['PayDatabaseCluster', 'Endpoint.Address'] } },
      { Name: 'PGHOST_READER', Value: { 'Fn::GetAtt': ['PayDatabaseCluster', 'ReadEndpoint.Address'] } },
      { Name: 'PGPORT', Value: '5433' },
      { Name: 'PGSSLMODE', Value: 'require' }, { Name: 'PGUSER', Value: 'payments_app' },
    ]);
    expect(container.Secrets).toBeUndefined();
  });
});

describe('createApplicationUser', () => {
  const { resources: chosen } = synthProduction({ database: { createApplicationUser: true } });
  const cluster = { 'Fn::GetAtt': ['PayDatabaseCluster', 'DBClusterArn'] };
  const secret = { 'Fn::GetAtt': ['PayDatabaseCluster', 'MasterUserSecret.SecretArn'] };

  test('turns the Data API on and runs the SQL when the first instance is there', () => {
    expect(chosen.PayDatabaseCluster.Properties.EnableHttpEndpoint).toBe(true);
    expect(chosen.PayDatabaseApplicationUser).toEqual({
      Type: 'Custom::DatabaseUser',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['PayDatabaseApplicationUserFunction', 'Arn'] },
        ServiceTimeout: 180,
        ResourceArn: cluster,
        SecretArn: secret,
        Database: 'payments',
        Statements: [
          'CREATE ROLE "rds_pgaudit"',
          'CREATE EXTENSION pgaudit',
          'CREATE USER "payments_app" WITH LOGIN',
          'GRANT rds_iam TO "payments_app"',
          'GRANT CONNECT ON DATABASE "payments" TO "payments_app"',
          'GRANT USAGE ON SCHEMA public TO "payments_app"',
          'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "payments_app"',
          'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "payments_app"',
        ],
      },
      DependsOn: ['PayDatabaseClusterInstance1'],
    });
  });

  test('uses a role that can run statements in this cluster with this secret', () => {
    expect(statementsOf(chosen, 'PayDatabaseApplicationUserRole').slice(1)).toEqual([
      { Action: 'rds-data:ExecuteStatement', Effect: 'Allow', Resource: cluster },
      { Action: 'secretsmanager:GetSecretValue', Effect: 'Allow', Resource: secret },
      { Action: 'kms:Decrypt', Effect: 'Allow', Resource: KEY_ARN },
    ]);
  });

  // A task that signs in before its user exists fails, and the circuit breaker gives the first deployment up.
  test('lets the service wait for the user', () => {
    expect(chosen.PayService.DependsOn).toContain('PayDatabaseApplicationUser');
  });

  test('is off by default', () => {
    expect(resources.PayDatabaseCluster.Properties).not.toHaveProperty('EnableHttpEndpoint');
    expect(propertiesOf(resources, 'Custom::DatabaseUser')).toEqual([]);
  });

  test('is refused for the master user', () => {
    const access = DatabaseAccess.masterPassword();
    const choice = { database: { createApplicationUser: true, access, masterCredentials: MasterCredentials.generated() } };
    expect(messageOf(() => synthProduction(choice))).toBe([
      'Stack/Pay: 1 invalid setting',
      '  - database.createApplicationUser must go with access by IAM, got true; set access to DatabaseAccess.iam("payments_app"), '
      + 'or leave createApplicationUser out [database-create-application-user]',
    ].join('\n'));
  });
});

test('what is chosen stands', () => {
  const { resources: chosen } = synthProduction({
    database: { engineVersion: '16.13', instanceType: new ec2.InstanceType('r7g.xlarge'), readers: 1, port: 6000, backupRetention: Duration.days(7) },
  });
  expect(chosen.PayDatabaseCluster.Properties).toMatchObject({ EngineVersion: '16.13', Port: 6000, BackupRetentionPeriod: 7 });
  expect(propertiesOf(chosen, 'AWS::RDS::DBInstance').map(({ DBInstanceClass: size }) => size)).toEqual(['db.r7g.xlarge', 'db.r7g.xlarge']);
});
