import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';
import { version as cdkVersion } from 'aws-cdk-lib/package.json';
import { explanations } from './findings';
import type { Scan } from './scanners';
import { PRODUCTION, TEST, withoutSuppressions } from './subjects';

const DOCUMENT = join(__dirname, '..', '..', 'docs', 'security.md');
const TABLE = /(?<=<!-- scanner table -->\n)[\s\S]*?(?=\n<!-- end of the scanner table -->)/;

/** The tools, their rules, and what they find before and after suppression, as Markdown. */
export function table(scans: Scan[], date: string): string {
  return [
    `Counted on ${date}, with aws-cdk-lib ${cdkVersion}.`,
    '',
    '| Tool | Version | Rules | PRODUCTION, before suppression | after | TEST, before suppression | after |',
    '|---|---|---|---|---|---|---|',
    ...scans.map((scan) => `| ${[scan.tool, scan.version, scan.rules, ...counts(scan, PRODUCTION), ...counts(scan, TEST)].join(' | ')} |`),
  ].join('\n');
}

/** The table as it stands in the documents. */
export function readTable(): string {
  const [text] = TABLE.exec(readFileSync(DOCUMENT, 'utf8')) ?? [];
  if (text === undefined) {
    throw new Error(`${DOCUMENT} has no place for the table`);
  }
  return text;
}

export function writeTable(text: string): void {
  readTable();
  writeFileSync(DOCUMENT, readFileSync(DOCUMENT, 'utf8').replace(TABLE, () => text));
}

/** All findings, and those that are neither suppressed in the template nor explained as an error of the tool. */
function counts({ tool, findings }: Scan, profile: 'PRODUCTION' | 'TEST'): number[] {
  const isExplained = (rule: string) => explanations.some((row) => row.profile === profile && row.kind === 'tool' && row.tool === tool && row.rule === rule);
  // A rule may look at several places of a resource.
  const of = (name: string) => [...new Set(findings.filter(({ template }) => template === name).map(({ rule, resource }) => `${rule} ${resource}`))];
  return [of(withoutSuppressions(profile)).length, of(profile).filter((finding) => !isExplained(finding.split(' ')[0])).length];
}
