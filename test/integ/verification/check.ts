import { isDeepStrictEqual } from 'util';
import type { Deployment } from './deployment';

/** Flat, named observations, so that a difference can be told in one line. */
export type Facts = Readonly<Record<string, unknown>>;

/** One thing that has to hold about a deployed platform, read from the services' own APIs. */
export interface Check {
  readonly name: string;
  /** @throws CheckFailure with every difference */
  run(deployment: Deployment): Promise<void>;
}

export interface CheckGroup {
  readonly title: string;
  readonly checks: Check[];
}

export interface Difference {
  readonly fact: string;
  readonly expected: unknown;
  readonly actual: unknown;
}

export class CheckFailure extends Error {
  constructor(name: string, public readonly differences: Difference[]) {
    super([name, ...differences.map(({ fact, expected, actual }) => `  ${fact}: expected ${show(expected)}, actual ${show(actual)}`)].join('\n'));
  }
}

export function check(
  name: string,
  expected: (deployment: Deployment) => Facts | Promise<Facts>,
  read: (deployment: Deployment) => Promise<Facts>,
): Check {
  return {
    name,
    run: async (deployment) => compare(name, await expected(deployment), await read(deployment)),
  };
}

/** @throws CheckFailure unless both hold the same facts */
export function compare(name: string, expected: Facts, actual: Facts): void {
  const differences = [...new Set([...Object.keys(expected), ...Object.keys(actual)])]
    .filter((fact) => !isDeepStrictEqual(expected[fact], actual[fact]))
    .map((fact) => ({ fact, expected: expected[fact], actual: actual[fact] }));
  if (differences.length > 0) throw new CheckFailure(name, differences);
}

function show(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value);
}
