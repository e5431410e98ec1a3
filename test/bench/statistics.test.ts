import { growthExponent, median, medianRatio } from '../../bench/statistics';

test.each([
  [[3], 3],
  [[5, 1, 9], 5],
  [[4, 1, 3, 2], 2.5],
])('the median of %j is %d', (values, expected) => {
  expect(median(values)).toBe(expected);
});

test('ratios are those of pairs, so that a slow minute counts once', () => {
  expect(medianRatio([1, 20, 3], [2, 40, 3])).toBe(0.5);
});

test.each([
  ['linear', (n: number) => 3 * n, 1],
  ['quadratic', (n: number) => n * n, 2],
  ['constant', () => 7, 0],
])('%s growth', (_, cost, expected) => {
  expect(growthExponent([1, 10, 50, 200].map((n) => [n, cost(n)] as const))).toBeCloseTo(expected, 10);
});
