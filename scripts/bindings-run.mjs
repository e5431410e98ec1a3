// Commands of the binding proof: quiet when they succeed, whole when they fail.
import { spawnSync } from 'node:child_process';

const TAIL = 60;

export class CommandError extends Error {}

/** Runs a command and returns what it printed; its error output is only for failures. */
export function run(command, args, { cwd, env = {}, shell = false } = {}) {
  const { status, signal, error, stdout = '', stderr = '' } = spawnSync(command, args, {
    cwd,
    shell,
    env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
    encoding: 'utf8',
    maxBuffer: 256 * 1024 * 1024,
  });
  if (error || status !== 0) {
    const why = error?.message ?? (signal ? `signal ${signal}` : `exit code ${status}`);
    const printed = `${stdout}${stderr}`.trimEnd().split('\n').slice(-TAIL).join('\n');
    throw new CommandError(`${[command, ...args].join(' ')} failed: ${why}\n${printed}`);
  }
  return stdout;
}

export function isInstalled(tool) {
  return !spawnSync(tool, ['--version'], { stdio: 'ignore' }).error;
}
