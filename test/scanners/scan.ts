import { spawnSync } from 'child_process';
import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { parseArgs } from 'util';
import { expectedIn, foundIn } from './findings';
import { nag } from './nag';
import { guard, scan, write } from './scanners';
import type { Scan } from './scanners';
import { PRODUCTION, subjects, TEST, withoutSuppressions } from './subjects';
import type { Subject } from './subjects';
import { table, writeTable } from './table';

/** The rule sets of the guard rules registry that are asked for. */
const REGISTRY = ['pci_dss_3_2_1', 'nist800_53rev5', 'wa-Security-Pillar', 'wa-Reliability-Pillar', 'cis_aws_benchmark_level_2'];

interface RuleSet {
  readonly ruleSetName: string;
  readonly mappings: Array<{ readonly guardFilePath: string }>;
}

/** What the rules in a checkout of the guard rules registry say of the two profiles. */
async function registry(checkout: string, all: Subject[]): Promise<Scan[]> {
  const directory = mkdtempSync(join(tmpdir(), 'registry-'));
  const names = [PRODUCTION, TEST].flatMap((name) => [name, withoutSuppressions(name)]);
  const templates = write(all.filter(({ name }) => names.includes(name)), directory);
  const scans: Scan[] = [];
  for (const name of REGISTRY) {
    const { ruleSetName, mappings } = JSON.parse(readFileSync(join(checkout, 'mappings', `rule_set_${name}.json`), 'utf8')) as RuleSet;
    scans.push(await guard(`cfn-guard, ${ruleSetName}`, mappings.map(({ guardFilePath: file }) => join(checkout, file)), templates));
  }
  rmSync(directory, { recursive: true });
  return scans;
}

function unexpectedIn(subject: Subject, scans: Scan[]): string[] {
  const [found, expected] = [foundIn(subject, scans), expectedIn(subject)];
  return [
    ...found.filter((finding) => !expected.includes(finding)).map((finding) => `new in ${subject.name}: ${finding}`),
    ...expected.filter((finding) => !found.includes(finding)).map((finding) => `gone from ${subject.name}: ${finding}`),
  ];
}

async function main(): Promise<void> {
  const { values: options } = parseArgs({ options: { 'latest': { type: 'boolean' }, 'print': { type: 'boolean' }, 'guard-rules': { type: 'string' } } });
  if (options.latest) {
    process.exit(spawnSync(process.execPath, [join(__dirname, '..', '..', 'scripts', 'scan-latest.mjs')], { stdio: 'inherit' }).status ?? 1);
  }
  const all = subjects();
  const checkout = options['guard-rules'];
  const further = checkout === undefined ? [] : await registry(checkout, all);
  const templateScans = await scan(all);
  const scans = [...templateScans, ...nag(all)];
  const date = new Date().toISOString().slice(0, 10);
  console.log(table([...scans, ...further], date));
  if (!options.print) {
    writeTable(table(scans, date));
  }
  const unexpected = all.filter(({ stripped }) => !stripped).flatMap((subject) => unexpectedIn(subject, templateScans));
  unexpected.forEach((text) => console.error(text));
  process.exitCode = unexpected.length > 0 ? 1 : 0;
}

void main();
