import { Annotations, Aws, Duration, Stack } from 'aws-cdk-lib';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { fromThisAccount } from '../config/conditions';
import type { PaymentNames } from '../config/payment-names';
import { removalPolicy } from '../config/removal';
import { suppress } from '../config/suppressions';
import { EMPTY_BUCKETS } from '../custom-resource/handlers';
import { InlineCustomResource } from '../custom-resource/inline-custom-resource';
import type { InlineCustomResourceProps } from '../custom-resource/inline-custom-resource';
import { Teardown } from '../teardown';

/** More than the year that PCI DSS v4.0.1, requirement 10.5.1, asks for. */
const RETENTION = Duration.days(400);
const ACCESS_PREFIX = 'access';
const CONNECTION_PREFIX = 'connection';
const AUDIT_PREFIX = 'access-logs';

/** What the logs of a load balancer are made from. */
export interface AccessLogsProps extends Pick<InlineCustomResourceProps, 'logRetention' | 'encryptionKey' | 'teardown'> {
  readonly names: PaymentNames;
}

/**
 * A bucket for access and connection logs, and a second one that records who reads the first.
 */
export class AccessLogs extends Construct {
  public readonly bucket: s3.Bucket;
  /** What empties the buckets when the stack is deleted; who writes to them has to go before it. */
  public readonly emptying?: IDependable;
  private readonly auditBucket: s3.Bucket;

  constructor(scope: Construct, id: string, props: AccessLogsProps) {
    super(scope, id);
    this.auditBucket = this.createBucket('Audit', props.teardown);
    this.bucket = this.createBucket('Bucket', props.teardown);
    this.recordAccess();
    this.emptying = props.teardown === Teardown.DISPOSABLE ? this.emptyBeforeDeletion(props) : undefined;
  }

  private createBucket(id: string, teardown: Teardown): s3.Bucket {
    const bucket = new s3.Bucket(this, id, {
      encryption: s3.BucketEncryption.S3_MANAGED,
      blockPublicAccess: s3.BlockPublicAccess.BLOCK_ALL,
      objectOwnership: s3.ObjectOwnership.BUCKET_OWNER_ENFORCED,
      enforceSSL: true,
      versioned: true,
      eventBridgeEnabled: false,
      removalPolicy: removalPolicy(teardown),
      lifecycleRules: [{
        expiration: RETENTION,
        noncurrentVersionExpiration: Duration.days(30),
        abortIncompleteMultipartUploadAfter: Duration.days(7),
      }],
    });
    const resource = bucket.node.defaultChild as s3.CfnBucket;
    resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
    suppress(resource, 'Load balancers and S3 deliver logs only to a bucket with SSE-S3; a copy in another place belongs to the log archive account.', {
      nag: ['NIST.800.53.R5', 'PCI.DSS.321', 'HIPAA.Security'].flatMap((pack) => [`${pack}-S3DefaultEncryptionKMS`, `${pack}-S3BucketReplicationEnabled`]),
      guard: ['S3_BUCKET_REPLICATION_ENABLED', 'S3_BUCKET_DEFAULT_LOCK_ENABLED'],
    });
    suppress(bucket.policy!.node.defaultChild as s3.CfnBucketPolicy, 'It refuses requests without TLS; the rule wants the refusal without other statements.', {
      guard: ['S3_BUCKET_SSL_REQUESTS_ONLY'],
    });
    return bucket;
  }

  private recordAccess(): void {
    const resource = this.bucket.node.defaultChild as s3.CfnBucket;
    resource.loggingConfiguration = { destinationBucketName: this.auditBucket.bucketName, logFilePrefix: `${AUDIT_PREFIX}/` };
    this.auditBucket.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.ServicePrincipal('logging.s3.amazonaws.com')],
      actions: ['s3:PutObject'],
      resources: [this.auditBucket.arnForObjects(`${AUDIT_PREFIX}/*`)],
      conditions: fromThisAccount(),
    }));
    suppress(this.auditBucket.node.defaultChild as s3.CfnBucket, 'It is the last bucket of the chain: it receives the access records of the log bucket.', {
      checkov: ['CKV_AWS_18'],
      guard: ['S3_BUCKET_LOGGING_ENABLED'],
    });
  }

  private emptyBeforeDeletion({ names, logRetention, encryptionKey, teardown }: AccessLogsProps): IDependable {
    const buckets = [this.bucket, this.auditBucket];
    const emptier = new InlineCustomResource(this, 'EmptyBuckets', {
      logGroupName: names.path('empty-buckets'),
      logRetention,
      encryptionKey,
      teardown,
      resourceType: 'Custom::EmptyBuckets',
      code: EMPTY_BUCKETS,
      timeout: Duration.minutes(15),
      statements: [
        new iam.PolicyStatement({ actions: ['s3:ListBucketVersions'], resources: buckets.map(({ bucketArn }) => bucketArn) }),
        new iam.PolicyStatement({ actions: ['s3:DeleteObjectVersion'], resources: buckets.map((bucket) => bucket.arnForObjects('*')) }),
      ],
      properties: { Buckets: buckets.map(({ bucketName }) => bucketName) },
    });
    // The bucket policies have to outlive the function's work.
    emptier.resource.node.addDependency(...buckets.map(({ policy }) => policy!));
    suppress(emptier.policy.node.defaultChild as iam.CfnManagedPolicy, 'It deletes every object of these two buckets, and nothing of any other.', {
      nag: buckets.map((bucket) => `AwsSolutions-IAM5[Resource::<${Stack.of(this).getLogicalId(bucket.node.defaultChild as s3.CfnBucket)}.Arn>/*]`),
    });
    return emptier.resource;
  }
}

/** Sends access and connection logs of the load balancer to a bucket, also in a stack that does not know its region. */
export function deliverLogs(loadBalancer: elbv2.ApplicationLoadBalancer, bucket: s3.IBucket): void {
  for (const [attribute, prefix] of [['access_logs', ACCESS_PREFIX], ['connection_logs', CONNECTION_PREFIX]]) {
    loadBalancer.setAttribute(`${attribute}.s3.enabled`, 'true');
    loadBalancer.setAttribute(`${attribute}.s3.bucket`, bucket.bucketName);
    loadBalancer.setAttribute(`${attribute}.s3.prefix`, prefix);
  }
  const { statementAdded, policyDependable } = bucket.addToResourcePolicy(deliveryStatement(bucket));
  if (policyDependable) {
    // The load balancer writes a test object when the attributes are set.
    loadBalancer.node.defaultChild!.node.addDependency(policyDependable);
  }
  if (!statementAdded) {
    Annotations.of(loadBalancer).addWarningV2(
      'cdk-payment-platform:access-logs-bucket-policy',
      'the policy of the given bucket cannot be changed here; it has to let logdelivery.elasticloadbalancing.amazonaws.com put objects',
    );
  }
}

/** Source: User Guide for Application Load Balancers, Enable access logs, Step 2: Attach a policy to your S3 bucket (2026-11). */
export function deliveryStatement(bucket: s3.IBucket): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'LoadBalancerLogs',
    principals: [new iam.ServicePrincipal('logdelivery.elasticloadbalancing.amazonaws.com')],
    actions: ['s3:PutObject'],
    resources: [ACCESS_PREFIX, CONNECTION_PREFIX].map((prefix) => bucket.arnForObjects(`${prefix}/AWSLogs/${Aws.ACCOUNT_ID}/*`)),
    conditions: { ArnLike: { 'aws:SourceArn': `arn:${Aws.PARTITION}:elasticloadbalancing:${Aws.REGION}:${Aws.ACCOUNT_ID}:loadbalancer/*` } },
  });
}
