import { Fn, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { ZONE_SLOTS } from './cidr-plan';
import { matches } from '../config/predicates';
import type { Rule } from '../config/validation';

/** What the network rules look at. */
export interface NetworkSettings {
  readonly cidr: string;
  readonly availabilityZones: string[];
  readonly vpc?: ec2.IVpc;
}

const IPV4_BLOCK = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}\/(\d|[12]\d|3[0-2])$/;

export const networkRules: ReadonlyArray<Rule<NetworkSettings>> = [
  {
    id: 'network-cidr',
    property: 'cidr',
    requirement: 'must be an IPv4 block from /16 to /23 that starts at its own network address',
    value: ({ cidr }) => cidr,
    holds: ({ cidr }) => isVpcBlock(cidr),
    remedy: 'choose a block such as "10.0.0.0/16"; a smaller VPC leaves a load balancer subnet fewer than the 8 free addresses it needs',
    source: 'Amazon EC2 API Reference, CreateVpc, CidrBlock; Application Load Balancers user guide, Subnets for your load balancer (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'network-availability-zones',
    property: 'availabilityZones',
    requirement: `must name 3 to ${ZONE_SLOTS} different zones`,
    value: ({ availabilityZones }) => (hasZoneTokens(availabilityZones) ? `${availabilityZones.length} zones` : availabilityZones),
    holds: ({ availabilityZones }) => isZoneCount(availabilityZones.length) && new Set(availabilityZones).size === availabilityZones.length,
    remedy: 'leave it out to use the first three zones of the region',
    source: 'AWS Well-Architected Reliability Pillar, REL10-BP01 Deploy the workload to multiple locations (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'network-vpc-subnets',
    property: 'vpc',
    requirement: 'must have public and private subnets in at least 3 zones',
    value: ({ vpc }) => vpc && describeVpc(vpc),
    holds: ({ vpc }) => vpc === undefined || isPlaceholder(vpc) || (zoneCount(vpc.publicSubnets) >= 3 && zoneCount(vpc.privateSubnets) >= 3),
    remedy: 'import the VPC with the subnets of all its zones, or leave it out to have one made',
    source: 'AWS Well-Architected Reliability Pillar, REL10-BP01 Deploy the workload to multiple locations (2026-11)',
  },
];

/** The first three zones of the region the stack is deployed to, in every kind of stack and without a look-up. */
export function firstThreeZones(): string[] {
  return [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs()));
}

function isZoneCount(count: number): boolean {
  return count >= 3 && count <= ZONE_SLOTS;
}

/** A list of known length may name zones that only the deployment knows. */
function hasZoneTokens(zones: string[]): boolean {
  return !Token.isUnresolved(zones) && zones.some((zone) => Token.isUnresolved(zone));
}

function isVpcBlock(cidr: string): boolean {
  if (!matches(cidr, IPV4_BLOCK)) {
    return false;
  }
  const [address, mask] = cidr.split('/');
  const bits = address.split('.').reduce((sum, octet) => sum * 256 + Number(octet), 0);
  return Number(mask) >= 16 && Number(mask) <= 23 && bits % 2 ** (32 - Number(mask)) === 0;
}

/** What `Vpc.fromLookup` returns, with two zones, until the CDK CLI has looked the VPC up. */
function isPlaceholder({ vpcId }: ec2.IVpc): boolean {
  return vpcId === 'vpc-12345';
}

function zoneCount(subnets: ec2.ISubnet[]): number {
  return new Set(subnets.map(({ availabilityZone }) => availabilityZone)).size;
}

function describeVpc({ publicSubnets, privateSubnets }: ec2.IVpc): string {
  return `public subnets in ${zoneCount(publicSubnets)} zones, private subnets in ${zoneCount(privateSubnets)} zones`;
}
