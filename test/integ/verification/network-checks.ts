import {
  DescribeInternetGatewaysCommand, DescribeNatGatewaysCommand, DescribeRouteTablesCommand, DescribeSecurityGroupsCommand, DescribeSubnetsCommand,
  DescribeVpcAttributeCommand, DescribeVpcsCommand,
} from '@aws-sdk/client-ec2';
import type { IpPermission, RouteTable, SecurityGroup, Subnet, Vpc } from '@aws-sdk/client-ec2';
import { check } from './check';
import type { CheckGroup } from './check';
import { zonesOf } from './deployment';
import type { Deployment } from './deployment';

const PUBLIC_BLOCKS = ['10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24'];
const PRIVATE_BLOCKS = ['10.0.11.0/24', '10.0.12.0/24', '10.0.13.0/24'];
const NO_TRAFFIC = 'icmp 252-86 255.255.255.255/32';

export async function findVpc({ clients, suffix }: Deployment): Promise<Vpc> {
  const { Vpcs = [] } = await clients.ec2.send(new DescribeVpcsCommand({ Filters: [{ Name: 'tag:Name', Values: [`payment-vpc-${suffix}`] }] }));
  if (Vpcs.length !== 1) throw new Error(`expected one VPC named payment-vpc-${suffix}, found ${Vpcs.length}`);
  return Vpcs[0];
}

export async function findSubnets(deployment: Deployment, blocks: string[]): Promise<Subnet[]> {
  const subnets = await allSubnets(deployment);
  return blocks.map((block) => subnets.find(({ CidrBlock }) => CidrBlock === block) ?? {});
}

export async function publicSubnetIds(deployment: Deployment): Promise<string[]> {
  return (await findSubnets(deployment, PUBLIC_BLOCKS)).map(({ SubnetId = '' }) => SubnetId).sort();
}

export async function privateSubnetIds(deployment: Deployment): Promise<string[]> {
  return (await findSubnets(deployment, PRIVATE_BLOCKS)).map(({ SubnetId = '' }) => SubnetId).sort();
}

/** The security groups of the VPC by what they guard, without the one that every VPC has. */
export async function securityGroups(deployment: Deployment): Promise<Map<string, SecurityGroup>> {
  const { SecurityGroups = [] } = await deployment.clients.ec2.send(new DescribeSecurityGroupsCommand({ Filters: await inVpc(deployment) }));
  const own = SecurityGroups.filter(({ GroupName }) => GroupName !== 'default');
  return new Map(own.map((group) => [group.Description ?? '', group]));
}

export const NETWORK_CHECKS: CheckGroup = {
  title: 'Network',
  checks: [
    check('VPC 10.0.0.0/16 with DNS names', () => ({ cidr: '10.0.0.0/16', dnsSupport: true, dnsHostnames: true }), readVpc),
    check('three public and three private subnets, one of each per zone', ({ region }) => expectedSubnets(region), readSubnets),
    check('one internet gateway, one NAT gateway with an address, in the first zone', ({ region }) => ({
      internetGateways: 1, natGateways: 1, natZone: `${region}a`, natSubnet: PUBLIC_BLOCKS[0], natAddresses: 1,
    }), readGateways),
    check('security groups form one chain from the internet to the database', expectedRules, readRules),
  ],
};

async function readVpc(deployment: Deployment) {
  const { VpcId, CidrBlock } = await findVpc(deployment);
  const { ec2 } = deployment.clients;
  const support = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsSupport' }));
  const hostnames = await ec2.send(new DescribeVpcAttributeCommand({ VpcId, Attribute: 'enableDnsHostnames' }));
  return { cidr: CidrBlock, dnsSupport: support.EnableDnsSupport?.Value, dnsHostnames: hostnames.EnableDnsHostnames?.Value };
}

function expectedSubnets(region: string) {
  const zones = zonesOf(region);
  const tier = (blocks: string[], target: string) => blocks.map((block, zone) => [block, { zone: zones[zone], target, publicAddresses: false }]);
  return Object.fromEntries([...tier(PUBLIC_BLOCKS, 'internet gateway'), ...tier(PRIVATE_BLOCKS, 'NAT gateway')]);
}

async function readSubnets(deployment: Deployment) {
  const { RouteTables = [] } = await deployment.clients.ec2.send(new DescribeRouteTablesCommand({ Filters: await inVpc(deployment) }));
  const subnets = await allSubnets(deployment);
  return Object.fromEntries(subnets.map(({ SubnetId, CidrBlock = '', AvailabilityZone, MapPublicIpOnLaunch }) => [
    CidrBlock,
    { zone: AvailabilityZone, target: defaultTarget(RouteTables, SubnetId), publicAddresses: MapPublicIpOnLaunch },
  ]));
}

