import { existsSync, readdirSync, statSync } from 'fs';
import { join, resolve } from 'path';
import { runCommand } from './child-process';

export const REPOSITORY = resolve(__dirname, '../../..');
export const READY_PRODUCTION_TEMPLATE = join(REPOSITORY, 'cloudformation', 'payment-platform-production.template.json');
export const READY_TEMPLATE = join(REPOSITORY, 'cloudformation', 'payment-platform.template.json');

/** The packed library. It is built first when it is missing or older than the sources, as in a fresh clone. */
export async function packedLibrary(say: (message: string) => void): Promise<string> {
  const reason = staleness();
  if (reason) {
    say(`${reason}: building it`);
    for (const task of ['compile', 'ready-template', 'package:js']) {
      say(`projen ${task}`);
      await runCommand(join(REPOSITORY, 'node_modules', '.bin', 'projen'), [task], { cwd: REPOSITORY });
    }
  }
  const tarball = findTarball();
  if (!tarball) throw new Error('dist/js holds no package of the library: run `npx projen package:js`');
  return tarball;
}

function staleness(): string | undefined {
  const tarball = findTarball();
  if (!tarball) return 'The library is not packed yet';
  return newestChange(join(REPOSITORY, 'src')) > statSync(tarball).mtimeMs ? 'The packed library is older than src/' : undefined;
}

function findTarball(): string | undefined {
  const folder = join(REPOSITORY, 'dist', 'js');
  const name = existsSync(folder) ? readdirSync(folder).find((file) => file.endsWith('.tgz')) : undefined;
  return name && join(folder, name);
}

function newestChange(folder: string): number {
  const times = readdirSync(folder, { withFileTypes: true }).map((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? newestChange(path) : statSync(path).mtimeMs;
  });
  return Math.max(0, ...times);
}
