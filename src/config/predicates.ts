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
 * The seconds of a duration, fractions included, or the duration itself where only the deployment knows it.
 */
export function secondsOf(duration: Duration): number | Duration {
  return duration.isUnresolved() ? duration : duration.toSeconds({ integral: false });
}

/**
 * Whether the value is text that matches the whole pattern.
 */
export function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}
