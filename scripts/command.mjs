// Commands of the packages and their proof: quiet when they succeed, whole when they fail.
import { spawn, spawnSync } from 'node:child_process';

const TAIL = 60;

export class CommandError extends Error {}

/** Runs a command and resolves to what it printed; its error output is only for failures. */
export function run(command, args, { cwd, env = {}, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      shell,
      env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: '20', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const printed = { stdout: '', stderr: '' };
    for (const stream of ['stdout', 'stderr']) {
      child[stream].setEncoding('utf8').on('data', (text) => { printed[stream] += text; });
    }
    const fail = (why) => {
      const tail = `${printed.stdout}${printed.stderr}`.trimEnd().split('\n').slice(-TAIL).join('\n');
      reject(new CommandError(`${[command, ...args].join(' ')} failed: ${why}\n${tail}`));
    };
    child.on('error', ({ message }) => fail(message));
    child.on('close', (status, signal) => (status === 0 ? resolve(printed.stdout) : fail(signal ? `signal ${signal}` : `exit code ${status}`)));
  });
}

export function isInstalled(tool) {
  return !spawnSync(tool, ['--version'], { stdio: 'ignore' }).error;
}
