import { Duration } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import { TaskSize } from '../../src';
import { createFargateService, createTaskSecurityGroup } from '../../src/service/fargate';
import type { FargateSettings } from '../../src/service/fargate';
import { createTask } from '../../src/service/task';
import { importedVpc, newStack } from '../support/synth';
import { only, readable, securityEdges } from '../support/template';

function synthService(overrides: Partial<FargateSettings> = {}): Template {
  const stack = newStack();
  const vpc = importedVpc(stack);
  const task = createTask(stack, {
    image: ecs.ContainerImage.fromRegistry('nginx:1.29'),
    taskSize: TaskSize.of(256, 512),
    cpuArchitecture: ecs.CpuArchitecture.X86_64,
    environment: {},
    secrets: {},
    readonlyRootFilesystem: false,
    stopTimeout: Duration.seconds(40),
    logGroup: new logs.LogGroup(stack, 'LogGroup'),
  });
  createFargateService(stack, task, createTaskSecurityGroup(stack, vpc, 'Tasks of the unit test'), {
    cluster: new ecs.Cluster(stack, 'Cluster', { vpc }),
    vpc,
    minCapacity: 3,
    maxCapacity: 9,
    cpuTargetPercent: 70,
    scalingCooldown: Duration.seconds(90),
    executeCommand: false,
    ...overrides,
  });
  return readable(Template.fromStack(stack));
}

function serviceOf(overrides: Partial<FargateSettings> = {}) {
  return only(synthService(overrides), 'AWS::ECS::Service');
}

test('the service rolls in the private subnets, never has fewer tasks than wanted, and rolls back what does not start', () => {
  expect(serviceOf().Properties).toEqual({
    Cluster: { Ref: 'Cluster' },
    TaskDefinition: { Ref: 'TaskDefinition' },
    LaunchType: 'FARGATE',
    AvailabilityZoneRebalancing: 'ENABLED',
    DeploymentConfiguration: {
      DeploymentCircuitBreaker: { Enable: true, Rollback: true },
      MaximumPercent: 200,
      MinimumHealthyPercent: 100,
    },
    DeploymentController: { Type: 'ECS' },
    EnableECSManagedTags: false,
    EnableExecuteCommand: false,
    PropagateTags: 'SERVICE',
    NetworkConfiguration: {
      AwsvpcConfiguration: {
        AssignPublicIp: 'DISABLED',
        SecurityGroups: [{ 'Fn::GetAtt': ['SecurityGroup', 'GroupId'] }],
        Subnets: ['subnet-private-us-east-1a', 'subnet-private-us-east-1b', 'subnet-private-us-east-1c'],
      },
    },
  });
});

test('a fixed number of tasks is written; one that scales is left to the scaling', () => {
  expect(serviceOf({ minCapacity: 6, maxCapacity: 6 }).Properties.DesiredCount).toBe(6);
  expect(serviceOf({ minCapacity: 6, maxCapacity: 7 }).Properties.DesiredCount).toBeUndefined();
});

test('name, grace period and shell access are as chosen', () => {
  expect(serviceOf({ serviceName: 'payment-service-unit', healthCheckGracePeriod: Duration.minutes(2), executeCommand: true }).Properties).toMatchObject({
    ServiceName: 'payment-service-unit',
    HealthCheckGracePeriodSeconds: 120,
    EnableExecuteCommand: true,
  });
});

test('the service waits for the rights of the role that starts its tasks', () => {
  expect(serviceOf().DependsOn).toContain('ExecutionRolePolicy');
});

test('the number of tasks follows the CPU between its bounds', () => {
  const template = synthService();
  expect(only(template, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toEqual({
    MinCapacity: 3,
    MaxCapacity: 9,
    ResourceId: { 'Fn::Join': ['', ['service/', { Ref: 'Cluster' }, '/', { 'Fn::GetAtt': ['Service', 'Name'] }]] },
    ScalableDimension: 'ecs:service:DesiredCount',
    ServiceNamespace: 'ecs',
  });
  expect(only(template, 'AWS::ApplicationAutoScaling::ScalingPolicy').Properties).toMatchObject({
    PolicyType: 'TargetTrackingScaling',
    TargetTrackingScalingPolicyConfiguration: {
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      TargetValue: 70,
      ScaleInCooldown: 90,
      ScaleOutCooldown: 90,
    },
  });
});

test('tasks reach others by HTTPS only, and nobody reaches them', () => {
  const template = synthService();
  expect(securityEdges(template)).toEqual(['SecurityGroup to 0.0.0.0/0 tcp 443-443']);
  expect(only(template, 'AWS::EC2::SecurityGroup').Properties).toMatchObject({
    GroupDescription: 'Tasks of the unit test',
    SecurityGroupEgress: [{ Description: 'Image registry, AWS services and payment networks' }],
    VpcId: 'vpc-1',
  });
});
