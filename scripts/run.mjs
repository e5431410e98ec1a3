// Makes a fresh clone ready, then runs a task: node scripts/run.mjs [task] [arguments]. Uses nothing but Node itself.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { stripVTControlCharacters } from 'node:util';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = join(root, '.cache');
const [task, ...args] = process.argv.slice(2);

const tools = [
  { name: 'Node.js', command: 'node', args: ['--version'], minimum: [20, 0], how: 'https://nodejs.org or your package manager' },
  { name: 'Python', command: 'python3', args: ['--version'], minimum: [3, 11], how: 'https://www.python.org or your package manager (Debian: python3 python3-venv)' },
  { name: 'Java', command: 'javac', args: ['-version'], minimum: [17], how: 'https://adoptium.net or your package manager (Debian: openjdk-17-jdk)', tasks: ['verify', 'test:bindings'] },
  { name: 'Maven', command: 'mvn', args: ['--version'], minimum: [3, 8], how: 'https://maven.apache.org or your package manager (Debian: maven)', tasks: ['verify', 'test:bindings'] },
  { name: 'Go', command: 'go', args: ['version'], minimum: [1, 25], how: 'https://go.dev or your package manager', tasks: ['verify', 'test:bindings'] },
];

/** Private Python environments: each is made again when its pinned requirements change. Without `tasks`, every task needs it. */
const environments = [
  { name: 'local-aws-venv', requirements: 'test/local-aws/requirements.txt', purpose: 'the local AWS' },
  // `undefined` is the set-up alone.
  { name: 'scanners-venv', requirements: 'test/scanners/requirements.txt', purpose: 'the scanners', tasks: ['verify', 'scan', undefined] },
];

function fail(message) {
  console.error(message);
  process.exit(1);
}

function run(command, commandArgs, options = {}) {
  const { status, error } = spawnSync(command, commandArgs, { cwd: root, stdio: 'inherit', ...options });
  if (error || status !== 0) {
    fail(`${command} ${commandArgs.join(' ')} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`);
  }
}

function checkTools() {
  for (const { name, command, args: versionArgs, minimum, how, tasks } of tools) {
    if (tasks && !tasks.includes(task)) {
      continue;
    }
    const { stdout = '', stderr = '', error } = spawnSync(command, versionArgs, { encoding: 'utf8' });
    const found = /(\d+)(?:\.(\d+))?/.exec(stripVTControlCharacters(`${stdout}${stderr}`));
    const wanted = minimum.join('.');
    if (error || !found) {
      fail(`${name} ${wanted} or newer is needed and was not found; get it from ${how}`);
    }
    const [major, minor] = [Number(found[1]), Number(found[2] ?? 0)];
    if (major < minimum[0] || (major === minimum[0] && minor < (minimum[1] ?? 0))) {
      fail(`${name} ${wanted} or newer is needed, found ${major}.${minor}; get it from ${how}`);
    }
  }
}

/** Runs `make` unless the stamp says that it ran with the same input. */
function once(stampFile, input, make) {
  const stamp = createHash('sha256').update(input).digest('hex');
  if (existsSync(stampFile) && readFileSync(stampFile, 'utf8') === stamp) {
    return;
  }
  make();
  mkdirSync(cache, { recursive: true });
  writeFileSync(stampFile, stamp);
}

function installPackages() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  once(join(root, 'node_modules', '.installed'), lock, () => {
    console.error('Installing npm packages …');
    run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error']);
  });
}

function installEnvironments() {
  for (const { name, requirements, purpose, tasks } of environments) {
    if (tasks && !tasks.includes(task)) {
      continue;
    }
    const file = join(root, requirements);
    const directory = join(cache, name);
    once(join(cache, `${name}.installed`), readFileSync(file), () => {
      console.error(`Installing ${purpose} (Python) …`);
      rmSync(directory, { recursive: true, force: true });
      run('python3', ['-m', 'venv', directory]);
      run(join(directory, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', '-r', file]);
    });
  }
}

checkTools();
installPackages();
installEnvironments();
if (task) {
  run(join(root, 'node_modules', '.bin', 'projen'), [task, ...args]);
}
