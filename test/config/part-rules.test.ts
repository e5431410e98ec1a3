import { hasProfile, KEY, partViolations, VPC } from '../../src/config/part-rules';
import type { Rule } from '../../src/config/validation';
import { PlatformProfile } from '../../src/platform-profile';

interface Settings {
  readonly environmentSuffix: string;
  readonly profile?: object;
  readonly vpc?: unknown;
  readonly encryptionKey?: unknown;
  readonly size?: unknown;
}

const RULES: ReadonlyArray<Rule<Settings>> = [
  { id: 'size', property: 'size', requirement: 'must be 1', value: ({ size }) => size, holds: ({ size }) => size === 1, remedy: 'choose 1', source: 'test' },
];

const idsOf = (settings: Settings, wiring = {}) => partViolations(RULES, settings, wiring).map(({ id }) => id);

test('a part answers for what it shares, for its wiring and for itself', () => {
  expect(idsOf({ environmentSuffix: 'A', vpc: 'vpc-1' }, { vpc: VPC, encryptionKey: KEY })).toEqual([
    'environment-suffix', 'part-vpc-type', 'part-encryption-key-type', 'size',
  ]);
  expect(idsOf({ environmentSuffix: 'a', vpc: { publicSubnets: [] }, encryptionKey: { keyArn: 'arn' }, size: 1 }, { vpc: VPC, encryptionKey: KEY })).toEqual([]);
});

test('wiring that is missing is named', () => {
  expect(partViolations(RULES, { environmentSuffix: 'a', size: 1 }, { encryptionKey: KEY } as object).map(({ message }) => message)).toEqual([
    'encryptionKey must be a KMS key, got nothing; pass a key such as kms.Key.fromKeyArn(this, "Key", arn)',
  ]);
});

test('without a profile nothing else is asked', () => {
  expect(idsOf({ environmentSuffix: 'a', profile: {}, size: 2 })).toEqual(['platform-profile-type']);
  expect([undefined, PlatformProfile.TEST].map((profile) => hasProfile({ environmentSuffix: 'a', profile }))).toEqual([true, true]);
  expect([null, {}, 'TEST'].map((profile) => hasProfile({ environmentSuffix: 'a', profile: profile as object }))).toEqual([false, false, false]);
});
