import { readFileSync } from 'fs';
import { ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { testChecks } from './support/checks-as-tests';
import { createClients } from './support/clients';
import { readyDeployment, readyStack } from './support/deployments';
import { READY_TEMPLATE } from './support/repository';
import type { Parameters, StackDriver } from './support/stack-driver';
import { driveAlarms } from './verification/alarm-path';
import { DATABASE_CHECKS, readSecret } from './verification/database-checks';
import type { Deployment } from './verification/deployment';
import { failOver, stopTask } from './verification/drills';
import { expectNothingLeft, takeInventory } from './verification/inventory';
import { NETWORK_CHECKS } from './verification/network-checks';
import { PLATFORM_CHECKS } from './verification/platform-checks';
import { updateThatFails, updateWithoutChange } from './verification/updates';
import { LocalAws } from '../local-aws/local-aws';

const template = readFileSync(READY_TEMPLATE, 'utf8');
/** What RDS accepts, without the quotation marks that a connection string would have to escape. */
const GENERATED = /^[!#-&(-.0-?A-Z[\]-~]{32}$/;
let local: LocalAws;

beforeAll(async () => {
  local = await LocalAws.start();
});

afterAll(async () => local?.stop());

async function runAll(deployment: Deployment, groups = PLATFORM_CHECKS): Promise<void> {
  for (const { run } of groups.flatMap(({ checks }) => checks)) {
    await run(deployment);
  }
}

test('the template is small enough to be sent as it is, and valid', async () => {
  expect(Buffer.byteLength(template)).toBeLessThanOrEqual(51_200);
  const { cloudFormation } = createClients(local.clientConfig());
  const { Parameters: parameters = [] } = await cloudFormation.send(new ValidateTemplateCommand({ TemplateBody: template }));
  expect(parameters.map(({ ParameterKey }) => ParameterKey).sort()).toEqual([
    'AlertEmail', 'ContainerImage', 'DBMasterPassword', 'DBMasterUsername', 'EnvironmentSuffix',
  ]);
});

describe.each(['us-east-1', 'us-west-2'])('in %s, with nothing but a suffix, it', (region) => {
  const suffix = `only-${region}`;
  let stack: StackDriver;
  let deployment: Deployment;
  let before: string[];

  beforeAll(async () => {
    stack = readyStack(local, suffix, region);
    before = await takeInventory(createClients(local.clientConfig(region)));
    deployment = readyDeployment(local, suffix, await stack.create(template, { EnvironmentSuffix: suffix }), region);
  });

  testChecks(PLATFORM_CHECKS, () => deployment);

  test('generates a password of 32 characters', async () => {
    expect((await readSecret(deployment)).password).toMatch(GENERATED);
  });

  test('sends a breach to the subscriber', async () => driveAlarms(deployment));

  test('goes through the drills', async () => {
    await stopTask(deployment);
    await failOver(deployment);
  });

  test('is not changed by an update without a change', async () => updateWithoutChange(stack));

  test('is as before after an update that failed', async () => {
    expect(await updateThatFails(stack, deployment, template)).toContain('FeatureFlags');
    await runAll(deployment);
  });

  test('leaves nothing when it is deleted', async () => {
    await stack.delete();
    await expectNothingLeft(deployment, before);
  });
});

describe('parameters', () => {
  test.each<[string, Parameters, RegExp]>([
    ['a missing suffix', {}, /EnvironmentSuffix/],
    ...['', 'Prod', 'under_score', 'two--hyphens', '-before', 'after-', 'twenty-one-characters'].map((suffix): [string, Parameters, RegExp] =>
      [`the suffix '${suffix}'`, { EnvironmentSuffix: suffix }, /must be lower-case letters and digits with single inner hyphens, 1 to 20 characters/]),
    ...['', 'nobody', 'a@b', 'one@example.com,two@example.com'].map((email): [string, Parameters, RegExp] =>
      [`the e-mail address '${email}'`, { EnvironmentSuffix: 'x', AlertEmail: email }, /must be one e-mail address/]),
    ...['', 'admin', 'rdsadmin', '1st', 'user-name', 'seventeencharacte'].map((user): [string, Parameters, RegExp] => [
      `the user '${user}'`,
      { EnvironmentSuffix: 'x', DBMasterUsername: user },
      /must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin/,
    ]),
    ...['short', 'with space', 'with/slash', 'with"quotation', 'with@at-sign', 'with\\backslash', 'x'.repeat(42)].map((password): [string, Parameters, RegExp] => [
      `the password '${password}'`,
      { EnvironmentSuffix: 'x', DBMasterPassword: password },
      /must be empty, or 8 to 41 printable ASCII characters without space, slash, backslash, @ and double quotation mark/,
    ]),
    ...['', 'nginx latest', 'x'.repeat(256)].map((image): [string, Parameters, RegExp] =>
      [`the image '${image.slice(0, 12)}'`, { EnvironmentSuffix: 'x', ContainerImage: image }, /must be an image name without spaces/]),
  ])('%s is refused before anything is made', async (_, parameters, message) => {
    const before = await takeInventory(createClients(local.clientConfig()));
    const stack = readyStack(local, 'refused');
    await expect(stack.create(template, parameters)).rejects.toThrow(message);
    expect(await takeInventory(createClients(local.clientConfig()))).toEqual(before);
  });

  test('all of them reach what was deployed', async () => {
    const suffix = 'chosen';
    const stack = readyStack(local, suffix);
    const outputs = await stack.create(template, {
      EnvironmentSuffix: suffix, AlertEmail: 'night@example.org', DBMasterUsername: 'ledger', ContainerImage: 'registry.example.org/payments:2.1',
    });
    const chosen = { alertEmail: 'night@example.org', masterUsername: 'ledger', image: 'registry.example.org/payments:2.1' };
    await runAll({ ...readyDeployment(local, suffix, outputs), ...chosen });
    await stack.delete();
  });
});

describe('a given password', () => {
  const suffix = 'given';
  let stack: StackDriver;
  let deployment: Deployment;

  beforeAll(async () => {
    stack = readyStack(local, suffix);
    deployment = readyDeployment(local, suffix, await stack.create(template, { EnvironmentSuffix: suffix, DBMasterPassword: 'first-password' }));
  });

  afterAll(async () => stack.delete());

  const passwordAfter = async (parameters: Parameters): Promise<string> => {
    await stack.update(parameters);
    return (await readSecret(deployment)).password;
  };

  // No API tells the password of a cluster; that secret and cluster take the same value is tested on the template.
  test('stands in the secret, and nowhere else to be read', async () => {
    expect((await readSecret(deployment)).password).toBe('first-password');
    expect(JSON.stringify(await stack.describe())).not.toContain('first-password');
    await runAll(deployment);
  });

  test('stays when something else is updated', async () => {
    expect(await passwordAfter({ AlertEmail: 'other@example.com' })).toBe('first-password');
    expect(await passwordAfter({ AlertEmail: 'ops@example.com' })).toBe('first-password');
  });

  test('changes, gives way to a generated one when it is emptied, and comes back', async () => {
    expect(await passwordAfter({ DBMasterPassword: 'second-password' })).toBe('second-password');
    expect(await passwordAfter({ DBMasterPassword: '' })).toMatch(GENERATED);
    expect(await passwordAfter({ DBMasterPassword: 'third-password' })).toBe('third-password');
    await runAll(deployment);
  });
});

test('two suffixes of which one begins like the other stand side by side, and each goes alone', async () => {
  const clients = createClients(local.clientConfig());
  const [one, two] = ['pair', 'pair-two'].map((suffix) => readyStack(local, suffix));
  const before = await takeInventory(clients);
  const first = readyDeployment(local, 'pair', await one.create(template, { EnvironmentSuffix: 'pair' }));
  const alone = await takeInventory(clients);
  const second = readyDeployment(local, 'pair-two', await two.create(template, { EnvironmentSuffix: 'pair-two' }));
  await runAll(first);
  await runAll(second);

  await two.delete();
  await expectNothingLeft(second, alone);
  await runAll(first, [NETWORK_CHECKS, DATABASE_CHECKS]);
  await one.delete();
  await expectNothingLeft(first, before);
});
