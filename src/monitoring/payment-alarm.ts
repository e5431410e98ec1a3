import type { Duration } from 'aws-cdk-lib';
import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmSeverity } from './alarm-severity';

/**
 * An alarm of your own beside those of the catalogue.
 */
export interface PaymentAlarm {
  /** Part of the name; lower-case letters and digits with single inner hyphens, and not a key of the catalogue. */
  readonly key: string;

  /** What it means when it goes off, in one sentence. */
  readonly meaning: string;

  /** Where it is written what to do: an address. */
  readonly runbookUrl: string;

  /** The metric, or a math expression over metrics. */
  readonly metric: cloudwatch.IMetric;

  /** How the metric is compared with the threshold. */
  readonly comparisonOperator: cloudwatch.ComparisonOperator;

  /** The threshold, in the unit of the metric. */
  readonly threshold: number;

  /**
   * How many periods are looked at.
   *
   * @default 1
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of these periods have to breach the threshold.
   *
   * @default - all of them
   */
  readonly datapointsToAlarm?: number;

  /**
   * What silence of the metric means.
   *
   * @default TreatMissingData.NOT_BREACHING
   */
  readonly treatMissingData?: cloudwatch.TreatMissingData;

  /**
   * Whom it wakes.
   *
   * @default AlarmSeverity.INFORM
   */
  readonly severity?: AlarmSeverity;

  /**
   * Whether a deployment that goes well may set it off; while one is in progress, it then tells nobody.
   *
   * @default false
   */
  readonly causedByDeployment?: boolean;
}

/**
 * What you change about an alarm of the catalogue. An event has nothing but a severity, and so has an alarm that sums up others.
 */
export interface AlarmOverride {
  /**
   * The threshold, in the unit of the metric.
   *
   * @default - that of the catalogue
   */
  readonly threshold?: number;

  /**
   * The period, 60 seconds or a multiple of it.
   *
   * @default - that of the catalogue
   */
  readonly period?: Duration;

  /**
   * How many periods are looked at.
   *
   * @default - as the catalogue says
   */
  readonly evaluationPeriods?: number;

  /**
   * How many of these periods have to breach the threshold.
   *
   * @default - all of them when `evaluationPeriods` is given, else as the catalogue says
   */
  readonly datapointsToAlarm?: number;

  /**
   * Whom it wakes.
   *
   * @default - that of the catalogue
   */
  readonly severity?: AlarmSeverity;
}
