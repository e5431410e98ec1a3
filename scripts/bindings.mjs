// Proves that users of every language get what TypeScript users get: node scripts/bindings.mjs [typescript|python|java|go …].
// Packs the compiled library, installs the packages in projects outside the repository, and compares what these synthesize.
// Uses nothing but Node itself.
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences, observed } from './bindings-compare.mjs';
import { bindingsOf } from './bindings-languages.mjs';
import { CommandError, isInstalled } from './bindings-run.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const cache = process.env.CDK_PAYMENT_PLATFORM_CACHE || join(homedir(), '.cache', 'cdk-payment-platform');
const work = join(cache, 'bindings');
const languages = bindingsOf({ root, work, mavenRepository: join(cache, 'm2') });

function fail(message) {
  console.error(message);
  process.exit(1);
}

/** TypeScript is what the others are compared with, so it is always there. */
function chosenLanguages(names) {
  const unknown = names.filter((name) => !(name in languages));
  if (unknown.length > 0) {
    fail(`unknown language ${unknown.join(', ')}; known are ${Object.keys(languages).join(', ')}`);
  }
  return Object.keys(languages).filter((name) => name === 'typescript' || names.length === 0 || names.includes(name));
}

function checkPreconditions(names) {
  if (!existsSync(join(root, 'lib')) || !existsSync(join(root, '.jsii'))) {
    fail('lib/ or .jsii is missing: run "npx projen compile" first');
  }
  for (const name of names) {
    const missing = languages[name].tools.filter((tool) => !isInstalled(tool));
    if (missing.length > 0) {
      fail(`${name} needs ${missing.join(' and ')}, not found on the PATH; install it, or name the languages to prove: node scripts/bindings.mjs python`);
    }
  }
}

/** All clones share the projects, and the library's one version in the Maven repository; so one run at a time. */
function holdLock() {
  const lock = join(work, 'lock');
  const own = `${lock}-${process.pid}`;
  let held = false;
  mkdirSync(work, { recursive: true });
  process.on('exit', () => [own, ...(held ? [lock] : [])].forEach((file) => rmSync(file, { force: true })));
  ['SIGINT', 'SIGTERM'].forEach((signal) => process.on(signal, () => process.exit(1)));
  writeFileSync(own, String(process.pid));
  for (let told = false; !held; told = true) {
    held = link(own, lock);
    if (!held && !isRunning(Number(readOrEmpty(lock)))) {
      rmSync(lock, { force: true });
    } else if (!held) {
      told || console.error(`Waiting for another run, which holds ${lock} …`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 1000);
    }
  }
}

/** A link appears together with its content, so that nobody reads a lock without a process. */
function link(file, name) {
  try {
    linkSync(file, name);
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') {
      throw error;
    }
    return false;
  }
}

function readOrEmpty(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : '';
}

function isRunning(pid) {
  try {
    return pid > 0 && process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

/** Runs one step of a row and notes its seconds. */
function timed(row, step, action) {
  const start = Date.now();
  try {
    return action?.();
  } finally {
    row[step] = action && `${((Date.now() - start) / 1000).toFixed(1)}`;
  }
}

/** One row of the table: from the package to what the project synthesizes. */
function prove(name, kind, reference) {
  const { pack, projects, packageBytes } = languages[name];
  const { install, build, synthesize } = projects[kind];
  const row = { language: kind === 'consumer' ? name : `${name} example` };
  console.error(`${row.language} …`);
  try {
    if (kind === 'consumer') {
      timed(row, 'pack', pack);
      row.size = `${Math.ceil(packageBytes() / 1024)} KiB`;
    }
    timed(row, 'install', install);
    timed(row, 'build', build);
    const { output, printed } = timed(row, 'synth', synthesize);
    const found = observed(output, kind === 'consumer' ? printed : undefined);
    const different = reference ? differences(reference, found) : [];
    return { row: { ...row, equal: different.length === 0 ? 'yes' : 'NO' }, found, problems: different };
  } catch (error) {
    if (!(error instanceof CommandError)) {
      throw error;
    }
    return { row: { ...row, equal: 'FAILED' }, problems: [error.message] };
  }
}

function printTable(rows) {
  const columns = ['language', 'pack', 'install', 'build', 'synth', 'size', 'equal'];
  const titles = { pack: 'pack s', install: 'install s', build: 'build s', synth: 'synth s', equal: 'equal?' };
  const cells = [columns.map((column) => titles[column] ?? column), ...rows.map((row) => columns.map((column) => row[column] ?? '–'))];
  const widths = columns.map((_, index) => Math.max(...cells.map((line) => line[index].length)));
  const format = (line) => line.map((cell, index) => (index === 0 ? cell.padEnd(widths[index]) : cell.padStart(widths[index]))).join('  ');
  console.log(['', format(cells[0]), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.slice(1).map(format)].join('\n'));
}

const names = chosenLanguages(process.argv.slice(2));
checkPreconditions(names);
holdLock();
const start = Date.now();
const references = {};
const results = [];
for (const name of names) {
  for (const kind of ['consumer', 'example']) {
    const result = prove(name, kind, references[kind]);
    references[kind] ??= result.found;
    results.push(result);
    if (!references[kind] || result.row.equal === 'FAILED') {
      break;
    }
  }
  if (!references.example) {
    break;
  }
}

for (const { row, problems } of results) {
  problems.forEach((problem) => console.log(`\n${row.language}: ${problem}`));
}
printTable(results.map(({ row }) => row));
const good = results.every(({ row }) => row.equal === 'yes');
const compared = references.consumer ? `${references.consumer.size + (references.example?.size ?? 0)} files compared byte for byte` : 'nothing compared';
console.log(`\n${good ? 'All equal' : 'NOT equal'}: ${compared}, ${Math.round((Date.now() - start) / 1000)} seconds.`);
process.exit(good ? 0 : 1);
