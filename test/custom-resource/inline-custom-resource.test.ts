import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { InlineCustomResource } from '../../src/custom-resource/inline-custom-resource';
import type { InlineCustomResourceProps } from '../../src/custom-resource/inline-custom-resource';
import { Teardown } from '../../src/teardown';
import { newStack } from '../support/synth';
import { only, readable, resources } from '../support/template';

function synthResource(overrides: Partial<InlineCustomResourceProps> = {}): Template {
  const stack = newStack();
  new InlineCustomResource(stack, 'Inline', {
    resourceType: 'Custom::Thing',
    code: 'exports.handler = async () => {\n  if (true) {\n    return  1;\n  }\n};',
    statements: [new iam.PolicyStatement({ actions: ['sqs:PurgeQueue'], resources: ['arn:aws:sqs:us-east-1:111122223333:q'] })],
    properties: { Queue: 'q', Names: ['a', 'b'] },
    logGroupName: '/payment/unit/thing',
    logRetention: 7,
    encryptionKey: new kms.Key(stack, 'Key'),
    teardown: Teardown.DISPOSABLE,
    ...overrides,
  });
  return readable(Template.fromStack(stack));
}

test('it is one resource of the given type, with the function and the given properties', () => {
  const template = synthResource();
  expect(only(template, 'Custom::Thing')).toEqual({
    Type: 'Custom::Thing',
    Properties: { ServiceToken: { 'Fn::GetAtt': ['InlineFunction', 'Arn'] }, ServiceTimeout: 180, Queue: 'q', Names: ['a', 'b'] },
  });
  expect(Object.keys(resources(template)).sort()).toEqual(['Inline', 'InlineFunction', 'InlineLogGroup', 'InlinePolicy', 'InlineRole', 'Key']);
});

test('the function stands in the template, without the indentation of its code', () => {
  expect(only(synthResource(), 'AWS::Lambda::Function').Properties).toEqual({
    Code: { ZipFile: 'exports.handler = async () => {\nif (true) {\nreturn  1;\n}\n};' },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: 120,
    Role: { 'Fn::GetAtt': ['InlineRole', 'Arn'] },
    LoggingConfig: { LogGroup: { Ref: 'InlineLogGroup' } },
  });
});

test('long work has its time, and CloudFormation waits a minute longer, not its hour', () => {
  const template = synthResource({ timeout: Duration.minutes(15) });
  expect(only(template, 'AWS::Lambda::Function').Properties.Timeout).toBe(900);
  expect(only(template, 'Custom::Thing').Properties.ServiceTimeout).toBe(960);
});

test('the role is for Lambda in this account, and has one managed policy', () => {
  expect(only(synthResource(), 'AWS::IAM::Role').Properties).toEqual({
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'lambda.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }],
    },
    ManagedPolicyArns: [{ Ref: 'InlinePolicy' }],
  });
});

test('the policy lets the function write its own log, and do what is given', () => {
  expect(only(synthResource(), 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument).toEqual({
    Version: '2012-10-17',
    Statement: [
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['InlineLogGroup', 'Arn'] } },
      { Action: 'sqs:PurgeQueue', Effect: 'Allow', Resource: 'arn:aws:sqs:us-east-1:111122223333:q' },
    ],
  });
});

test('the log has a name, an end and a key, and goes with a disposable stack', () => {
  expect(only(synthResource(), 'AWS::Logs::LogGroup')).toEqual({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/payment/unit/thing', RetentionInDays: 7, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
  });
});

test('the log of a protected stack stays, and needs no key', () => {
  expect(only(synthResource({ teardown: Teardown.PROTECTED, encryptionKey: undefined, logRetention: 400 }), 'AWS::Logs::LogGroup')).toEqual({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/payment/unit/thing', RetentionInDays: 400 },
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test('scanners read why the function has no VPC, no dead-letter queue and no reserved concurrency', () => {
  const reason = 'It runs only while the stack is deployed, is called by CloudFormation alone, and talks to one AWS API.';
  expect(only(synthResource(), 'AWS::Lambda::Function').Metadata).toEqual({
    cdk_nag: {
      rules_to_suppress: [
        { id: 'NIST.800.53.R5-LambdaConcurrency', reason },
        { id: 'NIST.800.53.R5-LambdaDLQ', reason },
        { id: 'HIPAA.Security-LambdaConcurrency', reason },
        { id: 'HIPAA.Security-LambdaDLQ', reason },
        { id: 'NIST.800.53.R5-LambdaInsideVPC', reason },
        { id: 'HIPAA.Security-LambdaInsideVPC', reason },
        { id: 'PCI.DSS.321-LambdaInsideVPC', reason },
      ],
    },
    checkov: {
      skip: [{ id: 'CKV_AWS_115', comment: reason }, { id: 'CKV_AWS_116', comment: reason }, { id: 'CKV_AWS_117', comment: reason }],
    },
    guard: { SuppressedRules: ['LAMBDA_CONCURRENCY_CHECK', 'LAMBDA_DLQ_CHECK', 'LAMBDA_INSIDE_VPC'] },
  });
});
