import { readFileSync } from 'fs';
import { resolve } from 'path';
import { Resource } from 'aws-cdk-lib';
import * as library from '../src';
import { documentationRules, inputsOf, isConstruct, readApi, shapeRules } from './support/api';
import type { ApiRule, ApiType } from './support/api';
import { languageRules } from './support/api-languages';

const string = { primitive: 'string' };
const docs = { summary: 'Something.' };
const struct = (...properties: object[]): Partial<ApiType> => ({ kind: 'interface', datatype: true, properties: properties as ApiType['properties'] });
const methods = (...list: object[]): Partial<ApiType> => ({ methods: list as ApiType['methods'] });
const construct = (...parameters: object[]): Partial<ApiType> => ({
  base: 'constructs.Construct', initializer: { parameters: parameters as [] },
});
const scope = { name: 'scope', type: { fqn: 'constructs.Construct' } };
const id = { name: 'id', type: string };
const props = { name: 'props', type: { fqn: 'library.ThingProps' } };

/** Resources of aws-cdk that a user may have made elsewhere come as interfaces. */
const resourceRule: ApiRule = {
  id: 'resource',
  requirement: 'a resource is taken by its interface, so that an imported one will do',
  breaches: (type) => inputsOf(type).filter(([, fqn]) => isResource(fqn)).map(([place]) => place),
};

function isResource(fqn: string): boolean {
  const [, service, name] = /^aws-cdk-lib\.(aws_\w+)\.(\w+)$/.exec(fqn) ?? [];
  if (service === undefined) {
    return false;
  }
  const found: unknown = jest.requireActual<Record<string, unknown>>(`aws-cdk-lib/${service.replace(/_/g, '-')}`)[name];
  return typeof found === 'function' && found.prototype instanceof Resource;
}

const enumRule: ApiRule = {
  id: 'enum',
  requirement: 'the value of an enumeration is the name of its member, so that every language prints the same',
  breaches: ({ kind, name, members = [] }) => (kind === 'enum' ? members : [])
    .filter((member) => (library as unknown as Record<string, Record<string, string> | undefined>)[name]?.[member.name] !== member.name)
    .map((member) => member.name),
};

const rules = [...documentationRules, ...shapeRules, ...languageRules, resourceRule, enumRule];

type Case = [type: Partial<ApiType>, breaches: string[], neighbour?: Partial<ApiType>];

