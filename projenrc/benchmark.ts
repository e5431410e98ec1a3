import { Component } from 'projen';
import type { awscdk } from 'projen';

/** `npm run bench`: what the library costs, against its peers. Not part of `npm test`; `test/footprint.test.ts` holds what needs no clock. */
export class Benchmark extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    project.addTask('bench', {
      description: 'Measures synthesis, growth, templates and footprint against their peers',
      steps: [{ spawn: 'compile' }, { exec: 'ts-node --project tsconfig.dev.json bench/main.ts', receiveArgs: true }],
      receiveArgs: true,
    });
    project.eslint?.allowDevDeps('bench/**');
    project.setScript('bench', 'node scripts/run.mjs bench');
  }
}
