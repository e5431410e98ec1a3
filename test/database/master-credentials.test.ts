import { CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { MasterCredentials } from '../../src';
import { PASSWORD_CONSTRAINT, PASSWORD_PATTERN } from '../../src/database/credentials-binding';
import { newStack } from '../support/synth';
import { only, readable } from '../support/template';

type StackOf = ReturnType<typeof newStack>;
type Bound = ReturnType<MasterCredentials['_bind']>;

function bind(make: (stack: StackOf) => MasterCredentials, use: (bound: Bound, stack: StackOf) => void = () => undefined) {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const masterCredentials = make(stack);
  const context = { username: 'dbadmin', databaseName: 'payments', port: 5432, encryptionKey, removalPolicy: RemovalPolicy.RETAIN };
  const bound = masterCredentials._bind(stack, context);
  use(bound, stack);
  const { username, password } = stack.resolve({ username: bound.credentials.username, password: bound.credentials.password });
  return { stack, masterCredentials, encryptionKey, bound, username, password, template: readable(Template.fromStack(stack)) };
}

const FIELDS = '{"engine":"postgres","dbname":"payments","port":5432,"username":"dbadmin"';

describe('the pattern of a password', () => {
  const pattern = new RegExp(PASSWORD_PATTERN);
  const ofLength = (length: number) => 'Abcdefg1'.padEnd(length, 'x').slice(0, length);

  test.each([0, 8, 9, 40, 41])('accepts %i characters', (length) => {
    expect(pattern.test(ofLength(length))).toBe(true);
  });

  test.each([1, 7, 42])('refuses %i characters', (length) => {
    expect(pattern.test(ofLength(length))).toBe(false);
  });

  test.each(['/', '"', '@', ' ', '\\', '\n', '\t', '\u007f', 'é'])('refuses the character %j', (character) => {
    expect(pattern.test(`Abcdefg1${character}`)).toBe(false);
    expect(pattern.test(`${character}Abcdefg1`)).toBe(false);
  });

  test('accepts every other printable ASCII character', () => {
    const printable = Array.from({ length: 0x7f - 0x20 }, (_, index) => String.fromCharCode(0x20 + index));
    expect(printable.filter((character) => !pattern.test(`Abcdefg1${character}`))).toEqual([' ', '"', '/', '@', '\\']);
  });

  test('is described in words', () => {
    expect(PASSWORD_CONSTRAINT).toBe('must be empty, or 8 to 41 printable ASCII characters without space, slash, backslash, @ and double quotation mark');
  });
});

describe('a generated password', () => {
  const { bound, username, password, template } = bind(() => MasterCredentials.generated());

  test('stands in an encrypted secret with everything that a client needs', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      Description: 'Master user of the payment database',
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      GenerateSecretString: {
        SecretStringTemplate: `${FIELDS}}`,
        GenerateStringKey: 'password',
        PasswordLength: 32,
        ExcludeCharacters: ' /@"\'\\',
      },
      SecretString: Match.absent(),
    });
  });

  test('reaches the cluster as a reference', () => {
    expect(username).toBe('dbadmin');
    expect(password).toEqual({ 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:password::}}']] });
    expect(bound.inapplicableLintChecks).toBeUndefined();
  });

  test('is kept or deleted as the platform says', () => {
    template.hasResource('AWS::SecretsManager::Secret', { DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' });
  });

  test('is decrypted by a right of the reader, through Secrets Manager only, and the policy of the key stays as it is', () => {
    const { Properties: before } = only(template, 'AWS::KMS::Key');
    const { template: granted } = bind(() => MasterCredentials.generated(), ({ secret }, stack) => {
      secret?.grantRead(new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() }));
    });
    expect(only(granted, 'AWS::KMS::Key').Properties).toEqual(before);
    expect(only(granted, 'AWS::IAM::Policy').Properties.PolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'kms:Decrypt',
          Effect: 'Allow',
          Resource: { 'Fn::GetAtt': ['Key', 'Arn'] },
          Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } },
        },
        { Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'], Effect: 'Allow', Resource: { Ref: 'Secret' } },
      ],
    });
  });
});

describe('a password from a parameter', () => {
  const { bound, password, template } = bind((stack) => {
    return MasterCredentials.fromParameter(new CfnParameter(stack, 'Password', { noEcho: true, default: '' }));
  });

  test('is used when it is given', () => {
    expect(template.toJSON().Conditions).toEqual({ PasswordGiven: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Password' }, ''] }] } });
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      SecretString: {
        'Fn::If': ['PasswordGiven', { 'Fn::Join': ['', [`${FIELDS},"password":"`, { Ref: 'Password' }, '"}']] }, { Ref: 'AWS::NoValue' }],
      },
    });
  });

  test('is generated when it is empty', () => {
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: {
        'Fn::If': [
          'PasswordGiven',
          { Ref: 'AWS::NoValue' },
          { SecretStringTemplate: `${FIELDS}}`, GenerateStringKey: 'password', PasswordLength: 32, ExcludeCharacters: ' /@"\'\\' },
        ],
      },
    });
  });

  test('reaches the cluster as itself, so that a change of it does too, and as a reference when it is empty', () => {
    expect(password).toEqual({
      'Fn::If': [
        'PasswordGiven',
        { Ref: 'Password' },
        { 'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'Secret' }, ':SecretString:password::}}']] },
      ],
    });
    expect(bound.inapplicableLintChecks).toEqual({
      checks: ['W1011'],
      reason: 'It wants a dynamic reference instead of a parameter; the parameter is NoEcho, and the reference is used when it is empty.',
    });
  });
});

describe('a password that RDS manages', () => {
  const { masterCredentials, encryptionKey, bound, username, password, template } = bind(() => MasterCredentials.managed());

  test('is made, encrypted and rotated by RDS: the cluster gets a user name and a key, and no secret is made here', () => {
    expect([masterCredentials.managedByRds, MasterCredentials.generated().managedByRds]).toEqual([true, false]);
    expect([username, password, bound.secret]).toEqual(['dbadmin', undefined, undefined]);
    expect(bound.credentials.encryptionKey).toBe(encryptionKey);
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });
});

describe('a secret of the user', () => {
  const arn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:mine-AbCdEf';
  const { bound, username, password, template } = bind((scope) => {
    return MasterCredentials.fromSecret(secretsmanager.Secret.fromSecretCompleteArn(scope, 'Mine', arn));
  });

  test('gives user name and password by reference', () => {
    expect(bound.secret?.secretArn).toBe(arn);
    expect(username).toBe(`{{resolve:secretsmanager:${arn}:SecretString:username::}}`);
    expect(password).toBe(`{{resolve:secretsmanager:${arn}:SecretString:password::}}`);
  });

  test('is not made again', () => {
    template.resourceCountIs('AWS::SecretsManager::Secret', 0);
  });
});
