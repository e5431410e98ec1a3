import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { PaymentEncryption, PlatformProfile, Teardown } from '../../src';
import type { PaymentEncryptionProps } from '../../src';
import { messageOf, newStack } from '../support/synth';
import { only, readable } from '../support/template';

function synthEncryption(props: Partial<PaymentEncryptionProps> = {}, stack = newStack()) {
  const encryption = new PaymentEncryption(stack, 'Encryption', { environmentSuffix: 'unit', profile: PlatformProfile.TEST, ...props });
  return { stack, encryption, template: readable(Template.fromStack(stack)) };
}

const logGroup = (name: string) => ({
  'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, `:log-group:${name}`]],
});

const REQUIRED_STATEMENTS = [
  {
    Sid: 'CloudWatchLogs',
    Effect: 'Allow',
    Principal: { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } },
    Action: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    Resource: '*',
    Condition: {
      ArnLike: {
        'kms:EncryptionContext:aws:logs:arn': [
          logGroup('/aws/rds/cluster/payment-aurora-cluster-unit/*'),
          logGroup('/ecs/payment-app-unit*'),
          logGroup('/aws/ecs/containerinsights/payment-cluster-unit/*'),
          logGroup('/payment/unit/*'),
          logGroup('aws-waf-logs-payment-unit*'),
        ],
      },
    },
  },
  {
    Sid: 'CloudWatchAlarms',
    Effect: 'Allow',
    Principal: { Service: 'cloudwatch.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  },
  {
    Sid: 'EventBridge',
    Effect: 'Allow',
    Principal: { Service: 'events.amazonaws.com' },
    Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    Resource: '*',
  },
];

describe('the key that is made', () => {
  const { template } = synthEncryption();
  const key = only(template, 'AWS::KMS::Key');

  test('is rotated, waits 7 days before it is deleted, and is deleted with the stack', () => {
    expect(key).toMatchObject({
      Properties: { Description: 'Payment platform unit', EnableKeyRotation: true, PendingWindowInDays: 7 },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('is administered by the account, granted to AWS services only, and used by logs, alarms and events of the platform only', () => {
    expect(key.Properties.KeyPolicy).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
          Action: 'kms:*',
          Resource: '*',
        },
        {
          Sid: 'GrantsOnlyForAwsServices',
          Effect: 'Deny',
          Principal: { AWS: '*' },
          Action: 'kms:CreateGrant',
          Resource: '*',
          Condition: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
        },
        ...REQUIRED_STATEMENTS,
      ],
    });
  });

  test('has the same policy in a stack with an account and a region', () => {
    const { template: fixed } = synthEncryption({}, newStack({ env: { account: '111122223333', region: 'eu-west-1' } }));
    expect(fixed.toJSON()).toEqual(template.toJSON());
  });

  test('stays when it is protected, except after a failed first creation', () => {
    synthEncryption({ teardown: Teardown.PROTECTED }).template
      .hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('stays when the profile protects, unless the user says otherwise', () => {
    const profile = PlatformProfile.custom('KEPT', PlatformProfile.TEST, { teardown: Teardown.PROTECTED });
    synthEncryption({ profile }).template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'RetainExceptOnCreate' });
    synthEncryption({ profile, teardown: Teardown.DISPOSABLE }).template.hasResource('AWS::KMS::Key', { DeletionPolicy: 'Delete' });
  });

  test('gives no warning', () => {
    const { stack } = synthEncryption();
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });
});

describe('a given key', () => {
  const ARN = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';

  test('that is imported is used, and a warning says which statements it has to hold', () => {
    const stack = newStack();
    const key = kms.Key.fromKeyArn(stack, 'Imported', ARN);
    const encryption = new PaymentEncryption(stack, 'Encryption', { environmentSuffix: 'unit', profile: PlatformProfile.TEST, key });

    expect(encryption.key).toBe(key);
    expect(stack.resolve(encryption.requiredStatements.map((statement) => statement.toStatementJson()))).toEqual(REQUIRED_STATEMENTS);
    expect(stack.node.findAll().filter((child) => 'cfnResourceType' in child)).toEqual([]);
    expect(encryption.node.metadata.map(({ data }) => data)).toEqual([
      'the policy of the given key cannot be changed here; it has to hold the statements CloudWatchLogs, CloudWatchAlarms, EventBridge, '
      + 'which requiredStatements returns [ack: cdk-payment-platform:encryption-key-policy]',
    ]);
  });

  test('that is made in the app gets the statements, and there is no warning', () => {
    const stack = newStack();
    const { template, encryption } = synthEncryption({ key: new kms.Key(stack, 'Mine') }, stack);
    expect(only(template, 'AWS::KMS::Key').Properties.KeyPolicy).toMatchObject({ Statement: [expect.anything(), ...REQUIRED_STATEMENTS] });
    expect(encryption.node.metadata).toEqual([]);
  });
});

test('a wrong suffix is refused', () => {
  expect(messageOf(() => synthEncryption({ environmentSuffix: 'A' }))).toBe([
    'Stack/Encryption: 1 invalid setting',
    '  - environmentSuffix must be lower-case letters and digits with single inner hyphens, 1 to 20 characters, got "A"; '
    + 'it stands in every name, so choose one such as "prod" or "staging-eu" [environment-suffix]',
  ].join('\n'));
});
