import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import { PolicyRole } from '../../src/service/policy-role';
import { newStack } from '../support/synth';
import { only, readable, resources } from '../support/template';

function statement(action: string, resource = '*') {
  return new iam.PolicyStatement({ actions: [action], resources: [resource] });
}

function synthRole(use: (role: PolicyRole) => void) {
  const stack = newStack();
  const role = new PolicyRole(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  use(role);
  const waiting = new CfnResource(stack, 'Waiting', { type: 'Test::Waiting' });
  waiting.node.addDependency(role);
  return readable(Template.fromStack(stack));
}

test('a role without grants has no policy, and nobody waits for one', () => {
  const template = synthRole(() => undefined);
  expect(Object.keys(resources(template))).toEqual(['Role', 'Waiting']);
  expect(only(template, 'Test::Waiting').DependsOn).toBeUndefined();
});

test('all grants stand in one managed policy of the role', () => {
  const template = synthRole((role) => {
    const first = role.addToPrincipalPolicy(statement('s3:GetObject', 'arn:aws:s3:::a/*'));
    const second = role.addToPrincipalPolicy(statement('s3:PutObject', 'arn:aws:s3:::a/*'));
    role.addToPolicy(statement('sqs:SendMessage'));
    expect([first.statementAdded, second.statementAdded]).toEqual([true, true]);
    expect(first.policyDependable).toBe(second.policyDependable);
  });
  expect(only(template, 'AWS::IAM::ManagedPolicy').Properties).toMatchObject({
    Roles: [{ Ref: 'Role' }],
    PolicyDocument: {
      Statement: [
        { Action: ['s3:GetObject', 's3:PutObject'], Effect: 'Allow', Resource: 'arn:aws:s3:::a/*' },
        { Action: 'sqs:SendMessage', Effect: 'Allow', Resource: '*' },
      ],
    },
  });
  template.resourceCountIs('AWS::IAM::Policy', 0);
});

test('who depends on the role waits for its policy, also for one that is made later', () => {
  const template = synthRole((role) => role.addToPrincipalPolicy(statement('s3:GetObject')));
  expect(only(template, 'Test::Waiting').DependsOn).toEqual(['RolePolicy']);

  const stack = newStack();
  const role = new PolicyRole(stack, 'Role', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });
  new CfnResource(stack, 'Waiting', { type: 'Test::Waiting' }).node.addDependency(role);
  role.addToPrincipalPolicy(statement('s3:GetObject'));
  expect(only(readable(Template.fromStack(stack)), 'Test::Waiting').DependsOn).toEqual(['RolePolicy']);
});
