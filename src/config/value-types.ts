import { isDuration, isListOf, isObjectWith, isRecordOf, isText } from './predicates';
import type { Rule } from './validation';

/** A type as a rule tells it: programs without type checks may pass anything. */
export interface ValueType {
  /** The type, as the continuation of "must be". */
  readonly name: string;
  readonly accepts: (value: unknown) => boolean;
  /** What to give, as the remedy of the rule. */
  readonly remedy: string;
  /** It may be one that only the deployment knows. */
  readonly mayBeLateBound?: boolean;
}

export const TYPE_SOURCE = 'API reference of this library, type of the property (2026-11)';

/**
 * A rule for the type of each property: `undefined` always passes, because it means "not given".
 * Ids are the part, the property and `type`.
 */
export function typeRules<T>(part: string, types: Partial<Record<keyof T & string, ValueType>>): Array<Rule<T>> {
  return (Object.entries(types) as Array<[keyof T & string, ValueType]>).map(([property, { name, accepts, remedy, mayBeLateBound }]) => ({
    id: `${part}-${kebabCase(property)}-type`,
    property,
    requirement: `must be ${name}`,
    value: (settings) => settings[property],
    holds: (settings) => settings[property] === undefined || accepts(settings[property]),
    remedy,
    source: TYPE_SOURCE,
    isType: true,
    shapesTemplate: !mayBeLateBound,
  }));
}

export const FLAG: ValueType = { name: 'true or false', accepts: (value) => typeof value === 'boolean', remedy: 'give one of the two, or leave it out' };

export const DURATION: ValueType = {
  name: 'a Duration',
  accepts: isDuration,
  remedy: 'choose one such as Duration.seconds(30)',
  mayBeLateBound: true,
};

/** A dictionary of texts. */
export const TEXTS: ValueType = {
  name: 'a dictionary of texts without {{',
  accepts: (value) => isRecordOf(value, isText),
  remedy: 'give texts, for example { MODE: "live" }; a secret does not belong here',
  mayBeLateBound: true,
};

/** A list of texts. */
export const LIST: ValueType = {
  name: 'a list of texts without {{',
  accepts: (value) => isListOf(value, isText),
  remedy: 'give a list, for example ["a", "b"]',
  mayBeLateBound: true,
};

/** An object that is known by one of its members. */
export function objectWith(member: string, name: string, remedy: string): ValueType {
  return { name, accepts: (value) => isObjectWith(value, member), remedy };
}

/** One of some values. */
export function oneOf(values: readonly unknown[], name: string, remedy: string): ValueType {
  return { name, accepts: (value) => values.includes(value), remedy };
}

function kebabCase(property: string): string {
  return property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
