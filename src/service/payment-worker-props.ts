import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type { TaskSize } from './task-size';
import type { PlatformProfile } from '../platform-profile';
import type { Teardown } from '../teardown';

/**
 * What may be chosen about a further service of the platform, one without a load balancer.
 */
export interface PaymentWorkerOptions {
  /** The container image. */
  readonly image: ecs.ContainerImage;

  /**
   * The command of the container.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * The database user that the worker signs in as with IAM authentication; the user itself is made in SQL.
   *
   * @default - the worker cannot reach the database
   */
  readonly databaseUser?: string;

  /**
   * Environment variables of the container; on an equal name, yours stands before the platform's.
   *
   * @default - only those of the platform
   */
  readonly environment?: { [name: string]: string };

  /**
   * Secrets of the container, as environment variables; on an equal name, yours stands before the platform's.
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
   * The processor of the tasks.
   *
   * @default - the profile's, X86_64
   */
  readonly cpuArchitecture?: ecs.CpuArchitecture;

  /**
   * The user the container runs as.
   *
   * @default - the profile's
   */
  readonly containerUser?: string;

  /**
   * Whether the container's root file system is read-only.
   *
   * @default - the profile's
   */
  readonly readonlyRootFilesystem?: boolean;

  /**
   * The smallest number of tasks.
   *
   * @default 3 - one in each zone
   */
  readonly minCapacity?: number;

  /**
   * The largest number of tasks.
   *
   * @default - the smallest number
   */
  readonly maxCapacity?: number;
}

/**
 * Properties of `PaymentWorker`.
 */
export interface PaymentWorkerProps extends PaymentWorkerOptions {
  /** What the worker does, in lower-case letters, digits and hyphens, for example `settlement`; it stands in its names. */
  readonly workerName: string;

  /** The suffix that stands in every name, for example `prod`. */
  readonly environmentSuffix: string;

  /**
   * The profile whose values apply where nothing is chosen.
   *
   * @default PlatformProfile.PRODUCTION
   */
  readonly profile?: PlatformProfile;

  /** The VPC; the tasks go to its private subnets. */
  readonly vpc: ec2.IVpc;

  /** The ECS cluster. */
  readonly cluster: ecs.ICluster;

  /** The key that encrypts the container's log. */
  readonly encryptionKey: kms.IKey;

  /**
   * What happens to the log when the stack is deleted.
   *
   * @default - the profile's
   */
  readonly teardown?: Teardown;
}
