import { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { AlarmSubject, MetricLine } from './alarm-row';

/** What is watched; nothing is made for what is absent. */
export interface Observed {
  readonly databaseCluster?: rds.IDatabaseCluster;
  readonly service?: ecs.IBaseService;
  readonly targetGroup?: elbv2.IApplicationTargetGroup;
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
  readonly certificate?: acm.ICertificate;
}

/** A metric in the words of CloudWatch, before it is bound to a resource. */
export type MetricName = Omit<MetricLine, 'id'> & { readonly periodSeconds: number };

/** The subjects of which there is something to observe. */
export function observedSubjects({ databaseCluster, service, targetGroup, loadBalancer, certificate }: Observed): ReadonlySet<AlarmSubject> {
  const subjects: Record<AlarmSubject, unknown> = {
    'database': databaseCluster, service, 'target-group': targetGroup, 'load-balancer': loadBalancer ?? targetGroup, certificate,
  };
  return new Set((Object.keys(subjects) as AlarmSubject[]).filter((subject) => subjects[subject] !== undefined));
}

/** The metric of the observed resource, or nothing when that resource is not observed. */
export function observedMetric(observed: Observed, name: MetricName): cloudwatch.Metric | undefined {
  const dimensionsMap = dimensions(observed, name.subject);
  return dimensionsMap && new cloudwatch.Metric({
    namespace: name.namespace,
    metricName: name.metricName,
    statistic: name.statistic,
    period: Duration.seconds(name.periodSeconds),
    dimensionsMap: { ...dimensionsMap, ...name.dimensions },
  });
}

/** What a row evaluates: its only metric, or the expression over all of them. */
export function observedValue(
  observed: Observed,
  { metrics, expression, periodSeconds, title }: { metrics: readonly MetricLine[]; expression?: string; periodSeconds: number; title: string },
): cloudwatch.IMetric | undefined {
  const found = metrics.flatMap(({ id, ...line }) => {
    const metric = observedMetric(observed, { ...line, periodSeconds });
    return metric ? [[id, metric] as const] : [];
  });
  if (found.length < Math.max(metrics.length, 1)) {
    return undefined;
  }
  return expression === undefined
    ? found[0][1]
    : new cloudwatch.MathExpression({ expression, usingMetrics: Object.fromEntries(found), period: Duration.seconds(periodSeconds), label: title });
}

function dimensions({ databaseCluster, service, targetGroup, loadBalancer }: Observed, subject: AlarmSubject): cloudwatch.DimensionsMap | undefined {
  switch (subject) {
    case 'database':
      return databaseCluster && { DBClusterIdentifier: databaseCluster.clusterIdentifier };
    case 'service':
      return service && { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName };
    case 'target-group':
      return targetGroup && targetGroupDimensions(targetGroup, loadBalancer);
    case 'load-balancer':
      return loadBalancerDimensions(targetGroup, loadBalancer);
    default:
      return undefined;
  }
}

/** A target group knows its load balancer only by cutting up the ARN of its listener; the load balancer itself knows better. */
function targetGroupDimensions(targetGroup: elbv2.IApplicationTargetGroup, loadBalancer?: elbv2.IApplicationLoadBalancer) {
  return { ...dimensionsOf(targetGroup.metrics.unhealthyHostCount()), ...(loadBalancer && dimensionsOf(loadBalancer.metrics.requestCount())) };
}

function loadBalancerDimensions(targetGroup?: elbv2.IApplicationTargetGroup, loadBalancer?: elbv2.IApplicationLoadBalancer) {
  if (loadBalancer) {
    return dimensionsOf(loadBalancer.metrics.requestCount());
  }
  return targetGroup && { LoadBalancer: dimensionsOf(targetGroup.metrics.unhealthyHostCount()).LoadBalancer };
}

function dimensionsOf(metric: cloudwatch.Metric): Record<string, string> {
  return { ...metric.dimensions } as Record<string, string>;
}
