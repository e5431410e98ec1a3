import { readFileSync } from 'fs';
import {
  CreateStackInstancesCommand, CreateStackSetCommand, DeleteStackInstancesCommand, DeleteStackSetCommand, DescribeStackSetOperationCommand,
  ListStackInstancesCommand,
} from '@aws-sdk/client-cloudformation';
import { createClients } from './support/clients';
import type { Clients } from './support/clients';
import { readyDeployment } from './support/deployments';
import { READY_TEMPLATE } from './support/repository';
import { StackDriver } from './support/stack-driver';
import { until } from './support/until';
import { expectNothingLeft, takeInventory } from './verification/inventory';
import { PLATFORM_CHECKS } from './verification/platform-checks';
import { LocalAws } from '../local-aws/local-aws';

const FAILOVER_EVENTS = 'the events of a failover, told to the topic';
const REGIONS = ['us-east-1', 'us-west-2'];
const SET = 'payment-platform';
const SUFFIX = 'set';

/*
 * The three calls of the README, and that the same file makes a whole platform in each region. The set itself is a mock's record,
 * and the local AWS makes its instances one by one: nothing is shown about administration and execution roles, other accounts,
 * order, concurrency, failure tolerance or updates of the set.
 */
describe('a stack set over two regions', () => {
  let local: LocalAws;
  let clients: Clients;
  const before = new Map<string, string[]>();

  beforeAll(async () => {
    local = await LocalAws.start();
    clients = createClients(local.clientConfig());
    for (const region of REGIONS) {
      before.set(region, await takeInventory(createClients(local.clientConfig(region))));
    }
  });

  afterAll(async () => local?.stop());

  test('is created from the ready template', async () => {
    const { StackSetId } = await clients.cloudFormation.send(new CreateStackSetCommand({
      StackSetName: SET,
      TemplateBody: readFileSync(READY_TEMPLATE, 'utf8'),
      Parameters: [{ ParameterKey: 'EnvironmentSuffix', ParameterValue: SUFFIX }],
      Capabilities: ['CAPABILITY_NAMED_IAM'],
    }));
    expect(StackSetId).toContain(SET);
  });

  test('makes an instance in each region, and lists them', async () => {
    const { OperationId } = await clients.cloudFormation.send(new CreateStackInstancesCommand({
      StackSetName: SET, Accounts: [local.accountId], Regions: REGIONS,
    }));
    expect(await operationStatus(OperationId)).toBe('SUCCEEDED');
    expect((await instances()).map(({ Region, Account, Status }) => ({ Region, Account, Status }))).toEqual(
      REGIONS.map((Region) => ({ Region, Account: local.accountId, Status: 'CURRENT' })),
    );
  });

  test.each(REGIONS)('has the whole platform in %s', async (region) => {
    const instance = (await instances()).find(({ Region }) => Region === region);
    const stack = new StackDriver(createClients(local.clientConfig(region)), instance?.StackId ?? '');
    const { Outputs = [] } = await stack.describe();
    const outputs = Object.fromEntries(Outputs.map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]));
    // The stacks of a set are made by another emulator, which keeps the rules of EventBridge to itself.
    const checks = PLATFORM_CHECKS.flatMap((group) => group.checks).filter(({ name }) => name !== FAILOVER_EVENTS);
    for (const { run } of checks) {
      await run(readyDeployment(local, SUFFIX, outputs, region));
    }
  });

  test('goes with its instances', async () => {
    const { OperationId } = await clients.cloudFormation.send(new DeleteStackInstancesCommand({
      StackSetName: SET, Accounts: [local.accountId], Regions: REGIONS, RetainStacks: false,
    }));
    expect(await operationStatus(OperationId)).toBe('SUCCEEDED');
    await clients.cloudFormation.send(new DeleteStackSetCommand({ StackSetName: SET }));
    for (const region of REGIONS) {
      await expectNothingLeft(readyDeployment(local, SUFFIX, {}, region), before.get(region) ?? []);
    }
  });

  async function instances() {
    const { Summaries = [] } = await clients.cloudFormation.send(new ListStackInstancesCommand({ StackSetName: SET }));
    return Summaries.sort((one, other) => (one.Region ?? '').localeCompare(other.Region ?? ''));
  }

  async function operationStatus(OperationId?: string): Promise<string> {
    return until('the operation of the stack set ends', async () => {
      const { StackSetOperation } = await clients.cloudFormation.send(new DescribeStackSetOperationCommand({ StackSetName: SET, OperationId }));
      return StackSetOperation?.Status === 'RUNNING' ? undefined : StackSetOperation?.Status;
    });
  }
});
