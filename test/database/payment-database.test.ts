import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { MasterCredentials, PaymentDatabase, PlatformProfile, Teardown } from '../../src';
import type { PaymentDatabaseProps } from '../../src';
import { synthPart } from '../support/synth';
import type { Wiring } from '../support/synth';
import { only, readable, resources, securityEdges } from '../support/template';

type Choice = (wiring: Wiring) => Partial<PaymentDatabaseProps>;

function synthDatabase(choose: Choice = () => ({}), use: (database: PaymentDatabase, wiring: Wiring) => void = () => undefined) {
  const { part, stack, template } = synthPart((wiring) => {
    const { stack: scope, ...rest } = wiring;
    const database = new PaymentDatabase(scope, 'Db', { ...rest, ...choose(wiring) });
    use(database, wiring);
    return database;
  });
  return { stack, database: part, template: readable(template) };
}

function instancesOf(template: Template) {
  return Object.values(resources(template, 'AWS::RDS::DBInstance'));
}

const { stack: plainStack, database: plain, template: plainTemplate } = synthDatabase();
const cluster = only(plainTemplate, 'AWS::RDS::DBCluster');

describe('the cluster', () => {
  test('is Aurora PostgreSQL 15.17 with the values of the reference system, and nothing else', () => {
    expect(cluster.Properties).toEqual({
      BackupRetentionPeriod: 1,
      CopyTagsToSnapshot: true,
      DatabaseName: 'payments',
      DBClusterIdentifier: 'payment-aurora-cluster-unit',
      DBClusterParameterGroupName: { Ref: 'DbClusterParameterGroup' },
      DBSubnetGroupName: { Ref: 'DbClusterSubnets' },
      DeletionProtection: false,
      EnableCloudwatchLogsExports: ['postgresql'],
      EnableIAMDatabaseAuthentication: true,
      Engine: 'aurora-postgresql',
      EngineVersion: '15.17',
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      MasterUsername: 'dbadmin',
      MasterUserPassword: { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'DbSecret' }, ':SecretString:password::}}']] },
      Port: 5432,
      StorageEncrypted: true,
      VpcSecurityGroupIds: [{ 'Fn::GetAtt': ['DbSecurityGroup', 'GroupId'] }],
    });
  });

  test('forces TLS in its parameter group', () => {
    expect(only(plainTemplate, 'AWS::RDS::DBClusterParameterGroup').Properties)
      .toMatchObject({ Family: 'aurora-postgresql15', Parameters: { 'rds.force_ssl': '1' } });
  });

  test('stands in the private subnets', () => {
    expect(only(plainTemplate, 'AWS::RDS::DBSubnetGroup').Properties.SubnetIds)
      .toEqual(['subnet-private-us-east-1a', 'subnet-private-us-east-1b', 'subnet-private-us-east-1c']);
  });

  test('waits for its log group only, which is encrypted and kept 7 days', () => {
    expect(cluster.DependsOn).toEqual(['DbLogGroup']);
    expect(only(plainTemplate, 'AWS::Logs::LogGroup')).toEqual({
      Type: 'AWS::Logs::LogGroup',
      Properties: {
        LogGroupName: '/aws/rds/cluster/payment-aurora-cluster-unit/postgresql',
        RetentionInDays: 7,
        KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('carries no lint exception when the password is generated', () => {
    expect(cluster.Metadata).toBeUndefined();
  });

  test('lets nobody in and sends nothing until it is said', () => {
    expect(securityEdges(plainTemplate)).toEqual(['DbSecurityGroup to 255.255.255.255/32 icmp 252-86']);
  });
});

describe('the instances', () => {
  test('are a writer and two readers in three zones, alike, deleted with the stack, waiting for nobody', () => {
    const instance = (zone: string, tier: number) => ({
      Type: 'AWS::RDS::DBInstance',
      Properties: {
        AutoMinorVersionUpgrade: true,
        AvailabilityZone: zone,
        DBClusterIdentifier: { Ref: 'DbCluster' },
        DBInstanceClass: 'db.t3.medium',
        Engine: 'aurora-postgresql',
        PromotionTier: tier,
        PubliclyAccessible: false,
      },
      Metadata: {
        'cdk_nag': {
          rules_to_suppress: [
            { id: 'NIST.800.53.R5-RDSInBackupPlan', reason: 'Aurora keeps this at the cluster, where it is set.' },
            { id: 'HIPAA.Security-RDSInBackupPlan', reason: 'Aurora keeps this at the cluster, where it is set.' },
          ],
        },
        'cfn-lint': { config: { ignore_checks: ['W3010'] } },
        'guard': {
          SuppressedRules: [
            'RDS_STORAGE_ENCRYPTED', 'RDS_INSTANCE_LOGGING_ENABLED', 'RDS_MULTI_AZ_SUPPORT', 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED',
            'DB_INSTANCE_BACKUP_ENABLED',
          ],
        },
      },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
    expect(instancesOf(plainTemplate)).toEqual([instance('us-east-1a', 0), instance('us-east-1b', 0), instance('us-east-1c', 1)]);
  });

  test.each([[0, ['a']], [1, ['a', 'b']], [3, ['a', 'b', 'c', 'a']]])('with %i readers stand in the zones %j', (readers, zones) => {
    const { template } = synthDatabase(() => ({ readers }));
    expect(instancesOf(template).map(({ Properties: properties }) => properties.AvailabilityZone)).toEqual(zones.map((zone) => `us-east-1${zone}`));
  });

  test('begin with the one that an application waits for', () => {
    const { ref } = plain.connectivity as unknown as { ref: string };
    expect(plainStack.resolve(ref)).toEqual({ Ref: expect.stringMatching(/^DbClusterInstance1/) });
  });
});

describe('a choice of the user', () => {
  const { database, template } = synthDatabase(() => ({
    engineVersion: '16.8',
    instanceType: new ec2.InstanceType('r6g.large'),
    port: 6432,
    databaseName: 'ledger',
    masterUsername: 'owner1',
    backupRetention: Duration.days(35),
    parameters: { log_statement: 'ddl' },
    logRetention: logs.RetentionDays.ONE_MONTH,
  }));

  test('reaches the template', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      EngineVersion: '16.8',
      Port: 6432,
      DatabaseName: 'ledger',
      MasterUsername: 'owner1',
      BackupRetentionPeriod: 35,
    });
    template.allResourcesProperties('AWS::RDS::DBInstance', { DBInstanceClass: 'db.r6g.large', EngineVersion: Match.absent() });
    template.hasResourceProperties('AWS::RDS::DBClusterParameterGroup', { Family: 'aurora-postgresql16', Parameters: { log_statement: 'ddl' } });
    template.hasResourceProperties('AWS::Logs::LogGroup', { RetentionInDays: 30 });
  });

  test('replaces the parameters of the profile as a whole', () => {
    expect(only(template, 'AWS::RDS::DBClusterParameterGroup').Properties.Parameters).toEqual({ log_statement: 'ddl' });
  });

  test('can be read from the construct', () => {
    expect([database.engineVersion, database.port, database.databaseName, database.readers]).toEqual(['16.8', 6432, 'ledger', 2]);
    expect(database.instanceType.toString()).toBe('r6g.large');
    expect(database.backupRetention.toDays()).toBe(35);
  });

  test('stands in what the application is told', () => {
    expect(database.environment).toMatchObject({ PGPORT: '6432', PGDATABASE: 'ledger' });
  });
});

describe('what an application needs', () => {
  test('are the two endpoints, port, database and TLS', () => {
    const environment = plainStack.resolve(plain.environment);
    expect(Object.keys(environment)).toEqual(['PGHOST', 'PGHOST_READER', 'PGPORT', 'PGDATABASE', 'PGSSLMODE']);
    expect(environment).toMatchObject({
      PGHOST: { 'Fn::GetAtt': [expect.stringMatching(/^DbCluster/), 'Endpoint.Address'] },
      PGHOST_READER: { 'Fn::GetAtt': [expect.stringMatching(/^DbCluster/), 'ReadEndpoint.Address'] },
      PGPORT: '5432',
      PGDATABASE: 'payments',
      PGSSLMODE: 'require',
    });
  });

  test('is a way in, on the port of the database', () => {
    const { template } = synthDatabase(undefined, (database, { stack, vpc }) => {
      const worker = new ec2.SecurityGroup(stack, 'Worker', { vpc, allowAllOutbound: false });
      database.connections.allowDefaultPortFrom(worker);
    });
    expect(securityEdges(template)).toEqual([
      'DbSecurityGroup from Worker tcp 5432-5432',
      'DbSecurityGroup to 255.255.255.255/32 icmp 252-86',
      'Worker to DbSecurityGroup tcp 5432-5432',
    ]);
  });

  test('may be IAM authentication as one database user', () => {
    const { template } = synthDatabase(undefined, (database, { stack }) => {
      database.grantConnect(new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() }), 'reporting');
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: {
        Statement: [{
          Action: 'rds-db:connect',
          Effect: 'Allow',
          Resource: {
            'Fn::Join': ['', [
              'arn:', { Ref: 'AWS::Partition' }, ':rds-db:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':dbuser:',
              { 'Fn::GetAtt': ['DbCluster', 'DBClusterResourceId'] }, '/reporting',
            ]],
          },
        }],
      },
    });
  });
});

