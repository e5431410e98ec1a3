import { SUFFIX_CONSTRAINT, SUFFIX_MAX_LENGTH, SUFFIX_PATTERN, suffixRules } from '../../src/config/environment-suffix';

const pattern = new RegExp(SUFFIX_PATTERN);

test.each(['a', '0', 'unit', 'prod1', 'staging-eu', 'a-b-c', '1-2', 'abcdefghijklmnopqrst'])('the pattern accepts %j', (suffix) => {
  expect(pattern.test(suffix)).toBe(true);
});

test.each(['', '-a', 'a-', 'a--b', '-', 'A', 'aB', 'a_b', 'a.b', 'a b', ' a', 'a\n', 'ä', 'a/b'])('the pattern refuses %j', (suffix) => {
  expect(pattern.test(suffix)).toBe(false);
});

test('a suffix has at most 20 characters', () => {
  expect(SUFFIX_MAX_LENGTH).toBe(20);
  expect(SUFFIX_CONSTRAINT).toBe('must be lower-case letters and digits with single inner hyphens, 1 to 20 characters');
});

test.each([
  ['abcdefghijklmnopqrst', [true, true]],
  ['abcdefghijklmnopqrstu', [true, false]],
  ['A', [false, true]],
])('the rule answers %s with %s', (environmentSuffix, accepted) => {
  expect(suffixRules.map(({ holds }) => holds({ environmentSuffix }))).toEqual(accepted);
});
