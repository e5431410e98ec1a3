import { CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { bindGenerated, bindParameter } from '../../src/database/credentials-binding';
import type { BoundCredentials, CredentialsContext } from '../../src/database/credentials-binding';
import { newStack } from '../support/synth';
import { only, readable, resources } from '../support/template';

type Stack = ReturnType<typeof newStack>;

function bind(binding: (stack: Stack, context: CredentialsContext) => BoundCredentials, removalPolicy = RemovalPolicy.DESTROY) {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const bound = binding(stack, { username: 'owner', databaseName: 'ledger', port: 5433, encryptionKey, removalPolicy });
  return { stack, bound, template: () => readable(Template.fromStack(stack)) };
}

const bindEmptyParameter = (stack: Stack, context: CredentialsContext) => bindParameter(stack, context, new CfnParameter(stack, 'Password'));
const TEMPLATE = '{"engine":"postgres","dbname":"ledger","port":5433,"username":"owner"}';

test('a generated password stands in one encrypted secret', () => {
  const { template, bound } = bind(bindGenerated);
  expect(only(template(), 'AWS::SecretsManager::Secret')).toEqual({
    Type: 'AWS::SecretsManager::Secret',
    Properties: {
      Description: 'Master user of the payment database',
      KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
      GenerateSecretString: { SecretStringTemplate: TEMPLATE, GenerateStringKey: 'password', PasswordLength: 32, ExcludeCharacters: ' /@"\'\\' },
    },
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
  });
  expect(template().toJSON().Conditions).toBeUndefined();
  expect(bound.credentials.username).toBe('owner');
});

test('a parameter decides by a condition, and its secret is as well encrypted', () => {
  const { template, bound, stack } = bind(bindEmptyParameter, RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  expect(template().toJSON().Conditions).toEqual({ PasswordGiven: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Password' }, ''] }] } });
  expect(only(template(), 'AWS::SecretsManager::Secret')).toMatchObject({
    Properties: { Description: 'Master user of the payment database', KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
  expect(stack.resolve(bound.credentials.password)).toMatchObject({ 'Fn::If': ['PasswordGiven', { Ref: 'Password' }, expect.anything()] });
  expect([bound.credentials.username, bound.inapplicableLintChecks?.checks]).toEqual(['owner', ['W1011']]);
});

test.each([['a generated password', bindGenerated], ['a password from a parameter', bindEmptyParameter]])('%s is read with two rights', (_, binding) => {
  const { stack, bound, template } = bind(binding);
  const role = new iam.Role(stack, 'Reader', { assumedBy: new iam.AccountRootPrincipal() });
  expect(bound.secret!.grantRead(role, ['AWSCURRENT']).success).toBe(true);
  expect(only(template(), 'AWS::IAM::Policy').Properties.PolicyDocument).toEqual({
    Version: '2012-10-17',
    Statement: [
      {
        Action: 'kms:Decrypt',
        Effect: 'Allow',
        Resource: { 'Fn::GetAtt': ['Key', 'Arn'] },
        Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } },
      },
      {
        Action: ['secretsmanager:GetSecretValue', 'secretsmanager:DescribeSecret'],
        Effect: 'Allow',
        Resource: { Ref: 'Secret' },
        Condition: { 'ForAnyValue:StringEquals': { 'secretsmanager:VersionStage': ['AWSCURRENT'] } },
      },
    ],
  });
  expect(only(template(), 'AWS::KMS::Key')).toEqual(only(bind(binding).template(), 'AWS::KMS::Key'));
  expect(Object.keys(resources(template(), 'AWS::SecretsManager::ResourcePolicy'))).toEqual([]);
});
