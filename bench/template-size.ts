import { dependencyGraph, explicitDependencies, referencesOf } from './template';
import type { CfnTemplate } from './template';

/** Bytes that a template could do without. */
export interface Waste {
  /** Parameters and conditions that nothing refers to. */
  readonly unused: string[];
  /** `DependsOn` entries that say what a reference or another entry says already, as `RESOURCE → OTHER`. */
  readonly redundantDependencies: string[];
  /** What texts take that stand in the template more than once; CloudFormation has no way to share them. */
  readonly repeatedLiteralBytes: number;
}

/** Shorter texts are names and words, not waste. */
const SHORTEST_LITERAL = 40;

export function wasteOf(template: CfnTemplate): Waste {
  return {
    unused: unusedNames(template),
    redundantDependencies: redundantDependencies(template),
    repeatedLiteralBytes: repeatedLiteralBytes(template),
  };
}

/** The size without spaces and line breaks. */
export function minifiedBytes(template: CfnTemplate): number {
  return Buffer.byteLength(JSON.stringify(template));
}

function unusedNames({ Parameters: parameters = {}, Conditions: conditions = {}, ...others }: CfnTemplate): string[] {
  const used = referencesOf([conditions, others]);
  return [...Object.keys(parameters), ...Object.keys(conditions)].filter((name) => !used.has(name));
}

function redundantDependencies(template: CfnTemplate): string[] {
  const graph = dependencyGraph(template);
  const reaches = (from: string, to: string): boolean => from === to || [...graph.get(from) ?? []].some((next) => reaches(next, to));
  return Object.entries(template.Resources).flatMap(([name, resource]) => {
    const referenced = referencesOf(resource.Properties);
    return explicitDependencies(resource)
      .filter((other) => referenced.has(other) || [...graph.get(name) ?? []].some((next) => next !== other && reaches(next, other)))
      .map((other) => `${name} → ${other}`);
  });
}

function repeatedLiteralBytes(template: CfnTemplate): number {
  const seen = new Set<string>();
  let total = 0;
  for (const text of textsOf(template)) {
    if (text.length >= SHORTEST_LITERAL && seen.has(text)) {
      total += Buffer.byteLength(JSON.stringify(text));
    }
    seen.add(text);
  }
  return total;
}

function textsOf(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return value !== null && typeof value === 'object' ? Object.values(value).flatMap(textsOf) : [];
}
