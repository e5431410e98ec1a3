import { exponent, mebibytes, ratio, seconds } from './figures';
import type { Figure } from './figures';
import { interleave, runApp } from './processes';
import type { AppName, Cost, RunOptions } from './processes';
import { growthExponent, median, medianRatio } from './statistics';

const COPIES = [1, 10, 50, 200];
const MEASURES = [['cpuSeconds', 'CPU'], ['wallSeconds', 'wall'], ['peakMebibytes', 'peak memory']] as const;

/** Each platform, and what it is measured against. */
const COMPARISONS: ReadonlyArray<readonly [app: AppName, peer: AppName, words: string]> = [
  ['platform-test', 'hand-written-test', 'TEST to hand-written'],
  ['platform-test', 'floor', 'TEST to the floor'],
  ['platform-test', 'patterns', 'TEST to ecs-patterns, DatabaseCluster and cdk-monitoring-constructs'],
  ['platform-test', 'bare-service', 'TEST to a bare ApplicationLoadBalancedFargateService'],
  ['platform-production', 'hand-written-production', 'PRODUCTION to hand-written'],
];

/** What a whole process costs, against the others of the same round. */
export function synthCost(rounds: number): Figure[] {
  const apps = [...new Set(COMPARISONS.flatMap(([app, peer]) => [app, peer]))];
  const costs = interleave(runsOf(apps), rounds);
  return COMPARISONS.flatMap(([app, peer, words]) => MEASURES.map(([key, name]) => {
    const of = (which: AppName) => costs[which]!.map((cost) => cost[key]);
    return ratio(`${words}, ${name}`, medianRatio(of(app), of(peer)));
  }));
}

/** How much aws-cdk's built-in CloudFormation Validate multiplies. */
export function validationCost(rounds: number): Figure[] {
  const costs = interleave({
    checked: () => runApp('platform-test', { validation: true }),
    unchecked: () => runApp('platform-test'),
  }, rounds);
  return MEASURES.map(([key, name]) => ratio(`TEST with validation to without, ${name}`, medianRatio(costs.checked.map((cost) => cost[key]), costs.unchecked.map((cost) => cost[key]))));
}

/** What importing costs. */
export function importCost(rounds: number): Figure[] {
  const costs = interleave(runsOf(['import-library', 'import-aws-cdk-lib']), rounds);
  return MEASURES.map(([key, name]) => {
    const of = (app: AppName) => costs[app]!.map((cost) => cost[key]);
    return ratio(`import to aws-cdk-lib alone, ${name}`, medianRatio(of('import-library'), of('import-aws-cdk-lib')));
  });
}

/** What many platforms in one app cost, and one more. */
export function growth(rounds: number): Figure[] {
  const start = median(interleave(runsOf(['import-library']), rounds)['import-library']!.map(({ cpuSeconds }) => cpuSeconds));
  const startMemory = runApp('import-library').peakMebibytes;
  const costs = COPIES.map((copies) => interleave(runsOf(['platform-test', 'hand-written-test'], { copies }), copies > 50 ? 1 : rounds));
  const points = (key: 'cpuSeconds' | 'peakMebibytes', base: number) => COPIES.map((copies, index) => {
    const cost = median(costs[index]['platform-test']!.map((each) => each[key]));
    return [copies, cost - base] as const;
  });
  const [time, memory] = [points('cpuSeconds', start), points('peakMebibytes', startMemory)];
  const marginal = (app: AppName, key: 'cpuSeconds' | 'peakMebibytes') => {
    const [few, many] = [1, 2].map((index) => median(costs[index][app]!.map((each) => each[key])));
    return (many - few) / (COPIES[2] - COPIES[1]);
  };
  return [
    exponent('growth of CPU, 1 to 200 platforms', growthExponent(time)),
    exponent('growth of CPU, 50 to 200 platforms', growthExponent(time.slice(2))),
    exponent('growth of peak memory, 1 to 200 platforms', growthExponent(memory)),
    ratio('one more platform to hand-written, CPU', marginal('platform-test', 'cpuSeconds') / marginal('hand-written-test', 'cpuSeconds')),
    ratio('one more platform to hand-written, peak memory', marginal('platform-test', 'peakMebibytes') / marginal('hand-written-test', 'peakMebibytes')),
    seconds('one more platform, CPU', marginal('platform-test', 'cpuSeconds')),
    mebibytes('one more platform, peak memory', marginal('platform-test', 'peakMebibytes')),
  ];
}

function runsOf(apps: AppName[], options?: RunOptions): Partial<Record<AppName, () => Cost>> & Record<string, () => Cost> {
  return Object.fromEntries(apps.map((app) => [app, () => runApp(app, options)]));
}
