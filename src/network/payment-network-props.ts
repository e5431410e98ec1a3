import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { NatStrategy } from './nat-strategy';
import type { PlatformProfile } from '../platform-profile';
import type { Teardown } from '../teardown';

/**
 * What may be chosen about the network.
 */
export interface PaymentNetworkOptions {
  /**
   * The address block of the VPC.
   *
   * @default - the profile's, 10.0.0.0/16
   */
  readonly cidr?: string;

  /**
   * The availability zones to use. A fourth may be added later without changing the subnets of the first three.
   *
   * @default - the first three zones of the region the stack is deployed to, resolved by CloudFormation
   */
  readonly availabilityZones?: string[];

  /**
   * How private subnets reach the internet.
   *
   * @default - the profile's
   */
  readonly natStrategy?: NatStrategy;

  /**
   * Whether every accepted and rejected connection is recorded in a log group.
   *
   * @default - the profile's
   */
  readonly flowLogs?: boolean;

  /**
   * How long the flow log is kept.
   *
   * @default - the profile's
   */
  readonly logRetention?: logs.RetentionDays;

  /**
   * Whether the VPC has endpoints for the AWS services the tasks use: ECR, CloudWatch Logs, Secrets Manager, SSM, KMS and S3.
   *
   * @default - the profile's
   */
  readonly vpcEndpoints?: boolean;

  /**
   * Whether the default security group of the VPC loses its rules. CloudFormation cannot say this, so a small
   * function does it while the stack is deployed.
   *
   * @default - the profile's
   */
  readonly restrictDefaultSecurityGroup?: boolean;

  /**
   * The address blocks of networks that this VPC will be connected to. Nothing is made for them: a `cidr` that shares addresses
   * with one is refused, because the connection would be, when it is too late to change.
   *
   * @default - no other network is considered
   */
  readonly peeredCidrs?: string[];

  /**
   * An existing VPC to use instead of making one; then no other option may be given. It needs public and private subnets in at least three zones.
   *
   * @default - a VPC is made
   */
  readonly vpc?: ec2.IVpc;
}

/**
 * Properties of `PaymentNetwork`.
 */
export interface PaymentNetworkProps extends PaymentNetworkOptions {
  /** The suffix that stands in every name, for example `prod`. */
  readonly environmentSuffix: string;

  /**
   * The profile whose values apply where nothing is chosen.
   *
   * @default PlatformProfile.PRODUCTION
   */
  readonly profile?: PlatformProfile;

  /**
   * The key that encrypts the flow log.
   *
   * @default - CloudWatch Logs encrypts it with a key of its own
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to the flow log when the stack is deleted.
   *
   * @default - the profile's
   */
  readonly teardown?: Teardown;
}
