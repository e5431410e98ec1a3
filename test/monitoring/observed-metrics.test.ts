import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { observedMetric, observedSubjects, observedValue } from '../../src/monitoring/observed-metrics';
import type { MetricName, Observed } from '../../src/monitoring/observed-metrics';
import { importedVpc, newStack } from '../support/synth';

const NAME: MetricName = { subject: 'database', namespace: 'N', metricName: 'M', statistic: 'Maximum', periodSeconds: 60 };
const databaseCluster = { clusterIdentifier: 'cluster-1' } as Observed['databaseCluster'];
const service = { serviceName: 'service-1', cluster: { clusterName: 'ecs-1' } } as Observed['service'];

function metricOf(observed: Observed, name: Partial<MetricName> = {}) {
  return observedMetric(observed, { ...NAME, ...name });
}

test('a metric has namespace, name, statistic and period', () => {
  const metric = metricOf({ databaseCluster });
  expect([metric?.namespace, metric?.metricName, metric?.statistic, metric?.period.toSeconds()]).toEqual(['N', 'M', 'Maximum', 60]);
});

test('the database is known by its cluster', () => {
  expect(metricOf({ databaseCluster })?.dimensions).toEqual({ DBClusterIdentifier: 'cluster-1' });
});

test('the service is known by cluster and name', () => {
  expect(metricOf({ service }, { subject: 'service' })?.dimensions).toEqual({ ClusterName: 'ecs-1', ServiceName: 'service-1' });
});

test('an imported target group is known by its load balancer too', () => {
  const arn = (rest: string) => `arn:aws:elasticloadbalancing:us-east-1:111122223333:${rest}`;
  const targetGroup = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(newStack(), 'Imported', {
    targetGroupArn: arn('targetgroup/tg/1111111111111111'),
    loadBalancerArns: arn('loadbalancer/app/alb/2222222222222222'),
  });
  expect(metricOf({ targetGroup }, { subject: 'target-group' })?.dimensions).toEqual({
    TargetGroup: 'targetgroup/tg/1111111111111111',
    LoadBalancer: 'app/alb/2222222222222222',
  });
});

test.each(['database', 'service', 'target-group'] as const)('there is no metric of a %s that is not observed', (subject) => {
  expect(metricOf({}, { subject })).toBeUndefined();
});

test('a target group is known by the given load balancer, which knows its own name better', () => {
  const stack = newStack();
  const vpc = importedVpc(stack);
  const targetGroup = new elbv2.ApplicationTargetGroup(stack, 'Targets', { vpc, port: 80 });
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc });
  loadBalancer.addListener('Listener', { port: 80, defaultTargetGroups: [targetGroup] });
  expect(stack.resolve(metricOf({ targetGroup, loadBalancer }, { subject: 'target-group' })?.dimensions)).toEqual({
    TargetGroup: { 'Fn::GetAtt': [expect.stringMatching(/^Targets/), 'TargetGroupFullName'] },
    LoadBalancer: { 'Fn::GetAtt': [expect.stringMatching(/^Balancer/), 'LoadBalancerFullName'] },
  });
});

test('the load balancer alone, or the one of the target group, has the metrics of all requests', () => {
  const arn = (rest: string) => `arn:aws:elasticloadbalancing:us-east-1:111122223333:${rest}`;
  const targetGroup = elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(newStack(), 'Imported', {
    targetGroupArn: arn('targetgroup/tg/1'), loadBalancerArns: arn('loadbalancer/app/alb/2'),
  });
  expect(metricOf({ targetGroup }, { subject: 'load-balancer' })?.dimensions).toEqual({ LoadBalancer: 'app/alb/2' });
  const stack = newStack();
  const loadBalancer = new elbv2.ApplicationLoadBalancer(stack, 'Balancer', { vpc: importedVpc(stack) });
  expect(stack.resolve(metricOf({ loadBalancer }, { subject: 'load-balancer' })?.dimensions))
    .toEqual({ LoadBalancer: { 'Fn::GetAtt': [expect.stringMatching(/^Balancer/), 'LoadBalancerFullName'] } });
});

test('a metric may have further dimensions', () => {
  expect(metricOf({ databaseCluster }, { dimensions: { Role: 'WRITER' } })?.dimensions).toEqual({ DBClusterIdentifier: 'cluster-1', Role: 'WRITER' });
});

test('a certificate has no metric, only events', () => {
  expect(metricOf({ certificate: {} as Observed['certificate'] }, { subject: 'certificate' })).toBeUndefined();
});

test.each<[Observed, string[]]>([
  [{}, []],
  [{ databaseCluster, service }, ['database', 'service']],
  [{ targetGroup: {} as Observed['targetGroup'] }, ['target-group', 'load-balancer']],
  [{ loadBalancer: {} as Observed['loadBalancer'], certificate: {} as Observed['certificate'] }, ['load-balancer', 'certificate']],
])('of %j there is this to observe: %j', (observed, subjects) => {
  expect([...observedSubjects(observed)]).toEqual(subjects);
});

describe('the value of a row', () => {
  const { periodSeconds, ...line } = NAME;
  const row = { metrics: [{ id: 'one', ...line }], periodSeconds, title: 'Title' };

  test('is its only metric', () => {
    expect(observedValue({ databaseCluster }, row)).toEqual(metricOf({ databaseCluster }));
  });

  test('is its expression, named like the row', () => {
    const value = observedValue({ databaseCluster }, { ...row, metrics: [...row.metrics, { id: 'two', ...line, metricName: 'O' }], expression: 'one / two' });
    expect(value).toMatchObject({ expression: 'one / two', label: 'Title', usingMetrics: { one: { metricName: 'M' }, two: { metricName: 'O' } } });
  });

  test.each([[{}, row], [{ databaseCluster }, { ...row, metrics: [...row.metrics, { id: 'two', ...line, subject: 'service' as const }] }], [{}, { ...row, metrics: [] }]])(
    'is nothing over %j when a metric lacks', (observed, lacking) => {
      expect(observedValue(observed, lacking)).toBeUndefined();
    });
});
