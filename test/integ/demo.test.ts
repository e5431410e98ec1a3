import { execFileSync, spawn } from 'child_process';
import type { ChildProcessByStdio } from 'child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync } from 'fs';
import { createServer } from 'net';
import type { AddressInfo } from 'net';
import { tmpdir } from 'os';
import { join } from 'path';
import type { Readable } from 'stream';
import { parseOptions, USAGE, UsageError } from './demo/options';
import { installExampleApp } from './support/example-app';
import { REPOSITORY } from './support/repository';
import { until } from './support/until';

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Everything the demo makes for itself goes here, so that what it leaves behind is seen. */
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'demo-test-'));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('called wrongly, the demo says so and how to call it', () => {
  test.each([
    [['--nope'], "Unknown option '--nope'"],
    [['twice'], "Unexpected argument 'twice'"],
    [['--port'], "Option '--port <value>' argument missing"],
    [['--port', 'eighty'], "--port must be a number from 1024 to 65535, got 'eighty'"],
    [['--port', '80'], "--port must be a number from 1024 to 65535, got '80'"],
  ])('%j', (args, message) => {
    expect(() => parseOptions(args)).toThrow(new UsageError(message));
  });

  test('and ends with an exit code of its own', async () => {
    const { code, stdout, stderr } = await run(['--nope']);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr.trim()).toBe(`Unknown option '--nope'\n\n${USAGE}`);
    expectNothingLeft();
  });
});

test('asked for help, it tells its options', async () => {
  expect(await run(['--help'])).toEqual({ code: 0, stdout: `${USAGE}\n`, stderr: '' });
});

test('with a port that is taken, it says so', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await until('the port is taken', async () => server.address() ?? undefined);
  const { port } = server.address() as AddressInfo;
  const { code, stderr } = await run(['--port', `${port}`]);
  server.close();
  expect({ code, stderr: stderr.trim() }).toEqual({
    code: 1,
    stderr: `Port ${port} is taken: choose another with --port, or leave it out to use a free one`,
  });
  expectNothingLeft();
});

test('without the Python environment of the local AWS, it says how to get it', async () => {
  const clone = join(folder, 'clone');
  mkdirSync(join(clone, 'test'), { recursive: true });
  for (const name of ['test/integ', 'test/local-aws', 'cloudformation', 'package.json', 'tsconfig.json', 'tsconfig.dev.json']) {
    cpSync(join(REPOSITORY, name), join(clone, name), { recursive: true });
  }
  symlinkSync(join(REPOSITORY, 'node_modules'), join(clone, 'node_modules'));
  const { code, stderr } = await run([], clone);
  expect(code).toBe(1);
  expect(stderr.trim()).toMatch(/^The local AWS emulator is not installed \(.*\): run `npm run setup`$/);
  expect(readdirSync(folder)).toEqual(['clone']);
});

describe('while it works', () => {
  // So that each demo comes to the CDK CLI soon.
  beforeAll(async () => {
    await installExampleApp(() => {});
  });

  test.each([['SIGINT'], ['SIGTERM']] as const)('%s ends it with one line, and nothing is left', async (signal) => {
    const { demo, ended } = await busy();
    demo.kill(signal);
    const { code, stderr } = await ended;
    expect({ code, stderr: stderr.trim() }).toEqual({ code: 130, stderr: 'Interrupted: the local AWS and everything in it is gone.' });
    await expectNoProcess();
    expectNothingLeft();
  });

  test('the death of the local AWS ends it with one line, and nothing is left', async () => {
    const { port, ended } = await busy();
    const [pid] = processes(`launcher --port ${port}`);
    process.kill(pid, 'SIGKILL');
    const { code, stderr } = await ended;
    expect(code).toBe(1);
    expect(stderr.trim()).toMatch(/^The local AWS emulator ended by itself.*$/);
    await expectNoProcess();
    expectNothingLeft();
  });
});

test('it holds, and a program can read its result', async () => {
  const { code, stdout, stderr } = await run(['--json']);
  const { ok, steps, platforms, notShown } = JSON.parse(stdout);
  expect({ code, ok, failed: steps.filter((step: { ok: boolean }) => !step.ok) }).toEqual({ code: 0, ok: true, failed: [] });
  expect(platforms.map(({ stackName, region }: Record<string, string>) => `${stackName} ${region}`)).toEqual([
    'PaymentApp us-east-1', 'payment-platform-ready us-east-1',
  ]);
  expect(platforms[0].outputs.CloudWatchDashboard).toContain('dashboards:name=payment-failover-demo');
  expect(notShown.length).toBeGreaterThan(0);
  expect(stderr).toMatch(/✓ {2}cdk deploy/);
  expectNothingLeft();
});

function start(args: string[], root = REPOSITORY) {
  const tsNode = join(root, 'node_modules', '.bin', 'ts-node');
  const demo = spawn(process.execPath, [tsNode, '--transpile-only', '--project', 'tsconfig.dev.json', 'test/integ/demo.ts', ...args], {
    cwd: root,
    // The cache that ts-node keeps for the next run is not the demo's.
    env: { ...process.env, TMPDIR: folder, DISABLE_V8_COMPILE_CACHE: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  return { demo, ended: collect(demo) };
}

async function run(args: string[], root?: string): Promise<Ended> {
  return start(args, root).ended;
}

async function collect(demo: ChildProcessByStdio<null, Readable, Readable>): Promise<Ended> {
  const output = { stdout: '', stderr: '' };
  demo.stdout.on('data', (chunk: Buffer) => { output.stdout += chunk.toString(); });
  demo.stderr.on('data', (chunk: Buffer) => { output.stderr += chunk.toString(); });
  const code = await new Promise<number | null>((resolve) => demo.once('close', resolve));
  return { code, ...output };
}

/** A demo in the middle of its work: the CDK CLI runs. */
async function busy() {
  const port = await freePort();
  const { demo, ended } = start(['--port', `${port}`]);
  try {
    await until('the CDK CLI synthesizes', async () => (processes(`cdk synth --quiet --output ${folder}`).length > 0 ? true : undefined));
  } catch (error) {
    demo.kill('SIGINT');
    throw error;
  }
  return { demo, ended, port };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  const { port } = await until('a free port', async () => server.address() as AddressInfo ?? undefined);
  await new Promise((closed) => server.close(closed));
  return port;
}

/** The ids of processes whose command line holds the text. */
function processes(text: string): number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=', '-o', 'args='], { encoding: 'utf8' }).split('\n');
  return lines.filter((line) => line.includes(text) && !line.includes('ps -A')).map((line) => Number(line.trim().split(/\s+/)[0]));
}

/** A killed process is listed until its parent has taken notice. */
async function expectNoProcess(): Promise<void> {
  await until('no process of the demo is left', async () => (processes(folder).length === 0 ? true : undefined), 5_000);
}

function expectNothingLeft(): void {
  expect(readdirSync(folder)).toEqual([]);
}
