import { Component, JsonFile } from 'projen';
import type { awscdk } from 'projen';

/** The commands the README promises. Each works straight after `git clone`: `scripts/run.mjs` sets up first. */
export class Verification extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    this.readyTemplate(project);
    this.integration(project);
    project.addTask('test:bindings', {
      description: 'Builds the packages of all languages and compares what their consumers synthesize',
      steps: [{ spawn: 'compile' }, { exec: 'node scripts/bindings.mjs', receiveArgs: true }],
      receiveArgs: true,
    });

    project.addTask('verify', {
      description: 'Every check that continuous integration runs',
      steps: [
        { exec: 'node scripts/generated-files.mjs record' },
        { spawn: 'default' },
        { spawn: 'pre-compile' },
        { spawn: 'compile' },
        { spawn: 'post-compile' },
        { exec: 'node scripts/generated-files.mjs compare' },
        { spawn: 'test' },
        { spawn: 'package:js' },
        { spawn: 'test:integ' },
      ],
    });
    project.addTask('demo', { description: 'Deploys the example to the local AWS and runs the drills', exec: 'ts-node --project tsconfig.dev.json test/integ/demo.ts', receiveArgs: true });
    project.addTask('scan', {
      description: 'Prints what the scanners find and writes it into docs/security.md',
      exec: 'ts-node --transpile-only --project tsconfig.dev.json test/scanners/scan.ts',
      receiveArgs: true,
    });

    project.addTask('fuzz', {
      description: 'Random props, valid and invalid: --runs N --seed S',
      exec: 'ts-node --transpile-only --project tsconfig.dev.json test/fuzz/fuzz.ts',
      receiveArgs: true,
    });
    project.addTask('mutation', { description: 'Mutates the rules and tables, and expects a test to notice', exec: 'stryker run test/mutation/stryker.config.json' });

    const commands: Record<string, string> = {
      'test': 'verify', 'demo': 'demo', 'dashboard': 'dashboard', 'scan': 'scan', 'setup': '', 'fuzz': 'fuzz', 'mutation': 'mutation', 'test:bindings': 'test:bindings',
    };
    for (const [command, task] of Object.entries(commands)) {
      project.setScript(command, `node scripts/run.mjs ${task}`.trim());
    }
  }

  private readyTemplate(project: awscdk.AwsCdkConstructLibrary) {
    const task = project.addTask('ready-template', {
      description: 'Writes the ready-made templates into cloudformation/',
      exec: 'node scripts/ready-template.mjs',
    });
    project.postCompileTask.spawn(task);
  }

  private integration(project: awscdk.AwsCdkConstructLibrary) {
    new JsonFile(project, 'jest.integ.config.json', {
      marker: false,
      obj: {
        testMatch: ['<rootDir>/test/integ/**/*.test.ts'],
        testTimeout: 180_000,
        maxWorkers: 1,
        transform: { '^.+\\.ts$': ['ts-jest', { tsconfig: 'tsconfig.dev.json' }] },
        reporters: ['default', ['jest-junit', { outputDirectory: 'test-reports', outputName: 'integ.xml' }]],
      },
    });
    project.npmignore?.exclude('/jest.integ.config.json');
    project.addTask('test:integ', {
      description: 'Deploys the example app and the ready template to the local AWS and verifies them',
      exec: 'jest --ci --config jest.integ.config.json',
      receiveArgs: true,
    });
  }
}
