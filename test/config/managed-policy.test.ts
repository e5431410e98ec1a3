import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { createManagedPolicy } from '../../src/config/managed-policy';
import { newStack } from '../support/synth';
import { only } from '../support/template';

test('a managed policy says what it allows, and nothing that IAM assumes anyway', () => {
  const stack = newStack();
  const document = new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['sqs:PurgeQueue'], resources: ['*'] })] });
  createManagedPolicy(stack, 'Policy', { document });
  expect(only(Template.fromStack(stack), 'AWS::IAM::ManagedPolicy').Properties).toEqual({
    PolicyDocument: { Version: '2012-10-17', Statement: [{ Action: 'sqs:PurgeQueue', Effect: 'Allow', Resource: '*' }] },
  });
});
