import { Token } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { allowPull } from '../../src/service/image-access';
import { PolicyRole } from '../../src/service/policy-role';
import { newStack } from '../support/synth';
import { resources } from '../support/template';
import type { Resource } from '../support/template';

const PULL = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const TOKEN_STATEMENT = { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' };

function policyFor(imageName: string): Resource | undefined {
  const stack = newStack();
  allowPull(new PolicyRole(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }), imageName);
  const [policy] = Object.values(resources(Template.fromStack(stack), 'AWS::IAM::ManagedPolicy'));
  return policy;
}

function statementsOf(imageName: string): unknown[] {
  return (policyFor(imageName)?.Properties.PolicyDocument as { Statement: unknown[] } | undefined)?.Statement ?? [];
}

/** Findings of cdk-nag that the policy for the image answers, and how. */
function answersFor(imageName: string): unknown {
  return (policyFor(imageName)!.Metadata as { cdk_nag: { rules_to_suppress: unknown } }).cdk_nag.rules_to_suppress;
}

const TOKEN_ANSWER = { id: 'AwsSolutions-IAM5', reason: 'ecr:GetAuthorizationToken can be granted on all resources only.', applies_to: ['Resource::*'] };

test.each([
  'nginx', 'nginx:latest', 'docker.io/library/nginx:1.29', 'public.ecr.aws/nginx/nginx:1.29', 'ghcr.io/owner/app@sha256:0123',
  '11112222333.dkr.ecr.us-east-1.amazonaws.com/app', 'evil.example.com/111122223333.dkr.ecr.us-east-1.amazonaws.com/app',
])('%s needs no right at all', (imageName) => {
  expect(statementsOf(imageName)).toEqual([]);
});

test.each([
  ['111122223333.dkr.ecr.us-east-1.amazonaws.com/app', 'us-east-1', 'app'],
  ['111122223333.dkr.ecr.us-east-1.amazonaws.com/app:1.2', 'us-east-1', 'app'],
  ['111122223333.dkr.ecr.eu-central-1.amazonaws.com/team/app@sha256:0123', 'eu-central-1', 'team/app'],
  ['111122223333.dkr.ecr.cn-north-1.amazonaws.com.cn/team/app:1', 'cn-north-1', 'team/app'],
])('%s needs its own repository only', (imageName, region, repository) => {
  expect(statementsOf(imageName)).toEqual([
    {
      Effect: 'Allow',
      Action: PULL,
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:ecr:${region}:111122223333:repository/${repository}`]] },
    },
    TOKEN_STATEMENT,
  ]);
});

test('a name that is known only at deployment needs the repositories of account and region', () => {
  expect(statementsOf(Token.asString({ Ref: 'Image' }))).toEqual([
    {
      Effect: 'Allow',
      Action: PULL,
      Resource: {
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':repository/*']],
      },
    },
    TOKEN_STATEMENT,
  ]);
});

test('the one action that has no resource level is answered for a reviewer', () => {
  expect(answersFor('111122223333.dkr.ecr.us-east-1.amazonaws.com/app')).toEqual([TOKEN_ANSWER]);
});

test('a repository that is not known is answered too', () => {
  expect(answersFor(Token.asString({ Ref: 'Image' }))).toEqual([
    {
      id: 'AwsSolutions-IAM5',
      reason: 'The repository is a parameter of the template, so it is not known which of the account it is.',
      applies_to: ['Resource::arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/*'],
    },
    TOKEN_ANSWER,
  ]);
});
