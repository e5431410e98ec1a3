import { Component } from 'projen';
import type { awscdk } from 'projen';

/** README and docs snippets compile, strictly, as part of the build; the tablet carries their translations. */
export class Documents extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.postCompileTask.prependExec('jsii-rosetta extract --strict');
  }
}
