import { createServer } from 'net';
import { parseOptions, USAGE, UsageError } from './demo/options';
import type { DemoOptions } from './demo/options';
import { Reporter, Stopped } from './demo/reporter';
import { Scenario } from './demo/scenario';
import { asJson, asText, holds } from './demo/summary';
import type { DemoResult } from './demo/summary';
import { endCommands } from './support/child-process';
import { LocalAws } from '../local-aws/local-aws';

const EXIT = { held: 0, failed: 1, usage: 2, interrupted: 130 };
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

async function main(): Promise<number> {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(USAGE);
    return EXIT.held;
  }
  // Progress must not stand between a program and the JSON it reads.
  const progress = options.json ? process.stderr : process.stdout;
  const reporter = new Reporter(progress);
  reporter.heading('Starting the local AWS …');
  const local = await start(options);
  void local.exited.then((error) => error && end(error.message, EXIT.failed));
  const scenario = new Scenario(local, reporter);
  process.once('exit', () => scenario.cleanUp());

  const result = await play(scenario, reporter, options);
  console.log(options.json ? asJson(result) : asText(result));
  if (options.keep) await keepRunning(local, progress);
  await local.stop();
  return holds(result) ? EXIT.held : EXIT.failed;
}

async function start({ port }: DemoOptions): Promise<LocalAws> {
  if (port !== undefined && !await isFree(port)) {
    throw new Error(`Port ${port} is taken: choose another with --port, or leave it out to use a free one`);
  }
  return LocalAws.start({ port });
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer();
  const free = await new Promise<boolean>((answer) => {
    server.once('error', () => answer(false)).listen(port, '127.0.0.1', () => answer(true));
  });
  server.close();
  return free;
}

async function play(scenario: Scenario, reporter: Reporter, { keep }: DemoOptions): Promise<DemoResult> {
  const started = Date.now();
  let error: string | undefined;
  try {
    await scenario.deploy();
    await scenario.verify();
    await scenario.drill();
    await scenario.update();
    if (!keep) await scenario.remove();
  } catch (reason) {
    if (!(reason instanceof Stopped)) throw reason;
    error = reason.message;
  }
  return { steps: reporter.steps, platforms: scenario.platforms, seconds: (Date.now() - started) / 1000, error };
}

/** Until Ctrl-C, which is then the regular end. */
async function keepRunning({ endpoint, accountId }: LocalAws, progress: NodeJS.WriteStream): Promise<void> {
  const { hostname, port } = new URL(endpoint);
  progress.write([
    '',
    `Nothing was deleted: the platforms keep running in the local AWS at ${hostname}:${port}. To look at them:`,
    `  export AWS_ACCESS_KEY_ID=${accountId} AWS_SECRET_ACCESS_KEY=local AWS_REGION=us-east-1`,
    `  aws --endpoint-url ${endpoint} cloudformation describe-stacks`,
    'Press Ctrl-C to stop it.',
    '',
  ].join('\n'));
  await new Promise<void>((stopped) => {
    SIGNALS.forEach((signal) => process.removeAllListeners(signal).once(signal, () => stopped()));
    // A pending promise alone does not keep the process.
    setInterval(() => {}, 2 ** 30);
  });
}

/** Ends at once and leaves nothing behind: the emulator and the folders go with the process. */
function end(message: string, code: number): never {
  process.stderr.write(`\n${message}\n`);
  endCommands();
  process.exit(code);
}

SIGNALS.forEach((signal) => process.once(signal, () => end('Interrupted: the local AWS and everything in it is gone.', EXIT.interrupted)));

main().then(
  (code) => process.exit(code),
  (error: Error) => end(error instanceof UsageError ? `${error.message}\n\n${USAGE}` : error.message, error instanceof UsageError ? EXIT.usage : EXIT.failed),
);
