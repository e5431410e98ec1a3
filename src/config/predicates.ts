import type { Duration } from 'aws-cdk-lib';

/**
 * Whether the value is a whole number between the bounds, both included.
 */
export function isIntegerBetween(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
}

/**
 * Whether the value is a number above 0 and at most the bound.
 */
export function isPositive(value: unknown, maximum: number): boolean {
  return typeof value === 'number' && value > 0 && value <= maximum;
}

/**
 * Whether the value is a duration of aws-cdk, of whichever copy of it.
 */
export function isDuration(value: unknown): value is Duration {
  return isObjectWith(value, 'toSeconds') && isObjectWith(value, 'isUnresolved');
}

/**
 * The seconds of a duration, fractions included. What cannot be converted is returned as it is: a duration that only the
 * deployment knows, or something else than a duration.
 */
export function secondsOf(duration: Duration): number | Duration {
  return isDuration(duration) && !duration.isUnresolved() ? duration.toSeconds({ integral: false }) : duration;
}

/**
 * The days of a duration, fractions included, under the conditions of `secondsOf`.
 */
export function daysOf(duration: Duration): number | Duration {
  return isDuration(duration) && !duration.isUnresolved() ? duration.toDays({ integral: false }) : duration;
}

/**
 * Whether the value is text that matches the whole pattern and holds no reference that CloudFormation would resolve:
 * `{{resolve:…}}` in plain text would lay a secret open.
 */
export function matches(value: unknown, pattern: RegExp): boolean {
  return isText(value) && pattern.test(value);
}

/**
 * Whether the value is well-formed text without a reference that CloudFormation would resolve.
 */
export function isText(value: unknown): value is string {
  return typeof value === 'string' && !value.includes('{{') && !/\p{Surrogate}/u.test(value);
}

/**
 * Whether the value is an object that has a member, inherited or its own; what it holds is not read.
 */
export function isObjectWith(value: unknown, member: string): boolean {
  return typeof value === 'object' && value !== null && member in value;
}

/**
 * Whether the value is a plain dictionary whose values all satisfy the condition.
 */
export function isRecordOf(value: unknown, holds: (item: unknown) => boolean): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && Object.values(value).every(holds);
}

/**
 * Whether the value is a list whose items all satisfy the condition.
 */
export function isListOf(value: unknown, holds: (item: unknown) => boolean): value is unknown[] {
  return Array.isArray(value) && value.every(holds);
}