describe('a secret of the user', () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:mine-AbCdEf';
  const { database, template } = synthDatabase(({ stack }) => ({
    masterCredentials: MasterCredentials.fromSecret(secretsmanager.Secret.fromSecretCompleteArn(stack, 'Mine', arn)),
  }));

  test('gives user name and password, and none is made', () => {
    expect(database.secret.secretArn).toBe(arn);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      MasterUsername: `{{resolve:secretsmanager:${arn}:SecretString:username::}}`,
      MasterUserPassword: `{{resolve:secretsmanager:${arn}:SecretString:password::}}`,
    });
  });
});

describe('a retired version', () => {
  test('gives a warning with a stable id', () => {
    const { stack } = synthDatabase(() => ({ engineVersion: '15.4' }));
    expect(Annotations.fromStack(stack).findWarning('/Stack/Db', Match.anyValue()).map(({ entry }) => entry.data)).toEqual([
      'engineVersion should be a version that AWS still creates, got "15.4"; keep it only for a cluster that exists; choose "15.17" for a new one '
      + '[ack: cdk-payment-platform:database-engine-version-retired]',
    ]);
  });

  test('is not the default one', () => {
    expect(Annotations.fromStack(plainStack).findWarning('/Stack/Db', Match.anyValue())).toEqual([]);
  });
});

describe('protection', () => {
  const { template } = synthDatabase(() => ({ teardown: Teardown.PROTECTED }));

  test('keeps cluster and log, except after a failed first creation', () => {
    template.hasResource('AWS::RDS::DBCluster', {
      Properties: { DeletionProtection: true },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
    template.hasResource('AWS::Logs::LogGroup', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('keeps the secret', () => {
    template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('may come from a profile of the user', () => {
    const profile = PlatformProfile.custom('KEPT', PlatformProfile.TEST, { teardown: Teardown.PROTECTED });
    synthDatabase(() => ({ profile })).template.hasResourceProperties('AWS::RDS::DBCluster', { DeletionProtection: true });
  });
});
