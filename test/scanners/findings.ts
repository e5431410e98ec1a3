import { readFileSync } from 'fs';
import { join } from 'path';
import type { Scan } from './scanners';
import { READY_TEST, TEST } from './subjects';
import type { Subject } from './subjects';

/** Why a finding stays. Of TEST it may be what it costs, that it can be deleted, or the reference system; of PRODUCTION, what somebody chose. */
export type Kind = 'tool' | 'choice' | 'cost' | 'teardown' | 'specification';

/** A finding that is expected, and why it stays. */
export interface Explanation {
  readonly profile: 'PRODUCTION' | 'TEST';
  readonly kind: Kind;
  readonly tool: string;
  readonly rule: string;
  readonly resources: string[];
  /** The choices with which it is there; each of them has to hold. */
  readonly when?: Readonly<Record<string, readonly string[]>>;
  readonly reason: string;
}

/** The findings that stay; the list is reviewed in diffs. */
export const explanations: readonly Explanation[] = JSON.parse(readFileSync(join(__dirname, 'expected-findings.json'), 'utf8')) as Explanation[];

/** What the tools find in a template, apart from what a user brings; by names that plain and ready-made templates share. */
export function foundIn({ name }: Subject, scans: Scan[]): string[] {
  const all = scans.flatMap(({ tool, findings }) => findings.filter(({ template }) => template === name)
    .map(({ rule, resource }) => ({ tool, rule, resource: readable(resource) })));
  return unique(all.filter(({ resource }) => !resource.startsWith('My')).map(line));
}

/** What is expected to be found in a template. */
export function expectedIn(subject: Subject): string[] {
  return unique(explanations.filter((explanation) => applies(explanation, subject))
    .flatMap(({ tool, rule, resources }) => resources.map((resource) => line({ tool, rule, resource }))));
}

export function applies({ profile, when = {} }: Explanation, { name, choice = {} }: Subject): boolean {
  const isTest = [TEST, READY_TEST].includes(name);
  return (profile === 'TEST') === isTest && Object.entries(when).every(([option, values]) => values.includes(choice[option]));
}

function line({ tool, rule, resource }: { readonly tool: string; readonly rule: string; readonly resource: string }): string {
  return `${tool}: ${rule} ${resource}`;
}

/** A logical id without the hash of aws-cdk and the name of the platform, which the ready-made templates do not have. */
function readable(id: string): string {
  return id.replace(/^Pay(?=[A-Z])/, '').replace(/[0-9A-F]{8}(?=$|\.)/, '').replace('CustomResource', '');
}

function unique(lines: string[]): string[] {
  return [...new Set(lines)].sort();
}
