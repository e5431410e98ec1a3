import { Template } from 'aws-cdk-lib/assertions';
import * as sns from 'aws-cdk-lib/aws-sns';
import { select } from './specs';
import { PaymentNames } from '../../src/config/payment-names';
import { AlarmBoard } from '../../src/monitoring/alarm-board';
import type { AlarmBoardProps } from '../../src/monitoring/alarm-board';
import { AlertChannels } from '../../src/monitoring/alert-channels';
import type { Observed } from '../../src/monitoring/observed-metrics';
import { newStack } from '../support/synth';
import { resources } from '../support/template';

const observed: Observed = {
  databaseCluster: { clusterIdentifier: 'cluster-1', instanceIdentifiers: [] } as unknown as Observed['databaseCluster'],
  service: { serviceName: 'service-1', cluster: { clusterName: 'ecs-1' } } as Observed['service'],
};
const TOPIC = 'arn:aws:sns:us-east-1:111122223333:mine';

function board(keys: string[], changes: Partial<AlarmBoardProps> = {}) {
  const stack = newStack();
  const channels = new AlertChannels(stack, { topic: sns.Topic.fromTopicArn(stack, 'Topic', TOPIC) });
  const made = new AlarmBoard(stack, {
    names: new PaymentNames('unit'), fixedNames: true, environmentSuffix: 'unit', channels, observed, runbookUrl: 'https://runbook', notifyEachAlarm: false, ...changes,
  });
  select({ enabledAlarms: keys, subjects: new Set(['database', 'service'] as const) }).forEach((selected) => made.create(selected));
  const all = resources(Template.fromStack(stack));
  return { made, all, propertiesOf: (name: string) => Object.entries(all).find(([id]) => id.startsWith(name))![1] };
}

const DEPLOYING = ['ecs-task-failure', 'ecs-tasks-missing', 'ecs-deployment', 'degraded'];

test('what a deployment causes is silent alone, and is told together unless a deployment is in progress', () => {
  const { all, propertiesOf } = board(DEPLOYING);
  const speaking = Object.values(all).filter(({ Properties: { AlarmActions } }) => AlarmActions !== undefined);
  expect(speaking.map(({ Properties: { AlarmName } }) => AlarmName)).toEqual(['payment-degraded-unit']);
  const arn = (name: string) => ({ 'Fn::GetAtt': [expect.stringMatching(new RegExp(`^${name}`)), 'Arn'] });
  expect(propertiesOf('Degraded').Properties).toEqual({
    ActionsSuppressor: arn('EcsDeployment'),
    ActionsSuppressorWaitPeriod: 60,
    ActionsSuppressorExtensionPeriod: 180,
    AlarmActions: [TOPIC],
    OKActions: [TOPIC],
    AlarmName: 'payment-degraded-unit',
    AlarmDescription: 'Payments go through, with less in reserve than there should be, and no deployment explains it. https://runbook#degraded',
    AlarmRule: { 'Fn::Join': ['', ['ALARM("', arn('EcsTaskFailure'), '") OR ALARM("', arn('EcsTasksMissing'), '")']] },
  });
});

test('what sums up users is never kept quiet', () => {
  const { propertiesOf } = board(['rds-failover', 'payments-impaired', ...DEPLOYING]);
  expect(Object.keys(propertiesOf('PaymentsImpaired').Properties).filter((name) => name.startsWith('ActionsSuppressor'))).toEqual([]);
});

test('nothing keeps quiet what sums up when deployments are not watched', () => {
  const { propertiesOf } = board(['ecs-task-failure', 'degraded']);
  expect(propertiesOf('Degraded').Properties.ActionsSuppressor).toBeUndefined();
});

test('each alarm speaks when that is wanted, but for the one that only says that there is a deployment', () => {
  const { all } = board(DEPLOYING, { notifyEachAlarm: true });
  const silent = Object.values(all).filter(({ Properties: { AlarmActions } }) => AlarmActions === undefined);
  expect(silent.map(({ Properties: { AlarmName } }) => AlarmName)).toEqual(['payment-ecs-deployment-unit']);
});

test('scanners are told why an alarm is silent, and of no other', () => {
  const { all } = board(DEPLOYING);
  const told = Object.values(all).filter(({ Metadata }) => Metadata?.cdk_nag !== undefined).map(({ Properties: { AlarmName } }) => AlarmName);
  expect(told).toEqual(['payment-ecs-task-failure-unit', 'payment-ecs-tasks-missing-unit', 'payment-ecs-deployment-unit']);
});

test('generated names are left to CloudFormation, those of alarms that sum up too', () => {
  const { all } = board(DEPLOYING, { fixedNames: false });
  expect(Object.values(all).map(({ Properties: { AlarmName } }) => AlarmName)).toEqual([undefined, undefined, undefined, undefined]);
});

test('datapoints stand there only when they are not all', () => {
  const { propertiesOf } = board(['rds-deadlocks', 'rds-cpu']);
  expect([propertiesOf('RdsDeadlocks').Properties.DatapointsToAlarm, propertiesOf('RdsCpu').Properties.DatapointsToAlarm]).toEqual([3, undefined]);
});

test('an alarm is found by its key, an event has none', () => {
  const { made, propertiesOf } = board(['rds-cpu', 'rds-failover-events']);
  expect(made.alarms).toEqual([made.find('rds-cpu')]);
  expect(made.find('rds-failover-events')).toBeUndefined();
  expect(propertiesOf('RdsFailoverEvents').Type).toBe('AWS::Events::Rule');
});
