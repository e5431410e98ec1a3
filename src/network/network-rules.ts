import { Fn, Token } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ZONE_SLOTS } from './cidr-plan';
import type { NatStrategy } from './nat-strategy';
import { ipv4Block, overlap } from '../config/ipv4';
import { KEY, VPC } from '../config/part-rules';
import { isIntegerBetween, isListOf, matches } from '../config/predicates';
import type { Rule } from '../config/validation';
import { FLAG, objectWith, oneOf, typeRules } from '../config/value-types';

/** What the network rules look at. */
export interface NetworkSettings {
  readonly cidr: string;
  readonly availabilityZones: string[];
  readonly natStrategy: NatStrategy;
  readonly flowLogs: boolean;
  readonly logRetention: RetentionDays;
  readonly vpcEndpoints: boolean;
  readonly restrictDefaultSecurityGroup: boolean;
  readonly peeredCidrs?: string[];
  readonly encryptionKey?: object;
  readonly vpc?: ec2.IVpc;
  /** What the user chose, as opposed to the profile, of what a given VPC makes void. */
  readonly chosen: readonly string[];
}

/** What has no effect on a VPC that exists. */
export const VPC_OPTIONS = [
  'cidr', 'availabilityZones', 'natStrategy', 'flowLogs', 'logRetention', 'vpcEndpoints', 'restrictDefaultSecurityGroup', 'peeredCidrs',
] as const;

const types = typeRules<NetworkSettings>('network', {
  natStrategy: objectWith('servingZone', 'a NatStrategy', 'choose NatStrategy.perZone(), NatStrategy.single() or NatStrategy.none()'),
  flowLogs: FLAG,
  logRetention: oneOf(Object.values(RetentionDays), 'one of RetentionDays', 'choose one such as RetentionDays.THIRTEEN_MONTHS'),
  vpcEndpoints: FLAG,
  restrictDefaultSecurityGroup: FLAG,
  encryptionKey: KEY,
  vpc: VPC,
});

export const networkRules: ReadonlyArray<Rule<NetworkSettings>> = [
  ...types,
  {
    id: 'network-cidr',
    property: 'cidr',
    requirement: 'must be an IPv4 block from /16 to /23 that starts at its own network address',
    value: ({ cidr }) => cidr,
    holds: ({ cidr }) => isVpcBlock(cidr),
    remedy: 'choose a block such as "10.0.0.0/16"; a smaller VPC leaves a load balancer subnet fewer than the 8 free addresses it needs',
    source: 'Amazon EC2 API Reference, CreateVpc, CidrBlock; Application Load Balancers user guide, Subnets for your load balancer (2026-11)',
    isType: true,
    shapesTemplate: true,
  },
  {
    id: 'network-peered-cidrs',
    property: 'peeredCidrs',
    requirement: 'must be IPv4 blocks that start at their own network addresses',
    value: ({ peeredCidrs }) => peeredCidrs,
    holds: ({ peeredCidrs }) => peeredCidrs === undefined || isListOf(peeredCidrs, (block) => ipv4Block(block) !== undefined),
    remedy: 'give blocks such as "10.1.0.0/16"',
    source: 'Amazon VPC Peering Guide, VPC peering limitations (2026-11)',
    isType: true,
  },
  {
    id: 'network-cidr-overlap',
    property: 'cidr',
    requirement: 'must not share addresses with peeredCidrs',
    value: ({ cidr, peeredCidrs = [] }) => `${cidr}, which meets ${peeredCidrs.filter((peer) => meets(cidr, peer)).join(', ')}`,
    holds: ({ cidr, peeredCidrs = [] }) => !peeredCidrs.some((peer) => meets(cidr, peer)),
    remedy: 'choose another block: overlapping networks cannot be peered, and a VPC cannot be renumbered',
    source: 'Amazon VPC Peering Guide, VPC peering limitations, Overlapping CIDR blocks (2026-11)',
    reads: ['peeredCidrs'],
  },
  {
    id: 'network-availability-zones',
    property: 'availabilityZones',
    requirement: `must name 3 to ${ZONE_SLOTS} different zones`,
    value: ({ availabilityZones }) => (hasZoneTokens(availabilityZones) ? `${availabilityZones.length} zones` : availabilityZones),
    holds: ({ availabilityZones }) => {
      return areZones(availabilityZones) && isZoneCount(availabilityZones.length) && new Set(availabilityZones).size === availabilityZones.length;
    },
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
  {
    id: 'network-vpc-alone',
    property: 'vpc',
    requirement: 'must be the only choice about the network',
    value: ({ chosen }) => chosen,
    holds: ({ vpc, chosen }) => vpc === undefined || chosen.length === 0,
    remedy: 'leave out the properties named here, which change nothing about a VPC that exists, or leave out the VPC',
    source: 'API reference of this library, PaymentNetworkOptions, vpc (2026-11)',
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
  return Array.isArray(zones) && !Token.isUnresolved(zones) && zones.some((zone) => Token.isUnresolved(zone));
}

function areZones(zones: unknown): zones is string[] {
  return isListOf(zones, (zone) => Token.isUnresolved(zone) || matches(zone, /^[a-z0-9-]+$/));
}

function isVpcBlock(cidr: unknown): boolean {
  return isIntegerBetween(ipv4Block(cidr)?.mask, 16, 23);
}

function meets(cidr: string, peer: string): boolean {
  const [one, other] = [ipv4Block(cidr), ipv4Block(peer)];
  return one !== undefined && other !== undefined && overlap(one, other);
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
