import { readFileSync } from 'fs';
import { join } from 'path';
import type { Figure } from './figures';

/** The goals, by the name of their figure. */
export interface Budgets {
  /** How far above its goal a measured figure may be: machines are noisy. */
  readonly noise: number;
  /** Most that a measured figure should be. */
  readonly measured: Record<string, number>;
  /** What would be better still; nothing fails above it. */
  readonly stretch: Record<string, number>;
  /** Most that a figure may be that is the same on every machine. */
  readonly exact: Record<string, number>;
}

export function readBudgets(): Budgets {
  return JSON.parse(readFileSync(join(__dirname, 'budgets.json'), 'utf8')) as Budgets;
}

/** Above which value a figure fails; nothing where there is no goal. */
export function gateOf({ noise, measured, exact }: Budgets, name: string): number | undefined {
  return name in measured ? Number((measured[name] * noise).toFixed(3)) : exact[name];
}

/** The figures beyond their gates, and the goals without a figure, each in one line. */
export function failures(budgets: Budgets, figures: Figure[]): string[] {
  const beyond = figures.flatMap(({ name, value }) => {
    const gate = gateOf(budgets, name);
    return gate !== undefined && value > gate ? [`${name}: ${value}, at most ${gate}`] : [];
  });
  const missing = [...Object.keys(budgets.measured), ...Object.keys(budgets.exact)].filter((goal) => !figures.some(({ name }) => name === goal));
  return [...beyond, ...missing.map((name) => `${name}: not measured`)];
}
