import { Template } from 'aws-cdk-lib/assertions';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { ConnectionSettings, DatabaseAccess, PaymentDatabase, PaymentParameters, PlatformProfile } from '../src';
import type { PaymentDatabaseProps } from '../src';
import { connectAs, connectDatabase, withConnection } from '../src/database-connection';
import type { DatabaseConnection } from '../src/database-connection';
import { deepFrozen } from './support/freeze';
import { importedVpc, newStack } from './support/synth';
import { only, readable, resources } from './support/template';

function connect(options: Partial<PaymentDatabaseProps> = {}) {
  const stack = newStack();
  const wiring = { vpc: importedVpc(stack), encryptionKey: new kms.Key(stack, 'Key'), environmentSuffix: 'unit', profile: PlatformProfile.TEST };
  const database = new PaymentDatabase(stack, 'Db', { ...wiring, ...options });
  const parameters = new PaymentParameters(stack, 'Parameters', { environmentSuffix: 'unit' });
  return { stack, parameters, connection: connectDatabase(database, parameters) };
}

/** The environment, and the source of each secret, with readable ids. */
function described(stack: ReturnType<typeof connect>['stack'], { environment, secrets }: DatabaseConnection) {
  const sources = Object.fromEntries(Object.entries(secrets).map(([name, { arn }]) => [name, arn]));
  return { environment: idsWithoutHash(stack.resolve(environment)), secrets: idsWithoutHash(stack.resolve(sources)) };
}

function idsWithoutHash(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/"([A-Za-z]+?)[0-9A-F]{8}"/g, '"$1"'));
}

function published(stack: ReturnType<typeof connect>['stack']) {
  const parameters = Object.values(resources(readable(Template.fromStack(stack)), 'AWS::SSM::Parameter'));
  return Object.fromEntries(parameters.map(({ Properties: { Name, Value } }) => [Name, Value]));
}

function parameterArn(id: string) {
  return { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':parameter', { Ref: id }]] };
}

function secretField(field: string) {
  return { 'Fn::Join': ['', [{ Ref: 'DbSecret' }, `:${field}::`]] };
}

const HOST = { 'Fn::GetAtt': ['DbCluster', 'Endpoint.Address'] };
const READER = { 'Fn::GetAtt': ['DbCluster', 'ReadEndpoint.Address'] };

test('with plain settings and a master password, the names are variables, and user and password come from the secret', () => {
  const { stack, connection } = connect();
  expect(described(stack, connection)).toEqual({
    environment: { PGHOST: HOST, PGHOST_READER: READER, PGPORT: '5432', PGDATABASE: 'payments', PGSSLMODE: 'require' },
    secrets: { PGUSER: secretField('username'), PGPASSWORD: secretField('password') },
  });
  expect(published(stack)).toEqual({
    '/payment/unit/db/endpoint': HOST,
    '/payment/unit/db/reader-endpoint': READER,
    '/payment/unit/db/secret-arn': { Ref: 'DbSecret' },
  });
});

test('with plain settings and IAM, the user is a variable, and there is no password', () => {
  const { stack, connection } = connect({ access: DatabaseAccess.iam('payments_app') });
  expect(described(stack, connection)).toEqual({
    environment: {
      PGHOST: HOST, PGHOST_READER: READER, PGPORT: '5432', PGDATABASE: 'payments', PGSSLMODE: 'require', PGUSER: 'payments_app',
    },
    secrets: {},
  });
});

test('with settings from parameters and a master password, nothing stands in the environment', () => {
  const { stack, connection } = connect({ connectionSettings: ConnectionSettings.PARAMETER_STORE });
  expect(described(stack, connection)).toEqual({
    environment: {},
    secrets: {
      PGHOST: { Ref: 'Parametersdbendpoint' },
      PGHOST_READER: { Ref: 'Parametersdbreaderendpoint' },
      PGPORT: { Ref: 'Parametersdbport' },
      PGDATABASE: { Ref: 'Parametersdbname' },
      PGSSLMODE: { Ref: 'Parametersdbsslmode' },
      PGUSER: secretField('username'),
      PGPASSWORD: secretField('password'),
    },
  });
});

test('with settings from parameters and IAM, every setting is published, and there is no password', () => {
  const { stack, connection } = connect({
    connectionSettings: ConnectionSettings.PARAMETER_STORE,
    access: DatabaseAccess.iam('payments_app'),
    port: 5433,
    databaseName: 'ledger',
  });
  expect(connection.environment).toEqual({});
  expect(Object.keys(connection.secrets).sort()).toEqual(['PGDATABASE', 'PGHOST', 'PGHOST_READER', 'PGPORT', 'PGSSLMODE', 'PGUSER']);
  expect(published(stack)).toEqual({
    '/payment/unit/db/endpoint': HOST,
    '/payment/unit/db/reader-endpoint': READER,
    '/payment/unit/db/port': '5433',
    '/payment/unit/db/name': 'ledger',
    '/payment/unit/db/user': 'payments_app',
    '/payment/unit/db/ssl-mode': 'require',
    '/payment/unit/db/secret-arn': { Ref: 'DbSecret' },
  });
});

