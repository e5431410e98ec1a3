import type { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { PaymentLoadBalancerOptions } from './payment-load-balancer-options';
import type { TaskSize } from './task-size';
import type { PlatformProfile } from '../platform-profile';
import type { Teardown } from '../teardown';

/**
 * What may be chosen about the service; what may be chosen about its load balancer is part of it.
 */
export interface PaymentServiceOptions extends PaymentLoadBalancerOptions {
  /**
   * The container image. It has to be given, here or by a profile of your own.
   *
   * @default - synthesis fails and says how to give one
   */
  readonly image?: ecs.ContainerImage;

  /**
   * The port the container listens on.
   *
   * @default - the profile's
   */
  readonly containerPort?: number;

  /**
   * Environment variables of the container, beside those of the platform; on an equal name, yours stands.
   *
   * @default - only those of the platform
   */
  readonly environment?: { [name: string]: string };

  /**
   * Secrets of the container, as environment variables, beside those of the platform; on an equal name, yours stands.
   *
   * @default - only those of the platform
   */
  readonly secrets?: { [name: string]: ecs.Secret };

  /**
   * CPU and memory of a task.
   *
   * @default - the profile's
   */
  readonly taskSize?: TaskSize;

  /**
   * The processor of the tasks; the image has to be built for it.
   *
   * @default - the profile's, X86_64
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;

  /**
   * Whether operators may open a shell in a container with ECS Exec. Sessions are encrypted and recorded in a log group.
   * It needs a root file system that can be written, and the cluster that is made here.
   *
   * @default false
   */
  readonly executeCommand?: boolean;

  /**
   * The user the container runs as, for example `10001:10001`: a user, or a user and a group, by name or number.
   *
   * @default - the profile's: in PRODUCTION 10001:10001, in TEST the user of the image
   */
  readonly containerUser?: string;

  /**
   * Whether the container's root file system is read-only.
   *
   * @default - the profile's
   */
  readonly readonlyRootFilesystem?: boolean;

  /**
   * How long the container may take to start before failed health checks count, in whole seconds.
   *
   * @default - the profile's
   */
  readonly startupTime?: Duration;

  /**
   * The smallest number of tasks. Equal to `maxCapacity`, it fixes the number.
   *
   * @default - the profile's, 6: two in each zone
   */
  readonly minCapacity?: number;

  /**
   * The largest number of tasks.
   *
   * @default - the profile's
   */
  readonly maxCapacity?: number;

  /**
   * The CPU utilization that scaling aims at, in percent.
   *
   * @default - the profile's
   */
  readonly cpuTargetPercent?: number;

  /**
   * The pause after scaling in either direction, in whole seconds.
   *
   * @default - the profile's
   */
  readonly scalingCooldown?: Duration;

  /**
   * An existing ECS cluster to use instead of making one.
   *
   * @default - a cluster is made
   */
  readonly cluster?: ecs.ICluster;

  /**
   * How much Container Insights observes in the cluster that is made; it may not be given together with `cluster`.
   * Without it there is no task count to alarm on.
   *
   * @default - the profile's
   */
  readonly containerInsights?: ecs.ContainerInsights;

  /**
   * How long the container's log is kept.
   *
   * @default - the profile's
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * Properties of `PaymentService`.
 */
export interface PaymentServiceProps extends PaymentServiceOptions {
  /** The suffix that stands in every name, for example `prod`. */
  readonly environmentSuffix: string;

  /**
   * The profile whose values apply where nothing is chosen.
   *
   * @default PlatformProfile.PRODUCTION
   */
  readonly profile?: PlatformProfile;

  /** The VPC: the load balancer goes to its public subnets, the tasks to its private ones. */
  readonly vpc: ec2.IVpc;

  /** The key that encrypts the container's log. */
  readonly encryptionKey: kms.IKey;

  /**
   * What happens to the log when the stack is deleted, and whether the load balancer is protected.
   *
   * @default - the profile's
   */
  readonly teardown?: Teardown;
}
