// The network of the hand-written apps: L1 resources, because the VPC construct makes more route tables than the reference system has.
import { Aws, CfnResource, Fn } from 'aws-cdk-lib';
import type { RemovalPolicy, Stack } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';

export const FROM_THIS_ACCOUNT = { StringEquals: { 'aws:SourceAccount': Aws.ACCOUNT_ID } };

export function nameTag(value: string) {
  return [{ key: 'Name', value }];
}

export interface Network {
  readonly resource: ec2.CfnVPC;
  readonly vpc: ec2.IVpc;
  readonly publicRoute: ec2.CfnRoute;
}

/** Three zones with a public and a private subnet; every zone is served by the NAT gateway that the list names for it. */
export function createNetwork(stack: Stack, suffix: string, servingZones: number[]): Network {
  const resource = new ec2.CfnVPC(stack, 'Vpc', {
    cidrBlock: '10.0.0.0/16',
    enableDnsHostnames: true,
    enableDnsSupport: true,
    tags: nameTag(`payment-vpc-${suffix}`),
  });
  const vpcId = resource.ref;
  const gateway = new ec2.CfnInternetGateway(stack, 'InternetGateway', { tags: nameTag(`payment-vpc-${suffix}`) });
  const attachment = new ec2.CfnVPCGatewayAttachment(stack, 'GatewayAttachment', { vpcId, internetGatewayId: gateway.ref });
  const publicTable = new ec2.CfnRouteTable(stack, 'PublicRouteTable', { vpcId, tags: nameTag(`payment-vpc-${suffix}`) });
  const publicRoute = new ec2.CfnRoute(stack, 'PublicRoute', {
    routeTableId: publicTable.ref,
    destinationCidrBlock: '0.0.0.0/0',
    gatewayId: gateway.ref,
  });
  publicRoute.addResourceDependency(attachment);

  const zones = [0, 1, 2].map((index) => Fn.select(index, Fn.getAzs()));
  const createSubnet = (tier: string, zone: number, cidrBlock: string, routeTable: ec2.CfnRouteTable) => {
    const subnet = new ec2.CfnSubnet(stack, `${tier}Subnet${zone + 1}`, {
      vpcId,
      cidrBlock,
      availabilityZone: zones[zone],
      mapPublicIpOnLaunch: false,
      tags: nameTag(`payment-${tier.toLowerCase()}-${zone + 1}-${suffix}`),
    });
    new ec2.CfnSubnetRouteTableAssociation(stack, `${tier}Association${zone + 1}`, { routeTableId: routeTable.ref, subnetId: subnet.ref });
    return subnet;
  };
  const publicSubnets = zones.map((_, zone) => createSubnet('Public', zone, `10.0.${zone + 1}.0/24`, publicTable));
  const gateways = new Map([...new Set(servingZones)].map((zone) => {
    const tag = nameTag(`payment-nat-${zone + 1}-${suffix}`);
    const address = new ec2.CfnEIP(stack, `NatAddress${zone + 1}`, { domain: 'vpc', tags: tag });
    const nat = new ec2.CfnNatGateway(stack, `NatGateway${zone + 1}`, {
      subnetId: publicSubnets[zone].ref,
      allocationId: address.attrAllocationId,
      tags: tag,
    });
    nat.addResourceDependency(publicRoute);
    return [zone, nat];
  }));
  const privateTables = zones.map((_, zone) => {
    const table = new ec2.CfnRouteTable(stack, `PrivateRouteTable${zone + 1}`, { vpcId, tags: nameTag(`payment-private-${zone + 1}-${suffix}`) });
    new ec2.CfnRoute(stack, `PrivateRoute${zone + 1}`, {
      routeTableId: table.ref,
      destinationCidrBlock: '0.0.0.0/0',
      natGatewayId: gateways.get(servingZones[zone])?.ref,
    });
    return table;
  });
  const privateSubnets = zones.map((_, zone) => createSubnet('Private', zone, `10.0.${zone + 11}.0/24`, privateTables[zone]));
  const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Network', {
    vpcId,
    vpcCidrBlock: '10.0.0.0/16',
    availabilityZones: zones,
    publicSubnetIds: publicSubnets.map(({ ref }) => ref),
    publicSubnetRouteTableIds: zones.map(() => publicTable.ref),
    privateSubnetIds: privateSubnets.map(({ ref }) => ref),
    privateSubnetRouteTableIds: privateTables.map(({ ref }) => ref),
  });
  return { resource, vpc, publicRoute };
}

