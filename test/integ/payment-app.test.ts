import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { CdkCli } from './support/cdk-cli';
import { testChecks } from './support/checks-as-tests';
import { createClients } from './support/clients';
import { EXAMPLE_STACK, exampleDeployment } from './support/deployments';
import { installExampleApp } from './support/example-app';
import { StackDriver } from './support/stack-driver';
import { driveAlarms } from './verification/alarm-path';
import type { Deployment } from './verification/deployment';
import { failOver, readTargetHealth, stopTask } from './verification/drills';
import { EXAMPLE_APP_CHECKS } from './verification/example-app-checks';
import { expectNothingLeft, takeInventory } from './verification/inventory';
import { PLATFORM_CHECKS } from './verification/platform-checks';
import { unchanged } from './verification/updates';
import { LocalAws } from '../local-aws/local-aws';

let folder: string;
let local: LocalAws;
let cli: CdkCli;
let stack: StackDriver;
let before: string[];
let deployment: Deployment;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'payment-app-test-'));
  local = await LocalAws.start();
  const app = await installExampleApp(() => {});
  const clients = createClients(local.clientConfig());
  before = await takeInventory(clients);
  cli = new CdkCli(local, app, folder);
  stack = new StackDriver(clients, EXAMPLE_STACK);
  await cli.synthesize();
  deployment = exampleDeployment(local, await cli.deploy(EXAMPLE_STACK));
});

afterAll(async () => {
  await local?.stop();
  rmSync(folder, { recursive: true, force: true });
});

describe('the example app, deployed by the CDK CLI from the packed library, is', () => {
  testChecks([...PLATFORM_CHECKS, EXAMPLE_APP_CHECKS], () => deployment);
});

test('a breach reaches the subscriber, and so does the end of it', async () => driveAlarms(deployment));

describe('drills', () => {
  test('a stopped task leaves five, and scaling back gives six', async () => {
    await stopTask(deployment);
  });

  test('a failover makes another instance the writer', async () => {
    await failOver(deployment);
  });

  // What the emulator says about a target is no evidence for its health.
  test('target health can be read', async () => {
    expect(await readTargetHealth(deployment)).toMatch(/^\d+ targets/);
  });
});

test('another deployment of the same app changes nothing', async () => {
  await unchanged(stack, async () => {
    expect(await cli.deployAgain(EXAMPLE_STACK)).toContain('(no changes)');
  });
});

test('destroying leaves nothing', async () => {
  await cli.destroy(EXAMPLE_STACK);
  await expectNothingLeft(deployment, before);
});
