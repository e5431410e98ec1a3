import { awscdk, javascript } from 'projen';
import { Benchmark } from './projenrc/benchmark';
import { CodeBudgets } from './projenrc/code-budgets';
import { Documents } from './projenrc/documents';
import { Packaging } from './projenrc/packaging';
import { Verification } from './projenrc/verification';
import { workflowOptions, Workflows } from './projenrc/workflows';

/** Everything that identifies the project to a registry stands here, once. */
const identity = {
  name: 'cdk-payment-platform',
  repository: 'https://github.com/cdk-payment-platform/cdk-payment-platform.git',
  authors: 'The cdk-payment-platform maintainers',
  authorAddress: 'maintainers@cdk-payment-platform.dev',
  pypi: { distName: 'cdk-payment-platform', module: 'cdk_payment_platform' },
  // Maven Central gives a GitHub organization the group of its own name; a Java package cannot have a hyphen.
  maven: { groupId: 'io.github.cdk-payment-platform', artifactId: 'cdk-payment-platform', javaPackage: 'io.github.cdkpaymentplatform' },
  go: { moduleName: 'github.com/cdk-payment-platform/cdk-payment-platform-go', packageName: 'cdkpaymentplatform' },
  nuget: { packageId: 'CdkPaymentPlatform', dotNetNamespace: 'CdkPaymentPlatform' },
};

const awsSdkClients = [
  'acm', 'application-auto-scaling', 'cloudformation', 'cloudwatch', 'cloudwatch-logs', 'dynamodb', 'ec2', 'ecs',
  'elastic-load-balancing-v2', 'eventbridge', 'iam', 'kms', 'rds', 's3', 'secrets-manager', 'sns', 'sqs', 'ssm', 'wafv2',
];

const project = new awscdk.AwsCdkConstructLibrary({
  name: identity.name,
  description: 'AWS CDK constructs for a payment platform that keeps working when it loses an availability zone',
  keywords: ['aws', 'cdk', 'payments', 'high-availability', 'aurora', 'fargate', 'multi-az', 'failover', 'pci-dss'],
  author: identity.authors,
  authorAddress: identity.authorAddress,
  authorOrganization: true,
  repositoryUrl: identity.repository,
  license: 'Apache-2.0',
  copyrightOwner: identity.authors,
  stability: 'experimental',
  defaultReleaseBranch: 'main',

  // The first release on all four registries with DatabaseCluster.manageMasterUserPassword (2026-11).
  cdkVersion: '2.263.0',
  constructsVersion: '10.5.1',
  jsiiVersion: '~6.0.0',
  minNodeVersion: '20.0.0',
  workflowNodeVersion: '24',
  packageManager: javascript.NodePackageManager.NPM,
  projenrcTs: true,
  sampleCode: false,
  integrationTestAutoDiscover: false,
  devDeps: [
    ...awsSdkClients.map((client) => `@aws-sdk/client-${client}@^3.1000.0`),
    '@aws-cdk/cloudformation-diff@^2.187.5',
    // Stryker 10 needs Node 22.
    '@stryker-mutator/core@9.6.1',
    '@stryker-mutator/jest-runner@9.6.1',
    // The dist-tag `latest` of aws-cdk is a stray 3.0.0; the CLI is 2.x.
    'aws-cdk@^2.1148.1',
    'cdk-monitoring-constructs@^10.2.0',
    'cdk-nag@^3.0.2',
    '@cdklabs/cdk-validator-cfnguard@^0.0.62',
    'eslint-import-resolver-typescript',
    'fast-check@^4.10.2',
    'json-stringify-pretty-compact@^4.0.0',
    'ts-node',
    // vega-lite 6 needs Node 22.
    'vega@^5.33.0',
    'vega-lite@^5.23.0',
  ],

  // Source maps inside the files would be two thirds of what Node reads at every synthesis.
  tsconfig: { compilerOptions: { inlineSourceMap: false, inlineSources: false } },
  tsconfigDevFile: 'tsconfig.dev.json',
  // The example app has a compiler configuration of its own: it sees the packed library.
  tsconfigDev: { exclude: ['node_modules', 'test/integ/payment-app'], include: ['src/**/*.ts', 'test/**/*.ts', '.projenrc.ts', 'projenrc/**/*.ts', 'bench/**/*.ts'] },
  eslintOptions: { dirs: ['src', 'test', 'projenrc', 'bench'], projectService: false, tsconfigPath: './tsconfig.dev.json' },
  typecheckTests: true,
  jestOptions: {
    updateSnapshot: javascript.UpdateSnapshot.NEVER,
    jestConfig: {
      globalSetup: '<rootDir>/test/support/temporary-folder.ts',
      globalTeardown: '<rootDir>/test/support/temporary-folder-teardown.ts',
      testPathIgnorePatterns: ['/node_modules/', '/test/integ/', '/test/bindings/'],
      modulePathIgnorePatterns: ['<rootDir>/.cache/', '<rootDir>/dist/', '<rootDir>/examples/', '<rootDir>/test/integ/payment-app/'],
      watchPathIgnorePatterns: ['/dist/', '/.cache/'],
    },
  },

  publishToPypi: { ...identity.pypi, trustedPublishing: true },
  publishToMaven: {
    javaPackage: identity.maven.javaPackage,
    mavenGroupId: identity.maven.groupId,
    mavenArtifactId: identity.maven.artifactId,
    mavenServerId: 'central-ossrh',
  },
  publishToGo: identity.go,
  publishToNuget: { ...identity.nuget, trustedPublishing: true },
  ...workflowOptions,
  gitignore: ['/.cache/', '/cdk.out/', '/.jsii.tabl.json', '*.tsbuildinfo', '__pycache__/'],
  pullRequestTemplate: false,
  githubOptions: { mergify: false },
});
project.tsconfigDev.removeInclude('**/*.ts');

new Benchmark(project);
new CodeBudgets(project);
new Documents(project);
new Packaging(project);
new Verification(project);
new Workflows(project);

project.synth();
