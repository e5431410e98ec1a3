import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type { AlarmSubject } from './alarm-catalog';

/** What is watched; nothing is made for what is absent. */
export interface Observed {
  readonly databaseCluster?: rds.IDatabaseCluster;
  readonly service?: ecs.IBaseService;
  readonly targetGroup?: elbv2.IApplicationTargetGroup;
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
}

/** A metric in the words of CloudWatch, before it is bound to a resource. */
export interface MetricName {
  readonly subject: AlarmSubject;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  readonly periodSeconds: number;
}

/** The metric of the observed resource, or nothing when that resource is not observed. */
export function observedMetric(observed: Observed, name: MetricName): cloudwatch.Metric | undefined {
  const dimensionsMap = dimensions(observed)[name.subject];
  return dimensionsMap && new cloudwatch.Metric({
    namespace: name.namespace,
    metricName: name.metricName,
    statistic: name.statistic,
    period: Duration.seconds(name.periodSeconds),
    dimensionsMap,
  });
}

function dimensions({ databaseCluster, service, targetGroup, loadBalancer }: Observed): Record<AlarmSubject, cloudwatch.DimensionsMap | undefined> {
  return {
    'database': databaseCluster && { DBClusterIdentifier: databaseCluster.clusterIdentifier },
    'service': service && { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    'target-group': targetGroup && targetGroupDimensions(targetGroup, loadBalancer),
  };
}

/** A target group knows its load balancer only by cutting up the ARN of its listener; the load balancer itself knows better. */
function targetGroupDimensions(targetGroup: elbv2.IApplicationTargetGroup, loadBalancer?: elbv2.IApplicationLoadBalancer) {
  return { ...dimensionsOf(targetGroup.metrics.unhealthyHostCount()), ...(loadBalancer && dimensionsOf(loadBalancer.metrics.requestCount())) };
}

function dimensionsOf(metric: cloudwatch.Metric): cloudwatch.DimensionsMap {
  return { ...metric.dimensions };
}
