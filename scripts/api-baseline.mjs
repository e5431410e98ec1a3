// The API of the last release, kept in the repository, and what breaks it.
//   node scripts/api-baseline.mjs write               takes the compiled API as that of the newest release in CHANGELOG.md
//   node scripts/api-baseline.mjs breaks [ASSEMBLY]   prints what the compiled API, or another, breaks, as JSON
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const baselineFile = join(root, 'test', 'api-baseline.json');
const [mode, assemblyFile = join(root, '.jsii')] = process.argv.slice(2);

const readJson = (file) => JSON.parse(readFileSync(file, 'utf8'));

/** What jsii-diff compares; not the documents, the places in the source, or the assemblies of the dependencies. */
function apiOf(assembly) {
  const { schema, jsiiVersion, name, description, license, homepage, author, repository, dependencies } = assembly;
  return { schema, jsiiVersion, fingerprint: '', name, description, license, homepage, author, repository, dependencies, types: withoutNotes(assembly.types) };
}

function withoutNotes(value) {
  if (Array.isArray(value)) {
    return value.map(withoutNotes);
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const notes = ['docs', 'locationInModule', 'symbolId'];
  return Object.fromEntries(Object.entries(value).filter(([key]) => !notes.includes(key)).map(([key, inner]) => [key, withoutNotes(inner)]));
}

/** One line a member, so that a review shows what a release changed. */
function rendered({ types, ...head }) {
  const members = ['properties', 'methods', 'members'];
  const type = ([fqn, { fqn: _, ...rest }]) => {
    const lists = members.filter((list) => rest[list]).map((list) => `\n   "${list}": [\n${rest[list].map((member) => `    ${JSON.stringify(member)}`).join(',\n')}\n   ]`);
    const plain = Object.entries(rest).filter(([key]) => !members.includes(key)).map(([key, value]) => `\n   ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
    return `  ${JSON.stringify(fqn)}: {${[`\n   "fqn": ${JSON.stringify(fqn)}`, ...plain, ...lists].join(',')}\n  }`;
  };
  const fields = Object.entries(head).map(([key, value]) => ` ${JSON.stringify(key)}: ${JSON.stringify(value)}`);
  return `{\n${[...fields, ` "types": {\n${Object.entries(types).map(type).join(',\n')}\n }`].join(',\n')}\n}\n`;
}

/** The newest version that CHANGELOG.md has a heading for; before the first release 0.0.0. */
function newestRelease() {
  return /^## \[?(\d+\.\d+\.\d+)/m.exec(readFileSync(join(root, 'CHANGELOG.md'), 'utf8'))?.[1] ?? '0.0.0';
}

/** jsii-diff wants packages, and finds aws-cdk-lib only from inside the repository. */
function writePackage(folder, assembly) {
  mkdirSync(folder, { recursive: true });
  const { name, version, peerDependencies } = readJson(join(root, 'package.json'));
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, peerDependencies, jsii: { targets: {} } }));
  writeFileSync(join(folder, '.jsii'), JSON.stringify({ version, ...assembly, targets: { js: { npm: name } } }));
  return folder;
}

function diff(before, after) {
  const command = join(root, 'node_modules', '.bin', 'jsii-diff');
  return new Promise((resolve, reject) => {
    execFile(command, ['--error-on=all', '--keys', before, after], { cwd: root }, (error, stdout, stderr) => {
      // 1: there are differences.
      return error && error.code !== 1 ? reject(new Error(`jsii-diff failed: ${stdout}${stderr}`)) : resolve(stderr);
    });
  });
}

async function breaks() {
  mkdirSync(join(root, '.cache'), { recursive: true });
  const folder = mkdtempSync(join(root, '.cache', 'api-'));
  try {
    const before = writePackage(join(folder, 'before'), readJson(baselineFile));
    const after = writePackage(join(folder, 'after'), apiOf(readJson(assemblyFile)));
    const lines = [...(await diff(before, after)).matchAll(/^err {2}- (.*) \[([\w-]+):[\w-]+\.(.+)\]$/gm)];
    return lines.map(([, message, kind, subject]) => ({ kind, subject, message }));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

if (mode === 'write') {
  writeFileSync(baselineFile, rendered({ ...apiOf(readJson(assemblyFile)), version: newestRelease() }));
  console.log(`test/api-baseline.json holds the API of ${newestRelease()}`);
} else if (mode === 'breaks') {
  console.log(JSON.stringify(await breaks(), undefined, 1));
} else {
  console.error('say "write" or "breaks"');
  process.exit(2);
}
