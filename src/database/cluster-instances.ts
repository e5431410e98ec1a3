import { Aws, Duration, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Construct, IDependable } from 'constructs';
import type { ServerlessCapacity } from './serverless-capacity';
import { fromThisAccount } from '../config/conditions';
import { removalPolicy } from '../config/removal';
import { suppress } from '../config/suppressions';
import type { Teardown } from '../teardown';

/** What the instances are made from. */
export interface InstanceSettings {
  readonly instanceType: ec2.InstanceType;
  readonly serverlessCapacity?: ServerlessCapacity;
  readonly readers: number;
  readonly vpc: ec2.IVpc;
  readonly enhancedMonitoring: boolean;
  readonly encryptionKey: kms.IKey;
}

/** Enhanced monitoring every minute, where the settings ask for it. */
export function observation(scope: Construct, { enhancedMonitoring }: InstanceSettings): Partial<rds.DatabaseClusterProps> {
  return enhancedMonitoring
    ? {
      monitoringInterval: Duration.minutes(1),
      monitoringRole: createMonitoringRole(scope),
    }
    : {};
}

/** The writer and its readers, one zone after the other. */
export function planInstances(settings: InstanceSettings): rds.IClusterInstance[] {
  const zones = [...new Set(settings.vpc.privateSubnets.map(({ availabilityZone }) => availabilityZone))];
  return Array.from({ length: 1 + settings.readers }, (_, index) => planInstance(index, zones[index % zones.length], settings));
}

function planInstance(index: number, availabilityZone: string, settings: InstanceSettings): rds.IClusterInstance {
  const { instanceType, serverlessCapacity, enhancedMonitoring, encryptionKey } = settings;
  const id = `Instance${index + 1}`;
  const common = {
    availabilityZone,
    publiclyAccessible: false,
    enablePerformanceInsights: enhancedMonitoring || undefined,
    performanceInsightEncryptionKey: enhancedMonitoring ? encryptionKey : undefined,
    performanceInsightRetention: enhancedMonitoring ? rds.PerformanceInsightRetention.DEFAULT : undefined,
    autoMinorVersionUpgrade: true,
  };
  if (serverlessCapacity) {
    // Only readers of the first two tiers scale as far as the writer, and can take over without being too small.
    return rds.ClusterInstance.serverlessV2(id, { ...common, scaleWithWriter: true });
  }
  // The writer and one reader share the first tier, so that the reader can keep its cache warm for the failover.
  return rds.ClusterInstance.provisioned(id, { ...common, instanceType, promotionTier: index < 2 ? 0 : 1 });
}

/** The range of Serverless v2 instances, where the settings ask for them. */
export function capacity({ serverlessCapacity }: InstanceSettings): Partial<rds.DatabaseClusterProps> {
  return serverlessCapacity ? { serverlessV2MinCapacity: serverlessCapacity.minimum, serverlessV2MaxCapacity: serverlessCapacity.maximum } : {};
}

/** cfn-guard takes a parameter group for something that stores data. */
export function explainParameterGroup(cluster: rds.DatabaseCluster): void {
  for (const group of cluster.node.findAll().filter((child) => child instanceof rds.CfnDBClusterParameterGroup)) {
    suppress(group as rds.CfnDBClusterParameterGroup, 'A parameter group stores no data; the cluster that uses it is encrypted.', { guard: ['RDS_STORAGE_ENCRYPTED'] });
  }
}

/** Instances are alike and wait for nobody: whichever is ready first writes, and the rest join as readers. */
export function separateInstances(cluster: rds.DatabaseCluster, teardown: Teardown): IDependable {
  const instances = cluster.node.findAll().filter((child): child is rds.CfnDBInstance => child instanceof rds.CfnDBInstance);
  for (const instance of instances) {
    instance.addDeletionOverride('DependsOn');
    instance.applyRemovalPolicy(removalPolicy(teardown));
    suppress(instance, 'Aurora keeps this at the cluster, where it is set.', {
      nag: ['NIST.800.53.R5-RDSInBackupPlan', 'HIPAA.Security-RDSInBackupPlan'],
      guard: ['RDS_STORAGE_ENCRYPTED', 'RDS_INSTANCE_LOGGING_ENABLED', 'RDS_MULTI_AZ_SUPPORT', 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED',
        'DB_INSTANCE_BACKUP_ENABLED'],
    });
    if (!Token.isUnresolved(instance.availabilityZone)) {
      suppress(instance, 'The zone is one of those of the VPC that was given.', { cfnLint: ['W3010'] });
    }
  }
  return instances[0];
}

function createMonitoringRole(scope: Construct): iam.Role {
  const policy = 'service-role/AmazonRDSEnhancedMonitoringRole';
  const role = new iam.Role(scope, 'MonitoringRole', {
    assumedBy: new iam.ServicePrincipal('monitoring.rds.amazonaws.com', { conditions: fromThisAccount() }),
    managedPolicies: [iam.ManagedPolicy.fromManagedPolicyArn(scope, 'MonitoringPolicy', `arn:${Aws.PARTITION}:iam::aws:policy/${policy}`)],
  });
  const reason = 'The policy that AWS documents for enhanced monitoring; only RDS, for this account, can take the role.';
  suppress(role.node.defaultChild as iam.CfnRole, reason, { nag: [`AwsSolutions-IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/${policy}]`] });
  return role;
}
