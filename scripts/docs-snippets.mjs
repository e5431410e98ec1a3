// Compiles the TypeScript snippets of docs/*.md: jsii-rosetta itself reads only the README, so they are laid before it as one.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const work = join(root, '.cache', 'docs-snippets');

function markdownFiles(folder) {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? markdownFiles(join(folder, entry.name)) : [join(folder, entry.name)]))
    .filter((file) => file.endsWith('.md'));
}

const files = markdownFiles('docs');
const markdown = files.map((file) => readFileSync(join(root, file), 'utf8')).join('\n\n');
const assembly = JSON.parse(readFileSync(join(root, '.jsii'), 'utf8'));

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
writeFileSync(join(work, '.jsii'), JSON.stringify({ ...assembly, readme: { markdown } }));
for (const linked of ['package.json', 'lib', 'rosetta', 'node_modules']) {
  symlinkSync(join(root, linked), join(work, linked));
}
const { status } = spawnSync('jsii-rosetta', ['extract', '--compile', '--strict', work], { stdio: 'inherit' });
rmSync(work, { recursive: true, force: true });
if (status !== 0) {
  console.error(`A snippet in ${files.join(', ')} does not compile; the line numbers above count through these files in turn.`);
  process.exit(1);
}
console.log(`The snippets of ${files.length} documents compile.`);
