import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { isIntegerBetween, isObjectWith, matches, secondsOf } from '../config/predicates';
import type { Rule } from '../config/validation';

const STATISTIC = /^(SampleCount|Average|Sum|Minimum|Maximum|IQM|(p|tm|tc|ts|wm)(\d{1,2}(\.\d{1,10})?|100)|(TM|TC|TS|WM|PR)\([\d.%:]+\))$/;

/** The rules of an alarm that is added to the platform's. */
export const alarmRules: ReadonlyArray<Rule<cloudwatch.AlarmProps>> = [
  {
    id: 'alarm-threshold',
    property: 'threshold',
    requirement: 'must be a finite number',
    value: ({ threshold }) => threshold,
    holds: ({ threshold }) => Number.isFinite(threshold),
    remedy: 'give the number that the metric is compared with: anything else would leave the template without a threshold',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm, Threshold (2026-11)',
  },
  {
    id: 'alarm-evaluation-periods',
    property: 'evaluationPeriods',
    requirement: 'must be a whole number of at least 1',
    value: ({ evaluationPeriods }) => evaluationPeriods,
    holds: ({ evaluationPeriods }) => isIntegerBetween(evaluationPeriods, 1, Number.MAX_SAFE_INTEGER),
    remedy: 'choose how many periods decide, for example 3',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm, EvaluationPeriods (2026-11)',
    isType: true,
  },
  {
    id: 'alarm-datapoints',
    property: 'datapointsToAlarm',
    requirement: 'must be a whole number from 1 to evaluationPeriods',
    value: ({ datapointsToAlarm }) => datapointsToAlarm,
    holds: ({ datapointsToAlarm, evaluationPeriods }) => datapointsToAlarm === undefined || isIntegerBetween(datapointsToAlarm, 1, evaluationPeriods),
    remedy: 'an alarm for M of N periods needs M at most N; leave it out for all of them',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm, DatapointsToAlarm (2026-11)',
    reads: ['evaluationPeriods'],
  },
  {
    id: 'alarm-name',
    property: 'alarmName',
    requirement: 'must have 1 to 255 characters and no control or direction character',
    value: ({ alarmName }) => alarmName,
    holds: ({ alarmName }) => alarmName === undefined || matches(alarmName, /^[^\p{Cc}\p{Cf}]{1,255}$/u),
    remedy: 'choose a name that reads the same everywhere, or leave it out',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm, AlarmName (2026-11)',
  },
  {
    id: 'alarm-period',
    property: 'metric',
    requirement: 'must have a period of whole minutes where AWS publishes it',
    value: ({ metric }) => `${secondsOf((metric as cloudwatch.Metric).period)} seconds`,
    holds: ({ metric }) => !isPublishedByAws(metric) || Number(secondsOf(metric.period)) % 60 === 0,
    remedy: 'shorter periods are for high-resolution metrics of your own; set period to Duration.minutes(1)',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm, Period (2026-11)',
  },
  {
    id: 'alarm-statistic',
    property: 'metric',
    requirement: 'must have a statistic that CloudWatch knows',
    value: ({ metric }) => (metric as cloudwatch.Metric).statistic,
    holds: ({ metric }) => !isObjectWith(metric, 'statistic') || matches((metric as cloudwatch.Metric).statistic, STATISTIC),
    remedy: 'choose one such as cloudwatch.Stats.AVERAGE or cloudwatch.Stats.p(99)',
    source: 'Amazon CloudWatch API Reference, PutMetricAlarm, Statistic and ExtendedStatistic (2026-11)',
  },
];

function isPublishedByAws(metric: unknown): metric is cloudwatch.Metric {
  return isObjectWith(metric, 'namespace') && matches((metric as cloudwatch.Metric).namespace, /^(AWS|ECS)\//);
}
