import { execFileSync } from 'child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { readAssembly } from './support/sources';

// jsii-diff reads the whole of aws-cdk-lib.
jest.setTimeout(60_000);

const ROOT = resolve(__dirname, '..');

interface Break {
  /** What happened, in jsii-diff's terms: `removed`, `strengthened`, … */
  readonly kind: string;
  /** `PaymentNetworkOptions.cidr` */
  readonly subject: string;
  readonly message: string;
}

interface Notes { readonly changelog: string; readonly upgrading: string[] }

/** What the compiled API, or that of another assembly, breaks of the last release's. */
function breaks(...assembly: string[]): Break[] {
  const script = join(ROOT, 'scripts', 'api-baseline.mjs');
  return JSON.parse(execFileSync('node', [script, 'breaks', ...assembly], { encoding: 'utf8' }));
}

/** The changelog speaks of the next release up to the heading of the last one. */
function unreleased(changelog: string): string {
  return /^## Unreleased$([\s\S]*?)(?=^## |(?![\s\S]))/m.exec(changelog)?.[1] ?? '';
}

/** One text for each break that a reader of the changelog, or of a page on upgrading, would not find by its name. */
function withoutNote(found: Break[], { changelog, upgrading }: Notes): string[] {
  return found.flatMap(({ subject, message }) => {
    const name = `\`${subject}\``;
    const missing = [
      ...(unreleased(changelog).includes(name) ? [] : ['CHANGELOG.md, below "Unreleased"']),
      ...(upgrading.some((page) => page.includes(name)) ? [] : ['a page in docs/upgrading/']),
    ];
    return missing.length > 0 ? [`${message}. Name ${name} in ${missing.join(' and in ')}.`] : [];
  });
}

function readNotes(): Notes {
  const folder = join(ROOT, 'docs', 'upgrading');
  const pages = readdirSync(folder).filter((name) => name.endsWith('.md') && name !== 'README.md');
  return {
    changelog: readFileSync(join(ROOT, 'CHANGELOG.md'), 'utf8'),
    upgrading: pages.map((name) => readFileSync(join(folder, name), 'utf8')),
  };
}

/** An assembly as jsii writes it, open to changes. */
interface Changeable {
  readonly name: string;
  readonly optional?: boolean;
  type?: object;
  properties: Changeable[];
  methods: Changeable[];
  members: Changeable[];
  parameters: object[];
}

function changed(change: (types: Record<string, Changeable>) => void): string {
  const assembly = JSON.parse(readAssembly());
  change(assembly.types);
  return JSON.stringify(assembly);
}

describe('what the API breaks of the last release', () => {
  test('stands in the changelog and on a page about upgrading', () => {
    expect(withoutNote(breaks(), readNotes())).toEqual([]);
  });

  test('is compared with the newest release that the changelog has a heading for', () => {
    const { version } = JSON.parse(readFileSync(join(__dirname, 'api-baseline.json'), 'utf8'));
    const released = /^## \[?(\d+\.\d+\.\d+)/m.exec(readNotes().changelog)?.[1] ?? '0.0.0';
    expect(version).toBe(released);
  });
});

describe('a break is', () => {
  let folder: string;

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'api-changes-'));
  });

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('what goes, what becomes required and what has another type; what is new and optional is none', () => {
    const file = join(folder, 'changed.json');
    writeFileSync(file, changed((types) => {
      const type = (name: string) => types[`cdk-payment-platform.${name}`];
      const network = type('PaymentNetworkOptions');
      network.properties = network.properties.filter(({ name }) => name !== 'cidr');
      const worker = type('PaymentWorkerOptions');
      worker.properties.push(
        { ...worker.properties[0], name: 'priority', optional: undefined, type: { primitive: 'number' } },
        { ...worker.properties[0], name: 'note', optional: true, type: { primitive: 'string' } },
      );
      type('PaymentDatabase').properties.find(({ name }) => name === 'port')!.type = { primitive: 'string' };
      type('NatStrategy').methods.find(({ name }) => name === 'gatewayCount')!.parameters.push({ name: 'spare', type: { primitive: 'number' } });
      type('Teardown').members = type('Teardown').members.filter(({ name }) => name !== 'DISPOSABLE');
      delete types['cdk-payment-platform.PhysicalNames'];
    }));
    expect(breaks(file).map(({ kind, subject }) => `${kind} ${subject}`).sort()).toEqual([
      'changed-type PaymentDatabase.port',
      'new-argument NatStrategy.gatewayCount',
      'removed PaymentNetworkOptions.cidr',
      'removed PaymentNetworkProps.cidr',
      'removed PhysicalNames',
      'removed Teardown.DISPOSABLE',
      'strengthened PaymentWorkerOptions',
      'strengthened PaymentWorkerProps',
    ]);
  });

  test('no break when nothing changed but documents', () => {
    const file = join(folder, 'documents.json');
    writeFileSync(file, changed((types) => Object.values(types).forEach((type) => Object.assign(type, { docs: { summary: 'Other words.' } }))));
    expect(breaks(file)).toEqual([]);
  });
});

describe('a note', () => {
  const found = [{ kind: 'removed', subject: 'NatStrategy.none', message: 'METHOD NatStrategy.none: has been removed' }];
  const changelog = (text: string) => `# Changelog\n\n## Unreleased\n\n${text}\n\n## 1.0.0\n\n- \`NatStrategy.none\`\n`;
  const noted = 'Gone: `NatStrategy.none`.';

  test.each([
    ['in both places is enough', changelog(noted), [noted], []],
    ['without a page about upgrading is not', changelog(noted), [], ['a page in docs/upgrading/']],
    ['about an older release is not', changelog('- Something.'), [noted], ['CHANGELOG.md, below "Unreleased"']],
    ['of a longer name is not', changelog('`NatStrategy.none2`'), ['`TheNatStrategy.none`'], ['CHANGELOG.md, below "Unreleased"', 'a page in docs/upgrading/']],
  ])('%s', (_, text, upgrading, missing) => {
    const expected = missing.length > 0
      ? [`METHOD NatStrategy.none: has been removed. Name \`NatStrategy.none\` in ${missing.join(' and in ')}.`]
      : [];
    expect(withoutNote(found, { changelog: text, upgrading })).toEqual(expected);
  });
});
