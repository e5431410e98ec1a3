import { App } from 'aws-cdk-lib';
import * as recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';

/** What a measured process says about itself. */
export interface ProcessReport {
  readonly cpuSeconds: number;
  readonly peakMebibytes: number;
  /** Every module that was loaded, by its path. */
  readonly modules: string[];
}

/** Synthesizes as many platforms as the first argument says into the folder that the second one names, and reports on standard output. */
export function run(build: (app: App, id: string) => void): void {
  const [copies, outdir] = process.argv.slice(2);
  const app = new App({ outdir, context: { ...recommendedFlags } });
  for (let copy = 1; copy <= Number(copies); copy++) {
    build(app, `Platform${copy}`);
  }
  app.synth();
  report();
}

/** What the process has used since it was started. */
export function report(): void {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  const used: ProcessReport = {
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    peakMebibytes: maxRSS / 1024,
    modules: Object.keys(require.cache),
  };
  process.stdout.write(JSON.stringify(used));
}
