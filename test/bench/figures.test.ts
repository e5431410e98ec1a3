import { bytes, count, exponent, mebibytes, ratio, seconds } from '../../bench/figures';

test.each([
  [ratio('a', 1.23456), { name: 'a', value: 1.235, unit: 'ratio' }],
  [exponent('b', 0.98765), { name: 'b', value: 0.988, unit: 'exponent' }],
  [seconds('c', 1.005001), { name: 'c', value: 1.01, unit: 's' }],
  [mebibytes('d', 97.26), { name: 'd', value: 97.3, unit: 'MiB' }],
  [bytes('e', 51093.4), { name: 'e', value: 51093, unit: 'bytes' }],
  [count('f', 65), { name: 'f', value: 65, unit: 'count' }],
])('%j carries its unit, rounded to what means something', (figure, expected) => {
  expect(figure).toEqual(expected);
});
