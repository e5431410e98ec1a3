import { Duration } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { TaskSize } from '../../src';
import { createTask } from '../../src/service/task';
import type { TaskSettings } from '../../src/service/task';
import { newStack } from '../support/synth';
import { only, readable, resources } from '../support/template';

type Stack = ReturnType<typeof newStack>;

function synthTask(overrides: Partial<TaskSettings> | ((stack: Stack) => Partial<TaskSettings>) = {}) {
  const stack = newStack();
  const task = createTask(stack, {
    image: ecs.ContainerImage.fromRegistry('nginx:1.29'),
    taskSize: TaskSize.of(256, 512),
    cpuArchitecture: ecs.CpuArchitecture.X86_64,
    environment: {},
    secrets: {},
    readonlyRootFilesystem: false,
    stopTimeout: Duration.seconds(40),
    logGroup: new logs.LogGroup(stack, 'LogGroup'),
    ...typeof overrides === 'function' ? overrides(stack) : overrides,
  });
  const template = readable(Template.fromStack(stack));
  const definition = only(template, 'AWS::ECS::TaskDefinition').Properties;
  return { stack, task, template, definition, container: (definition.ContainerDefinitions as Record<string, unknown>[])[0] };
}

test('a task has one container, of the size and with the log that are given', () => {
  expect(synthTask().definition).toEqual({
    Family: expect.stringMatching(/^StackTaskDefinition/),
    Cpu: '256',
    Memory: '512',
    NetworkMode: 'awsvpc',
    RequiresCompatibilities: ['FARGATE'],
    TaskRoleArn: { 'Fn::GetAtt': ['TaskRole', 'Arn'] },
    ExecutionRoleArn: { 'Fn::GetAtt': ['ExecutionRole', 'Arn'] },
    ContainerDefinitions: [{
      Name: 'app',
      Image: 'nginx:1.29',
      Essential: true,
      Memory: 512,
      ReadonlyRootFilesystem: false,
      StopTimeout: 40,
      LogConfiguration: {
        LogDriver: 'awslogs',
        Options: { 'awslogs-group': { Ref: 'LogGroup' }, 'awslogs-stream-prefix': 'app', 'awslogs-region': { Ref: 'AWS::Region' } },
      },
    }],
  });
});

test('the container gets what is chosen for it', () => {
  const { definition, container } = synthTask((stack) => ({
    family: 'payment-service-unit',
    taskSize: TaskSize.of(1024, 4096),
    containerPort: 8443,
    command: ['node', 'app.js'],
    environment: { MODE: 'live' },
    secrets: { TOKEN: ecs.Secret.fromSecretsManager(secretsmanager.Secret.fromSecretNameV2(stack, 'Token', 'token'), 'value') },
    containerUser: '10001:10001',
    readonlyRootFilesystem: true,
  }));
  expect(definition).toMatchObject({ Family: 'payment-service-unit', Cpu: '1024', Memory: '4096' });
  expect(container).toMatchObject({
    Command: ['node', 'app.js'],
    PortMappings: [{ ContainerPort: 8443, Protocol: 'tcp' }],
    Environment: [{ Name: 'MODE', Value: 'live' }],
    Secrets: [{ Name: 'TOKEN' }],
    User: '10001:10001',
    ReadonlyRootFilesystem: true,
    Memory: 4096,
  });
});

test.each([[0, 0], [119, 119], [120, 120], [121, undefined], [3600, undefined]])('a stop timeout of %i seconds is written as %s', (seconds, expected) => {
  expect(synthTask({ stopTimeout: Duration.seconds(seconds) }).container.StopTimeout).toBe(expected);
});

test('ARM64 is written with its operating system; X86_64 is what ECS assumes', () => {
  expect(synthTask({ cpuArchitecture: ecs.CpuArchitecture.ARM64 }).definition.RuntimePlatform).toEqual({
    CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX',
  });
  expect(synthTask({ cpuArchitecture: ecs.CpuArchitecture.X86_64 }).definition.RuntimePlatform).toBeUndefined();
});

test('both roles can be taken only by ECS tasks of this account', () => {
  const { template, task } = synthTask();
  const expected = {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{
        Action: 'sts:AssumeRole',
        Effect: 'Allow',
        Principal: { Service: 'ecs-tasks.amazonaws.com' },
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
      }],
    },
  };
  const roles = resources(template, 'AWS::IAM::Role');
  expect([roles.TaskRole.Properties, roles.ExecutionRole.Properties]).toEqual([expected, expected]);
  expect([task.taskRole.node.path, task.executionRole.node.path]).toEqual(['Stack/TaskRole', 'Stack/ExecutionRole']);
  expect([task.definition.taskRole, task.definition.executionRole]).toEqual([task.taskRole, task.executionRole]);
});

test('for a public image, the execution role may write the log, and the task role may do nothing', () => {
  const { template } = synthTask();
  expect(only(template, 'AWS::IAM::ManagedPolicy').Properties).toMatchObject({
    Roles: [{ Ref: 'ExecutionRole' }],
    PolicyDocument: {
      Statement: [{ Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['LogGroup', 'Arn'] } }],
    },
  });
});

test('for an ECR image given by name, the execution role may pull exactly this repository, and there is no warning', () => {
  const { stack, template } = synthTask({ image: ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.us-east-1.amazonaws.com/team/app:1') });
  const { Statement } = only(template, 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument as { Statement: unknown[] };
  expect(Statement).toEqual(expect.arrayContaining([
    {
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Effect: 'Allow',
      Resource: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:us-east-1:111122223333:repository/team/app']] },
    },
    { Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' },
    { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['LogGroup', 'Arn'] } },
  ]));
  expect(Statement).toHaveLength(3);
  expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
});

test('for an image of an ECR repository construct, the rights come from it alone', () => {
  const { template } = synthTask((stack) => ({
    image: ecs.ContainerImage.fromEcrRepository(ecr.Repository.fromRepositoryName(stack, 'Repository', 'app'), '1'),
  }));
  const { Statement } = only(template, 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument as { Statement: { Action: unknown }[] };
  expect(Statement.filter(({ Action }) => Action === 'ecr:GetAuthorizationToken')).toHaveLength(1);
  expect(JSON.stringify(Statement)).not.toContain('repository/*');
});
