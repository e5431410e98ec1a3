// Writes dist/sbom.cdx.json: the library, and what it needs at run time at the minimum versions. It bundles nothing itself.
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from './command.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const { name, version, description, license, repository, author, peerDependencies, devDependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const dependencies = Object.fromEntries(Object.keys(peerDependencies).map((peer) => [peer, devDependencies[peer]]));

const temporary = mkdtempSync(join(tmpdir(), 'sbom-'));
try {
  // npm takes the name of the component from the folder.
  const folder = join(temporary, name);
  mkdirSync(folder);
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name, version, description, license, repository, author, dependencies }));
  await run('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', '--loglevel=error'], { cwd: folder });
  const text = await run('npm', ['sbom', '--sbom-format=cyclonedx', '--sbom-type=library'], { cwd: folder });
  const { components } = JSON.parse(text);
  mkdirSync(join(root, 'dist'), { recursive: true });
  writeFileSync(join(root, 'dist', 'sbom.cdx.json'), text);
  console.log(`dist/sbom.cdx.json: ${name}@${version} and ${components.length} components`);
} finally {
  rmSync(temporary, { recursive: true, force: true });
}
