import { readFileSync } from 'fs';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { App, BootstraplessSynthesizer, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { testChecks } from './support/checks-as-tests';
import { createClients } from './support/clients';
import { readyDeployment, readyStack } from './support/deployments';
import { READY_PRODUCTION_TEMPLATE } from './support/repository';
import type { Deployment } from './verification/deployment';
import { expectNothingLeft, takeInventory } from './verification/inventory';
import { logBucket, productionChecks } from './verification/production-checks';
import { updateWithoutChange } from './verification/updates';
import { HighAvailabilityPaymentPlatform, Teardown } from '../../src';
import { LocalAws } from '../local-aws/local-aws';
import { CERTIFICATE_ARN, productionProps } from '../production/production';

let local: LocalAws;

beforeAll(async () => {
  local = await LocalAws.start();
});

afterAll(async () => local?.stop());

describe('a disposable PRODUCTION platform, of a size that CloudFormation reads from a bucket, it', () => {
  const suffix = 'sandbox';
  const stack = new Stack(new App({ analyticsReporting: false }), 'Sandbox', { synthesizer: new BootstraplessSynthesizer() });
  new HighAvailabilityPaymentPlatform(stack, 'Platform', { ...productionProps(stack), environmentSuffix: suffix, teardown: Teardown.DISPOSABLE });
  const template = JSON.stringify(Template.fromStack(stack).toJSON());
  let deployment: Deployment;
  let before: string[];

  beforeAll(async () => {
    before = await takeInventory(createClients(local.clientConfig()));
    deployment = readyDeployment(local, suffix, await readyStack(local, suffix).createFromBucket(template));
  });

  testChecks([productionChecks({ deletionProtection: false, certificate: CERTIFICATE_ARN })], () => deployment);

  test('is not changed by an update without a change', async () => updateWithoutChange(readyStack(local, suffix)));

  test('leaves nothing when it is deleted, not even logs in several versions', async () => {
    const { s3 } = deployment.clients;
    const Bucket = await logBucket(deployment);
    for (const Body of ['first version', 'second version']) {
      await s3.send(new PutObjectCommand({ Bucket, Key: 'access/AWSLogs/1.log', Body }));
    }
    await readyStack(local, suffix).delete();
    await expectNothingLeft(deployment, before);
  });
});

describe('the ready production template, it', () => {
  const suffix = 'prod';
  const template = readFileSync(READY_PRODUCTION_TEMPLATE, 'utf8');
  const parameters = {
    EnvironmentSuffix: suffix, AlertEmail: 'oncall@example.com', ContainerImage: `registry.example.com/payments@sha256:${'0'.repeat(64)}`, CertificateArn: CERTIFICATE_ARN,
  };
  let deployment: Deployment;

  beforeAll(async () => {
    deployment = readyDeployment(local, suffix, await readyStack(local, suffix).create(template, parameters));
  });

  testChecks([productionChecks({ deletionProtection: true, certificate: CERTIFICATE_ARN })], () => deployment);

  test.each(['EnvironmentSuffix', 'AlertEmail', 'ContainerImage', 'CertificateArn'] as const)('asks for %s', async (name) => {
    const { [name]: _, ...others } = parameters;
    await expect(readyStack(local, 'asked').create(template, others)).rejects.toThrow(name);
  });

  test('says in an output which SQL makes the user of the application', () => {
    expect(deployment.outputs.ApplicationUserSql.split('\n')).toContain('CREATE USER "payments_app" WITH LOGIN;');
  });

  test('keeps database, key, logs and buckets when it is deleted', async () => {
    const bucket = await logBucket(deployment);
    await readyStack(local, suffix).delete();
    const left = (await takeInventory(deployment.clients)).filter((item) => /^(bucket|DB cluster|DB instance|key|log group) /.test(item));
    expect(left).toEqual(expect.arrayContaining([`bucket ${bucket}`, `DB cluster payment-aurora-cluster-${suffix}`, `log group /ecs/payment-app-${suffix}`]));
    expect(left.filter((item) => item.startsWith('DB instance'))).toHaveLength(3);
    expect(left.filter((item) => item.startsWith('key'))).toHaveLength(1);
  });
});
