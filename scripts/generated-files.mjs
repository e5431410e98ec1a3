// Fails when a file that the build generates was not committed as the build makes it: `record` before, `compare` after.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const record = '.cache/generated-files.json';
const [mode] = process.argv.slice(2);

function generatedFiles() {
  const projen = JSON.parse(readFileSync('.projen/files.json', 'utf8')).files;
  const tracked = execFileSync('git', ['ls-files', 'API.md', 'cloudformation', 'docs', 'package.json', '.eslintrc.json'], { encoding: 'utf8' });
  return [...new Set([...projen, ...tracked.split('\n').filter(Boolean)])].sort();
}

function contents() {
  return Object.fromEntries(generatedFiles().map((file) => [file, readIfThere(file)]));
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

if (mode === 'record') {
  mkdirSync('.cache', { recursive: true });
  writeFileSync(record, JSON.stringify(contents()));
} else {
  const before = JSON.parse(readFileSync(record, 'utf8'));
  const stale = Object.entries(contents()).filter(([file, text]) => before[file] !== text).map(([file]) => file);
  if (stale.length > 0) {
    console.error(`These generated files were stale and are now up to date; commit them: ${stale.join(', ')}`);
    process.exit(1);
  }
}
