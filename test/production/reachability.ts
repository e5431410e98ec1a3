import { ofType } from './production';
import type { Resources } from './production';
import type { Resource } from '../support/template';

interface PortRange { readonly protocol: string; readonly from: number; readonly to: number }
interface SecurityRule extends PortRange {
  readonly group: string;
  /** An address block, or the security group of the peer. */
  readonly peer: string;
}
interface Member {
  readonly id: string;
  readonly groups: string[];
  readonly subnets: string[];
  /** Whether it has an address that the internet can send to. */
  readonly isPublic: boolean;
}
interface Network {
  readonly resources: Resources;
  readonly members: Member[];
  readonly ingress: SecurityRule[];
  readonly egress: SecurityRule[];
}

const ANYWHERE = '0.0.0.0/0';
const INTERNET = 'the internet';
/** aws-cdk writes this rule where nothing may go out; it matches no packet. */
const NOWHERE = '255.255.255.255/32';

/**
 * Who can open a connection to whom on which port, computed from a rendered template alone: from security groups on both
 * sides, and for the internet from routes and addresses as well. One line a connection, `FROM -> TO PROTOCOL PORT`, sorted.
 * A Lambda function that is in no VPC cannot reach a private address and does not appear.
 */
export function reachability(resources: Resources): string[] {
  const network: Network = { resources, members: membersOf(resources), ingress: rulesOf(resources, 'Ingress'), egress: rulesOf(resources, 'Egress') };
  const { members } = network;
  return [
    ...members.flatMap((from) => members.filter((to) => to !== from).flatMap((to) => between(network, from, to))),
    ...members.flatMap((to) => fromInternet(network, to)),
    ...members.flatMap((from) => toInternet(network, from)),
    ...members.flatMap((from) => toGatewayEndpoints(network, from)),
  ].sort();
}

function between({ ingress, egress }: Network, from: Member, to: Member): string[] {
  const sent = egress.filter(({ group, peer }) => from.groups.includes(group) && (to.groups.includes(peer) || isBlock(peer)));
  const received = ingress.filter(({ group, peer }) => to.groups.includes(group) && (from.groups.includes(peer) || isBlock(peer)));
  const ports = sent.flatMap((rule) => received.flatMap((other) => overlap(rule, other)));
  return lines(from.id, to.id, ports);
}

function fromInternet({ resources, ingress }: Network, to: Member): string[] {
  const received = ingress.filter(({ group, peer }) => to.groups.includes(group) && isBlock(peer));
  return to.isPublic && hasRoute(resources, to, 'GatewayId') ? lines(INTERNET, to.id, received) : [];
}

function toInternet({ resources, egress }: Network, from: Member): string[] {
  const sent = egress.filter(({ group, peer }) => from.groups.includes(group) && isBlock(peer));
  const hasWay = hasRoute(resources, from, 'NatGatewayId') || (from.isPublic && hasRoute(resources, from, 'GatewayId'));
  return hasWay ? lines(from.id, INTERNET, sent) : [];
}

/** A gateway endpoint is a route: whoever may send to any address on 443 reaches the service behind it. */
function toGatewayEndpoints({ resources, egress }: Network, from: Member): string[] {
  const sent = egress.filter(({ group, peer }) => from.groups.includes(group) && isBlock(peer));
  const endpoints = Object.entries(ofType(resources, 'AWS::EC2::VPCEndpoint')).filter(([, { Properties: properties }]) => properties.VpcEndpointType === 'Gateway');
  const tables = routeTablesOf(resources, from);
  const routed = endpoints.filter(([, { Properties: properties }]) => tables.some((table) => refs(properties.RouteTableIds).includes(table)));
  return routed.flatMap(([id]) => lines(from.id, id, sent));
}

/** Whatever has a security group. */
function membersOf(resources: Resources): Member[] {
  const instances = Object.values(ofType(resources, 'AWS::RDS::DBInstance'));
  const member = (id: string, groups: unknown, subnets: unknown, isPublic: boolean): Member => (
    { id, groups: refs(groups), subnets: refs(subnets), isPublic }
  );
  return Object.entries(resources).flatMap(([id, { Type: type, Properties: properties }]) => {
    switch (type) {
      case 'AWS::ElasticLoadBalancingV2::LoadBalancer':
        return [member(id, properties.SecurityGroups, properties.Subnets, properties.Scheme !== 'internal')];
      case 'AWS::ECS::Service':
        return [service(id, properties)];
      case 'AWS::RDS::DBCluster':
        return [member(id, properties.VpcSecurityGroupIds, databaseSubnets(resources, properties), instances.some(isPubliclyAccessible))];
      case 'AWS::EC2::VPCEndpoint':
        return properties.SecurityGroupIds ? [member(id, properties.SecurityGroupIds, properties.SubnetIds, false)] : [];
      case 'AWS::Lambda::Function':
        return properties.VpcConfig ? [member(id, (properties.VpcConfig as Resource['Properties']).SecurityGroupIds, undefined, false)] : [];
      default:
        return [];
    }
  });
}

