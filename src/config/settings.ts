/**
 * The profile's values overridden by what the user gave. `undefined` means "not given", which is also how Python's `None`,
 * Java's `null` and Go's `nil` arrive; a `null` of JavaScript is a value, and the rules refuse it. Neither input is changed.
 */
export function settle<D extends object, O extends object>(defaults: D, given: O): Readonly<Omit<O, keyof D> & D> {
  const chosen = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined));
  return Object.freeze({ ...defaults, ...chosen }) as Readonly<Omit<O, keyof D> & D>;
}

/** The same entries in the order of their names: maps of some languages have no order, and the template shall not depend on it. */
export function sortedByName<T>(entries: { readonly [name: string]: T }): { [name: string]: T } {
  return Object.fromEntries(Object.entries(entries).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/**
 * The names, among the given ones, of the properties that the user gave.
 */
export function chosenAmong<T extends object>(given: T, names: ReadonlyArray<keyof T & string>): string[] {
  return names.filter((name) => given[name] !== undefined);
}
