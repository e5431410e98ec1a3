import { DescribeFlowLogsCommand, DescribeSecurityGroupsCommand, DescribeVpcEndpointsCommand, DescribeNatGatewaysCommand } from '@aws-sdk/client-ec2';
import { DescribeServicesCommand } from '@aws-sdk/client-ecs';
import {
  DescribeListenersCommand, DescribeLoadBalancerAttributesCommand, DescribeLoadBalancersCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer } from '@aws-sdk/client-elastic-load-balancing-v2';
import { GetBucketEncryptionCommand, GetBucketPolicyCommand, GetBucketVersioningCommand, GetPublicAccessBlockCommand } from '@aws-sdk/client-s3';
import { GetWebACLForResourceCommand } from '@aws-sdk/client-wafv2';
import { check } from './check';
import type { CheckGroup } from './check';
import { findCluster } from './database-checks';
import type { Deployment } from './deployment';
import { findVpc } from './network-checks';
import { readParameter } from './parameters';

/** What differs between a protected and a disposable platform. */
export interface Protection {
  readonly deletionProtection: boolean;
  readonly certificate: string;
}

/** The rows of PRODUCTION that an API of the local AWS shows, found by what the platform publishes. */
export function productionChecks({ deletionProtection, certificate }: Protection): CheckGroup {
  return {
    title: 'PRODUCTION',
    checks: [
      check('the default security group has no rule', () => ({ ingress: [], egress: [] }), readDefaultSecurityGroup),
      check('a NAT gateway in each zone, seven endpoints, a flow log', () => ({
        natGateways: 3,
        endpoints: ['ecr.api', 'ecr.dkr', 'kms', 'logs', 's3', 'secretsmanager', 'ssm'],
        flowLog: 'ALL',
      }), readNetwork),
      check('Aurora PostgreSQL 17 with IAM authentication, a secret of RDS and 35 days of backups', () => ({
        version: '17.9', port: 5433, backupDays: 35, iam: true, encrypted: true, deletionProtection, managedSecret: true, logs: ['postgresql'],
      }), readCluster),
      check('one listener: HTTPS on 443 with the given certificate', () => ({
        listeners: 1, port: 443, protocol: 'HTTPS', policy: 'ELBSecurityPolicy-TLS13-1-2-Res-2021-06', certificate,
      }), readListener),
      check('access and connection logs reach the bucket', () => ({
        'access_logs.s3.enabled': 'true',
        'connection_logs.s3.enabled': 'true',
        'deletion_protection.enabled': String(deletionProtection),
      }), readBalancerAttributes),
      check('a web ACL stands before the load balancer', () => ({ defaultAction: { Allow: {} }, rules: 5 }), readWebAcl),
      check('the log bucket is versioned, encrypted, closed to the public and refuses requests without TLS', () => ({
        versioning: 'Enabled', encryption: 'AES256', publicAccess: [true, true, true, true], tlsOnly: true,
      }), readLogBucket),
      check('the service is found by its published name, and keeps all its tasks while it is deployed', () => ({
        status: 'ACTIVE', minimumHealthyPercent: 100, rollback: true,
      }), readService),
    ],
  };
}

async function readDefaultSecurityGroup(deployment: Deployment) {
  const { VpcId = '' } = await findVpc(deployment);
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }, { Name: 'group-name', Values: ['default'] }];
  const { SecurityGroups: [group] = [] } = await deployment.clients.ec2.send(new DescribeSecurityGroupsCommand({ Filters }));
  return { ingress: group.IpPermissions, egress: group.IpPermissionsEgress };
}

async function readNetwork(deployment: Deployment) {
  const { ec2 } = deployment.clients;
  const { VpcId = '' } = await findVpc(deployment);
  const Filters = [{ Name: 'vpc-id', Values: [VpcId] }];
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({ Filter: Filters }));
  const { VpcEndpoints = [] } = await ec2.send(new DescribeVpcEndpointsCommand({ Filters }));
  const { FlowLogs = [] } = await ec2.send(new DescribeFlowLogsCommand({}));
  return {
    natGateways: NatGateways.length,
    endpoints: VpcEndpoints.map(({ ServiceName = '' }) => ServiceName.replace(`com.amazonaws.${deployment.region}.`, '')).sort(),
    flowLog: FlowLogs.find(({ ResourceId }) => ResourceId === VpcId)?.TrafficType,
  };
}

