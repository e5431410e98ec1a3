import { Aws } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import { Construct, DependencyGroup } from 'constructs';
import type { IDependable } from 'constructs';
import { planCidrs } from './cidr-plan';
import type { ZoneCidrs } from './cidr-plan';
import { createFlowLog } from './flow-log';
import type { NatStrategy } from './nat-strategy';
import { firstThreeZones, networkRules, VPC_OPTIONS } from './network-rules';
import type { PaymentNetworkProps } from './payment-network-props';
import { createVpcEndpoints } from './vpc-endpoints';
import { pinFeatureFlags } from '../config/feature-flags';
import { partViolations } from '../config/part-rules';
import { PaymentNames } from '../config/payment-names';
import { chosenAmong, settle } from '../config/settings';
import { suppress } from '../config/suppressions';
import { assertValid } from '../config/validation';
import { RESTRICT_DEFAULT_SECURITY_GROUP } from '../custom-resource/handlers';
import { InlineCustomResource } from '../custom-resource/inline-custom-resource';
import { defaultsOf } from '../platform-profile';
import type { NetworkDefaults } from '../profile-defaults';
import type { Teardown } from '../teardown';

type NetworkSettings = Readonly<PaymentNetworkProps & NetworkDefaults & { readonly availabilityZones: string[]; readonly teardown: Teardown }>;

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

  /** Who may use the interface endpoints; nothing when there are none or the VPC was given. */
  public readonly endpoints?: ec2.Connections;

  private readonly names: PaymentNames;
  private readonly egressRoutes = new DependencyGroup();
  private readonly internetRoutes = new DependencyGroup();

  /**
   * @throws if `environmentSuffix`, `cidr`, `availabilityZones` or `vpc` is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: PaymentNetworkProps) {
    super(scope, id);
    pinFeatureFlags(this);
    const { network, teardown } = defaultsOf(props.profile);
    const settings: NetworkSettings = settle({ ...network, teardown, availabilityZones: firstThreeZones() }, props);
    assertValid(this, partViolations(networkRules, { ...settings, chosen: chosenAmong(props, VPC_OPTIONS) }));

    this.names = new PaymentNames(settings.environmentSuffix);
    this.natStrategy = settings.natStrategy;
    this.internetConnectivity = this.internetRoutes;
    this.egressConnectivity = this.egressRoutes;
    this.vpc = settings.vpc ?? this.createVpc(settings);
    this.endpoints = settings.vpcEndpoints && !settings.vpc ? createVpcEndpoints(this, this.vpc) : undefined;
    this.availabilityZones = this.vpc.availabilityZones;
  }

  private createVpc(settings: NetworkSettings): ec2.IVpc {
    const { cidr: cidrBlock, availabilityZones: zones } = settings;
    const vpc = new ec2.CfnVPC(this, 'Vpc', {
      cidrBlock,
      enableDnsHostnames: true,
      enableDnsSupport: true,
      tags: nameTag(this.names.vpc),
    });
    this.guard(vpc, settings);
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

  private guard(vpc: ec2.CfnVPC, settings: NetworkSettings): void {
    const { encryptionKey, teardown, logRetention } = settings;
    if (settings.flowLogs) {
      createFlowLog(this, { vpcId: vpc.ref, logGroupName: this.names.path('flow-log'), logRetention, encryptionKey, teardown });
    }
    if (settings.restrictDefaultSecurityGroup) {
      // Id and type are those of aws-cdk's own VPC, which is how cdk-nag knows that the group is closed.
      new InlineCustomResource(this, 'RestrictDefaultSecurityGroupCustomResource', {
        resourceType: 'Custom::VpcRestrictDefaultSG',
        code: RESTRICT_DEFAULT_SECURITY_GROUP,
        statements: [revokeStatement(vpc)],
        properties: { GroupId: vpc.attrDefaultSecurityGroup },
        logGroupName: this.names.path('default-security-group'),
        logRetention,
        encryptionKey,
        teardown,
      });
    }
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
    suppress(route, 'This route is what makes the public tier public: it holds only the load balancer and NAT gateways, never a task or the database.', {
      nag: ['NIST.800.53.R5-VPCNoUnrestrictedRouteToIGW', 'PCI.DSS.321-VPCNoUnrestrictedRouteToIGW', 'HIPAA.Security-VPCNoUnrestrictedRouteToIGW'],
      guard: ['NO_UNRESTRICTED_ROUTE_TO_IGW'],
    });
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

function revokeStatement(vpc: ec2.CfnVPC): iam.PolicyStatement {
  return new iam.PolicyStatement({
    actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
    resources: [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:security-group/${vpc.attrDefaultSecurityGroup}`],
  });
}

function nameTag(value: string) {
  return [{ key: 'Name', value }];
}
