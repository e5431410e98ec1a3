import { ChildProcess, spawn } from 'child_process';
import { existsSync, mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { createInterface } from 'readline';
import { withoutAws } from './aws-environment';

const PYTHON = resolve(__dirname, '../../.cache/local-aws-venv/bin/python');
/** Where functions find the AWS SDK, which the runtimes of Lambda bring along. */
const NODE_PATH = resolve(__dirname, '../../node_modules');
const START_LIMIT_MS = 60_000;
const STOP_LIMIT_MS = 5_000;
const LAST_LINES = 5;

/** The emulator's process and its private folder; both end with `stop`, or with this process. */
export class LauncherProcess {
  public static async start(port: number, log: (line: string) => void): Promise<LauncherProcess> {
    if (!existsSync(PYTHON)) {
      throw new Error(`The local AWS emulator is not installed (${PYTHON} is missing): run \`npm run setup\``);
    }
    const launcher = new LauncherProcess(port, log);
    try {
      await launcher.untilReady();
      return launcher;
    } catch (error) {
      await launcher.stop();
      throw error;
    }
  }

  /** The private folder: HOME and temporary files of the emulator and of its clients. */
  public readonly folder = mkdtempSync(join(tmpdir(), 'local-aws-'));
  /** Resolves when the process has ended, with an error unless `stop` ended it. */
  public readonly exited: Promise<Error | undefined>;
  private readonly child: ChildProcess;
  private readonly lastLines: string[] = [];
  private stopping = false;
  private readyEndpoint?: string;
  private onReady?: () => void;

  private constructor(port: number, private readonly log: (line: string) => void) {
    this.child = spawn(PYTHON, ['-m', 'launcher', '--port', `${port}`], {
      cwd: __dirname,
      // A group of its own, so that the Lambda functions it runs can be ended with it.
      detached: true,
      env: { ...withoutAws(process.env), HOME: this.folder, TMPDIR: this.folder, NODE_PATH, PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    this.exited = new Promise((resolveExit) => {
      this.child.once('error', (error) => resolveExit(new Error(`The local AWS emulator cannot be started: ${error.message}`)));
      this.child.once('close', (code, signal) => resolveExit(this.stopping ? undefined : this.died(code ?? signal)));
    });
    this.readLines();
    process.once('exit', this.endNow);
    process.once('SIGINT', this.interrupt);
    process.once('SIGTERM', this.interrupt);
  }

  public get port(): number {
    return Number(new URL(this.readyEndpoint ?? 'http://localhost:0').port);
  }

  public async stop(): Promise<void> {
    if (!this.stopping) {
      this.stopping = true;
      this.signal('SIGTERM');
    }
    const limit = setTimeout(() => this.signal('SIGKILL'), STOP_LIMIT_MS);
    await this.exited;
    clearTimeout(limit);
    this.endNow();
    process.off('exit', this.endNow);
    process.off('SIGINT', this.interrupt);
    process.off('SIGTERM', this.interrupt);
  }

  private async untilReady(): Promise<void> {
    let limit: NodeJS.Timeout | undefined;
    const failure = await Promise.race([
      new Promise<undefined>((ready) => { this.onReady = () => ready(undefined); }),
      this.exited,
      new Promise<Error>((late) => {
        limit = setTimeout(() => late(new Error(`The local AWS emulator was not ready within ${START_LIMIT_MS / 1000} s${this.said()}`)), START_LIMIT_MS);
      }),
    ]);
    clearTimeout(limit);
    if (failure) throw failure;
    const health = await fetch(`${this.readyEndpoint}/_ministack/health`);
    if (!health.ok) throw new Error(`The local AWS emulator is not healthy: HTTP ${health.status}`);
  }

  private readLines(): void {
    for (const stream of [this.child.stdout, this.child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.receive(line));
    }
  }

  private receive(line: string): void {
    this.log(line);
    const ready = /^ready (http:\S+)$/.exec(line);
    if (ready) {
      this.readyEndpoint = ready[1];
      this.onReady?.();
    } else {
      this.lastLines.push(line);
      this.lastLines.splice(0, this.lastLines.length - LAST_LINES);
    }
  }

  private died(how: number | string | null): Error {
    return new Error(`The local AWS emulator ended by itself (${how})${this.said()}`);
  }

  private said(): string {
    return this.lastLines.length > 0 ? `: ${this.lastLines.join(' | ')}` : '';
  }

  private readonly interrupt = (signal: NodeJS.Signals) => {
    this.endNow();
    process.kill(process.pid, signal);
  };

  private readonly endNow = () => {
    this.stopping = true;
    this.signal('SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  };

  private signal(signal: NodeJS.Signals): void {
    if (this.child.pid === undefined) return;
    try {
      process.kill(-this.child.pid, signal);
    } catch {
      // The group is gone already.
    }
  }
}
