import { Duration } from 'aws-cdk-lib';
import type { Rule } from '../../src/config/validation';

/** What violates a rule, with the value that the message shows, and what does not. */
export interface RuleCases {
  readonly requirement: string;
  readonly remedy: string;
  readonly severity?: 'WARNING';
  readonly violating: ReadonlyArray<readonly [given: object, got: string]>;
  readonly passing: readonly object[];
}

/** A table of rules with valid settings and the cases of every rule. */
export interface RuleTable {
  readonly rules: ReadonlyArray<Rule<never>>;
  readonly valid: object;
  readonly cases: Record<string, RuleCases>;
}

export const each = (property: string, values: readonly unknown[]) => values.map((value) => ({ [property]: value }));
export const bad = (property: string, values: readonly unknown[]) => values.map((value) => [
  { [property]: value },
  typeof value === 'number' ? String(value) : JSON.stringify(value),
] as const);
export const seconds = (property: string, values: readonly number[]) => each(property, values.map((value) => Duration.seconds(value)));
export const badSeconds = (property: string, values: readonly number[]) => values.map((value) => [
  { [property]: Duration.seconds(value) },
  String(value),
] as const);
export const NOT_A_NUMBER = [NaN, Infinity, -1, 1.5, '6', null, ''];

/** The cases of a rule about a type, with literals for what it refuses and takes. */
export const typeCases = (property: string, name: string, remedy: string, refused: readonly unknown[], taken: readonly unknown[]): RuleCases => ({
  requirement: `${property} must be ${name}`,
  remedy,
  violating: bad(property, refused),
  passing: each(property, taken),
});
export const flagCases = (property: string): RuleCases => typeCases(
  property, 'true or false', 'give one of the two, or leave it out', [null, 0, 1, 'true', '', {}, []], [true, false],
);
