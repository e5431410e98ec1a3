import { Component } from 'projen';
import type { awscdk } from 'projen';

/** Snippets of the README, of the docs and of docstrings compile, strictly, as part of the build. */
export class Documents extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // The tablet that this writes carries the translated snippets into the packages of the other languages.
    project.postCompileTask.prependExec('jsii-rosetta extract --strict');
    project.postCompileTask.exec('node scripts/docs-snippets.mjs');
  }
}
