import { readAssembly } from './sources';

/** What the rules read of a jsii assembly. */
interface Docs { readonly summary?: string; readonly default?: string }
type Reference = { readonly primitive: string } | { readonly fqn: string } | { readonly collection: { readonly elementtype: Reference } };
interface Parameter { readonly name: string; readonly type?: Reference; readonly optional?: boolean; readonly docs?: Docs }
interface Member {
  readonly name: string;
  readonly docs?: Docs;
  readonly type?: Reference;
  readonly optional?: boolean;
  readonly static?: boolean;
  readonly const?: boolean;
  readonly immutable?: boolean;
  readonly overrides?: string;
  readonly parameters?: Parameter[];
  readonly returns?: { readonly type?: Reference };
}
export interface ApiType {
  readonly fqn: string;
  readonly name: string;
  readonly kind: 'class' | 'enum' | 'interface';
  readonly datatype?: boolean;
  readonly base?: string;
  readonly interfaces?: string[];
  readonly docs?: Docs;
  readonly properties?: Member[];
  readonly methods?: Member[];
  readonly members?: Member[];
  readonly initializer?: { readonly parameters?: Parameter[] };
}

/** One rule over one type; it names every part of the type that breaks it. */
export interface ApiRule {
  readonly id: string;
  readonly requirement: string;
  readonly breaches: (type: ApiType, types: ApiType[]) => string[];
}

/** Every public type of the library. */
export function readApi(): ApiType[] {
  return Object.values((JSON.parse(readAssembly()) as { types: Record<string, ApiType> }).types);
}

const CONSTRUCTS = ['constructs.Construct', 'aws-cdk-lib.Stack'];

export function isConstruct({ base }: ApiType): boolean {
  return base !== undefined && CONSTRUCTS.includes(base);
}

const propertiesOf = ({ properties = [] }: ApiType) => properties;
const methodsOf = ({ methods = [] }: ApiType) => methods;
const membersOf = (type: ApiType) => [...propertiesOf(type), ...methodsOf(type), ...(type.members ?? [])];
const parametersOf = (type: ApiType) => [
  ...(type.initializer?.parameters ?? []).map((parameter) => ({ parameter, of: 'new' })),
  ...methodsOf(type).flatMap(({ name, parameters = [] }) => parameters.map((parameter) => ({ parameter, of: name }))),
];

/** Every place of a type that names another, with that reference. */
function references(type: ApiType): [place: string, reference: Reference | undefined][] {
  return [
    ...propertiesOf(type).map((property) => [property.name, property.type] as [string, Reference | undefined]),
    ...parametersOf(type).map(({ parameter, of }) => [`${of}(${parameter.name})`, parameter.type] as [string, Reference | undefined]),
    ...methodsOf(type).filter(({ returns }) => returns).map(({ name, returns }) => [`${name}()`, returns?.type] as [string, Reference | undefined]),
  ];
}

function isExpressible(reference: Reference | undefined): boolean {
  if (reference === undefined) {
    return false;
  }
  if ('collection' in reference) {
    return isExpressible(reference.collection.elementtype);
  }
  return 'fqn' in reference || ['string', 'number', 'boolean', 'date'].includes(reference.primitive);
}

/** The required properties of a struct, with those that it inherits inside the library. */
function requiredOf(fqn: string, types: ApiType[]): string[] {
  const struct = types.find((type) => type.fqn === fqn);
  const own = struct ? propertiesOf(struct).filter(({ optional }) => !optional).map(({ name }) => name) : [];
  return [...own, ...(struct?.interfaces ?? []).flatMap((parent) => requiredOf(parent, types))];
}

const PARAMETERS_WITHOUT_DOCS = ['new'];

