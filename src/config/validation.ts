import { Annotations, Token } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { isDuration } from './predicates';

/**
 * What happens when a rule does not hold: an error stops the synthesis, a warning can be acknowledged.
 */
export enum Severity {
  ERROR = 'ERROR',
  WARNING = 'WARNING',
}

/** What a message shows of a long value, in characters. */
const LONGEST_DISPLAY = 200;

/**
 * A constraint on resolved settings, kept as data so that it can be listed, documented and tested.
 */
export interface Rule<T> {
  /** Stable kebab-case id; `cdk-payment-platform:` and it are the id of a warning. */
  readonly id: string;
  /** The property the user would change. */
  readonly property: string;
  /** What is required, as the continuation of the property name. */
  readonly requirement: string;
  /** Reads the value the rule is about. */
  readonly value: (settings: T) => unknown;
  /** Whether the settings satisfy the rule; with a value that is still a token, only a rule about the type is asked. */
  readonly holds: (settings: T) => boolean;
  /** What to change. */
  readonly remedy: string;
  /** Where the constraint is written: document, section, date read. */
  readonly source: string;
  /** Resources, or values of theirs, are computed from the value, so one known only at deployment is refused. */
  readonly shapesTemplate?: boolean;
  /** The value has the type of its property. Where it has not, no other rule about the property, or reading it, is asked. */
  readonly isType?: boolean;
  /** Further properties that the rule reads. */
  readonly reads?: readonly string[];
  readonly severity?: Severity;
}

/**
 * One rule that one value breaks.
 */
export interface Violation {
  readonly id: string;
  readonly severity: Severity;
  readonly message: string;
}

/**
 * Every rule that the settings break; `prefix` names the group of props when several parts report together.
 */
export function violations<T>(rules: ReadonlyArray<Rule<T>>, settings: T, prefix = ''): Violation[] {
  const mistyped = new Set(rules.filter((rule) => rule.isType && !rule.holds(settings)).map(({ property }) => property));
  const isAsked = ({ isType, property, reads = [] }: Rule<T>) => isType || ![property, ...reads].some((name) => mistyped.has(name));
  return rules.filter(isAsked).flatMap((rule) => {
    const requirement = brokenRequirement(rule, settings);
    if (requirement === undefined) {
      return [];
    }
    const message = `${prefix}${rule.property} ${requirement}, got ${display(rule.value(settings))}; ${rule.remedy}`;
    return [{ id: rule.id, severity: rule.severity ?? Severity.ERROR, message }];
  });
}

/**
 * Reports all violations of a construct at once: warnings as annotations, errors as one exception.
 */
export function assertValid(scope: IConstruct, found: Violation[]): void {
  for (const { id, message } of found.filter(({ severity }) => severity === Severity.WARNING)) {
    Annotations.of(scope).addWarningV2(`cdk-payment-platform:${id}`, message);
  }
  const errors = found.filter(({ severity }) => severity === Severity.ERROR);
  if (errors.length > 0) {
    const count = errors.length === 1 ? '1 invalid setting' : `${errors.length} invalid settings`;
    throw new Error([`${scope.node.path}: ${count}`, ...errors.map(({ message, id }) => `  - ${message} [${id}]`)].join('\n'));
  }
}

function brokenRequirement<T>(rule: Rule<T>, settings: T): string | undefined {
  if (hasToken(rule.value(settings))) {
    return rule.shapesTemplate ? 'must be known at synthesis, because other values follow from it' : undefined;
  }
  return rule.holds(settings) ? undefined : rule.requirement;
}

function hasToken(value: unknown): boolean {
  if (isDuration(value)) {
    return value.isUnresolved();
  }
  return Token.isUnresolved(value) || (Array.isArray(value) && value.some((item) => Token.isUnresolved(item)));
}

/**
 * A value as it stands in a message: on one line, short, and harmless to a terminal.
 */
export function display(value: unknown): string {
  if (value === undefined) {
    return 'nothing';
  }
  if (hasToken(value)) {
    return 'a value known only at deployment';
  }
  // A lone surrogate or a text direction mark in a user's value must not disturb the terminal.
  const text = asText(value).replace(/[^\x20-\x7e]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  return text.length > LONGEST_DISPLAY ? `${text.slice(0, LONGEST_DISPLAY)}…` : text;
}

/**
 * A list whose length is known, with what only the deployment knows in it replaced by words; any other value as it is.
 */
export function knownItems(list: unknown): unknown {
  return Array.isArray(list) && !Token.isUnresolved(list) ? list.map((item: unknown) => (Token.isUnresolved(item) ? display(item) : item)) : list;
}

/** Only plain values are spelled out: a construct would be a page, or refer to itself. */
function asText(value: unknown): string {
  if (typeof value === 'object' && value !== null && !isPlain(value)) {
    return `an object of class ${value.constructor.name}`;
  }
  try {
    return typeof value === 'number' ? String(value) : JSON.stringify(value) ?? String(value);
  } catch {
    return 'an object that refers to itself';
  }
}

function isPlain({ constructor }: object): boolean {
  return constructor === undefined || constructor === Object || constructor === Array;
}
