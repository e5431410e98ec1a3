import { readFileSync } from 'fs';
import { join } from 'path';
import { changed, evidence } from './pci-evidence';
import type { Change } from './pci-evidence';
import { synthProduction, synthTest } from './production';
import type { Resources } from './production';
import { Teardown } from '../../src';

const { resources } = synthProduction();
const ready = (JSON.parse(readFileSync(join(__dirname, '..', '..', 'cloudformation', 'payment-platform-production.template.json'), 'utf8')) as {
  readonly Resources: Resources;
}).Resources;

const missingIn = (template: Resources) => evidence.filter(({ holds }) => !holds(template)).map(({ requirement }) => requirement);
const nameOf = ([path, value]: Change) => (value === undefined ? `without ${path}` : `with ${path} ${JSON.stringify(value)}`);

test('there are 25 rows', () => {
  expect(evidence.length).toBe(25);
});

test('PRODUCTION shows all of them', () => {
  expect(missingIn(resources)).toEqual([]);
});

test('a disposable one shows neither protection nor logs that stay', () => {
  expect(missingIn(synthProduction({ teardown: Teardown.DISPOSABLE }).resources)).toEqual(['10.5.1', 'none: availability']);
});

// Which image it is, the parameter says.
test('the ready-made PRODUCTION shows all but the digest of the image', () => {
  expect(missingIn(ready)).toEqual(['6.3.3']);
});

describe.each(evidence.map((row) => [row.requirement, row.shown, row] as const))('%s: %s', (_, __, { breaks, holds }) => {
  test.each(breaks.map((change) => [nameOf(change), change] as const))('is gone %s', (___, change) => {
    expect(holds(changed(resources, change))).toBe(false);
  });
});

test('each row can be taken away, and only what is there can', () => {
  expect(evidence.filter(({ breaks }) => breaks.length === 0)).toEqual([]);
  expect(() => changed(resources, ['PayService/Properties/Nothing'])).toThrow('there is no PayService/Properties/Nothing to take out');
});

test('docs/security.md lists the rows, and what TEST shows of them', () => {
  const missing = missingIn(synthTest().resources);
  const rows = evidence.map(({ requirement, shown }) => `| ${requirement} | ${shown} | ${missing.includes(requirement) ? 'no' : 'yes'} |`);
  const document = readFileSync(join(__dirname, '..', '..', 'docs', 'security.md'), 'utf8').split('\n');
  const start = document.indexOf('| Requirement | In the template | TEST |') + 2;
  expect(document.slice(start, document.indexOf('', start))).toEqual(rows);
});
