import type { Duration } from 'aws-cdk-lib';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { isIntegerBetween, isPositive, matches, secondsOf } from '../config/predicates';
import type { Rule } from '../config/validation';

/** What the monitoring rules look at. */
export interface MonitoringSettings {
  readonly alertEmail?: string;
  readonly topic?: sns.ITopic;
  readonly responseTimeThreshold: Duration;
  readonly taskCount?: number;
}

/** The form of one e-mail address; also the template parameter's pattern. */
export const EMAIL_PATTERN = '^[^\\s@<>",;]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$';

export const EMAIL_CONSTRAINT = 'must be one e-mail address';

/** Longer than any load balancer waits, in seconds. */
const LONGEST_RESPONSE_TIME = 3600;

export const monitoringRules: ReadonlyArray<Rule<MonitoringSettings>> = [
  {
    id: 'monitoring-recipient',
    property: 'alertEmail',
    requirement: 'must be given, or a topic that reaches somebody',
    value: ({ alertEmail }) => alertEmail,
    holds: ({ alertEmail, topic }) => alertEmail !== undefined || topic !== undefined,
    remedy: 'pass for example alertEmail: "payments-oncall@example.com"',
    source: 'PCI DSS v4.0.1, requirement 12.10.5 (2026-11)',
  },
  {
    id: 'monitoring-alert-email',
    property: 'alertEmail',
    requirement: EMAIL_CONSTRAINT,
    value: ({ alertEmail }) => alertEmail,
    holds: ({ alertEmail }) => alertEmail === undefined || matches(alertEmail, new RegExp(EMAIL_PATTERN)),
    remedy: 'SNS accepts other text, and the mail never arrives; pass for example "payments-oncall@example.com"',
    source: 'Amazon SNS API Reference, Subscribe, Endpoint (2026-11)',
  },
  {
    id: 'monitoring-response-time',
    property: 'responseTimeThreshold',
    requirement: 'must be longer than 0 and at most 3600 seconds',
    value: ({ responseTimeThreshold }) => secondsOf(responseTimeThreshold),
    holds: ({ responseTimeThreshold }) => isPositive(secondsOf(responseTimeThreshold), LONGEST_RESPONSE_TIME),
    remedy: 'choose a duration such as Duration.seconds(1)',
    source: 'User Guide for Application Load Balancers, CloudWatch metrics, TargetResponseTime (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'monitoring-task-count',
    property: 'taskCount',
    requirement: 'must be a whole number of at least 1',
    value: ({ taskCount }) => taskCount,
    holds: ({ taskCount }) => taskCount === undefined || isIntegerBetween(taskCount, 1, 5000),
    remedy: 'give the number of tasks below which you want to know',
    source: 'Amazon ECS endpoints and quotas, Tasks per service (2026-11)',
  },
];
