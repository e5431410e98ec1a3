import { suffixRules } from './environment-suffix';
import { isObjectWith } from './predicates';
import { violations } from './validation';
import type { Rule, Violation } from './validation';
import { objectWith, oneOf, typeRules } from './value-types';
import type { ValueType } from './value-types';
import { Teardown } from '../teardown';

/** What every part, and the platform, is told. */
export interface SharedSettings {
  readonly environmentSuffix: string;
  readonly profile?: object;
  readonly teardown?: Teardown;
}

export const KEY = objectWith('keyArn', 'a KMS key', 'pass a key such as kms.Key.fromKeyArn(this, "Key", arn)');

export const VPC = objectWith('publicSubnets', 'a VPC', 'pass a VPC such as ec2.Vpc.fromLookup(this, "Vpc", { vpcId })');

export const sharedRules: ReadonlyArray<Rule<SharedSettings>> = [
  ...suffixRules,
  ...typeRules<SharedSettings>('platform', {
    profile: objectWith('_defaults', 'a PlatformProfile', 'choose PlatformProfile.PRODUCTION or PlatformProfile.TEST, or make one with PlatformProfile.custom'),
    teardown: oneOf(Object.values(Teardown), 'a Teardown', 'choose Teardown.PROTECTED or Teardown.DISPOSABLE'),
  }),
];

/**
 * Every rule that the settings of a part used alone break. `wiring` names what it cannot do without.
 * Without a profile there are no values to judge.
 */
export function partViolations<T extends SharedSettings>(
  rules: ReadonlyArray<Rule<T>>, settings: T, wiring: Partial<Record<keyof T & string, ValueType>> = {},
): Violation[] {
  const shared = [...violations(sharedRules, settings), ...violations(wiringRules(wiring), settings)];
  return hasProfile(settings) ? [...shared, ...violations(rules, settings)] : shared;
}

/** Whether the values of a profile are there: one was given, or none, which stands for the default one. */
export function hasProfile({ profile }: SharedSettings): boolean {
  return profile === undefined || isObjectWith(profile, '_defaults');
}

function wiringRules<T>(wiring: Partial<Record<keyof T & string, ValueType>>): Array<Rule<T>> {
  return typeRules<T>('part', wiring).map((rule) => ({
    ...rule,
    holds: (settings) => rule.value(settings) !== undefined && rule.holds(settings),
  }));
}
