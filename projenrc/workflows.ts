import { Component, github, release } from 'projen';
import type { awscdk } from 'projen';

const { JobPermission } = github.workflows;

/** The Python environments of the tests; GitHub's runners have Python. */
const setUp = { name: 'Install the tools of the tests', run: 'npm run setup' };

/** The options of the project that say how it is built and released on GitHub. */
export const workflowOptions = {
  // A release is a decision: the changelog, the baseline of the API and a page on upgrading belong to it.
  releaseTrigger: release.ReleaseTrigger.workflowDispatch(),
  // Its reviewers approve each publication.
  releaseEnvironment: 'release',
  releaseWorkflowSetupSteps: [setUp],
  npmTrustedPublishing: true,
  npmProvenance: true,
  // publib runs with the right to publish: it does not change by itself (2026-11).
  jsiiReleaseVersion: '0.2.1061',
  buildWorkflowOptions: {
    // A pull request with stale files gets an error instead of a commit, so that no job of it may write.
    mutableBuild: false,
    permissions: { contents: JobPermission.READ },
    preBuildSteps: [setUp],
  },
};

/** What continuous integration and a release do on GitHub, and the same steps as commands. */
export class Workflows extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    this.checks(project);
    this.range(project);
    this.compatibility(project);
    this.billOfMaterials(project);
    this.rights(project);
  }

  /** projen asks for more than the jobs use. */
  private rights(project: awscdk.AwsCdkConstructLibrary) {
    const change = (workflow: string, path: string, value: unknown) => project.github?.tryFindWorkflow(workflow)?.file?.addOverride(path, value);
    // It builds; the jobs after it publish.
    change('release', 'jobs.release.permissions.contents', 'read');
    // Only the title is read, so this need not run with the rights of the main branch.
    change('pull-request-lint', 'on.pull_request_target', undefined);
    change('pull-request-lint', 'on.pull_request.types', ['opened', 'synchronize', 'reopened', 'edited']);
    change('pull-request-lint', 'jobs.validate.permissions', { 'pull-requests': 'read' });
  }

  /** What `npm test` does beside the build, each in a job of its own. */
  private checks(project: awscdk.AwsCdkConstructLibrary) {
    const tools = { node: { version: '24' }, python: { version: '3.x' } };
    const checkedOut = { checkoutRepo: true };
    project.buildWorkflow?.addPostBuildJobCommands('deployment', ['npm run setup', 'npx projen test:integ'], { ...checkedOut, tools });
    project.buildWorkflow?.addPostBuildJobCommands('bindings', ['npm run test:bindings'], {
      ...checkedOut,
      tools: { ...tools, java: { version: '17' }, go: { version: '^1.25.0' } },
    });
    project.buildWorkflow?.addPostBuildJobCommands('newest-aws-cdk', ['npm run test:range -- newest --synth-only'], { ...checkedOut, tools });
  }

  private range(project: awscdk.AwsCdkConstructLibrary) {
    project.addTask('test:range', {
      description: 'Runs the tests against the minimum and the newest aws-cdk-lib, or against the versions named',
      exec: 'node scripts/range.mjs',
      receiveArgs: true,
    });
    project.setScript('test:range', 'node scripts/run.mjs test:range');
  }

  /** projen's own task asks the registry, and passes when it finds nothing there. */
  private compatibility(project: awscdk.AwsCdkConstructLibrary) {
    project.tasks.tryFind('compat')?.reset('node scripts/api-baseline.mjs breaks');
    const task = project.addTask('api:baseline', {
      description: 'Takes the API as it is now for that of the newest release in CHANGELOG.md',
      steps: [{ spawn: 'compile' }, { exec: 'node scripts/api-baseline.mjs write' }],
    });
    project.setScript(task.name, `node scripts/run.mjs ${task.name}`);
  }

  private billOfMaterials(project: awscdk.AwsCdkConstructLibrary) {
    const task = project.addTask('sbom', {
      description: 'Writes dist/sbom.cdx.json, the bill of materials in CycloneDX',
      exec: 'node scripts/sbom.mjs',
    });
    project.packageTask.spawn(task);
    project.release?.publisher.addGitHubPostPublishingSteps({
      name: 'Attach the bill of materials',
      if: '${{ !inputs.dry_run }}',
      env: { GITHUB_TOKEN: '${{ secrets.GITHUB_TOKEN }}' },
      run: 'gh release upload "$(cat dist/releasetag.txt)" dist/sbom.cdx.json -R "$GITHUB_REPOSITORY" --clobber',
    });
  }
}
