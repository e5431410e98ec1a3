import { Component } from 'projen';
import type { awscdk } from 'projen';

/** How the packages of all languages are built, on any machine and inside the release workflow. */
export class Packaging extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // What aws-cdk-go 2.263.0 requires (its go.mod); a newer module is not always on the Go proxy.
    project.package.addPackageResolutions(
      '@aws-cdk/asset-awscli-v1@2.2.282',
      '@aws-cdk/asset-node-proxy-agent-v6@2.1.2',
      '@aws-cdk/cloud-assembly-schema@54.11.0',
    );
    // 1.13.0 came without most of its platform bindings (2026-11); without them in the lock file `npm ci` refuses it.
    project.package.addPackageResolutions('unrs-resolver@1.12.2');
    project.tasks.addEnvironment('JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION', '20');

    for (const path of ['projenrc', 'scripts', 'bench', 'docs', 'examples', 'rosetta', '.cache', '.ci', 'test-reports']) {
      project.npmignore?.exclude(`/${path}/`);
    }
    project.npmignore?.exclude('/CONTRIBUTING.md', '/SECURITY.md', '*.tsbuildinfo');
    // The tablet carries the translated snippets into the packages of the other languages.
    project.npmignore?.include('.jsii.tabl.json', '/cloudformation/');

    // A reserved word of another language is a warning of jsii, which projen silences.
    project.compileTask.reset('jsii --fail-on-warnings');
    // One script makes what is released and what the proof of the bindings installs.
    for (const language of ['js', 'java', 'python', 'dotnet', 'go']) {
      project.tasks.tryFind(`package:${language}`)?.reset(`node scripts/package.mjs ${language}`);
    }
  }
}
