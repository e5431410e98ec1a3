import { readdirSync, readFileSync } from 'fs';
import { dirname, join, relative, resolve } from 'path';
import * as ts from 'typescript';

const ROOT = resolve(__dirname, '..', '..');

/** A source file with its syntax tree; the name is relative to `src/`. */
export interface Source {
  readonly name: string;
  readonly text: string;
  readonly tree: ts.SourceFile;
}

/** Every file below `src/`. */
export function readSources(): Source[] {
  return filesBelow(join(ROOT, 'src')).filter((name) => name.endsWith('.ts')).map((name) => {
    const text = readFileSync(join(ROOT, 'src', name), 'utf8');
    return { name, text, tree: ts.createSourceFile(name, text, ts.ScriptTarget.ES2022, true) };
  });
}

/** The names of all tests, relative to `test/`. */
export function readTestNames(): string[] {
  return filesBelow(join(ROOT, 'test')).filter((name) => name.endsWith('.test.ts'));
}

/** The jsii assembly that the compile step writes. */
export function readAssembly(): string {
  try {
    return readFileSync(join(ROOT, '.jsii'), 'utf8');
  } catch {
    throw new Error('the public API is checked in .jsii, which is not there: run the compile first');
  }
}

/** Every node of a tree. */
export function nodesOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = [];
  ts.forEachChild(node, (child) => { children.push(child); });
  return [node, ...children.flatMap(nodesOf)];
}

/** How many lines a node has, without the comment before it. */
export function lineCount(node: ts.Node): number {
  const file = node.getSourceFile();
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  return lineOf(node.end) - lineOf(node.getStart()) + 1;
}

/** The source files that a source file needs at run time: imports and re-exports that are not of types only. */
export function runtimeImports({ name, tree }: Source): string[] {
  return tree.statements.flatMap((statement) => {
    const [typeOnly, specifier] = moduleOf(statement);
    const isLocal = specifier !== undefined && specifier.startsWith('.');
    return isLocal && !typeOnly ? [`${relative('.', join(dirname(name), specifier))}.ts`] : [];
  });
}

/** The text of every string and template in a source file, import paths apart. */
export function textsOf({ tree }: Source): string[] {
  const bodies = tree.statements.filter((statement) => !ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement));
  return bodies.flatMap(nodesOf).flatMap((node) => (isText(node) ? [node.text] : []));
}

function isText(node: ts.Node): node is ts.LiteralLikeNode {
  return ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
}

function moduleOf(statement: ts.Statement): [typeOnly: boolean, specifier: string | undefined] {
  if (ts.isImportDeclaration(statement)) {
    return [statement.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword, (statement.moduleSpecifier as ts.StringLiteral).text];
  }
  if (ts.isExportDeclaration(statement)) {
    return [statement.isTypeOnly, (statement.moduleSpecifier as ts.StringLiteral | undefined)?.text];
  }
  return [false, undefined];
}

function filesBelow(folder: string, below = ''): string[] {
  return readdirSync(join(folder, below), { withFileTypes: true }).flatMap((entry) => {
    const name = join(below, entry.name);
    return entry.isDirectory() ? filesBelow(folder, name) : [name];
  }).filter((name) => !name.includes('node_modules'));
}
