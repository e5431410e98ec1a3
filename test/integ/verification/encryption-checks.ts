import { DescribeLogGroupsCommand } from '@aws-sdk/client-cloudwatch-logs';
import { DescribeKeyCommand, GetKeyPolicyCommand, GetKeyRotationStatusCommand, ListKeysCommand } from '@aws-sdk/client-kms';
import type { KeyMetadata } from '@aws-sdk/client-kms';
import { check } from './check';
import type { CheckGroup } from './check';
import type { Deployment } from './deployment';

interface Statement {
  readonly Sid?: string;
  readonly Principal: Record<string, string>;
}

export async function findKey({ clients, suffix }: Deployment): Promise<KeyMetadata> {
  const { Keys = [] } = await clients.kms.send(new ListKeysCommand({}));
  const described = await Promise.all(Keys.map(({ KeyId }) => clients.kms.send(new DescribeKeyCommand({ KeyId }))));
  const found = described.filter(({ KeyMetadata: key }) => key?.Description === `Payment platform ${suffix}` && key.KeyState !== 'PendingDeletion');
  if (found.length !== 1) throw new Error(`expected one key of the platform ${suffix}, found ${found.length}`);
  return found[0].KeyMetadata ?? { KeyId: '' };
}

export async function findKeyArn(deployment: Deployment): Promise<string | undefined> {
  return (await findKey(deployment)).Arn;
}

export const ENCRYPTION_CHECKS: CheckGroup = {
  title: 'Encryption',
  checks: [
    check('one customer managed key, enabled and rotated', () => ({ state: 'Enabled', manager: 'CUSTOMER', usage: 'ENCRYPT_DECRYPT', rotation: true }), readKey),
    check('key policy for the account, the logs and the alarms', ({ accountId, region }) => ({
      account: [`arn:aws:iam::${accountId}:root`],
      services: ['cloudwatch.amazonaws.com', 'events.amazonaws.com', `logs.${region}.amazonaws.com`],
    }), readKeyPolicy),
    check('log groups kept for 7 days and encrypted with the key', async (deployment) => {
      const key = await findKeyArn(deployment);
      return Object.fromEntries(logGroupNames(deployment).map((name) => [name, { days: 7, key }]));
    }, readLogGroups),
  ],
};

export function logGroupNames({ suffix, additions }: Deployment): string[] {
  return [
    `/aws/rds/cluster/payment-aurora-cluster-${suffix}/postgresql`,
    `/aws/ecs/containerinsights/payment-cluster-${suffix}/performance`,
    `/ecs/payment-app-${suffix}`,
    ...additions.logGroups,
  ];
}

async function readKey(deployment: Deployment) {
  const { KeyId, KeyState, KeyManager, KeyUsage } = await findKey(deployment);
  const { KeyRotationEnabled } = await deployment.clients.kms.send(new GetKeyRotationStatusCommand({ KeyId }));
  return { state: KeyState, manager: KeyManager, usage: KeyUsage, rotation: KeyRotationEnabled };
}

async function readKeyPolicy(deployment: Deployment) {
  const { KeyId } = await findKey(deployment);
  const { Policy = '{}' } = await deployment.clients.kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: 'default' }));
  const statements: Statement[] = JSON.parse(Policy).Statement;
  return {
    account: statements.filter(({ Sid, Principal }) => !Sid && Principal.AWS?.endsWith(':root')).map(({ Principal }) => Principal.AWS),
    services: statements.flatMap(({ Principal }) => Principal.Service ?? []).sort(),
  };
}

async function readLogGroups(deployment: Deployment) {
  const { logGroups = [] } = await deployment.clients.logs.send(new DescribeLogGroupsCommand({}));
  const own = logGroups.filter(({ logGroupName = '' }) => belongsTo(logGroupName, deployment));
  return Object.fromEntries(own.map(({ logGroupName, retentionInDays, kmsKeyId }) => [logGroupName, { days: retentionInDays, key: kmsKeyId }]));
}

/** By its whole suffix: `one` must not claim what belongs to `one-two`. */
function belongsTo(name: string, deployment: Deployment): boolean {
  return logGroupNames(deployment).includes(name) || name.endsWith(`-${deployment.suffix}`);
}
