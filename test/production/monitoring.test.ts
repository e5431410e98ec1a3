import { synthProduction } from './production';
import { ServerlessCapacity } from '../../src';
import type { Resource } from '../support/template';

interface Measured {
  readonly MetricStat?: { readonly Metric: { readonly Dimensions: ReadonlyArray<{ readonly Name: string; readonly Value: unknown }> } };
}

const { resources, platform } = synthProduction();
const TOPIC = [{ Ref: 'PayMonitoringTopic' }];

function ofType(type: string): Array<[id: string, resource: Resource]> {
  return Object.entries(resources).filter(([, { Type }]) => Type === type).map(([id, resource]) => [id.replace('PayMonitoring', ''), resource]);
}

const alarms = [...ofType('AWS::CloudWatch::Alarm'), ...ofType('AWS::CloudWatch::CompositeAlarm')];
const speaking = alarms.filter(([, { Properties: { AlarmActions, OKActions } }]) => AlarmActions !== undefined || OKActions !== undefined);

/** The alarms whose state a composite alarm looks at. */
function childrenOf(id: string): string[] {
  const rule = JSON.stringify(resources[`PayMonitoring${id}`].Properties.AlarmRule);
  return [...rule.matchAll(/"Fn::GetAtt":\["PayMonitoring(\w+)","Arn"\]/g)].map(([, child]) => child);
}

test('there are thirty alarms on metrics, six that sum up, and six on events', () => {
  expect(['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm', 'AWS::Events::Rule'].map((type) => ofType(type).length)).toEqual([30, 6, 6]);
});

test('CloudWatch bills 43 metrics for them', () => {
  const metrics = ofType('AWS::CloudWatch::Alarm').map(([, { Properties: { Metrics } }]) => (
    Metrics === undefined ? 1 : (Metrics as Measured[]).filter(({ MetricStat: stat }) => stat !== undefined).length
  ));
  expect(metrics.reduce((sum, count) => sum + count, 0)).toBe(43);
});

test('these tell the topic, when they go off and when they are over', () => {
  expect(speaking.map(([id]) => id)).toEqual([
    'AlbRejectedConnections', 'EcsCpu', 'EcsMemory', 'AlbZoneWithoutTarget',
    'RdsReplicaLag', 'RdsConnections', 'RdsCpu', 'RdsLocalStorage', 'RdsCommitLatency', 'RdsDeadlocks',
    'AvailabilityBurnSlow', 'LatencyBurnSlow', 'PaymentsImpaired', 'Degraded',
  ]);
  speaking.forEach(([, { Properties: properties }]) => expect(properties).toMatchObject({ AlarmActions: TOPIC, OKActions: TOPIC }));
});

test('every other alarm has one that speaks for it, or keeps one quiet', () => {
  const spokenFor = ofType('AWS::CloudWatch::CompositeAlarm').flatMap(([id]) => childrenOf(id));
  const silent = alarms.filter((alarm) => !speaking.includes(alarm)).map(([id]) => id);
  expect(silent.filter((id) => !spokenFor.includes(id))).toEqual(['EcsDeployment']);
  expect(spokenFor.filter((id) => !silent.includes(id))).toEqual([]);
});

test('users are hurt by these', () => {
  expect(childrenOf('PaymentsImpaired')).toEqual([
    'AlbHighResponseTime', 'AlbTarget5xx', 'Alb5xx', 'AlbNoHealthyTarget', 'RdsFailover', 'RdsWriterDown', 'AvailabilityBurnFast', 'LatencyBurnFast',
  ]);
});

test('a deployment keeps these quiet, and never what hurts users', () => {
  expect(childrenOf('Degraded')).toEqual(['AlbP99ResponseTime', 'EcsTaskFailure', 'AlbUnhealthyTargets', 'EcsTasksMissing', 'AlbTargetConnections']);
  expect(resources.PayMonitoringDegraded.Properties.ActionsSuppressor).toEqual({ 'Fn::GetAtt': ['PayMonitoringEcsDeployment', 'Arn'] });
  expect(resources.PayMonitoringPaymentsImpaired.Properties.ActionsSuppressor).toBeUndefined();
});

test('every event tells the topic', () => {
  ofType('AWS::Events::Rule').forEach(([, { Properties: { Targets } }]) => expect(Targets).toMatchObject([{ Arn: TOPIC[0] }]));
});

test('every description is one sentence and a link to a section of its own', () => {
  const descriptions = alarms.map(([, { Properties: { AlarmDescription } }]) => String(AlarmDescription));
  descriptions.forEach((description) => expect(description).toMatch(/^[A-Z][^.]+(\.\d+[^.]+)*\. https:\/\/github\.com\/\S+\/docs\/operations\.md#[a-z0-9-]+$/));
  expect(new Set(descriptions.map((description) => description.split('#')[1])).size).toBe(alarms.length);
});

test('each failure that hurts users calls somebody within 60 seconds', () => {
  const hurting = platform.monitoring.detectionBudget.filter(({ hurtsUsers }) => hurtsUsers);
  expect(hurting.map(({ failureMode, duration }) => [failureMode, duration !== undefined && duration.toSeconds() <= 60])).toEqual([
    ['no-task-answers', true], ['zone-lost', true], ['writer-dies', true],
  ]);
});

test('the zones are those of the subnets, also where they are known only at deployment', () => {
  const metrics = resources.PayMonitoringAlbZoneWithoutTarget.Properties.Metrics as Measured[];
  const zones = metrics.flatMap(({ MetricStat: stat }) => (stat ? [stat.Metric.Dimensions.find(({ Name }) => Name === 'AvailabilityZone')?.Value] : []));
  expect(zones).toEqual([0, 1, 2].map((index) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] })));
});

test('the health check of the service is what detection is computed with', () => {
  expect(() => synthProduction({ monitoring: { disabledAlarms: ['alb-5xx'] } }))
    .toThrow('got "no-task-answers: alb-no-healthy-target after 70 s, zone-lost: alb-zone-without-target after 70 s"');
});

test('a serverless database has no class to compare connections with', () => {
  const serverless = synthProduction({ database: { serverlessCapacity: ServerlessCapacity.between(1, 8) } });
  expect([platform, serverless.platform].map(({ monitoring }) => monitoring.findAlarm('rds-connections') !== undefined)).toEqual([true, false]);
});
