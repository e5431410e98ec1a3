import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Construct, DependencyGroup } from 'constructs';
import type { IDependable } from 'constructs';
import { planCidrs } from './cidr-plan';
import type { ZoneCidrs } from './cidr-plan';
import type { NatStrategy } from './nat-strategy';
import { firstThreeZones, networkRules } from './network-rules';
import type { PaymentNetworkProps } from './payment-network-props';
import { suffixRules } from '../config/environment-suffix';
import { pinFeatureFlags } from '../config/feature-flags';
import { PaymentNames } from '../config/payment-names';
import { settle } from '../config/settings';
import { assertValid, violations } from '../config/validation';

/**
 * A VPC with a public and a private subnet in each of three availability zones, or an existing VPC of that shape.
 *
 * It is built from L1 resources: the VPC construct of aws-cdk gives two zones to a stack without environment,
 * and looks zones up, which needs credentials, in a stack with one.
 */
export class PaymentNetwork extends Construct {
  /** The VPC, made or given. */
  public readonly vpc: ec2.IVpc;

  /** The zones in use. */
  public readonly availabilityZones: string[];

  /** How private subnets reach the internet. */
  public readonly natStrategy: NatStrategy;

  /** Something that has to exist before a load balancer can face the internet; empty for a given VPC. */
  public readonly internetConnectivity: IDependable;

  /** Something that has to exist before a task can reach the internet; empty for a given VPC. */
  public readonly egressConnectivity: IDependable;

  private readonly names: PaymentNames;
  private readonly egressRoutes = new DependencyGroup();
  private readonly internetRoutes = new DependencyGroup();

  /**
   * @throws if `environmentSuffix`, `cidr`, `availabilityZones` or `vpc` is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: PaymentNetworkProps) {
    super(scope, id);
    pinFeatureFlags(this);
    const settings = settle({ ...props.profile._defaults.network, availabilityZones: firstThreeZones() }, props);
    assertValid(this, [...violations(suffixRules, settings), ...violations(networkRules, settings)]);

    this.names = new PaymentNames(settings.environmentSuffix);
    this.natStrategy = settings.natStrategy;
    this.internetConnectivity = this.internetRoutes;
    this.egressConnectivity = this.egressRoutes;
    this.vpc = settings.vpc ?? this.createVpc(settings.cidr, settings.availabilityZones);
    this.availabilityZones = this.vpc.availabilityZones;
  }

  private createVpc(cidrBlock: string, zones: string[]): ec2.IVpc {
    const vpc = new ec2.CfnVPC(this, 'Vpc', {
      cidrBlock,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: nameTag(this.names.vpc),
    });
    const plan = planCidrs(cidrBlock, zones.length);
    const publicRouteTable = this.createPublicRouteTable(vpc);
    const publicSubnets = zones.map((zone, index) => this.createSubnet('Public', vpc, publicRouteTable, zone, index, plan[index].public));
    const gateways = this.createNatGateways(publicSubnets);
    const privateTier = this.createPrivateTier(vpc, zones, plan, gateways);

    return ec2.Vpc.fromVpcAttributes(this, 'Network', {
      vpcId: vpc.ref,
      vpcCidrBlock: cidrBlock,
      availabilityZones: zones,
      publicSubnetIds: publicSubnets.map(({ ref }) => ref),
      privateSubnetIds: privateTier.map(({ subnet }) => subnet.ref),
      publicSubnetRouteTableIds: zones.map(() => publicRouteTable.ref),
      privateSubnetRouteTableIds: privateTier.map(({ routeTable }) => routeTable.ref),
    });
  }

  private createPublicRouteTable(vpc: ec2.CfnVPC): ec2.CfnRouteTable {
    const gateway = new ec2.CfnInternetGateway(this, 'InternetGateway', { tags: nameTag(this.names.vpc) });
    const attachment = new ec2.CfnVPCGatewayAttachment(this, 'GatewayAttachment', { vpcId: vpc.ref, internetGatewayId: gateway.ref });
    const routeTable = new ec2.CfnRouteTable(this, 'PublicRouteTable', { vpcId: vpc.ref, tags: nameTag(this.names.vpc) });
    const route = new ec2.CfnRoute(this, 'PublicRoute', {
      routeTableId: routeTable.ref,
      destinationCidrBlock: '0.0.0.0/0',
      gatewayId: gateway.ref,
    });
    route.node.addDependency(attachment);
    this.internetRoutes.add(route);
    return routeTable;
  }

  private createNatGateways(publicSubnets: ec2.CfnSubnet[]): Map<number, ec2.CfnNatGateway> {
    const gateways = new Map<number, ec2.CfnNatGateway>();
    for (const zone of publicSubnets.keys()) {
      if (this.natStrategy.servingZone(zone) === zone) {
        const address = new ec2.CfnEIP(this, `NatAddress${zone + 1}`, { domain: 'vpc', tags: nameTag(this.names.subnet('nat', zone)) });
        const gateway = new ec2.CfnNatGateway(this, `NatGateway${zone + 1}`, {
          subnetId: publicSubnets[zone].ref,
          allocationId: address.attrAllocationId,
          tags: nameTag(this.names.subnet('nat', zone)),
        });
        // A NAT gateway is refused in a VPC without an internet gateway, and forwards nothing without the public route.
        gateway.node.addDependency(this.internetRoutes);
        gateways.set(zone, gateway);
      }
    }
    return gateways;
  }

  private createPrivateTier(vpc: ec2.CfnVPC, zones: string[], plan: ZoneCidrs[], gateways: Map<number, ec2.CfnNatGateway>) {
    return zones.map((zone, index) => {
      const routeTable = new ec2.CfnRouteTable(this, `PrivateRouteTable${index + 1}`, {
        vpcId: vpc.ref,
        tags: nameTag(this.names.subnet('private', index)),
      });
      const gateway = gateways.get(this.natStrategy.servingZone(index) ?? -1);
      if (gateway) {
        this.egressRoutes.add(new ec2.CfnRoute(this, `PrivateRoute${index + 1}`, {
          routeTableId: routeTable.ref,
          destinationCidrBlock: '0.0.0.0/0',
          natGatewayId: gateway.ref,
        }));
      }
      return { routeTable, subnet: this.createSubnet('Private', vpc, routeTable, zone, index, plan[index].private) };
    });
  }

  private createSubnet(tier: string, vpc: ec2.CfnVPC, routeTable: ec2.CfnRouteTable, zone: string, index: number, cidrBlock: string) {
    const subnet = new ec2.CfnSubnet(this, `${tier}Subnet${index + 1}`, {
      vpcId: vpc.ref,
      availabilityZone: zone,
      cidrBlock,
      mapPublicIpOnLaunch: false,
      tags: nameTag(this.names.subnet(tier.toLowerCase(), index)),
    });
    new ec2.CfnSubnetRouteTableAssociation(this, `${tier}Association${index + 1}`, { routeTableId: routeTable.ref, subnetId: subnet.ref });
    return subnet;
  }
}

function nameTag(value: string) {
  return [{ key: 'Name', value }];
}
