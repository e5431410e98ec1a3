import type { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { NatStrategy, PaymentNetwork, PlatformProfile } from '../../src';
import type { PaymentNetworkOptions } from '../../src';
import { deepFrozen } from '../support/freeze';
import { importedVpc, newStack } from '../support/synth';
import type { SynthOptions } from '../support/synth';
import { only, readable, resources } from '../support/template';

function synthNetwork(options: PaymentNetworkOptions = {}, synth: SynthOptions = {}) {
  const stack = newStack(synth);
  const network = new PaymentNetwork(stack, 'Net', { environmentSuffix: 'unit', profile: PlatformProfile.TEST, ...options });
  return { stack, network, template: readable(Template.fromStack(stack)) };
}

function zonesOf(template: Template): unknown[] {
  return Object.values(resources(template, 'AWS::EC2::Subnet')).map(({ Properties: properties }) => properties.AvailabilityZone);
}

const TOKEN_ZONES = [0, 1, 2].map((index) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] }));
const { network: made, template: madeTemplate } = synthNetwork();

describe('the VPC', () => {
  test('is 10.0.0.0/16 with DNS and a name', () => {
    expect(only(madeTemplate, 'AWS::EC2::VPC').Properties).toEqual({
      CidrBlock: '10.0.0.0/16',
      EnableDnsHostnames: true,
      EnableDnsSupport: true,
      Tags: [{ Key: 'Name', Value: 'payment-vpc-unit' }],
    });
  });

  test.each([
    ['NetPublicSubnet1', '10.0.1.0/24', 0, 'payment-public-1-unit', 'NetPublicRouteTable'],
    ['NetPublicSubnet2', '10.0.2.0/24', 1, 'payment-public-2-unit', 'NetPublicRouteTable'],
    ['NetPublicSubnet3', '10.0.3.0/24', 2, 'payment-public-3-unit', 'NetPublicRouteTable'],
    ['NetPrivateSubnet1', '10.0.11.0/24', 0, 'payment-private-1-unit', 'NetPrivateRouteTable1'],
    ['NetPrivateSubnet2', '10.0.12.0/24', 1, 'payment-private-2-unit', 'NetPrivateRouteTable2'],
    ['NetPrivateSubnet3', '10.0.13.0/24', 2, 'payment-private-3-unit', 'NetPrivateRouteTable3'],
  ])('%s has the block %s in zone %i, the name %s and the routes of %s', (id, cidr, zone, name, routeTable) => {
    expect(resources(madeTemplate, 'AWS::EC2::Subnet')[id].Properties).toEqual({
      VpcId: { Ref: 'NetVpc' },
      CidrBlock: cidr,
      AvailabilityZone: TOKEN_ZONES[zone],
      MapPublicIpOnLaunch: false,
      Tags: [{ Key: 'Name', Value: name }],
    });
    madeTemplate.hasResourceProperties('AWS::EC2::SubnetRouteTableAssociation', { SubnetId: { Ref: id }, RouteTableId: { Ref: routeTable } });
  });

  test('reaches the internet through one gateway', () => {
    expect(only(madeTemplate, 'AWS::EC2::VPCGatewayAttachment').Properties)
      .toEqual({ VpcId: { Ref: 'NetVpc' }, InternetGatewayId: { Ref: 'NetInternetGateway' } });
    madeTemplate.hasResource('AWS::EC2::Route', {
      Properties: { RouteTableId: { Ref: 'NetPublicRouteTable' }, DestinationCidrBlock: '0.0.0.0/0', GatewayId: { Ref: 'NetInternetGateway' } },
      DependsOn: ['NetGatewayAttachment'],
    });
  });

  test('is exposed with its block, zones, subnets and route tables', () => {
    const { stack, network: { vpc, availabilityZones } } = synthNetwork({ availabilityZones: ['zone-a', 'zone-b', 'zone-c'] });
    expect(vpc.vpcCidrBlock).toBe('10.0.0.0/16');
    expect(availabilityZones).toEqual(['zone-a', 'zone-b', 'zone-c']);
    expect(vpc.publicSubnets.map(({ availabilityZone }) => availabilityZone)).toEqual(['zone-a', 'zone-b', 'zone-c']);
    expect(vpc.privateSubnets.map(({ availabilityZone }) => availabilityZone)).toEqual(['zone-a', 'zone-b', 'zone-c']);
    expect(vpc.isolatedSubnets).toEqual([]);
    expect(stack.resolve(vpc.privateSubnets[2].routeTable.routeTableId)).toEqual({ Ref: expect.stringMatching(/^NetPrivateRouteTable3/) });
    expect(stack.resolve(vpc.publicSubnets[2].routeTable.routeTableId)).toEqual({ Ref: expect.stringMatching(/^NetPublicRouteTable/) });
  });
});