test('a role may read the value of the parameter, and neither describe it nor read its history', () => {
  const { stack, connection } = connect({ connectionSettings: ConnectionSettings.PARAMETER_STORE });
  connection.secrets.PGPORT.grantRead(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
  expect(connection.secrets.PGPORT.hasField).toBe(false);
  expect(only(readable(Template.fromStack(stack)), 'AWS::IAM::Policy').Properties.PolicyDocument).toEqual({
    Version: '2012-10-17',
    Statement: [{ Action: 'ssm:GetParameters', Effect: 'Allow', Resource: parameterArn('Parametersdbport') }],
  });
});

test('another user with plain settings stands in the environment, without the password of the first', () => {
  const { stack, connection, parameters } = connect();
  expect(described(stack, connectAs('settlement', 'workers/settlement/db/user', connection, parameters))).toEqual({
    environment: { PGHOST: HOST, PGHOST_READER: READER, PGPORT: '5432', PGDATABASE: 'payments', PGSSLMODE: 'require', PGUSER: 'settlement' },
    secrets: {},
  });
  expect(Object.keys(published(stack))).not.toContain('/payment/unit/workers/settlement/db/user');
  expect(Object.keys(connection.secrets)).toEqual(['PGUSER', 'PGPASSWORD']);
});

test('another user with settings from parameters is published under the given path', () => {
  const { stack, connection, parameters } = connect({
    connectionSettings: ConnectionSettings.PARAMETER_STORE, access: DatabaseAccess.iam('payments_app'),
  });
  expect(described(stack, connectAs('settlement', 'workers/settlement/db/user', connection, parameters))).toEqual({
    environment: {},
    secrets: {
      PGHOST: { Ref: 'Parametersdbendpoint' },
      PGHOST_READER: { Ref: 'Parametersdbreaderendpoint' },
      PGPORT: { Ref: 'Parametersdbport' },
      PGDATABASE: { Ref: 'Parametersdbname' },
      PGSSLMODE: { Ref: 'Parametersdbsslmode' },
      PGUSER: { Ref: 'Parametersworkerssettlementdbuser' },
    },
  });
  expect(published(stack)).toMatchObject({
    '/payment/unit/db/user': 'payments_app',
    '/payment/unit/workers/settlement/db/user': 'settlement',
  });
});

describe('the options of a container', () => {
  const [mine, theirs] = [{ arn: 'mine' }, { arn: 'theirs' }] as ecs.Secret[];

  test('get the connection beside what they have, and are not changed', () => {
    const options = deepFrozen({ name: 'app', environment: { MODE: 'live' }, secrets: { TOKEN: mine } });
    expect(withConnection(options, { environment: { PGHOST: 'db' }, secrets: { PGPASSWORD: theirs } })).toEqual({
      name: 'app',
      environment: { PGHOST: 'db', MODE: 'live' },
      secrets: { PGPASSWORD: theirs, TOKEN: mine },
    });
  });

  test('without environment and secrets get those of the connection', () => {
    expect(withConnection({}, { environment: { PGHOST: 'db' }, secrets: { PGPASSWORD: theirs } })).toEqual({
      environment: { PGHOST: 'db' },
      secrets: { PGPASSWORD: theirs },
    });
  });

  test.each([
    ['variable over a variable', { environment: { PG: 'mine' } }, { environment: { PG: 'theirs' }, secrets: {} }, { environment: { PG: 'mine' }, secrets: {} }],
    ['variable over a secret', { environment: { PG: 'mine' } }, { environment: {}, secrets: { PG: theirs } }, { environment: { PG: 'mine' }, secrets: {} }],
    ['secret over a variable', { secrets: { PG: mine } }, { environment: { PG: 'theirs' }, secrets: {} }, { environment: {}, secrets: { PG: mine } }],
    ['secret over a secret', { secrets: { PG: mine } }, { environment: {}, secrets: { PG: theirs } }, { environment: {}, secrets: { PG: mine } }],
  ])('keep their %s of the same name', (_, options, connection, expected) => {
    expect(withConnection(options, connection as DatabaseConnection)).toEqual(expected);
  });

  test('do not take a name that every object has for one of theirs', () => {
    expect(withConnection({}, { environment: { toString: 'text' }, secrets: {} })).toEqual({ environment: { toString: 'text' }, secrets: {} });
  });
});
