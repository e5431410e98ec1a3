import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { createVpcEndpoints } from '../../src/network/vpc-endpoints';
import { importedVpc, newStack } from '../support/synth';
import { only, readable, resources, securityEdges } from '../support/template';

function synthEndpoints() {
  const stack = newStack();
  const vpc = importedVpc(stack);
  const connections = createVpcEndpoints(stack, vpc);
  return { stack, vpc, connections, template: () => readable(Template.fromStack(stack)) };
}

function service(name: string) {
  return { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, `.${name}`]] };
}

test.each([
  ['EcrApiEndpoint', 'ecr.api'],
  ['EcrDockerEndpoint', 'ecr.dkr'],
  ['LogsEndpoint', 'logs'],
  ['SecretsManagerEndpoint', 'secretsmanager'],
  ['SsmEndpoint', 'ssm'],
  ['KmsEndpoint', 'kms'],
])('%s is an interface in every private subnet, under the name of the service', (id, name) => {
  expect(resources(synthEndpoints().template(), 'AWS::EC2::VPCEndpoint')[id].Properties).toEqual({
    VpcId: 'vpc-1',
    ServiceName: service(name),
    VpcEndpointType: 'Interface',
    PrivateDnsEnabled: true,
    SubnetIds: ['subnet-private-us-east-1a', 'subnet-private-us-east-1b', 'subnet-private-us-east-1c'],
    SecurityGroupIds: [{ 'Fn::GetAtt': ['EndpointSecurityGroup', 'GroupId'] }],
  });
});

test('S3 has a gateway in the route tables of the private subnets', () => {
  expect(resources(synthEndpoints().template(), 'AWS::EC2::VPCEndpoint').S3Endpoint.Properties).toEqual({
    VpcId: 'vpc-1',
    ServiceName: service('s3'),
    VpcEndpointType: 'Gateway',
    RouteTableIds: ['rtb-private-us-east-1a', 'rtb-private-us-east-1b', 'rtb-private-us-east-1c'],
  });
});

test('there are no other endpoints', () => {
  expect(Object.keys(resources(synthEndpoints().template(), 'AWS::EC2::VPCEndpoint'))).toEqual([
    'EcrApiEndpoint', 'EcrDockerEndpoint', 'LogsEndpoint', 'SecretsManagerEndpoint', 'SsmEndpoint', 'KmsEndpoint', 'S3Endpoint',
  ]);
});

test('nobody reaches the interfaces, and they reach nobody', () => {
  const template = synthEndpoints().template();
  expect(securityEdges(template)).toEqual(['EndpointSecurityGroup to 255.255.255.255/32 icmp 252-86']);
  expect(only(template, 'AWS::EC2::SecurityGroup').Properties.GroupDescription).toBe('Interface endpoints of the payment platform');
});

test('who is let in reaches them by HTTPS', () => {
  const { stack, vpc, connections, template } = synthEndpoints();
  connections.allowDefaultPortFrom(new ec2.SecurityGroup(stack, 'Tasks', { vpc, allowAllOutbound: false }));
  expect(securityEdges(template())).toContain('EndpointSecurityGroup from Tasks tcp 443-443');
  expect(securityEdges(template())).toContain('Tasks to EndpointSecurityGroup tcp 443-443');
});
