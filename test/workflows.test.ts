import { readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';

const FOLDER = resolve(__dirname, '../.github/workflows');
const files = readdirSync(FOLDER).sort();

/** The lines of each job of a workflow, as projen indents them. */
function jobsOf(file: string): [name: string, lines: string[]][] {
  const [, jobs] = readFileSync(join(FOLDER, file), 'utf8').split('\njobs:\n');
  return jobs.split(/^(?= {2}[\w-]+:$)/m).map((job) => {
    const [head, ...lines] = job.trimEnd().split('\n');
    return [head.trim().replace(':', ''), lines];
  });
}

/** Below `permissions:` of a job stand its rights, a level deeper. */
function rightsOf(lines: string[]): string[] | undefined {
  const start = lines.indexOf('    permissions:');
  const end = lines.findIndex((line, index) => index > start && !line.startsWith('      '));
  return start < 0 ? undefined : lines.slice(start + 1, end).map((line) => line.trim());
}

const jobs = files.flatMap((file) => jobsOf(file).map(([name, lines]) => ({ job: `${file} ${name}`, lines })));

describe('a job on GitHub', () => {
  test('names its rights, and only what publishes may write', () => {
    const rights = jobs.map(({ job, lines }) => [job, rightsOf(lines)] as const);
    expect(rights.filter(([, list]) => list === undefined)).toEqual([]);
    const writing = rights.flatMap(([job, list = []]) => list.filter((right) => !right.endsWith(': read')).map((right) => `${job} ${right}`));
    expect(writing).toEqual([
      'release.yml release_github contents: write',
      'release.yml release_npm id-token: write',
      'release.yml release_pypi id-token: write',
      'release.yml release_nuget id-token: write',
    ]);
  });

  test('publishes only after the approval of the environment', () => {
    const publishing = jobs.filter(({ job }) => job.startsWith('release.yml release_'));
    expect(publishing.map(({ job, lines }) => [job, lines.includes('    environment: release')])).toEqual([
      'release_github', 'release_npm', 'release_maven', 'release_pypi', 'release_nuget', 'release_golang',
    ].map((name) => [`release.yml ${name}`, true]));
  });

  test('never installs a tool in whatever version is the latest', () => {
    expect(jobs.flatMap(({ job, lines }) => lines.filter((line) => line.includes('@latest')).map((line) => `${job}${line}`))).toEqual([]);
  });

  test('runs no code of a pull request with the rights of the main branch', () => {
    expect(files.filter((file) => readFileSync(join(FOLDER, file), 'utf8').includes('pull_request_target:'))).toEqual([]);
  });
});

test('continuous integration runs what `npm test` runs, and a synthesis with the newest aws-cdk-lib', () => {
  const build = readFileSync(join(FOLDER, 'build.yml'), 'utf8');
  for (const command of ['npx projen build', 'npx projen test:integ', 'npm run test:bindings', 'npm run test:range -- newest --synth-only']) {
    expect(build).toContain(command);
  }
});
