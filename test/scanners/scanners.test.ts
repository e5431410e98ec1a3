import { applies, expectedIn, explanations, foundIn } from './findings';
import { nag } from './nag';
import { scan } from './scanners';
import type { Scan } from './scanners';
import { PRODUCTION, READY_PRODUCTION, READY_TEST, subjects, TEST, withoutSuppressions } from './subjects';
import type { Subject } from './subjects';
import { readTable, table } from './table';

const all = subjects();
const scanned = all.filter(({ stripped }) => !stripped);
const byName = (wanted: string): Subject => all.find(({ name }) => name === wanted)!;
let scans: Scan[];

beforeAll(async () => {
  scans = await scan(all);
}, 600_000);

describe('the scanners', () => {
  test('have rules, and report what is suppressed once the suppressions are taken out', () => {
    expect(scans.map(({ tool }) => tool)).toEqual(['cfn-lint', 'checkov', 'cfn-guard, Control Tower', 'parliament']);
    scans.forEach(({ rules }) => expect(rules).toBeGreaterThanOrEqual(20));
    const [, checkov] = scans;
    expect(new Set(checkov.findings.filter(({ template }) => template === withoutSuppressions(PRODUCTION)).map(({ rule }) => rule)))
      .toEqual(new Set(['CKV_AWS_115', 'CKV_AWS_116', 'CKV_AWS_117', 'CKV_AWS_18']));
  });

  test.each(scanned.map((subject) => [subject.name, subject] as const))('find what is explained, and nothing else, in %s', (_, subject) => {
    expect(foundIn(subject, scans)).toEqual(expectedIn(subject));
  });

  test.each([READY_TEST, READY_PRODUCTION, PRODUCTION, TEST])('cfn-lint is silent in three regions about %s', (name) => {
    expect(foundIn(byName(name), scans.filter(({ tool }) => tool === 'cfn-lint'))).toEqual([]);
  });

  test('checkov is silent about every PRODUCTION', () => {
    const productions = scanned.filter(({ choice }) => choice !== undefined);
    expect(productions.length).toBeGreaterThanOrEqual(10);
    productions.forEach((subject) => expect(foundIn(subject, scans.filter(({ tool }) => tool === 'checkov'))).toEqual([]));
  });
});

describe('the findings that stay', () => {
  test('in PRODUCTION are errors of a tool, unless somebody chose what is found', () => {
    const unexplained = explanations.filter((row) => row.profile === 'PRODUCTION' && applies(row, byName(PRODUCTION)) && row.kind !== 'tool');
    expect(unexplained).toEqual([]);
    expect(new Set(explanations.filter(({ profile }) => profile === 'PRODUCTION').map(({ kind }) => kind))).toEqual(new Set(['tool', 'choice']));
  });

  test('in TEST are errors of a tool, or there for cost, teardown or the reference system', () => {
    const kinds = new Set(explanations.filter(({ profile }) => profile === 'TEST').map(({ kind }) => kind));
    expect(kinds).toEqual(new Set(['tool', 'cost', 'teardown', 'specification']));
  });

  test('have a reason each, and each row explains something in some template', () => {
    explanations.forEach(({ reason }) => expect(reason.length).toBeGreaterThanOrEqual(40));
    expect(explanations.filter((row) => !scanned.some((subject) => applies(row, subject)))).toEqual([]);
  });
});

test('the table in docs/security.md says what the tools say; "npm run scan" writes it', () => {
  const [, date] = /^Counted on (\d{4}-\d{2}-\d{2}),/.exec(readTable()) ?? [];
  expect(readTable()).toBe(table([...scans, ...nag(all)], date));
});
