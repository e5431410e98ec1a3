import type { ConcreteWidget } from 'aws-cdk-lib/aws-cloudwatch';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { metricSpecs, select } from './specs';
import type { Observed } from '../../src/monitoring/observed-metrics';
import { questionRows } from '../../src/monitoring/question-rows';
import { newStack } from '../support/synth';

const stack = newStack({ env: { region: 'us-east-1', account: '111122223333' } });
const arn = (rest: string) => `arn:aws:elasticloadbalancing:us-east-1:111122223333:${rest}`;
const observed: Observed = {
  databaseCluster: { clusterIdentifier: 'cluster-1' } as Observed['databaseCluster'],
  service: { serviceName: 'service-1', cluster: { clusterName: 'ecs-1' } } as Observed['service'],
  targetGroup: elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Imported', {
    targetGroupArn: arn('targetgroup/tg/1'), loadBalancerArns: arn('loadbalancer/app/alb/2'),
  }),
};

function rowsOf(specs = select().map(({ spec }) => spec), objective = 99.99) {
  return questionRows(observed, specs, objective).map((row) => row.map((widget) => stack.resolve((widget as ConcreteWidget).toJson()[0])));
}

const widgets = rowsOf().flat();
const graphOf = (title: string) => widgets.find(({ properties }) => properties.title === title)?.properties;

test('the questions stand in the order in which they are asked', () => {
  expect(widgets.filter(({ type }) => type === 'text').map(({ properties: { markdown } }) => markdown)).toEqual([
    '## Are users served?', '## Is a zone out?', '## Is the service well?', '## Is the database well?', '## Is the budget burning?',
  ]);
});

test('every row that evaluates metrics has a graph, but for the long windows', () => {
  const titles = widgets.filter(({ type }) => type === 'metric').map(({ properties: { title } }) => title);
  const expected = metricSpecs().filter(({ key }) => !key.endsWith('-long')).map(({ title }) => title);
  expect(titles.filter((title) => !title.startsWith('Error budget left')).sort()).toEqual([...expected].sort());
});

test('at most three graphs stand in a row, a third of the width each', () => {
  const graphs = rowsOf().map((row) => row.filter(({ type }) => type === 'metric')).filter((row) => row.length > 0);
  graphs.forEach((row) => expect(row.length).toBeLessThanOrEqual(3));
  expect(new Set(graphs.flat().map(({ width }) => width))).toEqual(new Set([8]));
});

test('a graph shows what the alarm evaluates, and its threshold', () => {
  expect(graphOf('CPU of the writer (%)')).toMatchObject({
    metrics: [['AWS/RDS', 'CPUUtilization', 'DBClusterIdentifier', 'cluster-1', 'Role', 'WRITER', { period: 60 }]],
    annotations: { horizontal: [{ value: 90, label: 'alarm', yAxis: 'left' }] },
  });
});

test('deployments stand beside what they change, and beside nothing else', () => {
  const deployments = expect.arrayContaining(['ECS/ContainerInsights', 'DeploymentCount', expect.objectContaining({ label: 'deployments', yAxis: 'right' })]);
  expect(graphOf('Tasks that should run and do not')?.metrics).toContainEqual(deployments);
  expect(graphOf('CPU of the tasks (%)')?.metrics).not.toContainEqual(deployments);
});

test('what is left of the error budget is computed over the time shown', () => {
  expect(graphOf('Error budget left (%) of 99.99 % availability')).toMatchObject({
    view: 'singleValue',
    setPeriodToTimeRange: true,
    metrics: [
      [{
        expression: '100 - 100 * (100 * (FILL(answered, 0) + FILL(unanswered, 0)) / (FILL(requests, 0) + FILL(unanswered, 0))) / 0.01', label: 'left', period: 3600,
      }],
      ['AWS/ApplicationELB', 'HTTPCode_Target_5XX_Count', 'LoadBalancer', 'app/alb/2', { stat: 'Sum', period: 3600, visible: false, id: 'answered' }],
      ['AWS/ApplicationELB', 'HTTPCode_ELB_5XX_Count', 'LoadBalancer', 'app/alb/2', { stat: 'Sum', period: 3600, visible: false, id: 'unanswered' }],
      ['AWS/ApplicationELB', 'RequestCount', 'LoadBalancer', 'app/alb/2', { stat: 'Sum', period: 3600, visible: false, id: 'requests' }],
    ],
  });
});

test('a question that no row asks is left out', () => {
  expect(rowsOf(metricSpecs({ enabledAlarms: ['rds-cpu'] })).flat().map(({ type }) => type)).toEqual(['text', 'metric']);
  expect(rowsOf([])).toEqual([]);
});

test('there is no line of deployments without a service', () => {
  const [, [widget]] = questionRows({ targetGroup: observed.targetGroup }, metricSpecs({ enabledAlarms: ['alb-p99-response-time'] }), 99.99);
  expect(JSON.stringify(stack.resolve((widget as ConcreteWidget).toJson()))).not.toContain('DeploymentCount');
});
