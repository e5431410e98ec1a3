import { KEY_ARN, ofType, only, propertiesOf, statementsOf, synthProduction } from './production';
import { NatStrategy } from '../../src';

const { resources, platform } = synthProduction();
const ids = (type: string) => Object.keys(ofType(resources, type));

describe('zones', () => {
  test.each([1, 2, 3])('zone %i has its own NAT gateway, in its public subnet, and sends its private traffic there', (zone) => {
    expect(resources[`PayNetworkNatGateway${zone}`]).toEqual({
      Type: 'AWS::EC2::NatGateway',
      Properties: {
        AllocationId: { 'Fn::GetAtt': [`PayNetworkNatAddress${zone}`, 'AllocationId'] },
        SubnetId: { Ref: `PayNetworkPublicSubnet${zone}` },
        Tags: [{ Key: 'Name', Value: `payment-nat-${zone}-unit` }],
      },
      DependsOn: ['PayNetworkPublicRoute'],
    });
    expect(resources[`PayNetworkPrivateRoute${zone}`].Properties).toEqual({
      DestinationCidrBlock: '0.0.0.0/0',
      NatGatewayId: { Ref: `PayNetworkNatGateway${zone}` },
      RouteTableId: { Ref: `PayNetworkPrivateRouteTable${zone}` },
    });
    expect(resources[`PayNetworkPrivateAssociation${zone}`].Properties).toEqual({
      RouteTableId: { Ref: `PayNetworkPrivateRouteTable${zone}` },
      SubnetId: { Ref: `PayNetworkPrivateSubnet${zone}` },
    });
  });

  test.each([1, 2, 3])('zone %i has a public and a private subnet that hand out no public address', (zone) => {
    for (const [tier, block] of [['Public', `10.0.${zone}.0/24`], ['Private', `10.0.1${zone}.0/24`]]) {
      expect(resources[`PayNetwork${tier}Subnet${zone}`].Properties).toMatchObject({
        AvailabilityZone: { 'Fn::Select': [zone - 1, { 'Fn::GetAZs': '' }] },
        CidrBlock: block,
        MapPublicIpOnLaunch: false,
      });
    }
  });

  test('there are three NAT gateways and no other route to the internet than the public one', () => {
    expect(platform.network.natStrategy.name).toBe('per-zone');
    expect(ids('AWS::EC2::NatGateway')).toEqual(['PayNetworkNatGateway1', 'PayNetworkNatGateway2', 'PayNetworkNatGateway3']);
    expect(ids('AWS::EC2::Route')).toEqual(['PayNetworkPublicRoute', 'PayNetworkPrivateRoute1', 'PayNetworkPrivateRoute2', 'PayNetworkPrivateRoute3']);
  });

  test('a single NAT gateway, or none, can be chosen', () => {
    expect(propertiesOf(synthProduction({ network: { natStrategy: NatStrategy.single() } }).resources, 'AWS::EC2::NatGateway')).toHaveLength(1);
    expect(propertiesOf(synthProduction({ network: { natStrategy: NatStrategy.none() } }).resources, 'AWS::EC2::NatGateway')).toHaveLength(0);
  });
});

describe('the flow log', () => {
  test('records all traffic every minute in a log group of its own', () => {
    expect(resources.PayNetworkFlowLog).toEqual({
      Type: 'AWS::EC2::FlowLog',
      Properties: {
        DeliverLogsPermissionArn: { 'Fn::GetAtt': ['PayNetworkFlowLogRole', 'Arn'] },
        LogGroupName: { Ref: 'PayNetworkFlowLogGroup' },
        MaxAggregationInterval: 60,
        ResourceId: { Ref: 'PayNetworkVpc' },
        ResourceType: 'VPC',
        TrafficType: 'ALL',
      },
    });
  });

  test('is encrypted, and kept 13 months', () => {
    expect(resources.PayNetworkFlowLogGroup).toEqual({
      Type: 'AWS::Logs::LogGroup',
      Properties: { KmsKeyId: KEY_ARN, LogGroupName: '/payment/unit/flow-log', RetentionInDays: 400 },
      UpdateReplacePolicy: 'Retain',
      DeletionPolicy: 'RetainExceptOnCreate',
    });
  });

  test('is written by a role that only flow logs of this account take, and that can do nothing else', () => {
    expect(resources.PayNetworkFlowLogRole.Properties.AssumeRolePolicyDocument).toEqual({
      Statement: [{
        Action: 'sts:AssumeRole',
        Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
        Effect: 'Allow',
        Principal: { Service: 'vpc-flow-logs.amazonaws.com' },
      }],
      Version: '2012-10-17',
    });
    expect(statementsOf(resources, 'PayNetworkFlowLogRole')).toEqual([{
      Action: ['logs:CreateLogStream', 'logs:DescribeLogStreams', 'logs:PutLogEvents'],
      Effect: 'Allow',
      Resource: { 'Fn::GetAtt': ['PayNetworkFlowLogGroup', 'Arn'] },
    }]);
  });

  test('can be left out', () => {
    expect(propertiesOf(synthProduction({ network: { flowLogs: false } }).resources, 'AWS::EC2::FlowLog')).toEqual([]);
  });
});

