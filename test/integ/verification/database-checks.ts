import { DescribeDBClusterParametersCommand, DescribeDBClustersCommand, DescribeDBInstancesCommand } from '@aws-sdk/client-rds';
import type { DBCluster, DBInstance } from '@aws-sdk/client-rds';
import { DescribeSecretCommand, GetSecretValueCommand } from '@aws-sdk/client-secrets-manager';
import { check } from './check';
import type { CheckGroup } from './check';
import { zonesOf } from './deployment';
import type { Deployment } from './deployment';
import { findKeyArn } from './encryption-checks';
import { privateSubnetIds, securityGroups } from './network-checks';
import { readParameter } from './parameters';

const INSTANCES = [1, 2, 3];

export async function findCluster({ clients, suffix }: Deployment): Promise<DBCluster> {
  const { DBClusters = [] } = await clients.rds.send(new DescribeDBClustersCommand({ DBClusterIdentifier: `payment-aurora-cluster-${suffix}` }));
  return DBClusters[0];
}

export async function writerOf(deployment: Deployment): Promise<string> {
  const { DBClusterMembers = [] } = await findCluster(deployment);
  const writers = DBClusterMembers.filter(({ IsClusterWriter }) => IsClusterWriter).map(({ DBInstanceIdentifier = '' }) => DBInstanceIdentifier);
  if (writers.length !== 1) throw new Error(`expected one writer, found ${writers.length}: ${writers.join(', ')}`);
  return writers[0];
}

export interface MasterSecret {
  readonly username: string;
  readonly password: string;
  readonly [key: string]: unknown;
}

/** The secret that the platform publishes in its SSM parameter. */
export async function readSecret(deployment: Deployment): Promise<MasterSecret> {
  const SecretId = await readParameter(deployment, 'db/secret-arn');
  const { SecretString = '{}' } = await deployment.clients.secretsManager.send(new GetSecretValueCommand({ SecretId }));
  return JSON.parse(SecretString);
}

export const DATABASE_CHECKS: CheckGroup = {
  title: 'Database',
  checks: [
    check('Aurora PostgreSQL 15 that forces TLS, exports its log and keeps backups for one day', ({ masterUsername }) => ({
      status: 'available',
      engine: 'aurora-postgresql',
      version: '15.17',
      port: 5432,
      database: 'payments',
      user: masterUsername,
      backupDays: 1,
      deletionProtection: false,
      tagsToSnapshots: true,
      iamAuthentication: true,
      exportedLogs: ['postgresql'],
      forcedTls: '1',
    }), readCluster),
    check('stored encrypted with the platform\'s key', async (deployment) => ({ encrypted: true, key: await findKeyArn(deployment) }), readEncryption),
    check('one writer and two readers', () => ({ members: 3, writers: 1, readers: 2 }), readMembers),
    check('three db.t3.medium instances, one per zone, not public', ({ region }) => ({
      zones: zonesOf(region),
      classes: INSTANCES.map(() => 'db.t3.medium'),
      versions: INSTANCES.map(() => '15.17'),
      status: INSTANCES.map(() => 'available'),
      public: INSTANCES.map(() => false),
      encrypted: INSTANCES.map(() => true),
    }), readInstances),
    check('in the private subnets, behind its own security group', async (deployment) => ({
      subnets: await privateSubnetIds(deployment),
      securityGroups: [(await securityGroups(deployment)).get('Aurora PostgreSQL of the payment platform')?.GroupId],
    }), readPlacement),
    check('a secret with user and password, encrypted with the platform\'s key', async (deployment) => ({
      keys: ['dbname', 'engine', 'password', 'port', 'username'],
      user: deployment.masterUsername,
      usablePassword: true,
      key: await findKeyArn(deployment),
    }), readSecretFacts),
  ],
};

async function readCluster(deployment: Deployment) {
  const cluster = await findCluster(deployment);
  const { Parameters = [] } = await deployment.clients.rds.send(new DescribeDBClusterParametersCommand({
    DBClusterParameterGroupName: cluster.DBClusterParameterGroup,
  }));
  return {
    status: cluster.Status,
    engine: cluster.Engine,
    version: cluster.EngineVersion,
    port: cluster.Port,
    database: cluster.DatabaseName,
    user: cluster.MasterUsername,
    backupDays: cluster.BackupRetentionPeriod,
    deletionProtection: cluster.DeletionProtection,
    tagsToSnapshots: cluster.CopyTagsToSnapshot,
    iamAuthentication: cluster.IAMDatabaseAuthenticationEnabled,
    exportedLogs: cluster.EnabledCloudwatchLogsExports,
    forcedTls: Parameters.find(({ ParameterName }) => ParameterName === 'rds.force_ssl')?.ParameterValue,
  };
}

async function readEncryption(deployment: Deployment) {
  const { StorageEncrypted, KmsKeyId } = await findCluster(deployment);
  return { encrypted: StorageEncrypted, key: KmsKeyId };
}

async function readMembers(deployment: Deployment) {
  const { DBClusterMembers = [] } = await findCluster(deployment);
  const writers = DBClusterMembers.filter(({ IsClusterWriter }) => IsClusterWriter).length;
  return { members: DBClusterMembers.length, writers, readers: DBClusterMembers.length - writers };
}

async function readInstances(deployment: Deployment) {
  const instances = (await instancesOf(deployment)).sort((one, other) => (one.AvailabilityZone ?? '').localeCompare(other.AvailabilityZone ?? ''));
  return {
    zones: instances.map(({ AvailabilityZone }) => AvailabilityZone),
    classes: instances.map(({ DBInstanceClass }) => DBInstanceClass),
    versions: instances.map(({ EngineVersion }) => EngineVersion),
    status: instances.map(({ DBInstanceStatus }) => DBInstanceStatus),
    public: instances.map(({ PubliclyAccessible }) => PubliclyAccessible),
    encrypted: instances.map(({ StorageEncrypted }) => StorageEncrypted),
  };
}

async function instancesOf(deployment: Deployment): Promise<DBInstance[]> {
  const { DBClusterIdentifier } = await findCluster(deployment);
  const { DBInstances = [] } = await deployment.clients.rds.send(new DescribeDBInstancesCommand({}));
  return DBInstances.filter((instance) => instance.DBClusterIdentifier === DBClusterIdentifier);
}

async function readPlacement(deployment: Deployment) {
  const { VpcSecurityGroups = [] } = await findCluster(deployment);
  const [{ DBSubnetGroup }] = await instancesOf(deployment);
  return {
    subnets: DBSubnetGroup?.Subnets?.map(({ SubnetIdentifier = '' }) => SubnetIdentifier).sort(),
    securityGroups: VpcSecurityGroups.map(({ VpcSecurityGroupId }) => VpcSecurityGroupId),
  };
}

async function readSecretFacts(deployment: Deployment) {
  const SecretId = await readParameter(deployment, 'db/secret-arn');
  const { KmsKeyId } = await deployment.clients.secretsManager.send(new DescribeSecretCommand({ SecretId }));
  const secret = await readSecret(deployment);
  return {
    keys: Object.keys(secret).sort(),
    user: secret.username,
    usablePassword: /^[!#-.0-?A-Z[\]-~]{8,41}$/.test(secret.password),
    key: KmsKeyId,
  };
}
