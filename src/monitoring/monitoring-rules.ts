import type * as sns from 'aws-cdk-lib/aws-sns';
import { ALARM_KEYS } from './alarm-catalog';
import { durationIn, isActionList, isListOf, isObject, knownKeys, valueOfDuration, whatIsWrongWithOverrides } from './monitoring-predicates';
import { isIntegerBetween, isObjectWith, isPositive, matches } from '../config/predicates';
import type { Rule } from '../config/validation';

/** What the monitoring rules look at; whoever has no types may have put anything there. */
export interface MonitoringSettings {
  readonly alertEmail?: unknown;
  readonly topic?: sns.ITopic;
  readonly pageTopic?: sns.ITopic;
  readonly pageActions?: unknown;
  readonly informActions?: unknown;
  readonly responseTimeThreshold?: unknown;
  readonly detectionObjective?: unknown;
  readonly availabilityObjective?: unknown;
  readonly latencyObjective?: unknown;
  readonly enabledAlarms?: unknown;
  readonly disabledAlarms?: unknown;
  readonly alarmOverrides?: unknown;
  readonly notifyEachAlarm?: unknown;
  readonly runbookUrl?: unknown;
  readonly taskCount?: unknown;
  readonly zones?: unknown;
  readonly instanceType?: unknown;
  readonly healthCheckTime?: unknown;
}

/** The form of one e-mail address; also the template parameter's pattern. */
export const EMAIL_PATTERN = '^[^\\s@<>",;]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$';

export const EMAIL_CONSTRAINT = 'must be one e-mail address';

/** The form of an address that a message may point to. */
export const URL_PATTERN = '^https?://[^\\s"<>]+$';

/** Longer than any load balancer waits, in seconds. */
const LONGEST_RESPONSE_TIME = 3600;

const RESPONSE_TIME = 'User Guide for Application Load Balancers, CloudWatch metrics, TargetResponseTime (2026-11)';
const OBJECTIVES = 'The Site Reliability Workbook, chapter 5, Alerting on SLOs: below 95 % no rate is 14.4 times what is allowed (2026-11)';
const CATALOGUE = 'docs/operations.md of this library, which has a section for each key (2026-11)';
const TOPICS = 'Amazon CloudWatch User Guide, Notifying users on alarm changes (2026-11)';
const EXPRESSIONS = 'Amazon CloudWatch User Guide, Using metric math, at most 10 metrics in the expression of an alarm (2026-11)';

const recipientRules: ReadonlyArray<Rule<MonitoringSettings>> = [
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
  ...(['topic', 'pageTopic'] as const).map((property): Rule<MonitoringSettings> => ({
    id: property === 'topic' ? 'monitoring-topic' : 'monitoring-page-topic',
    property,
    requirement: 'must be a topic',
    value: (settings) => settings[property],
    holds: (settings) => settings[property] === undefined || isObjectWith(settings[property], 'topicArn'),
    remedy: 'pass a topic, or leave it out',
    source: TOPICS,
  })),
  ...(['pageActions', 'informActions'] as const).map((property): Rule<MonitoringSettings> => ({
    id: property === 'pageActions' ? 'monitoring-page-actions' : 'monitoring-inform-actions',
    property,
    requirement: 'must be a list of alarm actions',
    value: (settings) => (Array.isArray(settings[property]) ? settings[property].map((action) => (isObject(action) ? 'object' : action)) : settings[property]),
    holds: (settings) => settings[property] === undefined || isActionList(settings[property]),
    remedy: 'pass objects with a method bind, such as new SnsAction(topic)',
    source: TOPICS,
  })),
  {
    id: 'monitoring-runbook-url',
    property: 'runbookUrl',
    requirement: 'must be an address that begins with http:// or https://',
    value: ({ runbookUrl }) => runbookUrl,
    holds: ({ runbookUrl }) => matches(runbookUrl, new RegExp(URL_PATTERN)),
    remedy: 'pass for example "https://wiki.example.com/payments"; # and the key of the alarm are added',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm, AlarmDescription (2026-11)',
  },
];

const objectiveRules: ReadonlyArray<Rule<MonitoringSettings>> = [
  {
    id: 'monitoring-response-time',
    property: 'responseTimeThreshold',
    requirement: 'must be longer than 0 and at most 3600 seconds',
    value: ({ responseTimeThreshold }) => valueOfDuration(responseTimeThreshold),
    holds: ({ responseTimeThreshold }) => durationIn(responseTimeThreshold, LONGEST_RESPONSE_TIME),
    remedy: 'choose a duration such as Duration.seconds(1)',
    source: RESPONSE_TIME,
    shapesTemplate: true,
  },
  ...(['availabilityObjective', 'latencyObjective'] as const).map((property): Rule<MonitoringSettings> => ({
    id: property === 'availabilityObjective' ? 'monitoring-availability-objective' : 'monitoring-latency-objective',
    property,
    requirement: 'must be a percentage from 95 to 99.999',
    value: (settings) => settings[property],
    holds: (settings) => isPositive(settings[property], 99.999) && Number(settings[property]) >= 95,
    remedy: property === 'availabilityObjective' ? 'choose one such as 99.99' : 'choose one such as 99',
    source: OBJECTIVES,
    shapesTemplate: true,
  })),
  {
    id: 'monitoring-detection-objective',
    property: 'detectionObjective',
    requirement: 'must be longer than 0 and at most 86400 seconds',
    value: ({ detectionObjective }) => valueOfDuration(detectionObjective),
    holds: ({ detectionObjective }) => durationIn(detectionObjective, 86_400),
    remedy: 'choose a duration such as Duration.seconds(60)',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm: an alarm evaluates at most a day of short periods (2026-11)',
    shapesTemplate: true,
  },
];

