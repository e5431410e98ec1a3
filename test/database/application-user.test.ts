import { PaymentDatabase } from '../../src';
import { RUN_SQL } from '../../src/custom-resource/handlers';
import { applicationUserStatements, auditStatements, createApplicationUser } from '../../src/database/application-user';
import { Teardown } from '../../src/teardown';
import { synthPart } from '../support/synth';
import { only, readable, resources } from '../support/template';

const CLUSTER_ARN = { 'Fn::GetAtt': ['DbCluster', 'DBClusterArn'] };

test('the user signs in with IAM, owns nothing, and may use the tables of the public schema', () => {
  expect(applicationUserStatements('payments_app', 'payments')).toEqual([
    'CREATE USER "payments_app" WITH LOGIN',
    'GRANT rds_iam TO "payments_app"',
    'GRANT CONNECT ON DATABASE "payments" TO "payments_app"',
    'GRANT USAGE ON SCHEMA public TO "payments_app"',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "payments_app"',
    'ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "payments_app"',
  ]);
});

test.each([
  [{}, []],
  [{ 'rds.force_ssl': '1' }, []],
  [{ shared_preload_libraries: 'pg_stat_statements' }, []],
  [{ shared_preload_libraries: 'pg_stat_statements,pgaudit' }, ['CREATE EXTENSION pgaudit']],
  [{ 'shared_preload_libraries': 'pgaudit', 'pgaudit.role': 'rds_pgaudit' }, ['CREATE ROLE "rds_pgaudit"', 'CREATE EXTENSION pgaudit']],
])('with the parameters %j pgaudit needs %j', (parameters, expected) => {
  expect(auditStatements(parameters)).toEqual(expected);
});

describe('the resource that runs the statements', () => {
  const template = readable(synthPart(({ stack, ...wiring }) => {
    const { cluster, secret } = new PaymentDatabase(stack, 'Db', wiring);
    return createApplicationUser(stack, {
      cluster,
      secret,
      databaseName: 'ledger',
      statements: ['SELECT 1', 'SELECT 2'],
      logGroupName: '/payment/unit/application-user',
      logRetention: 30,
      encryptionKey: wiring.encryptionKey,
      teardown: Teardown.PROTECTED,
    });
  }).template);

  test('names the cluster, the secret, the database and the statements', () => {
    const { ResourceArn, ...properties } = only(template, 'Custom::DatabaseUser').Properties;
    expect(properties).toEqual({
      ServiceToken: { 'Fn::GetAtt': ['ApplicationUserFunction', 'Arn'] },
      ServiceTimeout: 180,
      SecretArn: { Ref: 'DbSecret' },
      Database: 'ledger',
      Statements: ['SELECT 1', 'SELECT 2'],
    });
    expect(ResourceArn).toEqual(CLUSTER_ARN);
  });

  test('may run statements in this cluster with this secret, and nothing else', () => {
    expect(only(template, 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['ApplicationUserLogGroup', 'Arn'] } },
        { Action: 'rds-data:ExecuteStatement', Effect: 'Allow', Resource: CLUSTER_ARN },
        { Action: 'secretsmanager:GetSecretValue', Effect: 'Allow', Resource: { Ref: 'DbSecret' } },
        { Action: 'kms:Decrypt', Effect: 'Allow', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      ],
    });
  });

  test('runs the handler for SQL, and logs under the given name', () => {
    expect(only(template, 'AWS::Lambda::Function').Properties.Code).toEqual({ ZipFile: RUN_SQL.replace(/^ +/gm, '') });
    expect(resources(template, 'AWS::Logs::LogGroup').ApplicationUserLogGroup).toEqual({
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: '/payment/unit/application-user', RetentionInDays: 30, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      DeletionPolicy: 'RetainExceptOnCreate',
      UpdateReplacePolicy: 'Retain',
    });
  });
});
