import { Aws } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { Construct } from 'constructs';

/** The services a task needs to start and to log: the image, its secrets and parameters, the key, the log. */
const INTERFACE_SERVICES: Record<string, string> = {
  EcrApi: 'ecr.api',
  EcrDocker: 'ecr.dkr',
  Logs: 'logs',
  SecretsManager: 'secretsmanager',
  Ssm: 'ssm',
  Kms: 'kms',
};

/** How many addresses the endpoints take in every private subnet. */
export const ENDPOINT_ADDRESSES = Object.keys(INTERFACE_SERVICES).length;

/**
 * Interface endpoints in the private subnets, and a gateway endpoint for S3, where ECR keeps image layers.
 * Nobody reaches the interface endpoints until it is said.
 */
export function createVpcEndpoints(scope: Construct, vpc: ec2.IVpc): ec2.Connections {
  const securityGroup = new ec2.SecurityGroup(scope, 'EndpointSecurityGroup', {
    vpc,
    description: 'Interface endpoints of the payment platform',
    allowAllOutbound: false,
  });
  for (const [id, service] of Object.entries(INTERFACE_SERVICES)) {
    new ec2.CfnVPCEndpoint(scope, `${id}Endpoint`, {
      vpcId: vpc.vpcId,
      serviceName: serviceName(service),
      vpcEndpointType: 'Interface',
      privateDnsEnabled: true,
      subnetIds: vpc.privateSubnets.map(({ subnetId }) => subnetId),
      securityGroupIds: [securityGroup.securityGroupId],
    });
  }
  new ec2.CfnVPCEndpoint(scope, 'S3Endpoint', {
    vpcId: vpc.vpcId,
    serviceName: serviceName('s3'),
    vpcEndpointType: 'Gateway',
    routeTableIds: vpc.privateSubnets.map(({ routeTable }) => routeTable.routeTableId),
  });
  return new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(443) });
}

function serviceName(service: string): string {
  return `com.amazonaws.${Aws.REGION}.${service}`;
}
