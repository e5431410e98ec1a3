/**
 * Whether the value is a whole number between the bounds, both included.
 */
export function isIntegerBetween(value: unknown, minimum: number, maximum: number): boolean {
  return typeof value === 'number' && Number.isInteger(value) && value >= minimum && value <= maximum;
}

/**
 * Whether the value is text that matches the whole pattern.
 */
export function matches(value: unknown, pattern: RegExp): boolean {
  return typeof value === 'string' && pattern.test(value);
}