describe('the NAT gateways', () => {
  const gatewayOf = (template: Template) => Object.values(resources(template, 'AWS::EC2::Route'))
    .flatMap(({ Properties: { NatGatewayId: gateway } }) => (gateway ? [gateway] : []));

  test('are one in the first zone by default, for all private subnets', () => {
    expect(made.natStrategy.name).toBe('single');
    expect(only(madeTemplate, 'AWS::EC2::NatGateway')).toMatchObject({
      Properties: {
        SubnetId: { Ref: 'NetPublicSubnet1' },
        AllocationId: { 'Fn::GetAtt': ['NetNatAddress1', 'AllocationId'] },
        Tags: [{ Key: 'Name', Value: 'payment-nat-1-unit' }],
      },
      DependsOn: ['NetPublicRoute'],
    });
    expect(only(madeTemplate, 'AWS::EC2::EIP').Properties).toEqual({ Domain: 'vpc', Tags: [{ Key: 'Name', Value: 'payment-nat-1-unit' }] });
    expect(gatewayOf(madeTemplate)).toEqual([{ Ref: 'NetNatGateway1' }, { Ref: 'NetNatGateway1' }, { Ref: 'NetNatGateway1' }]);
  });

  test('are one in each zone with the strategy per zone, each for its own zone', () => {
    const { network, template } = synthNetwork({ natStrategy: NatStrategy.perZone() });
    expect(network.natStrategy.name).toBe('per-zone');
    expect(gatewayOf(template)).toEqual([{ Ref: 'NetNatGateway1' }, { Ref: 'NetNatGateway2' }, { Ref: 'NetNatGateway3' }]);
    template.hasResourceProperties('AWS::EC2::NatGateway', { SubnetId: { Ref: 'NetPublicSubnet3' } });
    template.resourceCountIs('AWS::EC2::EIP', 3);
  });

  test('are none with the strategy none, and then private subnets have no way out', () => {
    const { template } = synthNetwork({ natStrategy: NatStrategy.none() });
    template.resourceCountIs('AWS::EC2::NatGateway', 0);
    template.resourceCountIs('AWS::EC2::EIP', 0);
    expect(gatewayOf(template)).toEqual([]);
    template.resourceCountIs('AWS::EC2::Subnet', 6);
  });
});

describe('the zones', () => {
  test.each<[string, SynthOptions['env']]>([
    ['without environment', undefined],
    ['with a region', { region: 'us-west-2' }],
    ['with an account and a region', { account: '111122223333', region: 'eu-west-1' }],
  ])('are three, resolved by CloudFormation and not looked up, in a stack %s', (_, env) => {
    const { stack, template } = synthNetwork({}, { env });
    expect(zonesOf(template)).toEqual([...TOKEN_ZONES, ...TOKEN_ZONES]);
    expect((stack.node.root as App).synth().manifest.missing ?? []).toEqual([]);
  });

  test('are those given', () => {
    const { template } = synthNetwork({ availabilityZones: ['zone-b', 'zone-c', 'zone-f'] });
    expect(zonesOf(template)).toEqual(['zone-b', 'zone-c', 'zone-f', 'zone-b', 'zone-c', 'zone-f']);
  });

  test('may become four without a change to any resource of the first three', () => {
    const three = resources(synthNetwork({ availabilityZones: ['a', 'b', 'c'] }).template);
    const four = resources(synthNetwork({ availabilityZones: ['a', 'b', 'c', 'd'] }).template);
    expect(four).toMatchObject(three);
    expect(Object.keys(four).filter((id) => !(id in three)).sort()).toEqual([
      'NetPrivateAssociation4', 'NetPrivateRoute4', 'NetPrivateRouteTable4', 'NetPrivateSubnet4', 'NetPublicAssociation4', 'NetPublicSubnet4',
    ]);
  });
});

describe('another address block', () => {
  test('is cut in the same order', () => {
    const { template } = synthNetwork({ cidr: '172.31.0.0/20' });
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '172.31.0.0/20' });
    template.hasResourceProperties('AWS::EC2::Subnet', { CidrBlock: '172.31.1.0/24', Tags: [{ Key: 'Name', Value: 'payment-public-1-unit' }] });
    template.hasResourceProperties('AWS::EC2::Subnet', { CidrBlock: '172.31.13.0/24', Tags: [{ Key: 'Name', Value: 'payment-private-3-unit' }] });
  });
});

describe('a given VPC', () => {
  const stack = newStack();
  const vpc = importedVpc(stack);
  const network = new PaymentNetwork(stack, 'Net', { environmentSuffix: 'unit', profile: PlatformProfile.TEST, vpc });

  test('is used as it is, and nothing is made', () => {
    expect(network.vpc).toBe(vpc);
    expect(network.availabilityZones).toEqual(['us-east-1a', 'us-east-1b', 'us-east-1c']);
    expect(stack.node.findAll().filter((child) => 'cfnResourceType' in child)).toEqual([]);
  });
});

test('the props are not changed', () => {
  const options = deepFrozen({ cidr: '10.0.0.0/16', availabilityZones: ['a', 'b', 'c'] });
  expect(() => synthNetwork(options)).not.toThrow();
  expect(options.availabilityZones).toEqual(['a', 'b', 'c']);
});
