import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { NatStrategy } from './nat-strategy';
import type { PlatformProfile } from '../platform-profile';

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
   * An existing VPC to use instead of making one. It needs public and private subnets in at least three zones.
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

  /** The profile whose values apply where nothing is chosen. */
  readonly profile: PlatformProfile;
}
