import { Duration } from 'aws-cdk-lib';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import { violations } from '../../src/config/validation';
import { alarmRules } from '../../src/monitoring/alarm-rules';

const metric = (namespace: string, seconds: number) => new cloudwatch.Metric({ namespace, metricName: 'Count', period: Duration.seconds(seconds) });
const found = (overrides: object) => violations(alarmRules, { metric: metric('AWS/RDS', 60), threshold: 1, evaluationPeriods: 3, ...overrides } as cloudwatch.AlarmProps)
  .map(({ id, message }) => `${id}: ${message}`);

test.each<[object]>([
  [{}],
  [{ threshold: 0 }],
  [{ threshold: -1.5 }],
  [{ evaluationPeriods: 1 }],
  [{ datapointsToAlarm: 1 }],
  [{ datapointsToAlarm: 3 }],
  [{ alarmName: 'Payments are slow' }],
  [{ alarmName: 'a'.repeat(255) }],
  [{ metric: metric('AWS/RDS', 300) }],
  [{ metric: metric('Payments', 10) }],
  ...['Average', 'SampleCount', 'p99', 'p99.9', 'p100', 'tm90', 'IQM', 'TM(10%:90%)', 'PR(:300)'].map((statistic) => [{ metric: metric('AWS/RDS', 60).with({ statistic }) }] as [object]),
  [{ metric: new cloudwatch.MathExpression({ expression: 'a', usingMetrics: { a: metric('AWS/RDS', 60) }, period: Duration.seconds(10) }) }],
])('an alarm is accepted: %#', (overrides) => {
  expect(found(overrides)).toEqual([]);
});

const THRESHOLD = 'must be a finite number, got %; give the number that the metric is compared with: anything else would leave the template without a threshold';
const DATAPOINTS = 'must be a whole number from 1 to evaluationPeriods, got %; an alarm for M of N periods needs M at most N; leave it out for all of them';
const NAME = 'must have 1 to 255 characters and no control or direction character, got %; choose a name that reads the same everywhere, or leave it out';

test.each<readonly [object, string]>([
  [{ threshold: NaN }, `alarm-threshold: threshold ${THRESHOLD.replace('%', 'NaN')}`],
  [{ threshold: Infinity }, `alarm-threshold: threshold ${THRESHOLD.replace('%', 'Infinity')}`],
  [{ threshold: null }, `alarm-threshold: threshold ${THRESHOLD.replace('%', 'null')}`],
  [{ threshold: '1' }, `alarm-threshold: threshold ${THRESHOLD.replace('%', '"1"')}`],
  [{ evaluationPeriods: 0, datapointsToAlarm: 7 }, 'alarm-evaluation-periods: evaluationPeriods must be a whole number of at least 1, got 0; choose how many periods decide, for example 3'],
  [{ evaluationPeriods: 1.5 }, 'alarm-evaluation-periods: evaluationPeriods must be a whole number of at least 1, got 1.5; choose how many periods decide, for example 3'],
  [{ datapointsToAlarm: 4 }, `alarm-datapoints: datapointsToAlarm ${DATAPOINTS.replace('%', '4')}`],
  [{ datapointsToAlarm: 0 }, `alarm-datapoints: datapointsToAlarm ${DATAPOINTS.replace('%', '0')}`],
  [{ alarmName: '' }, `alarm-name: alarmName ${NAME.replace('%', '""')}`],
  [{ alarmName: 'a\u202eb' }, `alarm-name: alarmName ${NAME.replace('%', '"a\\u202eb"')}`],
  [{ alarmName: 'a\nb' }, `alarm-name: alarmName ${NAME.replace('%', '"a\\nb"')}`],
  [{ alarmName: 'a'.repeat(256) }, `alarm-name: alarmName ${NAME.replace('%', `"${'a'.repeat(199)}…`)}`],
  [
    { metric: metric('ECS/ContainerInsights', 10) },
    'alarm-period: metric must have a period of whole minutes where AWS publishes it, got "10 seconds"; '
    + 'shorter periods are for high-resolution metrics of your own; set period to Duration.minutes(1)',
  ],
  ...['p101', 'Median', 'p', 'TM()'].map((statistic) => [
    { metric: metric('AWS/RDS', 60).with({ statistic }) },
    `alarm-statistic: metric must have a statistic that CloudWatch knows, got "${statistic}"; choose one such as cloudwatch.Stats.AVERAGE or cloudwatch.Stats.p(99)`,
  ] as const),
])('an alarm is refused: %#', (overrides, message) => {
  expect(found(overrides)).toEqual([message]);
});