async function readCluster(deployment: Deployment) {
  const cluster = await findCluster(deployment);
  return {
    version: cluster.EngineVersion,
    port: cluster.Port,
    backupDays: cluster.BackupRetentionPeriod,
    iam: cluster.IAMDatabaseAuthenticationEnabled,
    encrypted: cluster.StorageEncrypted,
    deletionProtection: cluster.DeletionProtection,
    managedSecret: cluster.MasterUserSecret?.SecretArn === await readParameter(deployment, 'db/secret-arn'),
    logs: cluster.EnabledCloudwatchLogsExports,
  };
}

/** By its published name, because CloudFormation has named it. */
async function findBalancer(deployment: Deployment): Promise<LoadBalancer> {
  const name = await readParameter(deployment, 'load-balancer/dns-name');
  const { LoadBalancers = [] } = await deployment.clients.loadBalancing.send(new DescribeLoadBalancersCommand({}));
  return LoadBalancers.find(({ DNSName }) => DNSName === name)!;
}

async function readListener(deployment: Deployment) {
  const { LoadBalancerArn } = await findBalancer(deployment);
  const { Listeners = [] } = await deployment.clients.loadBalancing.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const [{ Port, Protocol, SslPolicy, Certificates: [certificate] = [] }] = Listeners;
  return { listeners: Listeners.length, port: Port, protocol: Protocol, policy: SslPolicy, certificate: certificate?.CertificateArn };
}

async function balancerAttributes(deployment: Deployment): Promise<Record<string, string>> {
  const { LoadBalancerArn } = await findBalancer(deployment);
  const { Attributes = [] } = await deployment.clients.loadBalancing.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  return Object.fromEntries(Attributes.map(({ Key = '', Value = '' }) => [Key, Value]));
}

async function readBalancerAttributes(deployment: Deployment) {
  const attributes = await balancerAttributes(deployment);
  const names = ['access_logs.s3.enabled', 'connection_logs.s3.enabled', 'deletion_protection.enabled'];
  return Object.fromEntries(names.map((name) => [name, attributes[name]]));
}

async function readWebAcl(deployment: Deployment) {
  const { LoadBalancerArn: ResourceArn } = await findBalancer(deployment);
  const { WebACL: acl } = await deployment.clients.waf.send(new GetWebACLForResourceCommand({ ResourceArn }));
  return { defaultAction: acl?.DefaultAction, rules: acl?.Rules?.length };
}

/** The bucket that receives the logs of the load balancer. */
export async function logBucket(deployment: Deployment): Promise<string> {
  return (await balancerAttributes(deployment))['access_logs.s3.bucket'];
}

async function readLogBucket(deployment: Deployment) {
  const { s3 } = deployment.clients;
  const Bucket = await logBucket(deployment);
  const { ServerSideEncryptionConfiguration: encryption } = await s3.send(new GetBucketEncryptionCommand({ Bucket }));
  const { PublicAccessBlockConfiguration: access = {} } = await s3.send(new GetPublicAccessBlockCommand({ Bucket }));
  const { Policy: policy = '' } = await s3.send(new GetBucketPolicyCommand({ Bucket }));
  return {
    versioning: (await s3.send(new GetBucketVersioningCommand({ Bucket }))).Status,
    encryption: encryption?.Rules?.[0].ApplyServerSideEncryptionByDefault?.SSEAlgorithm,
    publicAccess: [access.BlockPublicAcls, access.BlockPublicPolicy, access.IgnorePublicAcls, access.RestrictPublicBuckets],
    tlsOnly: policy.includes('"aws:SecureTransport"'),
  };
}

async function readService(deployment: Deployment) {
  const [cluster, service] = await Promise.all([readParameter(deployment, 'ecs/cluster-name'), readParameter(deployment, 'ecs/service-name')]);
  const { services: [found] = [] } = await deployment.clients.ecs.send(new DescribeServicesCommand({ cluster, services: [service] }));
  const { minimumHealthyPercent, deploymentCircuitBreaker } = found.deploymentConfiguration ?? {};
  return { status: found.status, minimumHealthyPercent, rollback: deploymentCircuitBreaker?.rollback };
}
