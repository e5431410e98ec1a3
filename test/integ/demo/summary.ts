import type { StepResult } from './reporter';
import type { PlatformResult } from './scenario';

export interface DemoResult {
  readonly steps: StepResult[];
  readonly platforms: PlatformResult[];
  readonly seconds: number;
  /** Why the demo ended early. */
  readonly error?: string;
}

const NOT_SHOWN = [
  'that ECS replaces a stopped task by itself (the emulator does not; the demo scaled as an operator would)',
  'how long a failover takes (here it is a change of a record)',
  'that tasks spread over the zones, and that a target is healthy (no container runs)',
  'that a deployment that does not come up is rolled back by the circuit breaker, or that the service scales',
  'that IAM, KMS and security groups refuse what they should',
];

export function holds({ steps, error }: DemoResult): boolean {
  return error === undefined && steps.length > 0 && steps.every(({ ok }) => ok);
}

export function asJson(result: DemoResult): string {
  const platforms = result.platforms.map(({ deployment: { stackName, suffix, region, outputs }, deployedBy, groups }) => ({
    stackName, suffix, region, deployedBy, outputs, groups,
  }));
  return JSON.stringify({ ok: holds(result), ...result, platforms, notShown: NOT_SHOWN }, undefined, 2);
}

export function asText(result: DemoResult): string {
  const { steps, seconds, error, platforms } = result;
  const failed = steps.filter(({ ok }) => !ok);
  const conclusion = holds(result)
    ? `All ${steps.length} steps held, in ${seconds.toFixed(0)} s.`
    : [error, ...failed.map(({ title }) => `Did not hold: ${title}`)].filter(Boolean).join('\n');
  return ['', ...checkTable(platforms), ...platforms.flatMap(outputTable), ...explanation(), '', conclusion].join('\n');
}

function checkTable(platforms: PlatformResult[]): string[] {
  const groups = new Map<string, Set<string>>();
  for (const { title, checks } of platforms.flatMap((platform) => platform.groups)) {
    groups.set(title, new Set([...groups.get(title) ?? [], ...checks.map(({ name }) => name)]));
  }
  if (groups.size === 0) return [];
  const rows = [...groups].flatMap(([title, names]) => [
    [title, ...platforms.map(() => '')],
    ...[...names].map((name) => [`  ${name}`, ...platforms.map((platform) => mark(platform, title, name))]),
  ]);
  return table([['What was checked', ...platforms.map(({ deployment }) => deployment.stackName)], ...rows]);
}

function mark({ groups }: PlatformResult, title: string, name: string): string {
  const found = groups.find((group) => group.title === title)?.checks.find((check) => check.name === name);
  if (!found) return '–';
  return found.ok ? '✓' : '✗';
}

function outputTable({ deployment, deployedBy }: PlatformResult): string[] {
  const { stackName, region, outputs } = deployment;
  return ['', ...table([[`Outputs of ${stackName}`, `${deployedBy}, ${region}`], ...Object.entries(outputs).sort()])];
}

function explanation(): string[] {
  return [
    '',
    'The dashboard would be at the address of the output CloudWatchDashboard.',
    'This was a local AWS, and it is no evidence for:',
    ...NOT_SHOWN.map((line) => `  - ${line}`),
  ];
}

/** The first row is the heading. */
function table(rows: string[][]): string[] {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  const lines = rows.map((row) => row.map((cell, column) => cell.padEnd(widths[column])).join('  ').trimEnd());
  return [lines[0], widths.map((width) => '─'.repeat(width)).join('──'), ...lines.slice(1)];
}
