import type { GraphWidget } from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { metricSpecs } from './specs';
import { failoverGraphs, SHOWN_ALARMS } from '../../src/monitoring/failover-dashboard';
import type { Observed } from '../../src/monitoring/observed-metrics';
import { newStack } from '../support/synth';

const stack = newStack({ env: { region: 'us-east-1', account: '111122223333' } });
const catalog = metricSpecs();
const databaseCluster = { clusterIdentifier: 'cluster-1' } as Observed['databaseCluster'];
const service = { serviceName: 'service-1', cluster: { clusterName: 'ecs-1' } } as Observed['service'];
const targetGroup = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Imported', {
  targetGroupArn: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:targetgroup/tg/1',
  loadBalancerArns: 'arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/alb/2',
});

function rowsOf(observed: Observed) {
  return failoverGraphs(observed, catalog).map((row) => row.map((widget) => stack.resolve((widget as GraphWidget).toJson()[0])));
}

const TARGETS = ['LoadBalancer', 'app/alb/2', 'TargetGroup', 'targetgroup/tg/1'];
const rows = rowsOf({ databaseCluster, service, targetGroup });
const graphs = rows.flat();

test('six graphs stand two in a row over the whole width', () => {
  expect(rows.map((row) => row.map(({ properties }) => properties.title))).toEqual([
    ['Aurora connections', 'ECS running tasks'],
    ['Healthy and unhealthy targets', 'Response time'],
    ['Request count', 'Aurora CPU'],
  ]);
  expect(graphs.map(({ width }) => width)).toEqual([12, 12, 12, 12, 12, 12]);
});

test.each([
  ['Aurora connections', [['AWS/RDS', 'DatabaseConnections', 'DBClusterIdentifier', 'cluster-1', { stat: 'Maximum', period: 60 }]], 0],
  [
    'ECS running tasks',
    [['ECS/ContainerInsights', 'RunningTaskCount', 'ClusterName', 'ecs-1', 'ServiceName', 'service-1', { stat: 'Minimum', period: 60 }]],
    6,
  ],
  [
    'Healthy and unhealthy targets',
    [
      ['AWS/ApplicationELB', 'HealthyHostCount', ...TARGETS, { stat: 'Minimum', period: 60, label: 'healthy' }],
      ['AWS/ApplicationELB', 'UnHealthyHostCount', ...TARGETS, { stat: 'Maximum', period: 60, label: 'unhealthy' }],
    ],
    undefined,
  ],
  ['Response time', [['AWS/ApplicationELB', 'TargetResponseTime', ...TARGETS, { period: 60 }]], 1],
  ['Request count', [['AWS/ApplicationELB', 'RequestCount', ...TARGETS, { stat: 'Sum', period: 60 }]], undefined],
  ['Aurora CPU', [['AWS/RDS', 'CPUUtilization', 'DBClusterIdentifier', 'cluster-1', { period: 60 }]], undefined],
])('%s shows %j, and the alarm at %j', (title, metrics, threshold) => {
  const { properties } = graphs.find((graph) => graph.properties.title === title);
  const annotations = threshold === undefined ? undefined : { horizontal: [{ value: threshold, label: 'alarm', yAxis: 'left' }] };
  expect(properties.metrics).toEqual(metrics);
  expect(properties.annotations).toEqual(annotations);
});

test.each<[string, Observed, string[][]]>([
  ['a database', { databaseCluster }, [['Aurora connections', 'Aurora CPU']]],
  ['a service', { service }, [['ECS running tasks']]],
  ['a target group', { targetGroup }, [['Healthy and unhealthy targets', 'Response time'], ['Request count']]],
  ['nothing', {}, []],
])('when only %s is observed, the other graphs are left out', (_, observed, titles) => {
  expect(rowsOf(observed).map((row) => row.map(({ properties }) => properties.title))).toEqual(titles);
});

test('the four alarms of the reference system need no other graph', () => {
  expect(SHOWN_ALARMS).toEqual(['rds-failover', 'ecs-task-failure', 'alb-high-response-time', 'alb-unhealthy-targets']);
});

test('a graph has no line for an alarm that is off', () => {
  const [widget] = failoverGraphs({ databaseCluster }, [])[0];
  expect((widget as GraphWidget).toJson()[0].properties.annotations).toBeUndefined();
});
