import { spawn } from 'child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { arch, platform, tmpdir } from 'os';
import { dirname, join } from 'path';
import type { Subject } from './subjects';
import { policiesOf } from '../nag/policies';
import type { Resources } from '../production/production';

const ROOT = join(__dirname, '..', '..');
const PYTHON = join(ROOT, '.cache', 'scanners-venv', 'bin', 'python');
const GUARD = dirname(require.resolve('@cdklabs/cdk-validator-cfnguard/package.json'));
const REGIONS = ['us-east-1', 'us-west-2', 'eu-west-1'];

/** A rule that a resource breaks. */
export interface Finding {
  readonly template: string;
  readonly rule: string;
  readonly resource: string;
}

/** What one tool says of all templates. */
export interface Scan {
  readonly tool: string;
  readonly version: string;
  /** How many rules the tool has for templates. */
  readonly rules: number;
  readonly findings: Finding[];
}

/** What the tools say, each started once, two at a time. */
export async function scan(subjects: Subject[]): Promise<Scan[]> {
  const directory = mkdtempSync(join(tmpdir(), 'scanners-'));
  try {
    const templates = write(subjects, directory);
    const written = policies(subjects);
    const [lint, others] = await Promise.all([
      python('cfn-lint', { templates, regions: REGIONS }),
      inTurn([
        () => python('checkov', { templates }),
        () => controlTower(subjects, templates),
        () => python('parliament', { policies: written }),
      ]),
    ]);
    return [lint, ...others];
  } finally {
    rmSync(directory, { recursive: true });
  }
}

/** What cfn-guard says with the rules in these files. Of a rule without a clause about a resource, the resource is empty. */
export async function guard(tool: string, files: string[], templates: Record<string, string>): Promise<Scan> {
  const names = new Map(Object.entries(templates).map(([name, file]) => [file, name]));
  const system = platform() === 'darwin' ? 'macos' : 'ubuntu';
  const binary = join(GUARD, 'bin', system, arch() === 'arm64' ? 'aarch64' : 'x86_64', 'cfn-guard');
  const { version } = JSON.parse(readFileSync(join(GUARD, 'guard-version.json'), 'utf8')) as { version: string };
  const output = await run(binary, [
    'validate', ...files.flatMap((file) => ['--rules', file]), ...[...names.keys()].flatMap((file) => ['--data', file]),
    '--output-format', 'json', '--show-summary', 'none', '--structured',
  ]);
  const reports = JSON.parse(output) as Array<{ readonly name: string; readonly not_compliant: GuardRule[] }>;
  if (reports.length !== names.size) {
    throw new Error(`cfn-guard was given ${names.size} templates and reports on ${reports.length}`);
  }
  const findings = reports.flatMap(({ name, not_compliant: rules }) =>
    rules.flatMap(broken).map((finding) => ({ template: names.get(name)!, ...finding })));
  return { tool, version, rules: files.length, findings };
}

/** Writes the templates, each into a file of its own. */
export function write(subjects: Subject[], directory: string): Record<string, string> {
  return Object.fromEntries(subjects.map(({ name, text }, index) => {
    const file = join(directory, `${index}.template.json`);
    writeFileSync(file, text);
    return [name, file];
  }));
}

interface GuardRule {
  readonly Rule: { readonly name: string };
}

/** cfn-guard nests its reasons by the form of a rule; each names the path of what it looked at. Control Tower's rules have their id in a message. */
function broken(rule: GuardRule): Array<Omit<Finding, 'template'>> {
  const text = JSON.stringify(rule);
  const [, id = rule.Rule.name] = /\[(CT\.[A-Z0-9.]+)\]/.exec(text) ?? [];
  const resources = new Set([...text.matchAll(/"\/Resources\/(\w+)/g)].map(([, resource]) => resource));
  return resources.size > 0 ? [...resources].map((resource) => ({ rule: id, resource })) : [{ rule: id, resource: '' }];
}

/** The rules that come with the package. Those about resources that no template has are left out of the run: they have nothing to look at. */
async function controlTower(subjects: Subject[], templates: Record<string, string>): Promise<Scan> {
  const files = guardFiles(join(GUARD, 'rules', 'control-tower', 'cfn-guard'));
  const types = new Set(subjects.flatMap(({ text }) => Object.values(resourcesOf(text)).map(({ Type: type }) => type)));
  const applicable = files.filter((file) => {
    const named = readFileSync(file, 'utf8').match(/(?<=['"])AWS::\w+::\w+(?=['"])/g) ?? [];
    return named.length === 0 || named.some((type) => types.has(type));
  });
  return { ...await guard('cfn-guard, Control Tower', applicable, templates), rules: files.length };
}

function guardFiles(path: string): string[] {
  return statSync(path).isDirectory() ? readdirSync(path).sort().flatMap((name) => guardFiles(join(path, name))) : [path];
}

function policies(subjects: Subject[]) {
  return subjects.flatMap(({ name, text }) => policiesOf(resourcesOf(text)).map((policy) => ({ template: name, ...policy })));
}

function resourcesOf(text: string): Resources {
  return (JSON.parse(text) as { readonly Resources: Resources }).Resources;
}

async function python(tool: string, input: object): Promise<Scan> {
  if (!existsSync(PYTHON)) {
    throw new Error(`${PYTHON} is not there; "npm run setup" installs it`);
  }
  return { tool, ...JSON.parse(await run(PYTHON, [join(__dirname, 'scan.py'), tool], JSON.stringify(input))) as Omit<Scan, 'tool'> };
}

async function inTurn<T>(steps: Array<() => Promise<T>>): Promise<T[]> {
  const results: T[] = [];
  for (const step of steps) {
    results.push(await step());
  }
  return results;
}

/** The standard output of a command. Scanners that find something say so with their exit code, so it is the output that counts. */
async function run(command: string, args: string[], input = ''): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { cwd: ROOT });
    const [output, errors]: Buffer[][] = [[], []];
    child.stdout.on('data', (chunk: Buffer) => output.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => errors.push(chunk));
    child.on('error', reject);
    child.on('close', () => {
      const text = Buffer.concat(output).toString();
      return text ? resolve(text) : reject(new Error(`${command} says nothing: ${Buffer.concat(errors).toString()}`));
    });
    child.stdin.end(input);
  });
}
