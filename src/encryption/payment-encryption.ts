import { Annotations, Aws, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { fromThisAccount } from '../config/conditions';
import { pinFeatureFlags } from '../config/feature-flags';
import { logGroupArn } from '../config/log-group';
import { KEY, partViolations } from '../config/part-rules';
import { PaymentNames } from '../config/payment-names';
import { removalPolicy } from '../config/removal';
import { assertValid } from '../config/validation';
import { typeRules } from '../config/value-types';
import { defaultsOf } from '../platform-profile';
import type { PlatformProfile } from '../platform-profile';
import type { Teardown } from '../teardown';

/**
 * Properties of `PaymentEncryption`.
 */
export interface PaymentEncryptionProps {
  /** The suffix that stands in every name, for example `prod`. */
  readonly environmentSuffix: string;

  /**
   * The profile whose values apply where nothing is chosen.
   *
   * @default PlatformProfile.PRODUCTION
   */
  readonly profile?: PlatformProfile;

  /**
   * An existing key to use instead of making one. If its policy cannot be changed here, a warning says what it needs.
   *
   * @default - a key is made
   */
  readonly key?: kms.IKey;

  /**
   * What happens to the key when the stack is deleted.
   *
   * @default - the profile's
   */
  readonly teardown?: Teardown;
}

/**
 * One customer managed key, rotated every year, for everything the platform stores.
 */
export class PaymentEncryption extends Construct {
  /** The key, made or given. */
  public readonly key: kms.IKey;

  /** What the key's policy has to allow beside the account's own access: CloudWatch Logs, CloudWatch alarms and EventBridge. */
  public readonly requiredStatements: iam.PolicyStatement[];

  /**
   * @throws if `environmentSuffix` is not usable
   */
  constructor(scope: Construct, id: string, props: PaymentEncryptionProps) {
    super(scope, id);
    pinFeatureFlags(this);
    assertValid(this, partViolations(typeRules<PaymentEncryptionProps>('encryption', { key: KEY }), props));

    this.requiredStatements = [logsStatement(this, new PaymentNames(props.environmentSuffix)), alarmsStatement(), eventsStatement()];
    this.key = props.key ?? this.createKey(props);
    const missing = this.requiredStatements.filter((statement) => !this.key.addToResourcePolicy(statement).statementAdded);
    if (missing.length > 0) {
      const sids = missing.map(({ sid }) => sid).join(', ');
      Annotations.of(this).addWarningV2(
        'cdk-payment-platform:encryption-key-policy',
        `the policy of the given key cannot be changed here; it has to hold the statements ${sids}, which requiredStatements returns`,
      );
    }
  }

  private createKey({ environmentSuffix, profile, teardown }: PaymentEncryptionProps): kms.Key {
    return new kms.Key(this, 'Key', {
      description: `Payment platform ${environmentSuffix}`,
      enableKeyRotation: true,
      pendingWindow: Duration.days(7),
      removalPolicy: removalPolicy(teardown ?? defaultsOf(profile).teardown),
      policy: new iam.PolicyDocument({ minimize: true, statements: [administrationStatement(), grantsStatement()] }),
    });
  }
}

/** The account decides through IAM who uses the key; without this nobody could change its policy any more. */
function administrationStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    principals: [new iam.ArnPrincipal(`arn:${Aws.PARTITION}:iam::${Aws.ACCOUNT_ID}:root`)],
    actions: ['kms:*'],
    resources: ['*'],
  });
}

/** RDS and other services use the key through grants; nobody else may hand it on. */
function grantsStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'GrantsOnlyForAwsServices',
    effect: iam.Effect.DENY,
    principals: [new iam.AnyPrincipal()],
    actions: ['kms:CreateGrant'],
    resources: ['*'],
    conditions: { BoolIfExists: { 'kms:GrantIsForAWSResource': 'false', 'aws:PrincipalIsAWSService': 'false' } },
  });
}

/** Bound by prefix, not by the log groups' ARNs, which would make key and log groups wait for each other. */
function logsStatement(scope: Construct, names: PaymentNames): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'CloudWatchLogs',
    principals: [new iam.ServicePrincipal(`logs.${Aws.REGION}.amazonaws.com`)],
    actions: ['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey*', 'kms:ReEncrypt*'],
    resources: ['*'],
    conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': names.logGroupPrefixes.map((prefix) => logGroupArn(scope, `${prefix}*`)) } },
  });
}

/** CloudWatch publishes alarms to the encrypted topic with its own identity. */
function alarmsStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'CloudWatchAlarms',
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
    conditions: fromThisAccount(),
  });
}

/**
 * EventBridge publishes to the encrypted topic with its own identity. For it no condition on the source is supported in the policy of
 * a key (Amazon SNS Developer Guide, Key management, 2026-11); the topic's policy has one.
 */
function eventsStatement(): iam.PolicyStatement {
  return new iam.PolicyStatement({
    sid: 'EventBridge',
    principals: [new iam.ServicePrincipal('events.amazonaws.com')],
    actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],
    resources: ['*'],
  });
}
