/** Freezes an object literal with everything in it; constructs and other class instances stay as they are. */
export function deepFrozen<T>(value: T): T {
  if (Array.isArray(value) || isLiteral(value)) {
    Object.values(value as object).forEach(deepFrozen);
    Object.freeze(value);
  }
  return value;
}

function isLiteral(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
