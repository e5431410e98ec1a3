import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { PaymentNames } from '../../src/config/payment-names';
import { EMPTY_BUCKETS } from '../../src/custom-resource/handlers';
import { AccessLogs, deliverLogs, deliveryStatement } from '../../src/service/access-logs';
import { Teardown } from '../../src/teardown';
import { importedVpc, newStack } from '../support/synth';
import { only, readable, resources } from '../support/template';

const WARNING = 'the policy of the given bucket cannot be changed here; it has to let logdelivery.elasticloadbalancing.amazonaws.com put objects '
  + '[ack: cdk-payment-platform:access-logs-bucket-policy]';
const DELIVERY_SOURCE = {
  'Fn::Join': ['', [
    'arn:', { Ref: 'AWS::Partition' }, ':elasticloadbalancing:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':loadbalancer/*',
  ]],
};

function newLoadBalancer(stack: ReturnType<typeof newStack>) {
  return new elbv2.ApplicationLoadBalancer(stack, 'Alb', { vpc: importedVpc(stack), internetFacing: true });
}

function synthLogs(teardown: Teardown) {
  const stack = newStack();
  const names = new PaymentNames('unit');
  const logs = new AccessLogs(stack, 'Logs', { names, logRetention: 7, encryptionKey: new kms.Key(stack, 'Key'), teardown });
  deliverLogs(newLoadBalancer(stack), logs.bucket);
  return { stack, logs, template: readable(Template.fromStack(stack)) };
}

function objects(bucket: string, path: string) {
  return { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, path]] };
}

function delivered(bucket: string, prefix: string) {
  return { 'Fn::Join': ['', [{ 'Fn::GetAtt': [bucket, 'Arn'] }, `/${prefix}/AWSLogs/`, { Ref: 'AWS::AccountId' }, '/*']] };
}

function onlyWithTls(bucket: string) {
  return {
    Action: 's3:*',
    Effect: 'Deny',
    Principal: { AWS: '*' },
    Resource: [{ 'Fn::GetAtt': [bucket, 'Arn'] }, objects(bucket, '/*')],
    Condition: { Bool: { 'aws:SecureTransport': 'false' } },
  };
}

function attributes(template: Template): Record<string, unknown> {
  const list = only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').Properties.LoadBalancerAttributes as { Key: string; Value: unknown }[];
  return Object.fromEntries(list.filter(({ Key }) => Key.includes('.s3.')).map(({ Key, Value }) => [Key, Value]));
}

describe('the buckets', () => {
  const { template } = synthLogs(Teardown.PROTECTED);
  const common = {
    BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } }] },
    PublicAccessBlockConfiguration: { BlockPublicAcls: true, BlockPublicPolicy: true, IgnorePublicAcls: true, RestrictPublicBuckets: true },
    OwnershipControls: { Rules: [{ ObjectOwnership: 'BucketOwnerEnforced' }] },
    VersioningConfiguration: { Status: 'Enabled' },
    NotificationConfiguration: { EventBridgeConfiguration: { EventBridgeEnabled: true } },
    LifecycleConfiguration: {
      Rules: [{
        Status: 'Enabled',
        ExpirationInDays: 400,
        NoncurrentVersionExpiration: { NoncurrentDays: 30 },
        AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 },
      }],
    },
  };

  test('are two: one for the logs, whose readers are recorded in the other', () => {
    const buckets = resources(template, 'AWS::S3::Bucket');
    expect(Object.keys(buckets).sort()).toEqual(['LogsAudit', 'LogsBucket']);
    expect(buckets.LogsAudit.Properties).toEqual(common);
    expect(buckets.LogsBucket.Properties).toEqual({
      ...common,
      LoggingConfiguration: { DestinationBucketName: { Ref: 'LogsAudit' }, LogFilePrefix: 'access-logs/' },
    });
  });

  test('log bucket: only the load balancers of this account and region put logs, and only under the two prefixes', () => {
    expect(resources(template, 'AWS::S3::BucketPolicy').LogsBucketPolicy.Properties).toEqual({
      Bucket: { Ref: 'LogsBucket' },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          onlyWithTls('LogsBucket'),
          {
            Sid: 'LoadBalancerLogs',
            Action: 's3:PutObject',
            Effect: 'Allow',
            Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
            Resource: [delivered('LogsBucket', 'access'), delivered('LogsBucket', 'connection')],
            Condition: { ArnLike: { 'aws:SourceArn': DELIVERY_SOURCE } },
          },
        ],
      },
    });
  });

  test('audit bucket: only S3 puts records, for this account', () => {
    expect(resources(template, 'AWS::S3::BucketPolicy').LogsAuditPolicy.Properties).toEqual({
      Bucket: { Ref: 'LogsAudit' },
      PolicyDocument: {
        Version: '2012-10-17',
        Statement: [
          onlyWithTls('LogsAudit'),
          {
            Action: 's3:PutObject',
            Effect: 'Allow',
            Principal: { Service: 'logging.s3.amazonaws.com' },
            Resource: objects('LogsAudit', '/access-logs/*'),
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          },
        ],
      },
    });
  });

  test('scanners read why there is no KMS key, no copy and no lock, and why the audit bucket has no log', () => {
    const reason = 'Load balancers and S3 deliver logs only to a bucket with SSE-S3; a copy in another place belongs to the log archive account.';
    const nag = {
      rules_to_suppress: [
        { id: 'NIST.800.53.R5-S3DefaultEncryptionKMS', reason },
        { id: 'NIST.800.53.R5-S3BucketReplicationEnabled', reason },
        { id: 'PCI.DSS.321-S3DefaultEncryptionKMS', reason },
        { id: 'PCI.DSS.321-S3BucketReplicationEnabled', reason },
        { id: 'HIPAA.Security-S3DefaultEncryptionKMS', reason },
        { id: 'HIPAA.Security-S3BucketReplicationEnabled', reason },
      ],
    };
    const { LogsAudit, LogsBucket } = resources(template, 'AWS::S3::Bucket');
    expect(LogsBucket.Metadata).toEqual({
      cdk_nag: nag,
      guard: { SuppressedRules: ['S3_BUCKET_REPLICATION_ENABLED', 'S3_BUCKET_DEFAULT_LOCK_ENABLED'] },
    });
    expect(LogsAudit.Metadata).toEqual({
      cdk_nag: nag,
      checkov: { skip: [{ id: 'CKV_AWS_18', comment: 'It is the last bucket of the chain: it receives the access records of the log bucket.' }] },
      guard: { SuppressedRules: ['S3_BUCKET_REPLICATION_ENABLED', 'S3_BUCKET_DEFAULT_LOCK_ENABLED', 'S3_BUCKET_LOGGING_ENABLED'] },
    });
  });
});

describe('the end of the buckets', () => {
  test('protected: they stay, and nothing empties them', () => {
    const { template } = synthLogs(Teardown.PROTECTED);
    for (const bucket of Object.values(resources(template, 'AWS::S3::Bucket'))) {
      expect(bucket).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    }
    expect(resources(template, 'Custom::EmptyBuckets')).toEqual({});
    expect(resources(template, 'AWS::Lambda::Function')).toEqual({});
  });

  test('disposable: both are emptied while their policies still stand, and then deleted', () => {
    const { template } = synthLogs(Teardown.DISPOSABLE);
    for (const bucket of Object.values(resources(template, 'AWS::S3::Bucket'))) {
      expect(bucket).toMatchObject({ DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    }
    expect(only(template, 'Custom::EmptyBuckets')).toEqual({
      Type: 'Custom::EmptyBuckets',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['LogsEmptyBucketsFunction', 'Arn'] },
        ServiceTimeout: 960,
        Buckets: [{ Ref: 'LogsBucket' }, { Ref: 'LogsAudit' }],
      },
      DependsOn: ['LogsAuditPolicy', 'LogsBucketPolicy'],
    });
    expect(only(template, 'AWS::Lambda::Function').Properties.Code).toEqual({ ZipFile: EMPTY_BUCKETS.replace(/^ +/gm, '') });
  });

  test('disposable: the function may list and delete versions in these buckets only, and logs under the platform', () => {
    const { template } = synthLogs(Teardown.DISPOSABLE);
    expect(only(template, 'AWS::IAM::ManagedPolicy').Properties.PolicyDocument).toEqual({
      Version: '2012-10-17',
      Statement: [
        { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['LogsEmptyBucketsLogGroup', 'Arn'] } },
        { Action: 's3:ListBucketVersions', Effect: 'Allow', Resource: [{ 'Fn::GetAtt': ['LogsBucket', 'Arn'] }, { 'Fn::GetAtt': ['LogsAudit', 'Arn'] }] },
        { Action: 's3:DeleteObjectVersion', Effect: 'Allow', Resource: [objects('LogsBucket', '/*'), objects('LogsAudit', '/*')] },
      ],
    });
    expect(only(template, 'AWS::Logs::LogGroup').Properties).toEqual({
      LogGroupName: '/payment/unit/empty-buckets', RetentionInDays: 7, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] },
    });
  });
});

describe('the load balancer', () => {
  test('delivers access and connection logs under a prefix each, once the policy of the bucket stands', () => {
    const { stack, template } = synthLogs(Teardown.PROTECTED);
    expect(attributes(template)).toEqual({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': { Ref: 'LogsBucket' },
      'access_logs.s3.prefix': 'access',
      'connection_logs.s3.enabled': 'true',
      'connection_logs.s3.bucket': { Ref: 'LogsBucket' },
      'connection_logs.s3.prefix': 'connection',
    });
    expect(only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').DependsOn).toContain('LogsBucketPolicy');
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue())).toEqual([]);
  });

  test('delivers to a given bucket, with a warning that its policy has to admit that', () => {
    const stack = newStack();
    deliverLogs(newLoadBalancer(stack), s3.Bucket.fromBucketName(stack, 'Given', 'archive'));
    const template = readable(Template.fromStack(stack));
    expect(attributes(template)).toEqual({
      'access_logs.s3.enabled': 'true',
      'access_logs.s3.bucket': 'archive',
      'access_logs.s3.prefix': 'access',
      'connection_logs.s3.enabled': 'true',
      'connection_logs.s3.bucket': 'archive',
      'connection_logs.s3.prefix': 'connection',
    });
    expect(only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').DependsOn).toBeUndefined();
    expect(resources(template, 'AWS::S3::BucketPolicy')).toEqual({});
    expect(Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry }) => [id, entry.data])).toEqual([['/Stack/Alb', WARNING]]);
  });
});

test('the statement for a given bucket is what its owner has to write', () => {
  const stack = newStack();
  const statement = deliveryStatement(s3.Bucket.fromBucketName(stack, 'Given', 'archive'));
  const path = (prefix: string) => ({
    'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:s3:::archive/${prefix}/AWSLogs/`, { Ref: 'AWS::AccountId' }, '/*']],
  });
  expect(stack.resolve(statement.toStatementJson())).toEqual({
    Sid: 'LoadBalancerLogs',
    Action: 's3:PutObject',
    Effect: 'Allow',
    Principal: { Service: 'logdelivery.elasticloadbalancing.amazonaws.com' },
    Resource: [path('access'), path('connection')],
    Condition: { ArnLike: { 'aws:SourceArn': DELIVERY_SOURCE } },
  });
});
