import { ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import type { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { ALARM_KEYS } from './alarm-catalog';
import { isObject, isSeverity } from './monitoring-predicates';
import { URL_PATTERN } from './monitoring-rules';
import { isIntegerBetween, isObjectWith, matches } from '../config/predicates';
import type { Rule } from '../config/validation';

/** A row of the user; whoever has no types may have put anything there. */
export interface PaymentAlarmSettings {
  readonly key?: unknown;
  readonly meaning?: unknown;
  readonly runbookUrl?: unknown;
  readonly metric?: unknown;
  readonly comparisonOperator?: unknown;
  readonly threshold?: unknown;
  readonly evaluationPeriods?: unknown;
  readonly datapointsToAlarm?: unknown;
  readonly treatMissingData?: unknown;
  readonly severity?: unknown;
  readonly causedByDeployment?: unknown;
  /** Whether there is an alarm of this key. */
  readonly taken: boolean;
}

const STATISTIC = /^(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|tc|ts|wm)(\d{1,2}(\.\d{1,10})?|100)|(TM|TC|TS|WM|PR)\([\d.%:]+\))$/;

const PUT_METRIC_ALARM = 'Amazon CloudWatch API Reference, PutMetricAlarm (2026-11)';

function oneOf(values: object, value: unknown): boolean {
  return Object.values(values).includes(value);
}

/** A rule about one property: `holds` sees its value. */
function about(
  property: keyof PaymentAlarmSettings,
  requirement: string,
  remedy: string,
  holds: (value: unknown) => boolean,
): Rule<PaymentAlarmSettings> {
  return {
    id: `alarm-${property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`,
    property,
    requirement,
    value: (alarm) => (isObject(alarm[property]) ? undefined : alarm[property]),
    holds: (alarm) => holds(alarm[property]),
    remedy,
    source: PUT_METRIC_ALARM,
  };
}

function orAbsent(holds: (value: unknown) => boolean): (value: unknown) => boolean {
  return (value) => value === undefined || holds(value);
}

function isPublishedByAws(metric: unknown): metric is Metric {
  return isObjectWith(metric, 'namespace') && matches((metric as Metric).namespace, /^(AWS|ECS)\//);
}

export const paymentAlarmRules: ReadonlyArray<Rule<PaymentAlarmSettings>> = [
  {
    ...about('key', 'must be lower-case letters and digits with single inner hyphens, and not the key of another alarm',
      'choose one such as "settlement-late"; an alarm of the catalogue is changed with alarmOverrides', () => true),
    holds: ({ key, taken }) => matches(key, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/) && !taken && !ALARM_KEYS.includes(key as string),
  },
  about('meaning', 'must be a sentence', 'say what it means when it goes off', (value) => matches(value, /^[^\n]*\S[^\n]*$/)),
  about('runbookUrl', 'must be an address that begins with http:// or https://', 'say where it is written what to do',
    (value) => matches(value, new RegExp(URL_PATTERN))),
  { ...about('metric', 'must be a metric', 'pass a Metric or a MathExpression', isObject), isType: true },
  {
    id: 'alarm-metric-period',
    property: 'metric',
    requirement: 'must have a period of whole minutes where AWS publishes it',
    value: ({ metric }) => (metric as Partial<Metric>).period?.toSeconds(),
    holds: ({ metric }) => !isPublishedByAws(metric) || Number(metric.period.toSeconds()) % 60 === 0,
    remedy: 'shorter periods are for high-resolution metrics of your own; set period to Duration.minutes(1)',
    source: PUT_METRIC_ALARM,
  },
  {
    id: 'alarm-metric-statistic',
    property: 'metric',
    requirement: 'must have a statistic that CloudWatch knows',
    value: ({ metric }) => (metric as Partial<Metric>).statistic,
    holds: ({ metric }) => !isObjectWith(metric, 'statistic') || matches((metric as Metric).statistic, STATISTIC),
    remedy: 'choose one such as Stats.AVERAGE or Stats.p(99)',
    source: PUT_METRIC_ALARM,
  },
  about('comparisonOperator', 'must be an operator of CloudWatch', 'choose one such as ComparisonOperator.GREATER_THAN_THRESHOLD',
    (value) => oneOf(ComparisonOperator, value)),
  about('threshold', 'must be a number', 'give it in the unit of the metric', (value) => Number.isFinite(value)),
  about('evaluationPeriods', 'must be a whole number of at least 1', 'choose how many periods are looked at',
    orAbsent((value) => isIntegerBetween(value, 1, 1440))),
  {
    ...about('datapointsToAlarm', 'must be a whole number from 1 to evaluationPeriods', 'choose how many of the periods have to breach', () => true),
    holds: ({ datapointsToAlarm, evaluationPeriods = 1 }) => (
      datapointsToAlarm === undefined || isIntegerBetween(datapointsToAlarm, 1, Number(evaluationPeriods))
    ),
  },
  about('treatMissingData', 'must be a treatment of CloudWatch', 'choose one such as TreatMissingData.BREACHING',
    orAbsent((value) => oneOf(TreatMissingData, value))),
  about('severity', 'must be PAGE or INFORM', 'choose AlarmSeverity.PAGE or AlarmSeverity.INFORM', isSeverity),
  about('causedByDeployment', 'must be true or false', 'say whether a deployment may set it off', orAbsent((value) => typeof value === 'boolean')),
];
