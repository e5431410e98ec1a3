import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import { ServerlessCapacity } from '../../src';
import { capacity, observation, planInstances, separateInstances } from '../../src/database/cluster-instances';
import type { InstanceSettings } from '../../src/database/cluster-instances';
import { Teardown } from '../../src/teardown';
import { importedVpc, newStack } from '../support/synth';
import { only, readable, resources } from '../support/template';

interface Options extends Partial<InstanceSettings> {
  readonly zones?: string[];
  readonly teardown?: Teardown;
}

function synthInstances({ zones, teardown = Teardown.DISPOSABLE, ...overrides }: Options = {}) {
  const stack = newStack();
  const vpc = importedVpc(stack, zones);
  const encryptionKey = new kms.Key(stack, 'Key');
  const instanceType = new ec2.InstanceType('t3.medium');
  const settings: InstanceSettings = { instanceType, readers: 2, vpc, enhancedMonitoring: false, encryptionKey, ...overrides };
  const [writer, ...readers] = planInstances(settings);
  const cluster = new rds.DatabaseCluster(stack, 'Cluster', {
    engine: rds.DatabaseClusterEngine.auroraPostgres({ version: rds.AuroraPostgresEngineVersion.of('15.17', '15') }),
    credentials: rds.Credentials.fromUsername('dbadmin'),
    writer,
    readers,
    vpc,
    ...observation(stack, settings),
    ...capacity(settings),
  });
  const first = separateInstances(cluster, teardown);
  const template = readable(Template.fromStack(stack));
  return { stack, first, template, instances: Object.values(resources(template, 'AWS::RDS::DBInstance')) };
}

function zonesOf(options: Options): unknown[] {
  return synthInstances(options).instances.map(({ Properties: { AvailabilityZone } }) => AvailabilityZone);
}

describe('the zones', () => {
  test('the writer and two readers stand in three zones', () => {
    expect(zonesOf({})).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
  });

  test('with more readers than zones, the zones come round again', () => {
    expect(zonesOf({ readers: 4 })).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1a', 'us-east-1b']);
  });

  test('without readers, the writer stands in the first zone', () => {
    expect(zonesOf({ readers: 0 })).toEqual(['us-east-1a']);
  });

  test('a zone with several subnets counts once', () => {
    expect(zonesOf({ zones: ['us-east-1a', 'us-east-1b'], readers: 2 })).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1a']);
    const stack = newStack();
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-2',
      availabilityZones: ['us-east-1a', 'us-east-1b'],
      privateSubnetIds: ['subnet-1', 'subnet-2', 'subnet-3', 'subnet-4'],
      privateSubnetNames: ['App', 'Data'],
    });
    expect(vpc.privateSubnets.map(({ availabilityZone }) => availabilityZone)).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1a', 'us-east-1b']);
    expect(zonesOf({ vpc, readers: 1 })).toEqual(['us-east-1a', 'us-east-1b']);
  });
});

describe('provisioned instances', () => {
  const { instances, first, stack } = synthInstances({ readers: 3 });

  test('have one class, are private, and take minor versions by themselves', () => {
    for (const { Properties: properties } of instances) {
      expect(properties).toMatchObject({
        DBInstanceClass: 'db.t3.medium', Engine: 'aurora-postgresql', PubliclyAccessible: false, AutoMinorVersionUpgrade: true,
      });
    }
  });

  test('the writer and one reader are first in line for a failover, the others come after', () => {
    expect(instances.map(({ Properties: { PromotionTier } }) => PromotionTier)).toEqual([0, 0, 1, 1]);
  });

  test('wait for nobody, and the first is what others wait for', () => {
    expect(instances.map(({ DependsOn }) => DependsOn)).toEqual([undefined, undefined, undefined, undefined]);
    expect((first as rds.CfnDBInstance).node.path).toBe('Stack/Cluster/Instance1/Resource');
    expect(stack.node.tryFindChild('MonitoringRole')).toBeUndefined();
  });

  test('have no enhanced monitoring and no performance insights unless asked', () => {
    for (const { Properties: properties } of instances) {
      expect(Object.keys(properties).sort()).toEqual([
        'AutoMinorVersionUpgrade', 'AvailabilityZone', 'DBClusterIdentifier', 'DBInstanceClass', 'Engine', 'PromotionTier', 'PubliclyAccessible',
      ]);
    }
  });
});

