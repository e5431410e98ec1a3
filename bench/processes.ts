import { spawnSync } from 'child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import * as ts from 'typescript';
import type { ProcessReport } from './apps/run';
import type { CfnTemplate } from './template';

const ROOT = resolve(__dirname, '..');
const APPS = join(ROOT, 'bench', 'apps');
/** As deep below the root as the sources are, so that their relative imports hold. */
const COMPILED = join(ROOT, '.cache', 'bench');

/** The apps, by the names of their files. */
export type AppName = 'bare-service' | 'floor' | 'hand-written-production' | 'hand-written-test' | 'import-aws-cdk-lib' | 'import-library'
  | 'patterns' | 'platform-production' | 'platform-test';

/** What one process cost. */
export interface Cost {
  readonly cpuSeconds: number;
  readonly wallSeconds: number;
  readonly peakMebibytes: number;
}

/** What one process cost and made. */
export interface Result extends Cost, ProcessReport {
  readonly templates: CfnTemplate[];
}

export interface RunOptions {
  /** How many platforms the app holds, 1 by default. */
  readonly copies?: number;
  /** Whether aws-cdk checks the templates with its built-in CloudFormation Validate, which costs more than everything else. */
  readonly validation?: boolean;
}

/** Compiles the apps: what is measured is node alone. */
export function compileApps(): void {
  mkdirSync(COMPILED, { recursive: true });
  for (const file of readdirSync(APPS)) {
    const { outputText } = ts.transpileModule(readFileSync(join(APPS, file), 'utf8'), {
      compilerOptions: { module: ts.ModuleKind.CommonJS, target: ts.ScriptTarget.ES2022, esModuleInterop: true },
    });
    writeFileSync(join(COMPILED, file.replace(/\.ts$/, '.js')), outputText);
  }
}

/** Runs a compiled app as a process of its own. */
export function runApp(app: AppName, { copies = 1, validation = false }: RunOptions = {}): Result {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const start = process.hrtime.bigint();
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(COMPILED, `${app}.js`), String(copies), outdir], {
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      env: { ...process.env, CDK_VALIDATION: String(validation), NODE_OPTIONS: '' },
    });
    const wallSeconds = Number(process.hrtime.bigint() - start) / 1e9;
    if (status !== 0) {
      throw new Error(`${app} failed: ${stderr}`);
    }
    const report = JSON.parse(stdout.slice(stdout.lastIndexOf('{"cpuSeconds"'))) as ProcessReport;
    return { ...report, wallSeconds, templates: readTemplates(outdir) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

/** Runs the apps one after the other, again and again, so that a busy minute of the machine meets all of them. */
export function interleave<K extends string>(runs: Record<K, () => Cost>, rounds: number): Record<K, Cost[]> {
  const names = Object.keys(runs) as K[];
  const costs = Object.fromEntries(names.map((name) => [name, [] as Cost[]])) as Record<K, Cost[]>;
  for (let round = 0; round < rounds; round++) {
    for (const name of names) {
      costs[name].push(runs[name]());
    }
  }
  return costs;
}

function readTemplates(outdir: string): CfnTemplate[] {
  return readdirSync(outdir)
    .filter((file) => file.endsWith('.template.json'))
    .map((file) => JSON.parse(readFileSync(join(outdir, file), 'utf8')) as CfnTemplate);
}
