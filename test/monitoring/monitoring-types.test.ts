import { Duration } from 'aws-cdk-lib';
import { violations } from '../../src/config/validation';
import type { MonitoringSettings } from '../../src/monitoring/monitoring-rules';
import { monitoringTypes } from '../../src/monitoring/monitoring-types';

const idsOf = (settings: object) => violations(monitoringTypes, settings as MonitoringSettings).map(({ id }) => id);

test('what is not given has no wrong type', () => {
  expect(idsOf({})).toEqual([]);
});

test('a threshold is a Duration of whole milliseconds', () => {
  expect([Duration.millis(1), Duration.minutes(1)].flatMap((responseTimeThreshold) => idsOf({ responseTimeThreshold }))).toEqual([]);
  expect([1, null, '1', Duration.millis(0.5)].map((responseTimeThreshold) => idsOf({ responseTimeThreshold }))).toEqual(
    Array.from({ length: 4 }, () => ['monitoring-response-time-threshold-type']),
  );
});

test('a topic has an ARN', () => {
  expect(idsOf({ topic: { topicArn: 'arn' } })).toEqual([]);
  expect(idsOf({ topic: null })).toEqual(['monitoring-topic-type']);
});
