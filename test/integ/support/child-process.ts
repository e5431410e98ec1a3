import { spawn } from 'child_process';

export interface CommandOptions {
  readonly cwd: string;
  readonly env?: NodeJS.ProcessEnv;
}

const LAST_LINES = 25;
const running = new Set<number>();

/** Runs a command and returns what it printed; when it fails, the error ends with the last lines of it. */
export async function runCommand(command: string, args: string[], options: CommandOptions): Promise<string> {
  // A group of its own: npm and the CDK CLI start further processes, which have to end with them.
  const child = spawn(command, args, { ...options, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
  const output: string[] = [];
  child.stdout.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => output.push(chunk.toString()));
  if (child.pid !== undefined) running.add(child.pid);
  const failure = await new Promise<string | undefined>((ended) => {
    child.once('error', (error) => ended(error.message));
    child.once('close', (code, signal) => ended(code === 0 ? undefined : `ended with ${signal ?? `exit code ${code}`}`));
  });
  if (child.pid !== undefined) running.delete(child.pid);
  if (failure !== undefined) {
    throw new Error([`${[command, ...args].join(' ')} ${failure}`, ...lastLines(output.join(''))].join('\n'));
  }
  return output.join('');
}

/** Ends what is still running: for an interrupted process. */
export function endCommands(): void {
  for (const pid of running) {
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // It has just ended by itself.
    }
  }
}

function lastLines(output: string): string[] {
  return output.split('\n').filter((line) => line.trim() !== '').slice(-LAST_LINES).map((line) => `  ${line}`);
}