const watchedRules: ReadonlyArray<Rule<MonitoringSettings>> = [
  {
    id: 'monitoring-task-count',
    property: 'taskCount',
    requirement: 'must be a whole number of at least 1',
    value: ({ taskCount }) => taskCount,
    holds: ({ taskCount }) => taskCount === undefined || isIntegerBetween(taskCount, 1, 5000),
    remedy: 'give the number of tasks below which you want to know',
    source: 'Amazon ECS endpoints and quotas, Tasks per service (2026-11)',
  },
  {
    id: 'monitoring-zones',
    property: 'zones',
    requirement: 'must be a list of at most 10 names of zones',
    value: ({ zones }) => zones,
    holds: ({ zones }) => zones === undefined || (isListOf(zones, (zone) => matches(zone, /\S/)) && zones.length <= 10),
    remedy: 'pass the zones of the subnets with tasks, such as vpc.availabilityZones',
    source: EXPRESSIONS,
  },
  {
    id: 'monitoring-instance-type',
    property: 'instanceType',
    requirement: 'must be an instance type',
    value: ({ instanceType }) => (isObject(instanceType) ? undefined : instanceType),
    holds: ({ instanceType }) => instanceType === undefined || isObject(instanceType),
    remedy: 'pass one such as new InstanceType("r6g.large"), or leave it out',
    source: 'Amazon Aurora User Guide, Managing Aurora PostgreSQL, Maximum connections (2026-11)',
  },
  {
    id: 'monitoring-health-check-time',
    property: 'healthCheckTime',
    requirement: 'must be longer than 0 and at most 3000 seconds',
    value: ({ healthCheckTime }) => valueOfDuration(healthCheckTime),
    holds: ({ healthCheckTime }) => healthCheckTime === undefined || durationIn(healthCheckTime, 3000),
    remedy: 'give interval times unhealthy threshold, such as Duration.seconds(10)',
    source: 'User Guide for Application Load Balancers, Health checks: interval up to 300 s, threshold up to 10 (2026-11)',
    shapesTemplate: true,
  },
];

const selectionRules: ReadonlyArray<Rule<MonitoringSettings>> = [
  ...(['enabledAlarms', 'disabledAlarms'] as const).map((property): Rule<MonitoringSettings> => ({
    id: property === 'enabledAlarms' ? 'monitoring-enabled-alarms' : 'monitoring-disabled-alarms',
    property,
    requirement: 'must be a list of keys of the catalogue',
    value: (settings) => (isListOf(settings[property], (key) => typeof key === 'string')
      ? settings[property].filter((key) => !ALARM_KEYS.includes(key as string)) : settings[property]),
    holds: (settings) => (property === 'disabledAlarms' && settings[property] === undefined) || knownKeys(settings[property]),
    remedy: 'choose keys such as "rds-failover"',
    source: CATALOGUE,
  })),
  {
    id: 'monitoring-alarm-overrides',
    property: 'alarmOverrides',
    requirement: 'must have keys of the catalogue, with a finite threshold, a period of a multiple of 60 seconds, and whole numbers of periods',
    value: ({ alarmOverrides }) => whatIsWrongWithOverrides(alarmOverrides),
    holds: ({ alarmOverrides }) => alarmOverrides === undefined || whatIsWrongWithOverrides(alarmOverrides) === undefined,
    remedy: 'choose for example { "rds-cpu": { threshold: 80 } }; an event, and an alarm that sums up others, take only a severity',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm, Period, EvaluationPeriods, DatapointsToAlarm (2026-11)',
  },
  {
    id: 'monitoring-notify-each-alarm',
    property: 'notifyEachAlarm',
    requirement: 'must be true or false',
    value: ({ notifyEachAlarm }) => notifyEachAlarm,
    holds: ({ notifyEachAlarm }) => typeof notifyEachAlarm === 'boolean',
    remedy: 'leave it out to follow the profile',
    source: TOPICS,
  },
];

/** Every rule about one setting; what the settings together take is told by `detectionRules`. */
export const monitoringRules: ReadonlyArray<Rule<MonitoringSettings>> = [...recipientRules, ...objectiveRules, ...watchedRules, ...selectionRules];
