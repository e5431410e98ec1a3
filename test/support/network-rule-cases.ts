import { bad, each, flagCases, typeCases } from './rule-cases';
import type { RuleTable } from './rule-cases';
import { NatStrategy } from '../../src';
import { networkRules } from '../../src/network/network-rules';

const ZONES = ['a', 'b', 'c'];
const subnets = (zones: string[]) => zones.map((availabilityZone) => ({ availabilityZone }));
const vpc = (publicZones: string[], privateZones: string[]) => ({
  vpc: { publicSubnets: subnets(publicZones), privateSubnets: subnets(privateZones) },
});
const zonesText = (publicZones: number, privateZones: number) => `"public subnets in ${publicZones} zones, private subnets in ${privateZones} zones"`;

export const NETWORK: RuleTable = {
  rules: networkRules,
  valid: {
    cidr: '10.0.0.0/16',
    availabilityZones: ZONES,
    natStrategy: NatStrategy.perZone(),
    flowLogs: false,
    logRetention: 7,
    vpcEndpoints: false,
    restrictDefaultSecurityGroup: false,
    chosen: [],
  },
  cases: {
    'network-nat-strategy-type': typeCases(
      'natStrategy', 'a NatStrategy', 'choose NatStrategy.perZone(), NatStrategy.single() or NatStrategy.none()', [null, 'single', 1, {}], [NatStrategy.none()],
    ),
    'network-flow-logs-type': flagCases('flowLogs'),
    'network-log-retention-type': typeCases(
      'logRetention', 'one of RetentionDays', 'choose one such as RetentionDays.THIRTEEN_MONTHS', [null, 0, 2, 366, 3654, '7'], [1, 3, 365, 400, 3653, 9999],
    ),
    'network-vpc-endpoints-type': flagCases('vpcEndpoints'),
    'network-restrict-default-security-group-type': flagCases('restrictDefaultSecurityGroup'),
    'network-encryption-key-type': typeCases(
      'encryptionKey', 'a KMS key', 'pass a key such as kms.Key.fromKeyArn(this, "Key", arn)', [null, 'arn:aws:kms:us-east-1:111122223333:key/1', {}], [{ keyArn: 'arn' }],
    ),
    'network-vpc-type': typeCases('vpc', 'a VPC', 'pass a VPC such as ec2.Vpc.fromLookup(this, "Vpc", { vpcId })', [null, 'vpc-1', {}], [vpc(ZONES, ZONES).vpc]),
    'network-cidr': {
      requirement: 'cidr must be an IPv4 block from /16 to /23 that starts at its own network address',
      remedy: 'choose a block such as "10.0.0.0/16"; a smaller VPC leaves a load balancer subnet fewer than the 8 free addresses it needs',
      violating: bad('cidr', [
        '10.0.0.0/15', '10.0.0.0/24', '10.0.0.1/16', '10.0.1.0/16', '10.0.1.0/22', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/016', '256.0.0.0/16',
        '10.00.0.0/16', '09.0.0.0/16', '10.0.0/16', '::/16', 'ten', '', 16, null,
      ]),
      passing: each('cidr', ['10.0.0.0/16', '10.0.0.0/23', '10.0.2.0/23', '10.0.4.0/22', '172.31.0.0/17', '192.168.240.0/20', '255.255.0.0/16']),
    },
    'network-peered-cidrs': {
      requirement: 'peeredCidrs must be IPv4 blocks that start at their own network addresses',
      remedy: 'give blocks such as "10.1.0.0/16"',
      violating: bad('peeredCidrs', [null, '10.1.0.0/16', [null], ['10.1.0.1/16'], ['10.1.0.0'], ['::/0'], ['10.1.0.0/16', 'other'], ['0.0.0.0/33']]),
      passing: each('peeredCidrs', [undefined, [], ['10.1.0.0/16'], ['172.31.0.7/32', '192.168.0.0/16']]),
    },
    'network-cidr-overlap': {
      requirement: 'cidr must not share addresses with peeredCidrs',
      remedy: 'choose another block: overlapping networks cannot be peered, and a VPC cannot be renumbered',
      violating: [
        [{ peeredCidrs: ['10.0.0.0/16'] }, '"10.0.0.0/16, which meets 10.0.0.0/16"'],
        [{ peeredCidrs: ['10.1.0.0/16', '10.0.255.255/32', '0.0.0.0/0'] }, '"10.0.0.0/16, which meets 10.0.255.255/32, 0.0.0.0/0"'],
        [{ cidr: '10.1.0.0/16', peeredCidrs: ['10.0.0.0/15'] }, '"10.1.0.0/16, which meets 10.0.0.0/15"'],
      ],
      passing: [
        { peeredCidrs: ['9.255.0.0/16', '10.1.0.0/16'] },
        { cidr: '10.1.0.0/16', peeredCidrs: ['10.0.0.0/16', '10.2.0.0/15'] },
        { peeredCidrs: [] },
      ],
    },
    'network-availability-zones': {
      requirement: 'availabilityZones must name 3 to 4 different zones',
      remedy: 'leave it out to use the first three zones of the region',
      violating: bad('availabilityZones', [null, 'us-east-1a', 3, {}, ['a', 'b', ''], ['a', 'b', null], ['a', 'b', 'c {{resolve:ssm:x}}'], [], ['a', 'b'], ['a', 'b', 'b'], ['a', 'b', 'c', 'c'], ['a', 'b', 'c', 'd', 'e']]),
      passing: each('availabilityZones', [['a', 'b', 'c'], ['a', 'b', 'c', 'd']]),
    },
    'network-vpc-subnets': {
      requirement: 'vpc must have public and private subnets in at least 3 zones',
      remedy: 'import the VPC with the subnets of all its zones, or leave it out to have one made',
      violating: [
        [vpc(['a', 'b'], ['a', 'b', 'c']), zonesText(2, 3)],
        [vpc(['a', 'b', 'c'], ['a', 'b']), zonesText(3, 2)],
        [vpc(['a', 'b', 'b'], ['a', 'b', 'c']), zonesText(2, 3)],
        [vpc([], []), zonesText(0, 0)],
      ],
      passing: [
        { vpc: undefined },
        vpc(['a', 'b', 'c'], ['a', 'b', 'c']),
        vpc(['a', 'b', 'c', 'd'], ['a', 'a', 'b', 'c']),
        // What Vpc.fromLookup returns until the VPC has been looked up.
        { vpc: { vpcId: 'vpc-12345', ...vpc(['a', 'b'], ['a', 'b']).vpc } },
      ],
    },
    'network-vpc-alone': {
      requirement: 'vpc must be the only choice about the network',
      remedy: 'leave out the properties named here, which change nothing about a VPC that exists, or leave out the VPC',
      violating: [[{ ...vpc(ZONES, ZONES), chosen: ['cidr', 'flowLogs'] }, '["cidr","flowLogs"]']],
      passing: [{ chosen: ['cidr', 'flowLogs'] }, vpc(ZONES, ZONES)],
    },
  },
};
