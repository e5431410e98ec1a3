import type { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as sns from 'aws-cdk-lib/aws-sns';
import type { AlarmOverride } from './payment-alarm';
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
   * An existing topic to use instead of making one. Its policy, and its key, have to let CloudWatch and EventBridge publish.
   *
   * @default - a topic is made
   */
  readonly topic?: sns.ITopic;

  /**
   * An existing topic for what somebody is called for. Its policy, and its key, have to let CloudWatch and EventBridge publish.
   *
   * @default - the topic that receives everything else
   */
  readonly pageTopic?: sns.ITopic;

  /**
   * What else happens when somebody is to be called, and when that is over: PagerDuty, Opsgenie, or an action of your own.
   *
   * @default - only the topic is told
   */
  readonly pageActions?: cloudwatch.IAlarmAction[];

  /**
   * What else happens when somebody is to be informed, and when that is over.
   *
   * @default - only the topic is told
   */
  readonly informActions?: cloudwatch.IAlarmAction[];

  /**
   * The average response time above which the platform is too slow.
   *
   * @default - the profile's, 1 second
   */
  readonly responseTimeThreshold?: Duration;

  /**
   * How long it may take, as configured, until somebody is called for a failure that hurts users. What AWS takes beside it is not
   * counted: see `PaymentMonitoring.detectionBudget`.
   *
   * @default - the profile's, 60 seconds
   */
  readonly detectionObjective?: Duration;

  /**
   * The percentage of requests that have to succeed.
   *
   * @default - the profile's, 99.99
   */
  readonly availabilityObjective?: number;

  /**
   * The percentage of requests that have to be answered within `responseTimeThreshold`.
   *
   * @default - the profile's, 99
   */
  readonly latencyObjective?: number;

  /**
   * The keys of the alarms that are on; the catalogue in docs/operations.md has them.
   *
   * @default - the profile's
   */
  readonly enabledAlarms?: string[];

  /**
   * The keys of alarms to leave out of those that are on.
   *
   * @default - none is left out
   */
  readonly disabledAlarms?: string[];

  /**
   * What is different about alarms of the catalogue, by key.
   *
   * @default - as the catalogue says
   */
  readonly alarmOverrides?: { [key: string]: AlarmOverride };

  /**
   * Whether also an alarm for which another one speaks tells the topic.
   *
   * @default - the profile's: true in TEST, false in PRODUCTION
   */
  readonly notifyEachAlarm?: boolean;

  /**
   * Where the runbook stands that the messages point to: an address to which `#` and the key of the alarm are added.
   *
   * @default - docs/operations.md in the repository of this library
   */
  readonly runbookUrl?: string;
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
   * The class of the cluster's instances; it says how many connections they take.
   *
   * @default - connections are not compared with a maximum
   */
  readonly instanceType?: ec2.InstanceType;

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

  /**
   * The names of the zones with tasks.
   *
   * @default - zones are not watched one by one
   */
  readonly zones?: string[];

  /**
   * How long the load balancer takes to find a target unhealthy: the interval of its health check times the unhealthy threshold.
   *
   * @default - 60 seconds: 30 times 2, the defaults of Elastic Load Balancing
   */
  readonly healthCheckTime?: Duration;

  /**
   * The certificate of the load balancer.
   *
   * @default - no certificate is watched
   */
  readonly certificate?: acm.ICertificate;
}