/** A type that breaks the rule, what the rule says of it, and a neighbour where it takes two. */
const broken: Record<string, Case[]> = {
  'documented': [
    [{ docs: {} }, ['Thing']],
    [struct({ name: 'cidr', docs: { summary: ' ' } }), ['cidr']],
    [methods({ name: 'publish', docs, parameters: [{ name: 'path', docs }, { name: 'value' }] }), ['publish(value)']],
    [{ kind: 'enum', members: [{ name: 'PROTECTED' }] }, ['PROTECTED']],
  ],
  'default': [
    [struct({ name: 'a', optional: true }, { name: 'b', optional: true, docs: { default: '- None.' } }, { name: 'c', optional: true, docs: { default: '6' } }), ['a', 'b']],
  ],
  'new': [
    [construct(scope, { ...props, optional: true }, id), ['scope: constructs.Construct, props?: library.ThingProps, id: string']],
    [construct(scope, id, props), ['scope: constructs.Construct, id: string, props: library.ThingProps']],
    [
      construct(scope, id, { ...props, optional: true }),
      ['scope: constructs.Construct, id: string, props?: library.ThingProps'],
      { fqn: 'library.ThingProps', ...struct({ name: 'vpc' }) },
    ],
    [construct(scope, id), ['scope: constructs.Construct, id: string']],
  ],
  'type': [
    [struct({ name: 'a', type: { primitive: 'any' } }, { name: 'b', type: { union: { types: [] } } }), ['a', 'b']],
    [struct({ name: 'a', type: { collection: { kind: 'map', elementtype: { primitive: 'json' } } } }), ['a']],
    [methods({ name: 'add', parameters: [{ name: 'a', type: { primitive: 'any' } }], returns: { type: { primitive: 'any' } } }), ['add(a)', 'add()']],
  ],
  'immutable': [[struct({ name: 'topic' }, { name: 'alarms', immutable: true }), ['topic']]],
  'duration': [
    [
      { name: 'ThingOptions', ...struct({ name: 'intervalSeconds', type: { primitive: 'number' } }, { name: 'retentionDays', type: { fqn: 'aws-cdk-lib.Duration' } }) },
      ['intervalSeconds', 'retentionDays'],
    ],
  ],
  'grant': [
    [methods({ name: 'grantConnect', parameters: [{ name: 'grantee', type: { fqn: 'aws-cdk-lib.aws_iam.IRole' } }], returns: { type: { fqn: 'aws-cdk-lib.aws_iam.Grant' } } }), ['grantConnect']],
    [methods({ name: 'grant', parameters: [{ name: 'grantee', type: { fqn: 'aws-cdk-lib.aws_iam.IGrantable' } }] }), ['grant']],
  ],
  'constant': [[struct({ name: 'Test', const: true }, { name: 'TEST', const: true }), ['Test']]],
  'inherited': [
    [methods({ name: 'notify' }, { name: 'hashCode' }, { name: 'toString' }), ['notify in Java', 'hashCode in Java']],
    [struct({ name: 'class' }, { name: 'type' }), ['getClass in Java']],
    [methods({ name: 'equals' }), ['equals in Java', 'Equals in C#']],
    [methods({ name: 'referenceEquals' }), ['ReferenceEquals in C#']],
  ],
  'distinct': [
    [struct({ name: 'vpcId' }, { name: 'VpcId' }), ['getVpcId in Java', 'vpc_id in Python', 'VpcId in Go', 'VpcId in C#']],
    [{ ...struct({ name: 'topic' }), ...methods({ name: 'getTopic' }) }, ['getTopic in Java']],
    [{ ...struct({ name: 'topic' }), ...methods({ name: 'topic' }) }, ['topic in Python', 'Topic in Go', 'Topic in C#']],
  ],
  'class-name': [[methods({ name: 'thing' }), ['thing']]],
  'builder': [[struct({ name: 'build' }, { name: 'vpc' }), ['build']]],
  'keyword': [[{ name: 'ThingProps', ...struct({ name: 'scope' }, { name: 'id' }) }, ['scope', 'id']]],
  'package': [
    [{ initializer: {} }, ['NewThing'], { fqn: 'library.NewThing', name: 'NewThing', kind: 'enum' }],
    [methods({ name: 'of', static: true }), ['Thing_Of'], { fqn: 'library.Thing_Of', name: 'Thing_Of' }],
  ],
  'resource': [
    [struct({ name: 'topic', type: { fqn: 'aws-cdk-lib.aws_sns.Topic' } }, { name: 'key', type: { fqn: 'aws-cdk-lib.aws_kms.IKey' } }), ['topic']],
    [methods({ name: 'use', parameters: [{ name: 'cluster', type: { fqn: 'aws-cdk-lib.aws_rds.DatabaseCluster' } }] }), ['use(cluster)']],
  ],
  'enum': [[{ name: 'Teardown', kind: 'enum', members: [{ name: 'PROTECTED' }, { name: 'FORGOTTEN' }] }, ['FORGOTTEN']]],
};

describe('the public API', () => {
  const types = readApi();

  test.each(rules.map((rule) => [rule.requirement, rule] as const))('%s', (_, { breaches }) => {
    expect(types.flatMap((type) => breaches(type, types).map((breach) => `${type.name}: ${breach}`))).toEqual([]);
  });

  test('has constructs, structs and enumerations, so that each rule has something to look at', () => {
    expect(types.filter(isConstruct).length).toBeGreaterThanOrEqual(8);
    expect(types.filter(({ datatype }) => datatype).length).toBeGreaterThanOrEqual(10);
    expect(types.filter(({ kind }) => kind === 'enum').length).toBeGreaterThanOrEqual(3);
  });

  test('holds no internal type', () => {
    expect(types.map(({ name }) => name).filter((name) => /^(BoundCredentials|CredentialsContext)$/.test(name))).toEqual([]);
  });

  test('is compiled so that a reserved word of any language is an error', () => {
    const { tasks } = JSON.parse(readFileSync(resolve(__dirname, '../.projen/tasks.json'), 'utf8'));
    expect(tasks.compile.steps).toEqual([{ exec: 'jsii --fail-on-warnings' }]);
  });
});

describe('the rule', () => {
  test.each(rules.flatMap((rule) => (broken[rule.id] ?? []).map(([type, expected, neighbour]) => ({ rule, type, expected, neighbour }))))(
    '$rule.id finds $expected', ({ rule, type, expected, neighbour }) => {
      const complete = (part: Partial<ApiType>): ApiType => ({ fqn: 'library.Thing', name: 'Thing', kind: 'class', docs, ...part });
      const types = [type, ...(neighbour ? [neighbour] : [])].map(complete);
      expect(rule.breaches(types[0], types)).toEqual(expected);
    });

  test('is never without a type that breaks it', () => {
    expect(Object.keys(broken).sort()).toEqual(rules.map((rule) => rule.id).sort());
  });
});