describe('endpoints', () => {
  test.each([
    ['EcrApi', 'ecr.api'], ['EcrDocker', 'ecr.dkr'], ['Logs', 'logs'], ['SecretsManager', 'secretsmanager'], ['Ssm', 'ssm'], ['Kms', 'kms'],
  ])('%s has an address in every private subnet', (id, service) => {
    expect(resources[`PayNetwork${id}Endpoint`].Properties).toEqual({
      PrivateDnsEnabled: true,
      SecurityGroupIds: [{ 'Fn::GetAtt': ['PayNetworkEndpointSecurityGroup', 'GroupId'] }],
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, `.${service}`]] },
      SubnetIds: [{ Ref: 'PayNetworkPrivateSubnet1' }, { Ref: 'PayNetworkPrivateSubnet2' }, { Ref: 'PayNetworkPrivateSubnet3' }],
      VpcEndpointType: 'Interface',
      VpcId: { Ref: 'PayNetworkVpc' },
    });
  });

  test('S3 is reached by the route tables of the private subnets', () => {
    expect(resources.PayNetworkS3Endpoint.Properties).toEqual({
      RouteTableIds: [{ Ref: 'PayNetworkPrivateRouteTable1' }, { Ref: 'PayNetworkPrivateRouteTable2' }, { Ref: 'PayNetworkPrivateRouteTable3' }],
      ServiceName: { 'Fn::Join': ['', ['com.amazonaws.', { Ref: 'AWS::Region' }, '.s3']] },
      VpcEndpointType: 'Gateway',
      VpcId: { Ref: 'PayNetworkVpc' },
    });
    expect(ids('AWS::EC2::VPCEndpoint')).toHaveLength(7);
  });

  test('only tasks reach the interface endpoints, on 443, and these reach nobody', () => {
    const rules = propertiesOf(resources, 'AWS::EC2::SecurityGroupIngress')
      .filter(({ GroupId: group }) => JSON.stringify(group).includes('PayNetworkEndpointSecurityGroup'));
    expect(rules).toEqual([{
      Description: 'Tasks to AWS services',
      FromPort: 443,
      GroupId: { 'Fn::GetAtt': ['PayNetworkEndpointSecurityGroup', 'GroupId'] },
      IpProtocol: 'tcp',
      SourceSecurityGroupId: { 'Fn::GetAtt': ['PayServiceSecurityGroup', 'GroupId'] },
      ToPort: 443,
    }]);
    expect(resources.PayNetworkEndpointSecurityGroup.Properties).toEqual({
      GroupDescription: 'Interface endpoints of the payment platform',
      SecurityGroupEgress: [{ CidrIp: '255.255.255.255/32', Description: 'Disallow all traffic', FromPort: 252, IpProtocol: 'icmp', ToPort: 86 }],
      VpcId: { Ref: 'PayNetworkVpc' },
    });
  });

  test('can be left out', () => {
    const { resources: without, platform: { network } } = synthProduction({ network: { vpcEndpoints: false } });
    expect(propertiesOf(without, 'AWS::EC2::VPCEndpoint')).toEqual([]);
    expect(without.PayNetworkEndpointSecurityGroup).toBeUndefined();
    expect(network.endpoints).toBeUndefined();
  });
});

describe('the default security group', () => {
  const id = 'PayNetworkRestrictDefaultSecurityGroupCustomResource';

  test('is closed while the stack is deployed', () => {
    expect(resources[id]).toEqual({
      Type: 'Custom::VpcRestrictDefaultSG',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': [`${id}Function`, 'Arn'] },
        ServiceTimeout: 180,
        GroupId: { 'Fn::GetAtt': ['PayNetworkVpc', 'DefaultSecurityGroup'] },
      },
    });
  });

  test('is closed by a function that can change this one group only', () => {
    expect(statementsOf(resources, `${id}Role`)).toEqual([
      { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': [`${id}LogGroup`, 'Arn'] } },
      {
        Action: ['ec2:RevokeSecurityGroupEgress', 'ec2:RevokeSecurityGroupIngress'],
        Effect: 'Allow',
        Resource: {
          'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ec2:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':security-group/',
            { 'Fn::GetAtt': ['PayNetworkVpc', 'DefaultSecurityGroup'] }]],
        },
      },
    ]);
    expect(only(resources, 'AWS::Lambda::Function')).toMatchObject({
      Handler: 'index.handler',
      LoggingConfig: { LogGroup: { Ref: `${id}LogGroup` } },
      Role: { 'Fn::GetAtt': [`${id}Role`, 'Arn'] },
      Runtime: 'nodejs24.x',
      Timeout: 120,
    });
  });

  test('can be left as it is', () => {
    const { resources: without } = synthProduction({ network: { restrictDefaultSecurityGroup: false } });
    expect(propertiesOf(without, 'Custom::VpcRestrictDefaultSG')).toEqual([]);
    expect(propertiesOf(without, 'AWS::Lambda::Function')).toEqual([]);
  });
});