export const documentationRules: ApiRule[] = [
  {
    id: 'documented',
    requirement: 'types, members and parameters are documented',
    breaches: (type) => [
      ...[{ name: type.name, docs: type.docs }, ...membersOf(type)].filter(({ docs }) => !docs?.summary?.trim()).map(({ name }) => name),
      ...parametersOf(type).filter(({ of, parameter }) => !PARAMETERS_WITHOUT_DOCS.includes(of) && !parameter.docs?.summary?.trim())
        .map(({ of, parameter }) => `${of}(${parameter.name})`),
    ],
  },
  {
    id: 'default',
    requirement: 'an optional property says what happens without it: a value or a behaviour, never "none"',
    breaches: (type) => (type.datatype ? propertiesOf(type) : [])
      .filter(({ optional, docs }) => optional && /^[-\s]*(none|undefined|null|n\/a)?[.\s]*$/i.test(docs?.default ?? ''))
      .map(({ name }) => name),
  },
];

export const shapeRules: ApiRule[] = [
  {
    id: 'new',
    requirement: 'a construct is made from scope, id and its props, which are optional exactly when each of them is',
    breaches: (type, types) => {
      if (!isConstruct(type)) {
        return [];
      }
      const parameters = type.initializer?.parameters ?? [];
      const optional = requiredOf(`${type.fqn}Props`, types).length === 0;
      const expected = `scope: constructs.Construct, id: string, props${optional ? '?' : ''}: ${type.fqn}Props`;
      const found = parameters.map((parameter) => `${parameter.name}${parameter.optional ? '?' : ''}: ${nameOf(parameter.type)}`).join(', ');
      return found === expected ? [] : [found];
    },
  },
  {
    id: 'type',
    requirement: 'a type is a name, a primitive other than any, or a list or map of these; a union is none',
    breaches: (type) => references(type).filter(([, reference]) => !isExpressible(reference)).map(([place]) => place),
  },
  {
    id: 'immutable',
    requirement: 'what is read cannot be written',
    breaches: (type) => propertiesOf(type).filter(({ immutable }) => !immutable).map(({ name }) => name),
  },
  {
    id: 'duration',
    requirement: 'a time that a user sets is a Duration, and only a number has a unit in its name',
    breaches: (type) => (/(Props|Options|Overrides)$/.test(type.name) ? propertiesOf(type) : []).filter(({ name, type: reference }) => {
      const hasUnit = /(seconds|minutes|hours|days|millis|milliseconds)$/i.test(name);
      return hasUnit && ['number', 'aws-cdk-lib.Duration'].includes(nameOf(reference));
    }).map(({ name }) => name),
  },
  {
    id: 'grant',
    requirement: 'a method that grants takes the grantee first and returns the grant',
    breaches: (type) => methodsOf(type).filter(({ name }) => /^grant[A-Z]|^grant$/.test(name)).filter(({ parameters = [], returns }) =>
      nameOf(parameters[0]?.type) !== 'aws-cdk-lib.aws_iam.IGrantable' || nameOf(returns?.type) !== 'aws-cdk-lib.aws_iam.Grant')
      .map(({ name }) => name),
  },
  {
    id: 'constant',
    requirement: 'a constant of a class is written in capitals',
    breaches: (type) => propertiesOf(type).filter(({ const: constant, name }) => constant && !/^[A-Z][A-Z0-9_]*$/.test(name)).map(({ name }) => name),
  },
];

export function nameOf(reference: Reference | undefined): string {
  if (reference === undefined) {
    return 'nothing';
  }
  return 'fqn' in reference ? reference.fqn : 'primitive' in reference ? reference.primitive : `many ${nameOf(reference.collection.elementtype)}`;
}

/** What a user hands in: properties of structs and parameters of methods. */
export function inputsOf(type: ApiType): [place: string, fqn: string][] {
  const structs = type.datatype ? propertiesOf(type).map(({ name, type: reference }) => [name, nameOf(reference)] as [string, string]) : [];
  return [...structs, ...parametersOf(type).map(({ parameter, of }) => [`${of}(${parameter.name})`, nameOf(parameter.type)] as [string, string])];
}
