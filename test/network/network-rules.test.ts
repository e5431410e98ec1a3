import { CfnParameter, Fn } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { PaymentNetwork, PlatformProfile } from '../../src';
import type { PaymentNetworkOptions } from '../../src';
import { firstThreeZones } from '../../src/network/network-rules';
import { importedVpc, messageOf, newStack } from '../support/synth';

function errorOf(options: PaymentNetworkOptions, environmentSuffix = 'unit'): string {
  return messageOf(() => new PaymentNetwork(newStack(), 'Net', { environmentSuffix, profile: PlatformProfile.TEST, ...options }));
}

test('the first three zones are resolved by CloudFormation', () => {
  const stack = newStack();
  expect(stack.resolve(firstThreeZones())).toEqual([
    { 'Fn::Select': [0, { 'Fn::GetAZs': '' }] },
    { 'Fn::Select': [1, { 'Fn::GetAZs': '' }] },
    { 'Fn::Select': [2, { 'Fn::GetAZs': '' }] },
  ]);
});

test('all problems of a network used alone come in one error', () => {
  expect(errorOf({ cidr: '10.0.0.1/16', availabilityZones: ['us-east-1a'] }, 'Unit')).toBe([
    'Stack/Net: 3 invalid settings',
    '  - environmentSuffix must be lower-case letters and digits with single inner hyphens, 1 to 20 characters, got "Unit"; '
    + 'it stands in every name, so choose one such as "prod" or "staging-eu" [environment-suffix]',
    '  - cidr must be an IPv4 block from /16 to /23 that starts at its own network address, got "10.0.0.1/16"; '
    + 'choose a block such as "10.0.0.0/16"; a smaller VPC leaves a load balancer subnet fewer than the 8 free addresses it needs [network-cidr]',
    '  - availabilityZones must name 3 to 4 different zones, got ["us-east-1a"]; '
    + 'leave it out to use the first three zones of the region [network-availability-zones]',
  ].join('\n'));
});

test('a given VPC with two zones is refused', () => {
  const stack = newStack();
  const vpc = importedVpc(stack, ['us-east-1a', 'us-east-1b']);
  expect(messageOf(() => new PaymentNetwork(stack, 'Net', { environmentSuffix: 'unit', profile: PlatformProfile.TEST, vpc }))).toBe([
    'Stack/Net: 1 invalid setting',
    '  - vpc must have public and private subnets in at least 3 zones, got "public subnets in 2 zones, private subnets in 2 zones"; '
    + 'import the VPC with the subnets of all its zones, or leave it out to have one made [network-vpc-subnets]',
  ].join('\n'));
});

test('an address block that is known only at deployment is refused, because the subnets are computed from it', () => {
  const cidr = new CfnParameter(newStack(), 'Cidr').valueAsString;
  expect(errorOf({ cidr })).toBe([
    'Stack/Net: 1 invalid setting',
    '  - cidr must be known at synthesis, because other values follow from it, got a value known only at deployment; '
    + 'choose a block such as "10.0.0.0/16"; a smaller VPC leaves a load balancer subnet fewer than the 8 free addresses it needs [network-cidr]',
  ].join('\n'));
});

test('two zones by token are too few', () => {
  expect(errorOf({ availabilityZones: firstThreeZones().slice(1) })).toBe([
    'Stack/Net: 1 invalid setting',
    '  - availabilityZones must name 3 to 4 different zones, got "2 zones"; '
    + 'leave it out to use the first three zones of the region [network-availability-zones]',
  ].join('\n'));
});

test('one zone by token beside two by name cannot be told from the others, and is accepted', () => {
  const availabilityZones = [Fn.select(0, Fn.getAzs()), 'us-east-1b', 'us-east-1c'];
  const network = new PaymentNetwork(newStack(), 'Net', { environmentSuffix: 'unit', profile: PlatformProfile.TEST, availabilityZones });
  expect(network.availabilityZones).toEqual(availabilityZones);
});

// The first synthesis sees a placeholder with two zones; the CLI looks the VPC up after it, and only if it succeeds.
test('a VPC that is still to be looked up is accepted', () => {
  const stack = newStack({ env: { account: '111122223333', region: 'us-east-1' } });
  const vpc = ec2.Vpc.fromLookup(stack, 'Looked', { vpcId: 'vpc-0123456789abcdef0' });
  expect(() => new PaymentNetwork(stack, 'Net', { environmentSuffix: 'unit', profile: PlatformProfile.TEST, vpc })).not.toThrow();
});

// AWS knows no octet with a leading zero.
test.each(['10.00.0.0/16', '09.0.0.0/16'])('the block %s is refused', (cidr) => {
  expect(errorOf({ cidr })).toBe([
    'Stack/Net: 1 invalid setting',
    `  - cidr must be an IPv4 block from /16 to /23 that starts at its own network address, got "${cidr}"; `
    + 'choose a block such as "10.0.0.0/16"; a smaller VPC leaves a load balancer subnet fewer than the 8 free addresses it needs [network-cidr]',
  ].join('\n'));
});

// Fn.getAzs() is a list whose length nobody knows at synthesis.
test('a list of zones that is known only at deployment is refused', () => {
  expect(errorOf({ availabilityZones: Fn.getAzs() })).toBe([
    'Stack/Net: 1 invalid setting',
    '  - availabilityZones must be known at synthesis, because other values follow from it, got a value known only at deployment; '
    + 'leave it out to use the first three zones of the region [network-availability-zones]',
  ].join('\n'));
});