function service(id: string, { NetworkConfiguration: configuration }: Resource['Properties']): Member {
  const { AwsvpcConfiguration: vpc } = configuration as { readonly AwsvpcConfiguration: Resource['Properties'] };
  return { id, groups: refs(vpc.SecurityGroups), subnets: refs(vpc.Subnets), isPublic: vpc.AssignPublicIp === 'ENABLED' };
}

function databaseSubnets(resources: Resources, { DBSubnetGroupName: group }: Resource['Properties']): unknown {
  return refs(group).map((id) => resources[id]?.Properties.SubnetIds);
}

function isPubliclyAccessible({ Properties: properties }: Resource): boolean {
  return properties.PubliclyAccessible !== false;
}

function rulesOf(resources: Resources, direction: 'Ingress' | 'Egress'): SecurityRule[] {
  const inline = Object.entries(ofType(resources, 'AWS::EC2::SecurityGroup')).flatMap(([id, { Properties: properties }]) =>
    ((properties[`SecurityGroup${direction}`] ?? []) as Array<Resource['Properties']>).map((rule) => toRule(id, rule)));
  const separate = Object.values(ofType(resources, `AWS::EC2::SecurityGroup${direction}`)).map(({ Properties: rule }) => toRule(refs(rule.GroupId)[0], rule));
  return [...inline, ...separate].filter(({ peer }) => peer !== NOWHERE);
}

function toRule(group: string, rule: Resource['Properties']): SecurityRule {
  const peer = rule.CidrIp ?? rule.CidrIpv6 ?? refs(rule.SourceSecurityGroupId ?? rule.DestinationSecurityGroupId)[0];
  const isAll = rule.IpProtocol === '-1';
  const [from, to] = isAll ? [0, 65535] : [Number(rule.FromPort), Number(rule.ToPort)];
  return { group, peer: String(peer), protocol: String(rule.IpProtocol), from, to };
}

function overlap(one: PortRange, other: PortRange): PortRange[] {
  const protocol = one.protocol === '-1' ? other.protocol : one.protocol;
  const isSame = one.protocol === other.protocol || [one.protocol, other.protocol].includes('-1');
  const [from, to] = [Math.max(one.from, other.from), Math.min(one.to, other.to)];
  return isSame && from <= to ? [{ protocol, from, to }] : [];
}

function hasRoute(resources: Resources, { subnets }: Member, target: 'GatewayId' | 'NatGatewayId'): boolean {
  const tables = subnets.flatMap((subnet) => tablesOf(resources, subnet));
  return Object.values(ofType(resources, 'AWS::EC2::Route')).some(({ Properties: route }) =>
    route[target] !== undefined && route.DestinationCidrBlock === ANYWHERE && tables.includes(refs(route.RouteTableId)[0]));
}

function routeTablesOf(resources: Resources, { subnets }: Member): string[] {
  return subnets.flatMap((subnet) => tablesOf(resources, subnet));
}

function tablesOf(resources: Resources, subnet: string): string[] {
  return Object.values(ofType(resources, 'AWS::EC2::SubnetRouteTableAssociation'))
    .filter(({ Properties: { SubnetId: id } }) => refs(id).includes(subnet))
    .flatMap(({ Properties: { RouteTableId: table } }) => refs(table));
}

/** The logical ids that a value refers to; text stands for itself. */
function refs(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  if (Array.isArray(value)) {
    return value.flatMap(refs);
  }
  const { Ref: ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { readonly 'Ref'?: string; readonly 'Fn::GetAtt'?: string[] };
  return [ref, attribute?.[0]].filter((id) => id !== undefined);
}

function isBlock(peer: string): boolean {
  return peer.includes('/');
}

function lines(from: string, to: string, ports: PortRange[]): string[] {
  const texts = ports.map(({ protocol, from: first, to: last }) => `${from} -> ${to} ${protocol} ${first === last ? first : `${first}-${last}`}`);
  return [...new Set(texts)];
}
