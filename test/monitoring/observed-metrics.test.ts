import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { observedMetric } from '../../src/monitoring/observed-metrics';
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
