import { Duration } from 'aws-cdk-lib';
import { bad, each, NOT_A_NUMBER, seconds } from './rule-cases';
import type { RuleTable } from './rule-cases';
import { ALARM_KEYS } from '../../src/monitoring/alarm-catalog';
import { monitoringRules } from '../../src/monitoring/monitoring-rules';
import { paymentAlarmRules } from '../../src/monitoring/payment-alarm-rules';

const NO_DURATION = [60, '60', null, NaN, true];
const badDuration = (property: string, durations: readonly Duration[]) => [
  ...durations.map((duration) => [{ [property]: duration }, String(duration.toSeconds({ integral: false }))] as const),
  ...bad(property, NO_DURATION),
];
const badObject = (property: string) => bad(property, [null, NaN, 'text', true]);
const NO_LIST = ['text', 1, null, {}];
const action = { bind: () => ({}) };

export const MONITORING: RuleTable = {
  rules: monitoringRules,
  valid: {
    alertEmail: 'ops@example.com',
    runbookUrl: 'https://wiki.example.com',
    responseTimeThreshold: Duration.seconds(1),
    availabilityObjective: 99.99,
    latencyObjective: 99,
    detectionObjective: Duration.seconds(60),
    taskCount: 6,
    zones: ['a', 'b', 'c'],
    healthCheckTime: Duration.seconds(10),
    enabledAlarms: ALARM_KEYS,
    notifyEachAlarm: false,
  },
  cases: {
    'monitoring-recipient': {
      requirement: 'alertEmail must be given, or a topic that reaches somebody',
      remedy: 'pass for example alertEmail: "payments-oncall@example.com"',
      violating: [[{ alertEmail: undefined }, 'nothing']],
      passing: [{ alertEmail: 'a@b.c' }, { alertEmail: undefined, topic: { topicArn: 'arn' } }, { alertEmail: 'a@b.c', topic: { topicArn: 'arn' } }],
    },
    'monitoring-alert-email': {
      requirement: 'alertEmail must be one e-mail address',
      remedy: 'SNS accepts other text, and the mail never arrives; pass for example "payments-oncall@example.com"',
      violating: bad('alertEmail', ['', 'ops', 'ops@example', 'a@b.c,d@e.f', 'a b@c.d', 6, null]),
      passing: each('alertEmail', ['a@b.c', 'first.last+tag@mail.example.com']),
    },
    'monitoring-topic': {
      requirement: 'topic must be a topic', remedy: 'pass a topic, or leave it out', violating: badObject('topic'), passing: each('topic', [undefined, { topicArn: 'arn' }]),
    },
    'monitoring-page-topic': {
      requirement: 'pageTopic must be a topic', remedy: 'pass a topic, or leave it out', violating: badObject('pageTopic'), passing: each('pageTopic', [undefined, { topicArn: 'arn' }]),
    },
    ...Object.fromEntries([['monitoring-page-actions', 'pageActions'], ['monitoring-inform-actions', 'informActions']].map(([id, property]) => [id, {
      requirement: `${property} must be a list of alarm actions`,
      remedy: 'pass objects with a method bind, such as new SnsAction(topic)',
      violating: [...bad(property, ['text', 1, null, {}]), [{ [property]: [{}] }, '["object"]'] as const, [{ [property]: [null] }, '[null]'] as const],
      passing: each(property, [undefined, [], [action]]),
    }])),
    'monitoring-runbook-url': {
      requirement: 'runbookUrl must be an address that begins with http:// or https://',
      remedy: 'pass for example "https://wiki.example.com/payments"; # and the key of the alarm are added',
      violating: bad('runbookUrl', ['', 'wiki.example.com', 'ftp://example.com', 'https://', 'https://a b', 'https://a"b', 'https://<a>', 1, null]),
      passing: each('runbookUrl', ['https://wiki.example.com/payments', 'http://wiki']),
    },
    'monitoring-response-time': {
      requirement: 'responseTimeThreshold must be longer than 0 and at most 3600 seconds',
      remedy: 'choose a duration such as Duration.seconds(1)',
      violating: badDuration('responseTimeThreshold', [Duration.seconds(0), Duration.millis(3600001)]),
      passing: each('responseTimeThreshold', [Duration.millis(1), Duration.seconds(1), Duration.hours(1)]),
    },
    'monitoring-availability-objective': {
      requirement: 'availabilityObjective must be a percentage from 95 to 99.999',
      remedy: 'choose one such as 99.99',
      violating: bad('availabilityObjective', [...NOT_A_NUMBER, 94.9, 100]),
      passing: each('availabilityObjective', [95, 99.99, 99.999]),
    },
    'monitoring-latency-objective': {
      requirement: 'latencyObjective must be a percentage from 95 to 99.999',
      remedy: 'choose one such as 99',
      violating: bad('latencyObjective', [...NOT_A_NUMBER, 94.9, 100]),
      passing: each('latencyObjective', [95, 99, 99.999]),
    },
    'monitoring-detection-objective': {
      requirement: 'detectionObjective must be longer than 0 and at most 86400 seconds',
      remedy: 'choose a duration such as Duration.seconds(60)',
      violating: badDuration('detectionObjective', [Duration.seconds(0), Duration.seconds(86_401)]),
      passing: seconds('detectionObjective', [1, 60, 86_400]),
    },
    'monitoring-task-count': {
      requirement: 'taskCount must be a whole number of at least 1',
      remedy: 'give the number of tasks below which you want to know',
      violating: bad('taskCount', [...NOT_A_NUMBER, 0, 5001]),
      passing: each('taskCount', [1, 6, 5000, undefined]),
    },
    'monitoring-zones': {
      requirement: 'zones must be a list of at most 10 names of zones',
      remedy: 'pass the zones of the subnets with tasks, such as vpc.availabilityZones',
      violating: bad('zones', [...NO_LIST, [''], [1], [null], Array(11).fill('a')]),
      passing: each('zones', [undefined, [], ['a'], Array(10).fill('a')]),
    },
    'monitoring-instance-type': {
      requirement: 'instanceType must be an instance type',
      remedy: 'pass one such as new InstanceType("r6g.large"), or leave it out',
      violating: badObject('instanceType'),
      passing: each('instanceType', [undefined, {}]),
    },
    'monitoring-health-check-time': {
      requirement: 'healthCheckTime must be longer than 0 and at most 3000 seconds',
      remedy: 'give interval times unhealthy threshold, such as Duration.seconds(10)',
      violating: badDuration('healthCheckTime', [Duration.seconds(0), Duration.seconds(3001)]),
      passing: [...seconds('healthCheckTime', [1, 3000]), { healthCheckTime: undefined }],
    },
    'monitoring-enabled-alarms': {
      requirement: 'enabledAlarms must be a list of keys of the catalogue',
      remedy: 'choose keys such as "rds-failover"',
      violating: [...bad('enabledAlarms', [...NO_LIST, [1]]), [{ enabledAlarms: ['rds-cpu', 'rds'] }, '["rds"]'], [{ enabledAlarms: undefined }, 'nothing']],
      passing: each('enabledAlarms', [[], ['rds-cpu'], ALARM_KEYS]),
    },
    'monitoring-disabled-alarms': {
      requirement: 'disabledAlarms must be a list of keys of the catalogue',
      remedy: 'choose keys such as "rds-failover"',
      violating: [...bad('disabledAlarms', [...NO_LIST, [null]]), [{ disabledAlarms: ['rds-cpu', 'rds'] }, '["rds"]']],
      passing: each('disabledAlarms', [undefined, [], ['rds-cpu']]),
    },
    'monitoring-alarm-overrides': {
      requirement: 'alarmOverrides must have keys of the catalogue, with a finite threshold, a period of a multiple of 60 seconds, and whole numbers of periods',
      remedy: 'choose for example { "rds-cpu": { threshold: 80 } }; an event, and an alarm that sums up others, take only a severity',
      violating: [
        ...bad('alarmOverrides', ['text', 1, null, []]),
        [{ alarmOverrides: { rds: {} } }, '"rds: no such key"'],
        [{ alarmOverrides: { 'rds-cpu': { threshold: NaN, period: 60 } } }, '"rds-cpu: threshold, period"'],
      ],
      passing: each('alarmOverrides', [undefined, {}, { 'rds-cpu': { threshold: 80, severity: 'PAGE' } }]),
    },
    'monitoring-notify-each-alarm': {
      requirement: 'notifyEachAlarm must be true or false',
      remedy: 'leave it out to follow the profile',
      violating: bad('notifyEachAlarm', ['true', 1, null]),
      passing: each('notifyEachAlarm', [true, false]),
    },
  },
};

