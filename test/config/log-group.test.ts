import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { createLogGroup, logGroupArn } from '../../src/config/log-group';
import { Teardown } from '../../src/teardown';
import { newStack } from '../support/synth';
import { only, readable } from '../support/template';

test('a log group of a protected stack is encrypted, and stays', () => {
  const stack = newStack();
  createLogGroup(stack, 'Log', '/payment/unit/log', { logRetention: 400, encryptionKey: new kms.Key(stack, 'Key'), teardown: Teardown.PROTECTED });
  expect(only(readable(Template.fromStack(stack)), 'AWS::Logs::LogGroup')).toEqual({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/payment/unit/log', RetentionInDays: 400, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test('a log group of a disposable stack goes with it, and needs no key', () => {
  const stack = newStack();
  createLogGroup(stack, 'Log', '/payment/unit/log', { logRetention: 7, teardown: Teardown.DISPOSABLE });
  expect(only(readable(Template.fromStack(stack)), 'AWS::Logs::LogGroup')).toEqual({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/payment/unit/log', RetentionInDays: 7 },
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
  });
});

test.each([undefined, { account: '111122223333', region: 'eu-west-1' }])('the ARN names partition, region and account of the deployment in a stack with environment %j', (env) => {
  const stack = newStack({ env });
  expect(stack.resolve(logGroupArn(stack, 'aws-waf-logs-*'))).toEqual({
    'Fn::Join': ['', [
      'arn:', { Ref: 'AWS::Partition' }, ':logs:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':log-group:aws-waf-logs-*',
    ]],
  });
});
