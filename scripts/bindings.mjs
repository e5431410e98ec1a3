// Proves that users of every language get what TypeScript users get: node scripts/bindings.mjs [typescript|python|java|go …].
// Packs the compiled library, installs the packages in projects outside the repository, and compares what these synthesize.
// Uses nothing but Node itself.
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { differences, observed } from './bindings-compare.mjs';
import { bindingsOf } from './bindings-languages.mjs';
import { cacheFolder } from './cache.mjs';
import { CommandError, isInstalled } from './command.mjs';
import { packageLanguage } from './packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = join(cacheFolder, 'bindings');
const languages = bindingsOf({ root, work });
/** A language takes about one processor, and 1 GiB. */
const AT_ONCE = Math.min(2, availableParallelism());

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
async function timed(row, step, action) {
  const start = Date.now();
  try {
    return await action?.();
  } finally {
    row[step] = action && `${((Date.now() - start) / 1000).toFixed(1)}`;
  }
}

/** The rows of a language, up to the first that fails: from the package to what each project synthesizes. */
async function prove(name) {
  const { package: packaged, projects, packageBytes } = languages[name];
  const rows = [];
  for (const [kind, { install, build, synthesize }] of Object.entries(projects)) {
    const row = { language: kind === 'consumer' ? name : `${name} ${kind}`, kind };
    rows.push(row);
    console.error(`${row.language} …`);
    try {
      if (kind === 'consumer') {
        await timed(row, 'pack', () => packageLanguage(root, packaged));
        row.size = `${Math.ceil(packageBytes() / 1024)} KiB`;
      }
      await timed(row, 'install', install);
      await timed(row, 'build', build);
      const { output, printed } = await timed(row, 'synth', synthesize);
      row.found = observed(output, kind === 'consumer' ? printed : undefined);
    } catch (error) {
      if (!(error instanceof CommandError)) {
        throw error;
      }
      return [...rows.slice(0, -1), { ...row, equal: 'FAILED', problems: [error.message] }];
    }
  }
  return rows;
}

async function proveAll(names) {
  const waiting = [...names];
  const rows = {};
  const worker = async () => {
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      rows[name] = await prove(name);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return names.flatMap((name) => rows[name]);
}

/** TypeScript is the reference of the others; its projects are equal to nothing but themselves. */
function compared(row, references) {
  const reference = references[row.kind];
  if (row.equal || row === reference) {
    return row;
  }
  const problems = reference?.found ? differences(reference.found, row.found) : [`there is no ${row.kind} in TypeScript to compare it with`];
  return { ...row, problems, equal: problems.length === 0 ? 'yes' : 'NO' };
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
const proven = await proveAll(names);
const references = Object.fromEntries(proven.filter(({ language }) => language.startsWith('typescript')).map((row) => [row.kind, row]));
const results = proven.map((row) => compared(row, references));

for (const { language, problems = [] } of results) {
  problems.forEach((problem) => console.log(`\n${language}: ${problem}`));
}
printTable(results);
const good = results.every(({ equal }) => equal === undefined || equal === 'yes');
const texts = results.filter(({ equal }) => equal === 'yes').reduce((sum, { found }) => sum + found.size, 0);
console.log(`\n${good ? 'All equal' : 'NOT equal'}: ${texts} texts the same, byte for byte, as in TypeScript; ${Math.round((Date.now() - start) / 1000)} seconds.`);
process.exit(good ? 0 : 1);
