import { readFileSync } from 'fs';
import { join } from 'path';
import type { App } from 'aws-cdk-lib';
import { combinations, nameOf, OPTIONS, synthChoice } from '../nag/choices';
import type { Combination } from '../nag/pairwise';
import { synthTest } from '../production/production';

const READY = join(__dirname, '..', '..', 'cloudformation');

export const PRODUCTION = 'PRODUCTION';
export const TEST = 'TEST';
export const READY_PRODUCTION = 'payment-platform-production.template.json';
export const READY_TEST = 'payment-platform.template.json';

/** A template that is scanned. */
export interface Subject {
  readonly name: string;
  /** The template as it is written. */
  readonly text: string;
  /** What was chosen, where it is a PRODUCTION. */
  readonly choice?: Combination;
  /** The app behind it, where there is one. */
  readonly app?: App;
  /** Without what tells the scanners not to report a finding. */
  readonly stripped?: boolean;
}

/** The name of the same template without suppressions. */
export function withoutSuppressions(name: string): string {
  return `${name} without suppressions`;
}

/** Every template that is scanned: both profiles in a plain stack, PRODUCTION with its choices, and the ready-made ones as written. */
export function subjects(): Subject[] {
  const { app, template } = synthTest();
  const plain = [...combinations.map(production), { name: TEST, text: JSON.stringify(template.toJSON()), app }];
  return [
    ...plain,
    ...plain.filter(({ name }) => [PRODUCTION, TEST].includes(name)).map(strip),
    { name: READY_PRODUCTION, text: readFileSync(join(READY, READY_PRODUCTION), 'utf8'), choice: { ...nothingChosen(), template: 'ready' } },
    { name: READY_TEST, text: readFileSync(join(READY, READY_TEST), 'utf8') },
  ];
}

function nothingChosen(): Combination {
  return Object.fromEntries(Object.entries(OPTIONS).map(([option, [first]]) => [option, first]));
}

function production(choice: Combination): Subject {
  const chosen = nameOf(choice);
  const { app, template } = synthChoice(choice);
  return { name: chosen ? `${PRODUCTION}: ${chosen}` : PRODUCTION, text: JSON.stringify(template), choice: { ...choice, template: 'made' }, app };
}

function strip({ name, text }: Subject): Subject {
  const template = JSON.parse(text, (key, value: unknown) => (key === 'Metadata' ? undefined : value)) as unknown;
  return { name: withoutSuppressions(name), text: JSON.stringify(template), stripped: true };
}
