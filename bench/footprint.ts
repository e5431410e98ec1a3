import { spawnSync } from 'child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'fs';
import { join, resolve } from 'path';
import { bytes, count, ratio } from './figures';
import type { Figure } from './figures';
import { interleave } from './processes';
import type { Cost } from './processes';
import { medianRatio } from './statistics';

const ROOT = resolve(__dirname, '..');
const CONSUMERS = join(ROOT, '.cache', 'bench', 'consumers');
const PACKAGES: Record<string, RegExp> = { 'wheel': /\.whl$/, 'jar': /(?<!-sources|-javadoc)\.jar$/, 'Go module': /\.go$/ };

/** A five-line consumer, and the same without this library. */
const WITH_LIBRARY = `import { App, Stack } from 'aws-cdk-lib';
import { HighAvailabilityPaymentPlatform, PlatformProfile } from '../../../lib';
const stack = new Stack(new App(), 'Payments');
const platform = new HighAvailabilityPaymentPlatform(stack, 'Platform', { environmentSuffix: 'test', profile: PlatformProfile.TEST });
export const environmentSuffix: string = platform.environmentSuffix;
`;
const WITHOUT_LIBRARY = `import { App, Stack } from 'aws-cdk-lib';
import { Vpc } from 'aws-cdk-lib/aws-ec2';
const stack = new Stack(new App(), 'Payments');
const network = new Vpc(stack, 'Network', { maxAzs: 3 });
export const vpcId: string = network.vpcId;
`;

interface Packed { readonly size: number; readonly unpackedSize: number; readonly entryCount: number }

/** What a user downloads. */
export function footprint(): Figure[] {
  const packed = JSON.parse(output('npm', ['pack', '--dry-run', '--ignore-scripts', '--json'])) as Packed[];
  const [{ size, unpackedSize, entryCount }] = packed;
  return [
    bytes('npm tarball', size),
    bytes('npm tarball, unpacked', unpackedSize),
    count('npm tarball, files', entryCount),
    count('packages of its own at run time', Object.keys(dependencies()).length),
    bytes('packages at run time, aws-cdk-lib and constructs', ['aws-cdk-lib', 'constructs'].reduce((sum, name) => sum + sizeBelow(join(ROOT, 'node_modules', name)), 0)),
    ...Object.entries(PACKAGES).flatMap(([name, pattern]) => builtPackage(name, pattern)),
  ];
}

/** How long the compiler takes for a consumer, against the same consumer without this library. */
export function typeCheck(rounds: number): Figure[] {
  mkdirSync(CONSUMERS, { recursive: true });
  writeFileSync(join(CONSUMERS, 'with.ts'), WITH_LIBRARY);
  writeFileSync(join(CONSUMERS, 'without.ts'), WITHOUT_LIBRARY);
  const costs = interleave({ with: () => check('with.ts'), without: () => check('without.ts') }, rounds);
  rmSync(CONSUMERS, { recursive: true });
  return [ratio('type check of a consumer to without the library, wall', medianRatio(costs.with.map(({ wallSeconds }) => wallSeconds), costs.without.map(({ wallSeconds }) => wallSeconds)))];
}

function check(file: string): Cost {
  const start = process.hrtime.bigint();
  const options = ['--noEmit', '--strict', '--skipLibCheck', '--target', 'es2022', '--module', 'node16', '--ignoreConfig'];
  output(process.execPath, [join(ROOT, 'node_modules', 'typescript', 'bin', 'tsc'), ...options, join(CONSUMERS, file)]);
  return { wallSeconds: Number(process.hrtime.bigint() - start) / 1e9, cpuSeconds: 0, peakMebibytes: 0 };
}

function output(command: string, args: string[]): string {
  const { status, stdout, stderr } = spawnSync(command, args, { cwd: ROOT, encoding: 'utf8', maxBuffer: 2 ** 26 });
  if (status !== 0) {
    throw new Error(`${command} ${args.join(' ')} failed: ${stdout}${stderr}`);
  }
  return stdout;
}

function dependencies(): Record<string, string> {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as { dependencies?: Record<string, string> };
  return manifest.dependencies ?? {};
}

/** Packages of other languages are measured where they have been built, by `npx projen package-all`. */
function builtPackage(name: string, pattern: RegExp): Figure[] {
  const dist = join(ROOT, 'dist');
  const files = existsSync(dist) ? filesBelow(dist).filter((file) => pattern.test(file)) : [];
  return files.length === 0 ? [] : [bytes(name, files.reduce((sum, file) => sum + statSync(file).size, 0))];
}

function sizeBelow(folder: string): number {
  return filesBelow(folder).reduce((sum, file) => sum + statSync(file).size, 0);
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) => (entry.isDirectory() ? filesBelow(join(folder, entry.name)) : entry.isFile() ? [join(folder, entry.name)] : []));
}
