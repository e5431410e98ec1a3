import type * as events from 'aws-cdk-lib/aws-events';
import type { AlarmSeverity } from './alarm-severity';
import type { Observed } from './observed-metrics';

/** Which of the observed resources a metric or an event is about. */
export type AlarmSubject = 'database' | 'service' | 'target-group' | 'load-balancer' | 'certificate';

/** The question that an alarm answers; the dashboard is ordered by it. */
export type Question = 'users' | 'zone' | 'service' | 'database' | 'budget';

/** How long AWS itself takes before anybody can see the failure; no seconds where AWS publishes none. */
export interface AwsDelay {
  readonly seconds?: number;
  readonly source: string;
}

/** What every row of the catalogue says. */
interface Row {
  /** Part of the name, and the anchor of the row's section in docs/operations.md. */
  readonly key: string;
  readonly title: string;
  /** What it means when it goes off, in one sentence. */
  readonly meaning: string;
  /** The first thing to do, in one sentence. */
  readonly firstAction: string;
  readonly question: Question;
  readonly severity: AlarmSeverity;
  /** A deployment that goes well may set it off. */
  readonly causedByDeployment: boolean;
  readonly awsDelay: AwsDelay;
  /** Where metric and threshold are described: document, section, date read. */
  readonly source: string;
}

/** One metric of a row; its id stands for it in an expression. */
export interface MetricLine {
  readonly id: string;
  readonly subject: AlarmSubject;
  readonly namespace: string;
  readonly metricName: string;
  readonly statistic: string;
  /** Dimensions beside those of the subject. */
  readonly dimensions?: Record<string, string>;
}

/** The figures that come from the configuration. */
export interface AlarmInputs {
  readonly taskCount: number;
  readonly responseTimeSeconds: number;
  /** Names of the zones with targets. */
  readonly zones: readonly string[];
  /** How many connections an instance of the database takes, when its class is known. */
  readonly maxConnections?: number;
  /** Percent of requests. */
  readonly availabilityObjective: number;
  /** Percent of requests. */
  readonly latencyObjective: number;
}

type FromInputs<T> = T | ((inputs: AlarmInputs) => T);
export type Comparison = 'LESS_THAN_THRESHOLD' | 'LESS_THAN_OR_EQUAL_TO_THRESHOLD' | 'GREATER_THAN_THRESHOLD';

/** A row that evaluates metrics. */
export interface MetricRow extends Row {
  readonly kind: 'metric';
  readonly metrics: FromInputs<readonly MetricLine[]>;
  /** Without one, the only metric is the value. */
  readonly expression?: FromInputs<string>;
  readonly comparison: Comparison;
  readonly threshold: FromInputs<number>;
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  /** What silence means. */
  readonly missingData: 'BREACHING' | 'NOT_BREACHING';
  /** It sees a failure only after the load balancer has found a target unhealthy. */
  readonly followsHealthCheck: boolean;
  /** The composite row that speaks for it, when that is neither of the two summaries. */
  readonly partOf?: string;
  /** The dashboard has another graph of the same. */
  readonly withoutGraph?: boolean;
}

/** A row that other rows together set off. */
export interface CompositeRow extends Row {
  readonly kind: 'composite';
  /** Whether one of its members is enough. */
  readonly members: 'ANY' | 'ALL';
}

/** A row that an event of AWS sets off; there is nothing to evaluate. */
export interface EventRow extends Row {
  readonly kind: 'event';
  readonly subject: AlarmSubject;
  readonly pattern: (observed: Observed) => events.EventPattern;
  /** JSON paths of what happened, and to what. */
  readonly what: string;
  readonly where: string;
  /** What follows the host name in the console's address. */
  readonly console: (observed: Observed) => string;
}

export type AlarmRow = MetricRow | CompositeRow | EventRow;

/** The keys of rows that others look at. */
export enum KeyOf {
  /** Sums up what somebody is called for. */
  PAYMENTS_IMPAIRED = 'payments-impaired',
  /** Sums up what somebody is informed of, unless a deployment explains it. */
  DEGRADED = 'degraded',
  /** Keeps `DEGRADED` quiet. */
  DEPLOYMENT = 'ecs-deployment',
}
