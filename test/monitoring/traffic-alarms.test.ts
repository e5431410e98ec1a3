import { evaluations, INPUTS, metricSpecs } from './specs';
import { TRAFFIC_ALARMS } from '../../src/monitoring/traffic-alarms';

test('errors are rates of the requests of a minute, of five errors or more', () => {
  expect(evaluations(...TRAFFIC_ALARMS.map(({ key }) => key))).toEqual({
    'alb-high-response-time': 'TargetResponseTime Average > 1, 1 of 1 x 60 s, NOT_BREACHING',
    'alb-target-5xx': 'IF(errors >= 5, 100 * errors / requests, 0) of HTTPCode_Target_5XX_Count Sum, RequestCount Sum > 1, 1 of 1 x 60 s, NOT_BREACHING',
    'alb-5xx': 'IF(errors >= 5, 100 * errors / (FILL(requests, 0) + errors), 0) of HTTPCode_ELB_5XX_Count Sum, RequestCount Sum > 1, '
      + '1 of 1 x 60 s, NOT_BREACHING',
    'alb-no-healthy-target': 'HealthyHostCount Maximum < 1, 1 of 1 x 60 s, BREACHING',
    'alb-p99-response-time': 'TargetResponseTime p99 > 2, 5 of 5 x 60 s, NOT_BREACHING',
    'alb-rejected-connections': 'RejectedConnectionCount Sum > 0, 1 of 1 x 60 s, NOT_BREACHING',
  });
});

test('the response time decides two thresholds', () => {
  const specs = metricSpecs({ enabledAlarms: ['alb-high-response-time', 'alb-p99-response-time'], inputs: { ...INPUTS, responseTimeSeconds: 0.25 } });
  expect(specs.map(({ threshold }) => threshold)).toEqual([0.25, 0.5]);
});

test('what hurts users calls somebody', () => {
  expect(TRAFFIC_ALARMS.filter(({ severity }) => severity === 'PAGE').map(({ key }) => key))
    .toEqual(['alb-high-response-time', 'alb-target-5xx', 'alb-5xx', 'alb-no-healthy-target']);
});
