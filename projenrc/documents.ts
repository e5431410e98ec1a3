import { Component } from 'projen';
import type { awscdk } from 'projen';

const PICTURE = 'node scripts/dashboard-picture.mjs';

/** Snippets of the README, of the docs and of docstrings compile, strictly, as part of the build; what follows from the code is written anew. */
export class Documents extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // The tablet that this writes carries the translated snippets into the packages of the other languages.
    project.postCompileTask.prependExec('jsii-rosetta extract --strict');
    project.postCompileTask.exec('ts-node --transpile-only --project tsconfig.dev.json test/constraints/validation-docs.ts');
    project.postCompileTask.exec('node scripts/docs-snippets.mjs');
    project.postCompileTask.exec('node scripts/operations-page.mjs');
    project.postCompileTask.exec(PICTURE);
    project.addTask('dashboard', {
      description: 'Draws the dashboard of PRODUCTION, with invented data, into docs/images',
      steps: [{ spawn: 'compile' }, { exec: PICTURE }],
    });
  }
}
