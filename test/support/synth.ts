import { App, Stack } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { HighAvailabilityPaymentPlatform, PaymentPlatformStack, PlatformProfile } from '../../src';
import type { HighAvailabilityPaymentPlatformProps } from '../../src';

// aws-cdk validates every template it synthesizes, which takes most of the time of a test; payment-platform-stack.test.ts has it done once.
process.env.CDK_VALIDATION = 'false';

export interface SynthOptions {
  readonly env?: Environment;
  /** Feature flags of the app; none by default, as in an app that was created without them. */
  readonly flags?: Record<string, unknown>;
}

export interface Wiring {
  readonly stack: Stack;
  readonly vpc: ec2.IVpc;
  readonly encryptionKey: kms.IKey;
  readonly environmentSuffix: string;
  readonly profile: PlatformProfile;
}

export const RECOMMENDED_FLAGS: Record<string, unknown> = { ...recommendedFlags };

/** The smallest valid props of the TEST platform. */
export function testProps(overrides: Partial<HighAvailabilityPaymentPlatformProps> = {}): HighAvailabilityPaymentPlatformProps {
  return {
    environmentSuffix: 'unit',
    profile: PlatformProfile.TEST,
    ...overrides,
    service: { image: ecs.ContainerImage.fromRegistry('nginx:latest'), ...overrides.service },
    monitoring: { alertEmail: 'ops@example.com', ...overrides.monitoring },
  };
}

export function newStack({ env, flags }: SynthOptions = {}): Stack {
  return new Stack(new App({ context: flags, analyticsReporting: false }), 'Stack', { env });
}

/** A platform in a stack, and its template. */
export function synthPlatform(overrides: Partial<HighAvailabilityPaymentPlatformProps> = {}, options: SynthOptions = {}) {
  const stack = newStack(options);
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps(overrides));
  return { stack, platform, template: Template.fromStack(stack) };
}

/** The stack behind the ready-made template. */
export function synthReadyStack() {
  const stack = new PaymentPlatformStack(new App({ analyticsReporting: false }), 'PaymentPlatform', { profile: PlatformProfile.TEST });
  return { stack, template: Template.fromStack(stack) };
}

/** A part used alone, over a VPC and a key that it did not make. */
export function synthPart<T>(build: (wiring: Wiring) => T, options: SynthOptions = {}) {
  const stack = newStack(options);
  const part = build({ stack, vpc: importedVpc(stack), encryptionKey: new kms.Key(stack, 'Key'), environmentSuffix: 'unit', profile: PlatformProfile.TEST });
  return { stack, part, template: Template.fromStack(stack) };
}

/** A VPC with public and private subnets in the given zones. */
export function importedVpc(stack: Stack, zones = ['us-east-1a', 'us-east-1b', 'us-east-1c']): ec2.IVpc {
  return ec2.Vpc.fromVpcAttributes(stack, 'ImportedVpc', {
    vpcId: 'vpc-1',
    availabilityZones: zones,
    publicSubnetIds: zones.map((zone) => `subnet-public-${zone}`),
    publicSubnetRouteTableIds: zones.map((zone) => `rtb-public-${zone}`),
    privateSubnetIds: zones.map((zone) => `subnet-private-${zone}`),
    privateSubnetRouteTableIds: zones.map((zone) => `rtb-private-${zone}`),
  });
}

/** The whole message of the error that the function throws. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, and there was none');
}
