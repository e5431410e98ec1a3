import { INPUTS, metricSpecs, select } from './specs';
import { BUDGET_ALARMS, budgetPercent } from '../../src/monitoring/budget-alarms';

const enabledAlarms = BUDGET_ALARMS.map(({ key }) => key);
const thresholds = (inputs: typeof INPUTS) => Object.fromEntries(metricSpecs({ enabledAlarms, inputs }).map(({ key, periodSeconds, threshold }) => [
  key, [periodSeconds, threshold],
]));

test('two rates, two windows each, over availability and latency', () => {
  expect(thresholds(INPUTS)).toEqual({
    'availability-burn-fast-long': [3600, 0.144],
    'latency-burn-fast-long': [3600, 85.6],
    'availability-burn-fast-short': [300, 0.144],
    'latency-burn-fast-short': [300, 85.6],
    'availability-burn-slow-long': [21_600, 0.06],
    'latency-burn-slow-long': [21_600, 94],
    'availability-burn-slow-short': [1800, 0.06],
    'latency-burn-slow-short': [1800, 94],
  });
});

test('the thresholds follow the objectives', () => {
  expect(thresholds({ ...INPUTS, availabilityObjective: 99.9, latencyObjective: 95 })).toMatchObject({
    'availability-burn-fast-short': [300, 1.44], 'latency-burn-fast-short': [300, 28], 'latency-burn-slow-long': [21_600, 70],
  });
});

test('failures are counted over all requests, those that found no target included', () => {
  const [availability, latency] = metricSpecs({ enabledAlarms, inputs: { ...INPUTS, responseTimeSeconds: 0.25 } });
  expect(availability.expression).toBe('100 * (FILL(answered, 0) + FILL(unanswered, 0)) / (FILL(requests, 0) + FILL(unanswered, 0))');
  expect(availability.metrics.map(({ id, metricName, statistic }) => [id, metricName, statistic])).toEqual([
    ['answered', 'HTTPCode_Target_5XX_Count', 'Sum'], ['unanswered', 'HTTPCode_ELB_5XX_Count', 'Sum'], ['requests', 'RequestCount', 'Sum'],
  ]);
  expect(latency.metrics.map(({ metricName, statistic }) => [metricName, statistic])).toEqual([['TargetResponseTime', 'PR(:0.25)']]);
});

test('a rate is told when both of its windows are over it, the fast one by calling somebody', () => {
  const rates = ['availability-burn-fast', 'availability-burn-slow', 'latency-burn-fast', 'latency-burn-slow'];
  const selected = select({ enabledAlarms: [...enabledAlarms, ...rates, 'payments-impaired'] });
  const through = Object.fromEntries(selected.map(({ spec, through: speaker }) => [spec.key, speaker]));
  rates.forEach((rate) => expect([through[`${rate}-long`], through[`${rate}-short`]]).toEqual([rate, rate]));
  expect(rates.map((rate) => through[rate])).toEqual(['payments-impaired', undefined, 'payments-impaired', undefined]);
});

test.each([[99.99, 0.01], [99.9, 0.1], [99, 1], [95, 5], [99.999, 0.001]])('%d %% leave a budget of %d %%', (objective, budget) => {
  expect(budgetPercent(objective)).toBe(budget);
});
