import type { Duration } from 'aws-cdk-lib';

/**
 * How long it takes from a failure to its notification, at worst.
 */
export interface DetectionTime {
  /** What fails, for example `zone-lost`. */
  readonly failureMode: string;

  /** Whether users are hurt while nobody knows; then `detectionObjective` applies. */
  readonly hurtsUsers: boolean;

  /**
   * The key of the alarm that tells of it first.
   *
   * @default - no alarm that is on tells of it
   */
  readonly alarm?: string;

  /**
   * What the configuration takes: health checks, periods, and the wait for a deployment.
   *
   * @default - no alarm that is on tells of it
   */
  readonly duration?: Duration;

  /**
   * What AWS takes beside it; nothing here can change it.
   *
   * @default - AWS publishes no figure
   */
  readonly awsDelay?: Duration;

  /** Where the figures come from. */
  readonly source: string;
}
