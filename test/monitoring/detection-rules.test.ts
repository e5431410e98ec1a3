import { Duration } from 'aws-cdk-lib';
import { EVERYTHING } from './specs';
import { violations } from '../../src/config/validation';
import { ALARM_KEYS } from '../../src/monitoring/alarm-catalog';
import { detectionRules } from '../../src/monitoring/detection-rules';
import type { DetectionSettings } from '../../src/monitoring/detection-rules';

const VALID: DetectionSettings = {
  alertEmail: 'ops@example.com',
  runbookUrl: 'https://wiki.example.com',
  responseTimeThreshold: Duration.seconds(1),
  availabilityObjective: 99.99,
  latencyObjective: 99,
  detectionObjective: Duration.seconds(60),
  healthCheckTime: Duration.seconds(10),
  enabledAlarms: ALARM_KEYS,
  notifyEachAlarm: false,
  subjects: EVERYTHING,
};

function messages(changes: Partial<DetectionSettings>): string[] {
  return violations(detectionRules, { ...VALID, ...changes }).map(({ message }) => message);
}

const refusal = (breaches: string) => [
  `detectionObjective must be at least the time that the fastest alarm takes to call somebody, got "${breaches}"; `
  + 'shorten period or evaluationPeriods of that alarm in alarmOverrides, enable a faster one, or raise detectionObjective',
];

test('a breach names what fails, the alarm, and how long it takes', () => {
  expect(messages({ detectionObjective: Duration.seconds(59) })).toEqual(refusal('no-task-answers: alb-5xx after 60 s, zone-lost: alb-5xx after 60 s'));
  expect(messages({ disabledAlarms: ['alb-5xx'] })).toEqual(refusal('no-task-answers: alb-no-healthy-target after 70 s'));
});

test.each<[string, Partial<DetectionSettings>]>([
  ['a longer objective', { disabledAlarms: ['alb-5xx'], detectionObjective: Duration.seconds(70) }],
  ['a faster alarm', { disabledAlarms: ['alb-5xx', 'degraded'] }],
  ['less to watch', { disabledAlarms: ['alb-5xx'], subjects: new Set(['database'] as const) }],
])('there is none with %s', (_, changes) => {
  expect(messages(changes)).toEqual([]);
});

test('an override that makes the fastest alarm slower is a breach', () => {
  expect(messages({ alarmOverrides: { 'alb-5xx': { evaluationPeriods: 2 } } })).toEqual(refusal('no-task-answers: alb-no-healthy-target after 70 s, zone-lost: alb-5xx after 120 s'));
});

test.each(['enabledAlarms', 'detectionObjective', 'responseTimeThreshold', 'alarmOverrides', 'zones', 'instanceType'])(
  'while %s itself is not usable, nothing is computed', (property) => {
    expect(messages({ [property]: null })).toEqual([]);
  });
