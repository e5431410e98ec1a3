// npm run bench [-- --compare | --check] [--quick]: prints a JSON object a line and then a table. See docs/performance.md.
import { readFileSync, writeFileSync } from 'fs';
import { cpus } from 'os';
import { join } from 'path';
import { criticalPath } from './critical-path';
import { developerLoop, slowestTests } from './developer-loop';
import { exactFigures, readyTemplate } from './exact';
import type { Figure } from './figures';
import { footprint, typeCheck } from './footprint';
import { failures, gateOf, readBudgets } from './gates';
import { optionSizes } from './options';
import { compileApps, runApp } from './processes';
import { growth, importCost, synthCost, validationCost } from './synth-cost';
import { minifiedBytes } from './template-size';

const RESULTS = join(__dirname, 'results.json');

interface Results {
  readonly versions: Record<string, string>;
  readonly figures: Record<string, number>;
}

const [mode] = process.argv.slice(2).filter((argument) => argument !== '--quick');
const quick = process.argv.includes('--quick');
const rounds = (usual: number) => (quick ? Math.ceil(usual / 5) : usual);

/** What is measured, in this order. */
const MEASUREMENTS: ReadonlyArray<() => Figure[]> = [
  exactFigures,
  () => synthCost(rounds(15)),
  () => validationCost(rounds(3)),
  () => importCost(rounds(15)),
  () => growth(rounds(3)),
  footprint,
  () => typeCheck(rounds(5)),
  developerLoop,
];

process.env.CDK_VALIDATION = 'false';
const budgets = readBudgets();
compileApps();
const figures = MEASUREMENTS.flatMap((measure) => {
  const found = measure();
  found.forEach((figure) => console.log(JSON.stringify(figure)));
  return found;
});
printTable(figures, mode === '--compare' ? readResults().figures : {});
printDetails();

const failed = failures(budgets, figures);
if (mode === '--check') {
  console.log(failed.length === 0 ? '\nEvery figure is within its gate.' : `\nBeyond the gates:\n${failed.map((line) => `  ${line}`).join('\n')}`);
  process.exitCode = failed.length === 0 ? 0 : 1;
} else if (mode === undefined && !quick) {
  writeFileSync(RESULTS, `${JSON.stringify(results(figures), undefined, 2)}\n`);
}

function printTable(rows: Figure[], before: Record<string, number>): void {
  console.log('');
  console.table(Object.fromEntries(rows.map(({ name, value, unit }) => [name, {
    value,
    unit,
    ...(Object.keys(before).length > 0 && { before: before[name], change: value - before[name] }),
    goal: budgets.measured[name] ?? budgets.exact[name] ?? '',
    gate: gateOf(budgets, name) ?? '',
    stretch: budgets.stretch[name] ?? '',
  }])));
}

function printDetails(): void {
  console.log('\nWhat each option adds to TEST');
  console.table(Object.fromEntries(optionSizes(minifiedBytes).map(({ option, ...size }) => [option, size])));
  const templates = {
    'TEST': readyTemplate('test').template,
    'PRODUCTION': readyTemplate('production').template,
    'TEST, hand-written': runApp('hand-written-test').templates[0],
    'ecs-patterns, DatabaseCluster, cdk-monitoring-constructs': runApp('patterns').templates[0],
  };
  for (const [name, template] of Object.entries(templates)) {
    console.log(`\nCritical path, ${name}`);
    console.table(criticalPath(template));
  }
  console.log('\nThe slowest tests of the last run');
  console.table(slowestTests(10));
}

function results(rows: Figure[]): Results {
  const version = (name: string) => (JSON.parse(readFileSync(join(__dirname, '..', 'node_modules', name, 'package.json'), 'utf8')) as { version: string }).version;
  return {
    versions: {
      'node': process.version,
      'processor': `${cpus().length} × ${cpus()[0].model}`,
      'aws-cdk-lib': version('aws-cdk-lib'),
      'constructs': version('constructs'),
      'cdk-monitoring-constructs': version('cdk-monitoring-constructs'),
      'typescript': version('typescript'),
    },
    figures: Object.fromEntries(rows.map(({ name, value }) => [name, value])),
  };
}

function readResults(): Results {
  return JSON.parse(readFileSync(RESULTS, 'utf8')) as Results;
}
