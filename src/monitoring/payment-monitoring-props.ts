import type { Duration } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { PlatformProfile } from '../platform-profile';

/**
 * What may be chosen about the monitoring.
 */
export interface PaymentMonitoringOptions {
  /**
   * The e-mail address that receives the alarms; its owner has to confirm the subscription.
   *
   * @default - nobody is subscribed; then a `topic` has to be given
   */
  readonly alertEmail?: string;

  /**
   * An existing topic to use instead of making one. Its policy, and its key, have to let CloudWatch publish.
   *
   * @default - a topic is made
   */
  readonly topic?: sns.ITopic;

  /**
   * The average response time above which the platform is too slow.
   *
   * @default - the profile's, 1 second
   */
  readonly responseTimeThreshold?: Duration;
}

/**
 * Properties of `PaymentMonitoring`. Nothing is made for what is not given.
 */
export interface PaymentMonitoringProps extends PaymentMonitoringOptions {
  /** The suffix that stands in every name, for example `prod`. */
  readonly environmentSuffix: string;

  /**
   * The profile whose values apply where nothing is chosen.
   *
   * @default PlatformProfile.PRODUCTION
   */
  readonly profile?: PlatformProfile;

  /** The key that encrypts the topic. */
  readonly encryptionKey: kms.IKey;

  /**
   * The Aurora cluster to watch.
   *
   * @default - no database is watched
   */
  readonly databaseCluster?: rds.IDatabaseCluster;

  /**
   * The ECS service to watch. Its cluster needs Container Insights.
   *
   * @default - no service is watched
   */
  readonly service?: ecs.IBaseService;

  /**
   * The number of tasks below which the service counts as failing.
   *
   * @default 1
   */
  readonly taskCount?: number;

  /**
   * The target group to watch.
   *
   * @default - no target group is watched
   */
  readonly targetGroup?: elbv2.IApplicationTargetGroup;

  /**
   * The load balancer of the target group.
   *
   * @default - the one that the listener of the target group belongs to
   */
  readonly loadBalancer?: elbv2.IApplicationLoadBalancer;
}
