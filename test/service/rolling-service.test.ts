import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { RollingService } from '../../src/service/rolling-service';
import { importedVpc, newStack } from '../support/synth';
import { only } from '../support/template';

function createService() {
  const stack = newStack();
  const taskDefinition = new ecs.FargateTaskDefinition(stack, 'TaskDefinition');
  taskDefinition.addContainer('app', { image: ecs.ContainerImage.fromRegistry('nginx:1.29') });
  const cluster = new ecs.Cluster(stack, 'Cluster', { vpc: importedVpc(stack) });
  return { stack, service: new RollingService(stack, 'Service', { cluster, taskDefinition, minHealthyPercent: 100 }) };
}

test('there are no deployment alarms, not even an empty list', () => {
  const { stack } = createService();
  expect(only(Template.fromStack(stack), 'AWS::ECS::Service').Properties.DeploymentConfiguration).not.toHaveProperty('Alarms');
});

test('deployment alarms can be enabled later, and are the only ones', () => {
  const { stack, service } = createService();
  service.enableDeploymentAlarms(['response-time'], { behavior: ecs.AlarmBehavior.FAIL_ON_ALARM });
  expect(only(Template.fromStack(stack), 'AWS::ECS::Service').Properties.DeploymentConfiguration).toHaveProperty('Alarms', {
    AlarmNames: ['response-time'],
    Enable: true,
    Rollback: false,
  });
});