export const PAYMENT_ALARM: RuleTable = {
  rules: paymentAlarmRules,
  valid: { key: 'own', meaning: 'It is late.', runbookUrl: 'https://wiki', metric: {}, comparisonOperator: 'GreaterThanThreshold', threshold: 1, taken: false },
  cases: {
    'alarm-key': {
      requirement: 'key must be lower-case letters and digits with single inner hyphens, and not the key of another alarm',
      remedy: 'choose one such as "settlement-late"; an alarm of the catalogue is changed with alarmOverrides',
      violating: [...bad('key', ['', 'Own', 'own alarm', '-own', 'own-', 'o--n', '1st', 'rds-cpu', 1, null]), [{ taken: true }, '"own"']],
      passing: each('key', ['own', 'own-2-alarms']),
    },
    'alarm-meaning': {
      requirement: 'meaning must be a sentence',
      remedy: 'say what it means when it goes off',
      violating: bad('meaning', ['', ' ', 'two\nlines', 1, null]),
      passing: each('meaning', ['It is late.']),
    },
    'alarm-runbook-url': {
      requirement: 'runbookUrl must be an address that begins with http:// or https://',
      remedy: 'say where it is written what to do',
      violating: bad('runbookUrl', ['', 'wiki', 1, null]),
      passing: each('runbookUrl', ['https://wiki']),
    },
    'alarm-metric': { requirement: 'metric must be a metric', remedy: 'pass a Metric or a MathExpression', violating: bad('metric', ['m', 1, null]), passing: each('metric', [{}]) },
    'alarm-metric-period': {
      requirement: 'metric must have a period of whole minutes where AWS publishes it',
      remedy: 'shorter periods are for high-resolution metrics of your own; set period to Duration.minutes(1)',
      violating: [
        [{ metric: { namespace: 'AWS/RDS', period: Duration.seconds(30) } }, '30'],
        [{ metric: { namespace: 'ECS/ContainerInsights', period: Duration.seconds(10) } }, '10'],
      ],
      passing: [
        { metric: { namespace: 'AWS/RDS', period: Duration.seconds(300) } },
        { metric: { namespace: 'Payments', period: Duration.seconds(10) } },
        { metric: { period: Duration.seconds(10) } },
      ],
    },
    'alarm-metric-statistic': {
      requirement: 'metric must have a statistic that CloudWatch knows',
      remedy: 'choose one such as Stats.AVERAGE or Stats.p(99)',
      violating: ['p101', 'Median', 'p', 'TM()', ''].map((statistic) => [{ metric: { statistic } }, JSON.stringify(statistic)] as const),
      passing: [
        ...['Average', 'SampleCount', 'p99', 'p99.9', 'p100', 'tm90', 'IQM', 'TM(10%:90%)', 'PR(:300)'].map((statistic) => ({ metric: { statistic } })), {},
      ],
    },
    'alarm-comparison-operator': {
      requirement: 'comparisonOperator must be an operator of CloudWatch',
      remedy: 'choose one such as ComparisonOperator.GREATER_THAN_THRESHOLD',
      violating: bad('comparisonOperator', ['>', 1, null]),
      passing: each('comparisonOperator', ['LessThanThreshold']),
    },
    'alarm-threshold': {
      requirement: 'threshold must be a number',
      remedy: 'give it in the unit of the metric',
      violating: bad('threshold', [NaN, Infinity, '6', null]),
      passing: each('threshold', [0, -1, 1.5]),
    },
    'alarm-evaluation-periods': {
      requirement: 'evaluationPeriods must be a whole number of at least 1',
      remedy: 'choose how many periods are looked at',
      violating: bad('evaluationPeriods', [...NOT_A_NUMBER, 0]),
      passing: each('evaluationPeriods', [undefined, 1, 5]),
    },
    'alarm-datapoints-to-alarm': {
      requirement: 'datapointsToAlarm must be a whole number from 1 to evaluationPeriods',
      remedy: 'choose how many of the periods have to breach',
      violating: [...bad('datapointsToAlarm', [...NOT_A_NUMBER, 0, 2]), [{ evaluationPeriods: 3, datapointsToAlarm: 4 }, '4']],
      passing: [{}, { datapointsToAlarm: 1 }, { evaluationPeriods: 3, datapointsToAlarm: 3 }],
    },
    'alarm-treat-missing-data': {
      requirement: 'treatMissingData must be a treatment of CloudWatch',
      remedy: 'choose one such as TreatMissingData.BREACHING',
      violating: bad('treatMissingData', ['BREACHING', 1, null]),
      passing: each('treatMissingData', [undefined, 'breaching']),
    },
    'alarm-severity': {
      requirement: 'severity must be PAGE or INFORM',
      remedy: 'choose AlarmSeverity.PAGE or AlarmSeverity.INFORM',
      violating: bad('severity', ['page', 1, null]),
      passing: each('severity', [undefined, 'PAGE', 'INFORM']),
    },
    'alarm-caused-by-deployment': {
      requirement: 'causedByDeployment must be true or false',
      remedy: 'say whether a deployment may set it off',
      violating: bad('causedByDeployment', ['true', 1, null]),
      passing: each('causedByDeployment', [undefined, true, false]),
    },
  },
};
