import { Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { KEY_ARN, only, propertiesOf, statementsOf, synthProduction } from './production';
import type { Rendered } from './production';
import { MasterCredentials } from '../../src';
import { importedVpc } from '../support/synth';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:alerts';

function warningsOf({ stack }: Rendered): string[][] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry: { data } }) => [id, String(data)]);
}

describe('a key', () => {
  const given = synthProduction((stack) => ({ encryptionKey: kms.Key.fromKeyArn(stack, 'Mine', KEY) }));

  test('encrypts all that ours would', () => {
    expect(propertiesOf(given.resources, 'AWS::KMS::Key')).toEqual([]);
    expect(only(given.resources, 'AWS::RDS::DBCluster')).toMatchObject({ KmsKeyId: KEY, MasterUserSecret: { KmsKeyId: KEY } });
    propertiesOf(given.resources, 'AWS::Logs::LogGroup').forEach((group) => expect(group.KmsKeyId).toBe(KEY));
    propertiesOf(given.resources, 'AWS::RDS::DBInstance').forEach((instance) => expect(instance.PerformanceInsightsKMSKeyId).toBe(KEY));
    expect(only(given.resources, 'AWS::SNS::Topic').KmsMasterKeyId).toBe(KEY);
  });

  test('has a policy that we cannot change, so what it needs is said and can be read', () => {
    expect(warningsOf(given)).toEqual([[
      '/Stack/Pay/Encryption',
      'the policy of the given key cannot be changed here; it has to hold the statements CloudWatchLogs, CloudWatchAlarms, EventBridge, '
      + 'which requiredStatements returns [ack: cdk-payment-platform:encryption-key-policy]',
    ]]);
    expect(given.platform.encryption.requiredStatements.map(({ sid }) => sid)).toEqual(['CloudWatchLogs', 'CloudWatchAlarms', 'EventBridge']);
  });

  test('of the same app gets the statements, and needs no warning', () => {
    const own = synthProduction((stack) => ({ encryptionKey: new kms.Key(stack, 'Mine') }));
    expect(warningsOf(own)).toEqual([]);
    expect(JSON.stringify(only(own.resources, 'AWS::KMS::Key'))).toMatch(/"CloudWatchLogs".*"CloudWatchAlarms".*"EventBridge"/);
  });
});

