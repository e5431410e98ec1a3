import { Component } from 'projen';
import type { awscdk } from 'projen';

const PARTS = ['encryption', 'network', 'database', 'service', 'dns', 'monitoring', 'discovery'];

/** The limits that keep a file readable in one sitting; `test/architecture.test.ts` holds the ones eslint cannot. */
export class CodeBudgets extends Component {
  constructor(project: awscdk.AwsCdkConstructLibrary) {
    super(project);
    // projen's type of the option knows no `global` level, which jest wants.
    project.tryFindObjectFile('package.json')?.addOverride('jest.coverageThreshold', {
      global: { statements: 98, branches: 95, functions: 98, lines: 98 },
    });
    const { eslint } = project;
    if (!eslint) {
      throw new Error('the code budgets need eslint');
    }
    eslint.addRules({
      '@typescript-eslint/no-explicit-any': ['error'],
      'complexity': ['error', 8],
      'import/no-cycle': ['error'],
      'max-lines': ['error', { max: 250 }],
      'import/no-restricted-paths': ['error', { zones: partZones() }],
    });
    eslint.addOverride({
      files: ['src/**/*.ts', 'projenrc/**/*.ts'],
      rules: { 'max-lines-per-function': ['error', { max: 50 }] },
    });
    eslint.addOverride({
      files: ['test/**/*.ts'],
      rules: { 'max-lines': ['error', { max: 400 }] },
    });
  }
}

/** The import graph is a star: the platform imports parts, parts import config, and no part imports another. */
function partZones() {
  const betweenParts = PARTS.map((part) => ({
    target: `./src/${part}`,
    from: PARTS.filter((other) => other !== part).map((other) => `./src/${other}`),
    message: 'a part takes aws-cdk interfaces and plain values, never another part',
  }));
  return [...betweenParts, { target: './src/config', from: PARTS.map((part) => `./src/${part}`), message: 'config imports no part' }];
}
