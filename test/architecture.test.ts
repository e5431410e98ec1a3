import * as ts from 'typescript';
import { lineCount, nodesOf, readSources, readTestNames, runtimeImports, textsOf } from './support/sources';
import type { Source } from './support/sources';

const PARTS = ['encryption', 'network', 'database', 'service', 'dns', 'monitoring', 'discovery'];

const sources = readSources();
const names = sources.map(({ name }) => name);

function linesOf({ text }: Source): number {
  return text.trimEnd().split('\n').length;
}

function partOf(name: string): string | undefined {
  return PARTS.find((part) => name.startsWith(`${part}/`));
}

function found(matches: (node: ts.Node) => boolean): string[] {
  return sources.flatMap(({ name, tree }) => nodesOf(tree).filter(matches).map((node) => {
    const { line } = tree.getLineAndCharacterOfPosition(node.getStart());
    return `${name}:${line + 1}`;
  }));
}

/** Whether there is something to test: a file of types, enumerations and re-exports does nothing. */
function hasBehaviour({ tree }: Source): boolean {
  return tree.statements.some((statement) => ![
    ts.SyntaxKind.ImportDeclaration, ts.SyntaxKind.ExportDeclaration, ts.SyntaxKind.InterfaceDeclaration, ts.SyntaxKind.TypeAliasDeclaration,
    ts.SyntaxKind.EnumDeclaration,
  ].includes(statement.kind));
}

describe('size', () => {
  test.each(sources.map((source) => [source.name, source] as const))('%s has at most 250 lines', (_, source) => {
    expect(linesOf(source)).toBeLessThanOrEqual(250);
  });

  test('half of the files have at most 100 lines', () => {
    const sorted = sources.map(linesOf).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThanOrEqual(100);
  });

  test('a function has at most 40 lines', () => {
    expect(found((node) => ts.isFunctionLike(node) && !ts.isConstructorDeclaration(node) && lineCount(node) > 40)).toEqual([]);
  });

  test('a constructor has at most 50 lines', () => {
    expect(found((node) => ts.isConstructorDeclaration(node) && lineCount(node) > 50)).toEqual([]);
  });
});

describe('imports', () => {
  const imports = new Map(sources.map((source) => [source.name, runtimeImports(source)]));

  test('lead to files of this library', () => {
    expect([...imports.values()].flat().filter((name) => !names.includes(name))).toEqual([]);
  });

  const reachable = (from: string, seen = new Set<string>()): Set<string> => {
    for (const next of imports.get(from) ?? []) {
      if (!seen.has(next)) {
        reachable(next, seen.add(next));
      }
    }
    return seen;
  };
  // What a profile holds is made of these; whoever may leave the profile out reaches them.
  const held = [
    'database/connection-settings.ts', 'database/credentials-binding.ts', 'database/database-access.ts', 'database/master-credentials.ts',
    'network/nat-strategy.ts', 'service/task-size.ts',
  ];
  const crossings = (isFrom: (name: string) => boolean, closed: string[] = []) => names.filter(isFrom).flatMap((from) => [
    ...reachable(from, new Set(closed)),
  ].filter((to) => partOf(to) !== undefined && partOf(to) !== partOf(from))
    .map((to) => `${from} -> ${to}`));

  test('have no cycle', () => {
    expect(names.filter((name) => reachable(name).has(name))).toEqual([]);
  });

  test('lead from no part to another part, also not through other files, apart from the values that a profile holds', () => {
    const isOfPart = (name: string) => partOf(name) !== undefined;
    expect(crossings(isOfPart).filter((crossing) => !held.includes(crossing.split(' -> ')[1]))).toEqual([]);
    expect(crossings(isOfPart, ['platform-profile.ts'])).toEqual([]);
  });

  test('lead from a profile to values of parts only, and from these to nothing but themselves and config', () => {
    expect([...reachable('platform-profile.ts')].filter((name) => partOf(name) !== undefined).sort()).toEqual(held);
    expect(held.flatMap((name) => [...reachable(name)]).filter((name) => !held.includes(name) && !name.startsWith('config/'))).toEqual([]);
  });

  test('lead from config to no part, also not through other files', () => {
    expect(crossings((name) => name.startsWith('config/'))).toEqual([]);
  });
});

describe('style', () => {
  test('names are given in one file: the literal payment- stands nowhere else', () => {
    // The name of the package stands in ids of warnings.
    const naming = sources.filter((source) => textsOf(source).some((text) => /(?<!cdk-)payment-/.test(text))).map(({ name }) => name);
    expect(naming).toEqual(['config/payment-names.ts']);
  });

  test('nothing has the type any', () => {
    expect(found((node) => node.kind === ts.SyntaxKind.AnyKeyword)).toEqual([]);
  });

  test('no check is switched off', () => {
    const switched = sources.filter(({ text }) => /eslint-disable|@ts-ignore|@ts-expect-error|@ts-nocheck|istanbul ignore|[cv]8 ignore/.test(text));
    expect(switched.map(({ name }) => name)).toEqual([]);
  });

  test('outputs are made by the ready-made stack only', () => {
    const making = sources.filter(({ tree }) => nodesOf(tree).some((node) => ts.isIdentifier(node) && node.text === 'CfnOutput'));
    expect(making.map(({ name }) => name)).toEqual(['payment-platform-stack.ts']);
  });
});

describe('order', () => {
  test.each(sources.filter(hasBehaviour).map(({ name }) => [name]))('%s has a test of the same name', (name) => {
    expect(readTestNames()).toContain(name.replace(/\.ts$/, '.test.ts'));
  });

  test('the barrel exports whole files, none of them internal, one a line', () => {
    const barrel = sources.find(({ name }) => name === 'index.ts');
    const lines = (barrel?.text ?? '').trimEnd().split('\n');
    expect(lines.length).toBeLessThanOrEqual(40);
    lines.forEach((line) => expect(line).toMatch(/^export \* from '\.\/(?!config\/|custom-resource\/|profiles\/)[a-z/-]+';$/));
    expect(lines).toEqual([...lines].sort());
  });
});