export interface LogGroups {
  (id: string, logGroupName: string): logs.LogGroup;
}

/** Every log group is encrypted, and kept as long as the others. */
export function logGroups(stack: Stack, encryptionKey: kms.IKey, retention: logs.RetentionDays, removalPolicy: RemovalPolicy): LogGroups {
  return (id, logGroupName) => new logs.LogGroup(stack, id, { logGroupName, encryptionKey, retention, removalPolicy });
}

export function createFlowLog(stack: Stack, vpcId: string, logGroup: logs.LogGroup): void {
  const policy = new iam.ManagedPolicy(stack, 'FlowLogPolicy', {
    statements: [new iam.PolicyStatement({
      actions: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      resources: [logGroup.logGroupArn],
    })],
  });
  const role = new iam.Role(stack, 'FlowLogRole', {
    assumedBy: new iam.ServicePrincipal('vpc-flow-logs.amazonaws.com', { conditions: FROM_THIS_ACCOUNT }),
    managedPolicies: [policy],
  });
  new ec2.CfnFlowLog(stack, 'FlowLog', {
    resourceId: vpcId,
    resourceType: 'VPC',
    trafficType: 'ALL',
    logGroupName: logGroup.logGroupName,
    deliverLogsPermissionArn: role.roleArn,
    maxAggregationInterval: 60,
  });
}

export function createEndpoints(stack: Stack, vpc: ec2.IVpc): ec2.SecurityGroup {
  const securityGroup = new ec2.SecurityGroup(stack, 'EndpointSecurityGroup', {
    vpc,
    description: 'Interface endpoints of the payment platform',
    allowAllOutbound: false,
  });
  for (const service of ['ecr.api', 'ecr.dkr', 'logs', 'secretsmanager', 'ssm', 'kms']) {
    new ec2.CfnVPCEndpoint(stack, `Endpoint-${service}`, {
      vpcId: vpc.vpcId,
      serviceName: `com.amazonaws.${Aws.REGION}.${service}`,
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId),
      securityGroupIds: [securityGroup.securityGroupId],
    });
  }
  new ec2.CfnVPCEndpoint(stack, 'Endpoint-s3', {
    vpcId: vpc.vpcId,
    serviceName: `com.amazonaws.${Aws.REGION}.s3`,
    vpcEndpointType: 'Gateway',
    routeTableIds: vpc.privateSubnets.map(({ routeTable }) => routeTable.routeTableId),
  });
  return securityGroup;
}

/** Takes the rules of the default security group away, by a function whose code the caller brings. */
export function restrictDefaultSecurityGroup(stack: Stack, { attrDefaultSecurityGroup }: ec2.CfnVPC, logGroup: logs.LogGroup, zipFile: string): void {
  const policy = new iam.ManagedPolicy(stack, 'RestrictPolicy', {
    statements: [
      new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
      new iam.PolicyStatement({
        actions: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        resources: [`arn:${Aws.PARTITION}:ec2:${Aws.REGION}:${Aws.ACCOUNT_ID}:security-group/${attrDefaultSecurityGroup}`],
      }),
    ],
  });
  const role = new iam.Role(stack, 'RestrictRole', {
    assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com', { conditions: FROM_THIS_ACCOUNT }),
    managedPolicies: [policy],
  });
  const handler = new lambda.CfnFunction(stack, 'RestrictFunction', {
    runtime: lambda.Runtime.NODEJS_24_X.name,
    handler: 'index.handler',
    code: { zipFile },
    role: role.roleArn,
    timeout: 120,
    loggingConfig: { logGroup: logGroup.logGroupName },
  });
  new CfnResource(stack, 'Restrict', {
    type: 'Custom::VpcRestrictDefaultSG',
    properties: { ServiceToken: handler.attrArn, ServiceTimeout: 180, GroupId: attrDefaultSecurityGroup },
  });
}
