import { createHash } from 'crypto';
import type { CfnTemplate, CfnTemplateResource } from './template';

/** Rounds of naming; a name settles after as many as the longest chain of references has links. */
const ROUNDS = 12;

/** Names that aws-cdk derives from the place of a construct. */
const DERIVED: Record<string, string[]> = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': ['PolicyName'],
  'AWS::ECS::TaskDefinition': ['Family'],
};

/** What one template makes and the other does not. */
export interface Differences {
  readonly missing: string[];
  readonly extra: string[];
}

/** Values that say what CloudFormation assumes without them. */
const ASSUMED: Record<string, Record<string, unknown>> = {
  'AWS::IAM::ManagedPolicy': { Description: '', Path: '/' },
};

/** Lists whose order means nothing. */
const UNORDERED = ['Action', 'Resource', 'Environment', 'Secrets'];

/**
 * How the resources of a template differ from those of another, in words without logical ids: a reference reads as what it
 * refers to. The order of creation and notes for scanners are left out: they are no resources.
 */
export function differences(template: CfnTemplate, expected: CfnTemplate): Differences {
  const byType = between(resourcesInWords(template, 0), resourcesInWords(expected, 0));
  // What refers to a different resource is different too; first the cause, then the rest.
  return byType.missing.length + byType.extra.length > 0 ? byType : between(resourcesInWords(template), resourcesInWords(expected));
}

/** Every resource in words; after each round a reference also says what its target refers to. */
export function resourcesInWords({ Resources: resources, Conditions: conditions = {} }: CfnTemplate, rounds = ROUNDS): string[] {
  const constant = new Map(Object.keys(conditions).map((name) => [name, `condition ${JSON.stringify(conditions[name])}`]));
  let names = new Map([...Object.entries(resources).map(([id, { Type: type }]) => [id, type] as const), ...constant]);
  for (let round = 0; round < rounds; round++) {
    const known = names;
    const next = Object.entries(resources).map(([id, resource]) => [id, `${resource.Type}#${digest(inWords(resource, known))}`] as const);
    names = new Map([...next, ...constant]);
  }
  return Object.values(resources).map((resource) => inWords(resource, names)).sort();
}

function between(words: string[], expected: string[]): Differences {
  return { missing: without(expected, words), extra: without(words, expected) };
}

/** The words that are left when each of the others has taken one equal to it away. */
function without(words: string[], others: string[]): string[] {
  const left = [...others];
  return words.filter((word) => {
    const index = left.indexOf(word);
    if (index >= 0) {
      left.splice(index, 1);
    }
    return index < 0;
  });
}

function inWords(resource: CfnTemplateResource, names: Map<string, string>): string {
  const { Type: type, Properties: properties = {}, DeletionPolicy, UpdateReplacePolicy } = resource;
  const derived = (key: string, value: unknown) => typeof value === 'string' && DERIVED[type]?.includes(key);
  const own = Object.fromEntries(Object.entries(properties).filter(([key, value]) => !derived(key, value) && ASSUMED[type]?.[key] !== value));
  return `${type} ${JSON.stringify({ ...(rename(own, names) as object), DeletionPolicy, UpdateReplacePolicy })}`;
}

function rename(value: unknown, names: Map<string, string>): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => rename(item, names));
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  const sorted = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(sorted.map(([key, item]) => [key, renamedIntrinsic(key, item, names) ?? inOrder(key, rename(item, names))]));
}

function inOrder(key: string, value: unknown): unknown {
  return Array.isArray(value) && UNORDERED.includes(key) ? value.map((item) => JSON.stringify(item)).sort() : value;
}

function renamedIntrinsic(key: string, value: unknown, names: Map<string, string>): unknown {
  const named = (name: unknown) => names.get(String(name)) ?? name;
  if (key === 'Ref') {
    return named(value);
  }
  if ((key === 'Fn::GetAtt' || key === 'Fn::If') && Array.isArray(value)) {
    const [name, ...others] = value;
    return [named(name), ...others.map((other) => rename(other, names))];
  }
  return undefined;
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 8);
}
