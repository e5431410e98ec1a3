import { matches } from '../config/predicates';
import type { Rule } from '../config/validation';

/** A parameter that is published. */
export interface PublishedParameter {
  /** Its path below that of the platform. */
  readonly path: string;
  readonly value: string;
}

/** The hierarchy of the platform takes the first two levels of at most 15, and the ARN some of the 1011 characters. */
const MOST_LEVELS = 13;
const LONGEST_PATH = 900;
const LARGEST_VALUE = 4096;

export const parameterRules: ReadonlyArray<Rule<PublishedParameter>> = [
  {
    id: 'parameter-path',
    property: 'path',
    requirement: `must be 1 to ${MOST_LEVELS} names of letters, digits, dots, hyphens and underscores with single slashes between them`,
    value: ({ path }) => path,
    holds: ({ path }) => matches(path, /^(?!\.+(\/|$))[\w.-]+(\/(?!\.+(\/|$))[\w.-]+)*$/) && path.split('/').length <= MOST_LEVELS && path.length <= LONGEST_PATH,
    remedy: 'choose one such as "db/endpoint"; it stands below the path of the platform',
    source: 'AWS Systems Manager API Reference, PutParameter, Name (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'parameter-value',
    property: 'value',
    requirement: `must be text of 1 to ${LARGEST_VALUE} bytes without {{`,
    value: ({ value }) => value,
    holds: ({ value }) => matches(value, /^[^]+$/) && Buffer.byteLength(value) <= LARGEST_VALUE,
    remedy: 'publish a name or an address; a secret belongs in Secrets Manager',
    source: 'AWS Systems Manager API Reference, PutParameter, Value (2026-11)',
  },
];