function defaultTarget(tables: RouteTable[], subnetId?: string): string | undefined {
  const table = tables.find(({ Associations = [] }) => Associations.some((association) => association.SubnetId === subnetId));
  const route = table?.Routes?.find(({ DestinationCidrBlock }) => DestinationCidrBlock === '0.0.0.0/0');
  if (route?.NatGatewayId) return 'NAT gateway';
  return route?.GatewayId?.startsWith('igw-') ? 'internet gateway' : undefined;
}

async function readGateways(deployment: Deployment) {
  const { ec2 } = deployment.clients;
  const { VpcId = '' } = await findVpc(deployment);
  const { InternetGateways = [] } = await ec2.send(new DescribeInternetGatewaysCommand({ Filters: [{ Name: 'attachment.vpc-id', Values: [VpcId] }] }));
  const { NatGateways = [] } = await ec2.send(new DescribeNatGatewaysCommand({}));
  const subnets = await allSubnets(deployment);
  const available = NatGateways.filter((gateway) => gateway.State === 'available' && gateway.VpcId === VpcId);
  const subnet = subnets.find(({ SubnetId }) => SubnetId === available[0]?.SubnetId);
  return {
    internetGateways: InternetGateways.length,
    natGateways: available.length,
    natZone: subnet?.AvailabilityZone,
    natSubnet: subnet?.CidrBlock,
    natAddresses: available[0]?.NatGatewayAddresses?.filter(({ PublicIp }) => PublicIp).length,
  };
}

const BALANCER = 'Load balancer of the payment platform';
const TASKS = 'Tasks of the payment platform';
const DATABASE = 'Aurora PostgreSQL of the payment platform';

function expectedRules({ additions }: Deployment) {
  const toDatabase = `tcp 5432 ${DATABASE}`;
  return {
    [`into ${BALANCER}`]: ['tcp 80 0.0.0.0/0'],
    [`out of ${BALANCER}`]: [`tcp 80 ${TASKS}`],
    [`into ${TASKS}`]: [`tcp 80 ${BALANCER}`],
    [`out of ${TASKS}`]: ['tcp 443 0.0.0.0/0', toDatabase],
    [`into ${DATABASE}`]: [...additions.databaseClients, TASKS].sort().map((client) => `tcp 5432 ${client}`),
    [`out of ${DATABASE}`]: [NO_TRAFFIC],
    ...Object.fromEntries(additions.databaseClients.flatMap((client) => [
      [`into ${client}`, []],
      [`out of ${client}`, ['tcp 443 0.0.0.0/0', toDatabase]],
    ])),
  };
}

async function readRules(deployment: Deployment) {
  const groups = await securityGroups(deployment);
  const names = new Map([...groups].map(([description, { GroupId }]) => [GroupId, description]));
  const rules = (permissions: IpPermission[] = []) => permissions.flatMap((permission) => describeRule(permission, names)).sort();
  return Object.fromEntries([...groups].flatMap(([description, group]) => [
    [`into ${description}`, rules(group.IpPermissions)],
    [`out of ${description}`, rules(group.IpPermissionsEgress)],
  ]));
}

function describeRule(permission: IpPermission, names: Map<string | undefined, string>): string[] {
  const { IpProtocol, FromPort, ToPort, IpRanges = [], Ipv6Ranges = [], PrefixListIds = [], UserIdGroupPairs = [] } = permission;
  const ports = FromPort === ToPort ? `${FromPort}` : `${FromPort}-${ToPort}`;
  const peers = [
    ...IpRanges.map(({ CidrIp }) => CidrIp),
    ...Ipv6Ranges.map(({ CidrIpv6 }) => CidrIpv6),
    ...PrefixListIds.map(({ PrefixListId }) => PrefixListId),
    ...UserIdGroupPairs.map(({ GroupId }) => names.get(GroupId) ?? GroupId),
  ];
  return peers.map((peer) => `${IpProtocol} ${ports} ${peer}`);
}

async function allSubnets(deployment: Deployment): Promise<Subnet[]> {
  const { Subnets = [] } = await deployment.clients.ec2.send(new DescribeSubnetsCommand({ Filters: await inVpc(deployment) }));
  return Subnets;
}

async function inVpc(deployment: Deployment) {
  const { VpcId = '' } = await findVpc(deployment);
  return [{ Name: 'vpc-id', Values: [VpcId] }];
}
