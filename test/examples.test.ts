import { readFileSync } from 'fs';
import { join, resolve } from 'path';

const ROOT = resolve(__dirname, '..');
const { devDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const cdk: string = devDependencies['aws-cdk-lib'];
const constructs: string = devDependencies.constructs;

const read = (example: string, file: string) => readFileSync(join(ROOT, 'examples', example, file), 'utf8');

/** The lines of the first shell block of an example's README. */
function commandsOf(example: string): string[] {
  const [, block = ''] = /```sh\n([\s\S]*?)```/.exec(read(example, 'README.md')) ?? [];
  return block.trim().split('\n');
}

// The apps themselves are installed and synthesized by `npm run test:bindings`, with the same first command.
describe.each([
  ['python', 'python3 -m venv .venv && .venv/bin/pip install -r requirements.txt'],
  ['java', 'mvn -q compile'],
  ['go', 'go mod tidy'],
])('the example in %s', (example, install) => {
  test('takes three commands', () => {
    expect(commandsOf(example)).toEqual([install, 'npx aws-cdk@2 synth', 'npx aws-cdk@2 deploy']);
  });

  test('tells the CDK CLI how to run it', () => {
    expect(Object.keys(JSON.parse(read(example, 'cdk.json')))).toEqual(['app']);
  });
});

describe('the examples ask for the minimum that the library needs:', () => {
  test.each(['examples', 'test/bindings'])('%s, in Python', (folder) => {
    const lines = readFileSync(join(ROOT, folder, 'python', 'requirements.txt'), 'utf8').trim().split('\n');
    expect(lines).toEqual([`aws-cdk-lib>=${cdk},<3`, 'cdk-payment-platform', `constructs>=${constructs},<11`]);
  });

  test.each(['examples', 'test/bindings'])('%s, in Java', (folder) => {
    const pom = readFileSync(join(ROOT, folder, 'java', 'pom.xml'), 'utf8');
    expect(pom).toContain(`<aws-cdk-lib.version>${cdk}</aws-cdk-lib.version>`);
    expect(pom).toContain(`<constructs.version>${constructs}</constructs.version>`);
  });

  test.each(['examples', 'test/bindings'])('%s, in Go', (folder) => {
    expect(readFileSync(join(ROOT, folder, 'go', 'go.mod'), 'utf8')).toContain(`github.com/aws/aws-cdk-go/awscdk/v2 v${cdk}\n`);
  });

  test.each(['minimal', 'production', 'existing-network', 'parts-only'])('%s', (example) => {
    const { dependencies } = JSON.parse(read(example, 'package.json'));
    expect(dependencies).toEqual({ 'aws-cdk-lib': `^${cdk}`, 'cdk-payment-platform': '*', 'constructs': `^${constructs}` });
  });
});
