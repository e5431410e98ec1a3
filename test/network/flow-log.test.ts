import { Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import { createFlowLog } from '../../src/network/flow-log';
import type { FlowLogSettings } from '../../src/network/flow-log';
import { Teardown } from '../../src/teardown';
import { newStack } from '../support/synth';
import { only, readable } from '../support/template';

function synthFlowLog(overrides: Partial<FlowLogSettings> = {}) {
  const stack = newStack();
  const encryptionKey = new kms.Key(stack, 'Key');
  const settings = { vpcId: 'vpc-1', logGroupName: '/payment/unit/flow-logs', logRetention: 400, encryptionKey, teardown: Teardown.PROTECTED, ...overrides };
  const logGroup = createFlowLog(stack, settings);
  return { stack, logGroup, template: readable(Template.fromStack(stack)) };
}

test('accepted and rejected connections of the VPC are recorded each minute', () => {
  expect(only(synthFlowLog().template, 'AWS::EC2::FlowLog').Properties).toEqual({
    ResourceId: 'vpc-1',
    ResourceType: 'VPC',
    TrafficType: 'ALL',
    MaxAggregationInterval: 60,
    LogGroupName: { Ref: 'FlowLogGroup' },
    DeliverLogsPermissionArn: { 'Fn::GetAtt': ['FlowLogRole', 'Arn'] },
  });
});

test('the records stand in an encrypted log that stays when the stack is protected', () => {
  const { template, logGroup } = synthFlowLog();
  expect(logGroup.node.path).toBe('Stack/FlowLogGroup');
  expect(only(template, 'AWS::Logs::LogGroup')).toEqual({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/payment/unit/flow-logs', RetentionInDays: 400, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
    DeletionPolicy: 'RetainExceptOnCreate',
    UpdateReplacePolicy: 'Retain',
  });
});

test('the log goes with a disposable stack, and needs no key', () => {
  const { template } = synthFlowLog({ teardown: Teardown.DISPOSABLE, encryptionKey: undefined, logRetention: 7 });
  expect(only(template, 'AWS::Logs::LogGroup')).toEqual({
    Type: 'AWS::Logs::LogGroup',
    Properties: { LogGroupName: '/payment/unit/flow-logs', RetentionInDays: 7 },
    DeletionPolicy: 'Delete',
    UpdateReplacePolicy: 'Delete',
  });
});

test('only flow logs of this account can take the role, and it writes to this log only', () => {
  const { template } = synthFlowLog();
  expect(only(template, 'AWS::IAM::Role').Properties).toEqual({
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }],
    },
    ManagedPolicyArns: [{ Ref: 'FlowLogPolicy' }],
  });
  expect(only(template, 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument).toEqual({
    Version: '2012-10-17',
    Statement: [{
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': ['FlowLogGroup', 'Arn'] },
    }],
  });
});
