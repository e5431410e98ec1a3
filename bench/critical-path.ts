import { creationSeconds } from './creation-times';
import { dependencyGraph } from './template';
import type { CfnTemplate } from './template';

/** One link of a chain: a resource, and when it is there at the earliest. */
export interface Link {
  readonly name: string;
  readonly type: string;
  readonly seconds: number;
  readonly readyAt: number;
}

/** How long something takes, by its resource type. */
export type Weights = (type: string) => number;

/**
 * The longest chain of resources that wait for each other. CloudFormation makes everything else beside it, so a stack cannot
 * be there sooner than the end of this chain.
 */
export function criticalPath(template: CfnTemplate, weights: Weights = creationSeconds): Link[] {
  const links = schedule(template, weights);
  const graph = dependencyGraph(template);
  const path: Link[] = [];
  let last = latest([...links.values()]);
  while (last) {
    path.unshift(last);
    last = latest([...graph.get(last.name) ?? []].flatMap((name) => links.get(name) ?? []));
  }
  return path;
}

/** When the last link of a chain is there. */
export function secondsOf(path: Link[]): number {
  return path.at(-1)?.readyAt ?? 0;
}

/** When each resource is there at the earliest. */
function schedule(template: CfnTemplate, weights: Weights): Map<string, Link> {
  const graph = dependencyGraph(template);
  const links = new Map<string, Link>();
  const readyAt = (name: string, waiting: string[]): number => {
    if (waiting.includes(name)) {
      throw new Error(`resources wait for each other: ${[...waiting, name].join(' → ')}`);
    }
    const known = links.get(name);
    if (known) {
      return known.readyAt;
    }
    const start = Math.max(0, ...[...graph.get(name) ?? []].map((other) => readyAt(other, [...waiting, name])));
    const { Type: type } = template.Resources[name];
    const link = { name, type, seconds: weights(type), readyAt: start + weights(type) };
    links.set(name, link);
    return link.readyAt;
  };
  Object.keys(template.Resources).forEach((name) => readyAt(name, []));
  return links;
}

function latest(links: Link[]): Link | undefined {
  return links.reduce<Link | undefined>((last, link) => (last === undefined || link.readyAt > last.readyAt ? link : last), undefined);
}
