// Scans the templates that the newest aws-cdk-lib makes: node scripts/scan-latest.mjs. Works on a copy; changes nothing here.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const copy = mkdtempSync(join(tmpdir(), 'scan-latest-'));
const newest = ['aws-cdk-lib', 'constructs', 'cdk-nag', '@cdklabs/cdk-validator-cfnguard'];
const pinned = ['ts-node', 'typescript', '@types/node'];

function run(command, args) {
  const { status, error } = spawnSync(command, args, { cwd: copy, stdio: 'inherit' });
  if (error || status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed${error ? `: ${error.message}` : ` with exit code ${status}`}`);
  }
}

try {
  for (const name of ['src', 'test', 'cloudformation', 'docs', 'tsconfig.json', 'tsconfig.dev.json']) {
    cpSync(join(root, name), join(copy, name), { recursive: true });
  }
  symlinkSync(join(root, '.cache'), join(copy, '.cache'));
  const { devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  writeFileSync(join(copy, 'package.json'), JSON.stringify({ private: true }));
  const packages = [...newest.map((name) => `${name}@latest`), ...pinned.map((name) => `${name}@${devDependencies[name]}`)];
  run('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error', ...packages]);
  run(process.execPath, ['node_modules/ts-node/dist/bin.js', '--transpile-only', '--project', 'tsconfig.dev.json', 'test/scanners/scan.ts', '--print']);
} finally {
  rmSync(copy, { recursive: true });
}
