// Proves the range of aws-cdk-lib that the peer dependency allows: node scripts/range.mjs [minimum|newest|VERSION …] [--synth-only].
// Each version gets a copy of the repository outside it, with that version installed. Uses nothing but Node itself.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheFolder } from './cache.mjs';
import { CommandError, run } from './command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const options = process.argv.slice(2);
const synthOnly = options.includes('--synth-only');
const asked = options.filter((option) => option !== '--synth-only');

/** A word or a version to the versions of both peers. */
async function peersOf(name) {
  const floor = { cdk: manifest.devDependencies['aws-cdk-lib'], constructs: manifest.devDependencies.constructs };
  if (name === 'minimum') {
    return floor;
  }
  return { cdk: name === 'newest' ? await newest('aws-cdk-lib') : name, constructs: await newest('constructs') };
}

/** The dist-tag, not the highest number: what `npm install` gives. */
async function newest(name) {
  return (await run('npm', ['view', name, 'dist-tags.latest'])).trim();
}

/** What git knows or would take, in place of what an earlier run left; installed packages stay. */
async function copyRepository(folder) {
  mkdirSync(folder, { recursive: true });
  for (const entry of readdirSync(folder).filter((name) => name !== 'node_modules')) {
    rmSync(join(folder, entry), { recursive: true, force: true });
  }
  const listed = await run('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root });
  for (const file of listed.split('\0').filter((name) => name && existsSync(join(root, name)))) {
    mkdirSync(dirname(join(folder, file)), { recursive: true });
    cpSync(join(root, file), join(folder, file));
  }
  // The Python environments of the tests do not depend on aws-cdk-lib.
  mkdirSync(join(folder, '.cache'));
  for (const environment of readdirSync(join(root, '.cache')).filter((name) => name.endsWith('-venv'))) {
    symlinkSync(join(root, '.cache', environment), join(folder, '.cache', environment));
  }
}

async function install(folder, { cdk, constructs }) {
  const { overrides, ...rest } = manifest;
  // These hold what belongs to the minimum.
  const kept = Object.fromEntries(Object.entries(overrides).filter(([name]) => !name.startsWith('@aws-cdk/')));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...rest, overrides: kept }, undefined, 2));
  const packages = [`aws-cdk-lib@${cdk}`, `constructs@${constructs}`];
  await run('npm', ['install', '--save-dev', '--save-exact', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error', ...packages], { cwd: folder });
}

const bin = (folder, name, ...args) => run(join(folder, 'node_modules', '.bin', name), args, { cwd: folder });

/** Names of the ready-made templates that this version makes differently; synthesizing also asserts that they keep their size. */
async function changedTemplates(folder) {
  await run('node', ['scripts/ready-template.mjs'], { cwd: folder });
  const templates = readdirSync(join(root, 'cloudformation')).filter((name) => name.endsWith('.json'));
  const text = (base, name) => readFileSync(join(base, 'cloudformation', name), 'utf8');
  return templates.filter((name) => text(root, name) !== text(folder, name));
}

const steps = {
  install: ({ folder, peers }) => install(folder, peers),
  compile: ({ folder }) => bin(folder, 'jsii'),
  synth: async ({ folder, row }) => { row.templates = (await changedTemplates(folder)).length === 0 ? 'same' : 'differ'; },
  ...(synthOnly ? {} : { tests: ({ folder }) => bin(folder, 'jest', '--ci', '--coverage=false') }),
  consumer: ({ folder }) => run('node', ['scripts/bindings.mjs', 'typescript'], { cwd: folder }),
};

async function prove(name) {
  const peers = await peersOf(name);
  const folder = join(cacheFolder, 'range', peers.cdk);
  const row = { 'aws-cdk-lib': peers.cdk, 'constructs': peers.constructs };
  await copyRepository(folder);
  for (const [step, action] of Object.entries(steps)) {
    console.error(`aws-cdk-lib ${peers.cdk}: ${step} …`);
    const start = Date.now();
    try {
      await action({ folder, peers, row });
      row[`${step} s`] = Math.round((Date.now() - start) / 1000);
    } catch (error) {
      if (!(error instanceof CommandError)) {
        throw error;
      }
      console.error(error.message);
      return { ...row, failed: step };
    }
  }
  return row;
}

const rows = [];
for (const name of asked.length > 0 ? asked : ['minimum', 'newest']) {
  rows.push(await prove(name));
}
console.table(rows);
process.exit(rows.some(({ failed }) => failed) ? 1 : 0);