describe('serverless instances', () => {
  const { template, instances } = synthInstances({ serverlessCapacity: ServerlessCapacity.between(0.5, 8), readers: 3 });

  test('have the class of Serverless v2, and all scale with the writer', () => {
    expect(instances.map(({ Properties: { DBInstanceClass } }) => DBInstanceClass)).toEqual(Array(4).fill('db.serverless'));
    expect(instances.map(({ Properties: { PromotionTier } }) => PromotionTier)).toEqual([0, 1, 1, 1]);
  });

  test('scale in the given range', () => {
    expect(only(template, 'AWS::RDS::DBCluster').Properties.ServerlessV2ScalingConfiguration).toEqual({ MinCapacity: 0.5, MaxCapacity: 8 });
  });

  test('are no choice of provisioned instances', () => {
    expect(only(synthInstances().template, 'AWS::RDS::DBCluster').Properties.ServerlessV2ScalingConfiguration).toBeUndefined();
  });
});

describe('enhanced monitoring', () => {
  const { template, instances } = synthInstances({ enhancedMonitoring: true });

  test('measures every instance each minute, with encrypted performance insights of a week', () => {
    expect(instances).toHaveLength(3);
    for (const { Properties: properties } of instances) {
      expect(properties).toMatchObject({
        MonitoringInterval: 60,
        MonitoringRoleArn: { 'Fn::GetAtt': ['MonitoringRole', 'Arn'] },
        EnablePerformanceInsights: true,
        PerformanceInsightsKMSKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
        PerformanceInsightsRetentionPeriod: 7,
      });
    }
  });

  test('has one role with the policy of AWS, which only RDS can take for this account', () => {
    const role = only(template, 'AWS::IAM::Role');
    expect(role.Properties).toEqual({
      AssumeRolePolicyDocument: {
        Version: '2012-10-17',
        Statement: [{
          Action: 'sts:AssumeRole',
          Effect: 'Allow',
          Principal: { Service: 'monitoring.rds.amazonaws.com' },
          Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        }],
      },
      ManagedPolicyArns: [{
        'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole']],
      }],
    });
    expect(role.Metadata).toEqual({
      cdk_nag: {
        rules_to_suppress: [{
          id: 'AwsSolutions-IAM4',
          applies_to: ['Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole'],
          reason: 'The policy that AWS documents for enhanced monitoring; only RDS, for this account, can take the role.',
        }],
      },
    });
  });
});

describe('the end of the instances', () => {
  test.each([
    [Teardown.DISPOSABLE, 'Delete', 'Delete'],
    [Teardown.PROTECTED, 'RetainExceptOnCreate', 'Retain'],
  ])('%s: they follow the stack', (teardown, DeletionPolicy, UpdateReplacePolicy) => {
    for (const instance of synthInstances({ teardown }).instances) {
      expect(instance).toMatchObject({ DeletionPolicy, UpdateReplacePolicy });
    }
  });
});

test('scanners read that the cluster keeps what they look for at the instance', () => {
  const reason = 'Aurora keeps this at the cluster, where it is set.';
  for (const { Metadata: metadata } of synthInstances().instances) {
    expect(metadata).toEqual({
      'cdk_nag': { rules_to_suppress: [{ id: 'NIST.800.53.R5-RDSInBackupPlan', reason }, { id: 'HIPAA.Security-RDSInBackupPlan', reason }] },
      'cfn-lint': { config: { ignore_checks: ['W3010'] } },
      'guard': {
        SuppressedRules: ['RDS_STORAGE_ENCRYPTED', 'RDS_INSTANCE_LOGGING_ENABLED', 'RDS_MULTI_AZ_SUPPORT', 'RDS_INSTANCE_DELETION_PROTECTION_ENABLED',
          'DB_INSTANCE_BACKUP_ENABLED'],
      },
    });
  }
});