describe('a VPC', () => {
  const given = synthProduction((stack) => ({ network: { vpc: importedVpc(stack) } }));

  test('is taken as it is: nothing of the network is made, nothing guards it', () => {
    const made = Object.entries(given.resources).filter(([id, { Type: type }]) => type.startsWith('AWS::EC2::') || id.startsWith('PayNetwork'));
    expect([...new Set(made.map(([, { Type: type }]) => type))].sort()).toEqual([
      'AWS::EC2::SecurityGroup', 'AWS::EC2::SecurityGroupEgress', 'AWS::EC2::SecurityGroupIngress',
    ]);
    expect(propertiesOf(given.resources, 'AWS::Lambda::Function')).toEqual([]);
    expect(given.platform.network.endpoints).toBeUndefined();
  });

  test('holds balancer, tasks and database', () => {
    expect(only(given.resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Subnets).toEqual([
      'subnet-public-us-east-1a', 'subnet-public-us-east-1b', 'subnet-public-us-east-1c',
    ]);
    expect(only(given.resources, 'AWS::RDS::DBSubnetGroup').SubnetIds).toEqual([
      'subnet-private-us-east-1a', 'subnet-private-us-east-1b', 'subnet-private-us-east-1c',
    ]);
    expect(warningsOf(given)).toEqual([]);
  });
});

describe('a bucket for the logs', () => {
  const own = synthProduction((stack) => ({ service: { accessLogsBucket: new s3.Bucket(stack, 'Mine') } }));

  test('of the same app gets the statement that lets logs in', () => {
    expect(propertiesOf(own.resources, 'AWS::S3::Bucket')).toHaveLength(1);
    expect(JSON.stringify(only(own.resources, 'AWS::S3::BucketPolicy').PolicyDocument)).toContain('logdelivery.elasticloadbalancing.amazonaws.com');
    expect(own.resources.PayServiceLoadBalancer.DependsOn).toContain('MinePolicy');
    expect(warningsOf(own)).toEqual([]);
  });

  test('that is imported is written to, and what its policy needs is said', () => {
    const given = synthProduction((stack) => ({ service: { accessLogsBucket: s3.Bucket.fromBucketName(stack, 'Mine', 'central-logs') } }));
    expect(propertiesOf(given.resources, 'AWS::S3::Bucket')).toEqual([]);
    expect(only(given.resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer').LoadBalancerAttributes)
      .toContainEqual({ Key: 'access_logs.s3.bucket', Value: 'central-logs' });
    expect(warningsOf(given)).toEqual([[
      '/Stack/Pay/Service/LoadBalancer',
      'the policy of the given bucket cannot be changed here; it has to let logdelivery.elasticloadbalancing.amazonaws.com put objects '
      + '[ack: cdk-payment-platform:access-logs-bucket-policy]',
    ]]);
  });
});

describe('a web ACL', () => {
  test('stands before the load balancer instead of ours', () => {
    const given = synthProduction((stack) => ({
      service: {
        webAclArn: new wafv2.CfnWebACL(stack, 'Mine', {
          scope: 'REGIONAL',
          defaultAction: { allow: {} },
          visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'mine', sampledRequestsEnabled: true },
        }).attrArn,
      },
    }));
    expect(propertiesOf(given.resources, 'AWS::WAFv2::WebACL')).toHaveLength(1);
    expect(given.resources.PayServiceFirewallLogGroup).toBeUndefined();
    expect(only(given.resources, 'AWS::WAFv2::WebACLAssociation')).toEqual({
      ResourceArn: { Ref: 'PayServiceLoadBalancer' }, WebACLArn: { 'Fn::GetAtt': ['Mine', 'Arn'] },
    });
  });
});

describe('a topic', () => {
  test('is notified, and needs no address', () => {
    const given = synthProduction((stack) => ({ monitoring: { topic: sns.Topic.fromTopicArn(stack, 'Mine', TOPIC) } }));
    expect(propertiesOf(given.resources, 'AWS::SNS::Topic')).toEqual([]);
    const alarms = ['AWS::CloudWatch::Alarm', 'AWS::CloudWatch::CompositeAlarm'].flatMap((type) => propertiesOf(given.resources, type));
    expect(new Set(alarms.flatMap(({ AlarmActions, OKActions }) => [AlarmActions ?? [], OKActions ?? []].flat()))).toEqual(new Set([TOPIC]));
    expect(warningsOf(given)).toEqual([[
      '/Stack/Pay/Monitoring',
      'the policy of the given topic cannot be changed here; it has to let cloudwatch.amazonaws.com and events.amazonaws.com '
      + 'publish, and so has its key '
      + '[ack: cdk-payment-platform:alert-topic-policy]',
    ]]);
  });
});

describe('an ECS cluster', () => {
  test('runs the tasks, and nothing is made for ours', () => {
    const given = synthProduction((stack) => ({
      service: { cluster: ecs.Cluster.fromClusterAttributes(stack, 'Mine', { clusterName: 'mine', vpc: importedVpc(stack), securityGroups: [] }) },
    }));
    expect(propertiesOf(given.resources, 'AWS::ECS::Cluster')).toEqual([]);
    expect(only(given.resources, 'AWS::ECS::Service').Cluster).toBe('mine');
    expect(given.resources.PayServiceInsightsLogGroup).toBeUndefined();
  });
});

describe('what a user adds', () => {
  test('to our roles reaches the template', () => {
    const { resources } = synthProduction((stack: Stack) => ({
      service: { secrets: { TOKEN: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Token')) } },
    }));
    expect(statementsOf(resources, 'PayServiceExecutionRole')).toContainEqual({
      Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], Effect: 'Allow', Resource: { Ref: 'Token' },
    });
  });

  test('as the secret of the master user is read, never changed', () => {
    const { resources } = synthProduction((stack) => ({
      database: { masterCredentials: MasterCredentials.fromSecret(secretsmanager.Secret.fromSecretNameV2(stack, 'Mine', 'payments/master')) },
    }));
    expect(propertiesOf(resources, 'AWS::SecretsManager::Secret')).toEqual([]);
    const cluster = only(resources, 'AWS::RDS::DBCluster');
    expect(cluster).not.toHaveProperty('ManageMasterUserPassword');
    expect(JSON.stringify(cluster.MasterUserPassword)).toContain('{{resolve:secretsmanager:');
    expect(cluster.KmsKeyId).toEqual(KEY_ARN);
  });

  test('may be all that opens the load balancer', () => {
    const { resources } = synthProduction({ service: { ingressCidrs: [] } });
    expect(resources.PayServiceLoadBalancerSecurityGroup.Properties).not.toHaveProperty('SecurityGroupIngress');
  });
});
