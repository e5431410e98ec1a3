import { createHash } from 'crypto';
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'fs';
import { join, relative, resolve } from 'path';
import { runCommand } from './child-process';
import { packedLibrary, REPOSITORY } from './repository';

const SOURCE = resolve(__dirname, '../payment-app');
const INSTALLED = join(REPOSITORY, '.cache', 'payment-app');
const STAMP = join(INSTALLED, '.installed');

interface Manifest {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly [field: string]: unknown;
}

/** Puts the example app with the packed library and its dependencies into the cache, unless that is there already; returns its folder. */
export async function installExampleApp(say: (message: string) => void): Promise<string> {
  const tarball = await packedLibrary(say);
  const hash = createHash('sha256').update(readFileSync(tarball)).update(ownLibraryVersions().join());
  appFiles().forEach((file) => hash.update(file).update(readFileSync(join(SOURCE, file))));
  const stamp = hash.digest('hex');
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === stamp) return INSTALLED;

  say('Installing the example app with the packed library');
  copyApp(tarball, stamp);
  await runCommand('npm', ['install', '--prefer-offline', '--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'], { cwd: INSTALLED });
  writeFileSync(STAMP, stamp);
  return INSTALLED;
}

/** Everything but the dependencies is copied afresh; those stay, so that only the library is installed again. */
function copyApp(tarball: string, stamp: string): void {
  mkdirSync(INSTALLED, { recursive: true });
  for (const name of readdirSync(INSTALLED).filter((entry) => entry !== 'node_modules')) {
    rmSync(join(INSTALLED, name), { recursive: true });
  }
  cpSync(SOURCE, INSTALLED, { recursive: true });
  // A name of its own for every content: npm would take an equal name for an equal package.
  const packed = `library-${stamp.slice(0, 12)}.tgz`;
  cpSync(tarball, join(INSTALLED, packed));
  writeFileSync(join(INSTALLED, 'package.json'), JSON.stringify(pinned(packed), undefined, 2));
}

/** The app's own manifest with the packed library, and with the versions this repository is built with. */
function pinned(packed: string): object {
  const { name, ...manifest } = readManifest(join(SOURCE, 'package.json'));
  const [cdk, constructs] = ownLibraryVersions();
  return {
    ...manifest,
    dependencies: { ...manifest.dependencies, 'aws-cdk-lib': cdk, constructs, 'cdk-payment-platform': `file:./${packed}` },
  };
}

function ownLibraryVersions(): string[] {
  const { devDependencies } = readManifest(join(REPOSITORY, 'package.json'));
  return [devDependencies['aws-cdk-lib'], devDependencies.constructs];
}

function readManifest(file: string): Manifest {
  return JSON.parse(readFileSync(file, 'utf8'));
}

function appFiles(): string[] {
  return readdirSync(SOURCE, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(SOURCE, join(entry.parentPath, entry.name)))
    .sort();
}
