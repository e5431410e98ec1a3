import { createHash } from 'crypto';
import type { CfnTemplate, CfnTemplateResource } from './template';

/** Rounds of naming; a name settles after as many as the longest chain of references has links. */
const ROUNDS = 12;

/** Names that aws-cdk derives from the place of a construct. */
const DERIVED: Record<string, string[]> = {
  'AWS::ApplicationAutoScaling::ScalingPolicy': ['PolicyName'],
  'AWS::ECS::TaskDefinition': ['Family'],
};

/**
 * Every resource of a template, in words that hold no logical id: a reference reads as what it refers to. Two templates with
 * the same words make the same resources. The order of creation and notes for scanners are left out: they are no resources.
 */
export function resourcesInWords(template: CfnTemplate): string[] {
  const { Resources: resources, Conditions: conditions = {} } = template;
  const constant = new Map(Object.keys(conditions).map((name) => [name, `condition ${JSON.stringify(conditions[name])}`]));
  let names = new Map(Object.entries(resources).map(([id, { Type: type }]) => [id, type]));
  for (let round = 0; round < ROUNDS; round++) {
    const known = new Map([...names, ...constant]);
    names = new Map(Object.entries(resources).map(([id, resource]) => [id, `${resource.Type}#${digest(inWords(resource, known))}`]));
  }
  const known = new Map([...names, ...constant]);
  return Object.values(resources).map((resource) => inWords(resource, known)).sort();
}

function inWords(resource: CfnTemplateResource, names: Map<string, string>): string {
  const { Type: type, Properties: properties = {}, DeletionPolicy, UpdateReplacePolicy } = resource;
  const own = Object.fromEntries(Object.entries(properties).filter(([key, value]) => !(typeof value === 'string' && DERIVED[type]?.includes(key))));
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

/** What a policy lists has no order. */
function inOrder(key: string, value: unknown): unknown {
  return Array.isArray(value) && (key === 'Action' || key === 'Resource') ? value.map((item) => JSON.stringify(item)).sort() : value;
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
