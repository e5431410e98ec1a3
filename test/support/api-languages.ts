import type { ApiRule, ApiType } from './api';

/** How jsii spells a member in each language. */
const pascal = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);
const snake = (name: string) => name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').replace(/([A-Z]+)([A-Z][a-z])/g, '$1_$2').toLowerCase();

interface Spelling { readonly language: string; readonly property: (name: string) => string; readonly method: (name: string) => string }

const spellings: Spelling[] = [
  { language: 'Java', property: (name) => `get${pascal(name)}`, method: (name) => name },
  { language: 'Python', property: snake, method: snake },
  { language: 'Go', property: pascal, method: pascal },
  { language: 'C#', property: pascal, method: pascal },
];

/**
 * Members of every object. `toString()` is not among them: jsii makes it an override.
 * Java: java.lang.Object of Java SE 17; C#: System.Object of .NET 8 (read 2026-11). Python objects have only names with underscores.
 */
const inherited: Record<string, string[]> = {
  'Java': ['clone', 'equals', 'finalize', 'getClass', 'hashCode', 'notify', 'notifyAll', 'wait'],
  'C#': ['Equals', 'Finalize', 'GetHashCode', 'GetType', 'MemberwiseClone', 'ReferenceEquals'],
};

/** Methods of the builder that jsii makes of a struct in Java. */
const BUILDER = ['build', 'create'];

function spelled({ properties = [], methods = [] }: ApiType, { property, method }: Spelling): string[] {
  return [...properties.map(({ name }) => property(name)), ...methods.map(({ name }) => method(name))];
}

function twice(names: string[]): string[] {
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
}

/** The names that a type adds to its Go package, which has one name space for all types. */
function goNames({ name, methods = [], properties = [], members = [], initializer }: ApiType): string[] {
  return [
    name,
    ...(initializer ? [`New${name}`, `New${name}_Override`] : []),
    ...[...methods, ...properties].filter((member) => member.static).map((member) => `${name}_${pascal(member.name)}`),
    ...members.map((member) => `${name}_${member.name}`),
  ];
}

/** What compiles in TypeScript and does not, or means something else, elsewhere. jsii itself refuses reserved words. */
export const languageRules: ApiRule[] = [
  {
    id: 'inherited',
    requirement: 'no member is called like one that every object has',
    breaches: (type) => spellings.flatMap((spelling) => spelled(type, spelling)
      .filter((name) => inherited[spelling.language]?.includes(name)).map((name) => `${name} in ${spelling.language}`)),
  },
  {
    id: 'distinct',
    requirement: 'two members of a type are never spelled the same',
    breaches: (type) => spellings.flatMap((spelling) => twice(spelled(type, spelling)).map((name) => `${name} in ${spelling.language}`)),
  },
  {
    id: 'class-name',
    requirement: 'no member is called like its type, which C# reads as a constructor',
    breaches: ({ name: type, properties = [], methods = [] }) => [...properties, ...methods].map(({ name }) => name)
      .filter((name) => pascal(name) === type),
  },
  {
    id: 'builder',
    requirement: 'no property of a struct is called like a method of its Java builder',
    breaches: (type) => (type.datatype ? type.properties ?? [] : []).filter(({ name }) => BUILDER.includes(name)).map(({ name }) => name),
  },
  {
    id: 'keyword',
    requirement: 'no property of props is called scope or id, which are arguments of their own in Python',
    breaches: ({ name: struct, properties = [] }) => properties
      .filter(({ name }) => struct.endsWith('Props') && ['scope', 'id'].includes(name)).map(({ name }) => name),
  },
  {
    id: 'package',
    requirement: 'two types never give the same name to the Go package',
    breaches: (type, types) => {
      const others = types.filter(({ fqn }) => fqn !== type.fqn).flatMap(goNames);
      return goNames(type).filter((name) => others.includes(name));
    },
  },
];
