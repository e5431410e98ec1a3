import { isIntegerBetween, matches } from '../../src/config/predicates';

test.each<[unknown, boolean]>([
  [1, true], [2, true], [5, true],
  [0, false], [6, false], [-1, false], [1.5, false], [NaN, false], [Infinity, false], [-Infinity, false],
  ['3', false], ['', false], [null, false], [undefined, false], [[3], false], [true, false],
])('%j is a whole number from 1 to 5: %s', (value, expected) => {
  expect(isIntegerBetween(value, 1, 5)).toBe(expected);
});

test.each<[unknown, boolean]>([
  ['abc', true],
  ['', false], ['abcd', false], ['ab', false], ['ABC', false], ['abc\n', false],
  [null, false], [undefined, false], [5, false], [['abc'], false], [{ toString: () => 'abc' }, false],
])('%j is text of three small letters: %s', (value, expected) => {
  expect(matches(value, /^[a-z]{3}$/)).toBe(expected);
});
