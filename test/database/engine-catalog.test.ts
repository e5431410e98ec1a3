import { isEngineVersion, isInstanceClass, isRetired } from '../../src/database/engine-catalog';

test.each(['14.6', '14.15', '15.2', '15.17', '15.99', '16.8', '17.9', '18.6', '19.0'])('%s is a version', (version) => {
  expect(isEngineVersion(version)).toBe(true);
});

test.each(['9.6', '13.20', '14.0', '14.16', '15.9', '15.16', '16.5', '16.12', '17.8', '18.5'])('%s is none', (version) => {
  expect(isEngineVersion(version)).toBe(false);
});

test.each([['14.3', true], ['15.8', true], ['16.6', true], ['14.6', false], ['15.10', false], ['17.4', false], ['20.1', false]])('%s is retired: %s', (version, retired) => {
  expect(isRetired(version)).toBe(retired);
});

test.each(['t3.medium', 't4g.large', 'r5.large', 'r6g.large', 'r6gd.xlarge', 'r6i.32xlarge', 'r6id.24xlarge', 'r7g.16xlarge', 'r7i.48xlarge', 'r8a.large',
  'r8g.48xlarge', 'r8gd.xlarge', 'x2g.16xlarge'])('%s is a class', (name) => {
  expect(isInstanceClass(name)).toBe(true);
});

test.each(['', 'r6g', 'r6g.', '.large', 'r6g.24xlarge', 'r6gd.large', 'r6id.large', 't3.small', 't4g.xlarge', 'r4.large', 'm5.large', 'toString.large'])('%s is none', (name) => {
  expect(isInstanceClass(name)).toBe(false);
});
