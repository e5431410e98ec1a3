import { ofType, synthProduction } from './production';
import type { Resources } from './production';

const { resources } = synthProduction();

/** Every name that CloudFormation would refuse to give a second resource: resource, property, name. */
function fixedNames(all: Resources): string[][] {
  return Object.entries(all).flatMap(([id, { Properties: properties }]) => Object.entries(properties)
    .filter(([property, value]) => /(Name|Identifier)$/.test(property) && typeof value === 'string' && value.includes('unit'))
    .map(([property, value]) => [id, property, String(value)]));
}

describe('names', () => {
  test('are fixed where they have to be known before the resource exists, and nowhere else', () => {
    const others = fixedNames(resources).filter(([id]) => resources[id].Type !== 'AWS::SSM::Parameter');
    expect(others).toEqual([
      ['PayNetworkFlowLogGroup', 'LogGroupName', '/payment/unit/flow-log'],
      ['PayNetworkRestrictDefaultSecurityGroupCustomResourceLogGroup', 'LogGroupName', '/payment/unit/default-security-group'],
      ['PayDatabaseLogGroup', 'LogGroupName', '/aws/rds/cluster/payment-aurora-cluster-unit/postgresql'],
      ['PayDatabaseCluster', 'DBClusterIdentifier', 'payment-aurora-cluster-unit'],
      ['PayServiceCluster', 'ClusterName', 'payment-cluster-unit'],
      ['PayServiceInsightsLogGroup', 'LogGroupName', '/aws/ecs/containerinsights/payment-cluster-unit/performance'],
      ['PayServiceLogGroup', 'LogGroupName', '/ecs/payment-app-unit'],
      ['PayServiceFirewallLogGroup', 'LogGroupName', 'aws-waf-logs-payment-unit'],
    ]);
  });

  test.each([
    ['AWS::CloudWatch::Alarm', 'AlarmName'], ['AWS::CloudWatch::Dashboard', 'DashboardName'], ['AWS::ECS::Service', 'ServiceName'],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Name'], ['AWS::ElasticLoadBalancingV2::TargetGroup', 'Name'],
    ['AWS::IAM::ManagedPolicy', 'ManagedPolicyName'], ['AWS::IAM::Role', 'RoleName'], ['AWS::Lambda::Function', 'FunctionName'],
    ['AWS::RDS::DBClusterParameterGroup', 'DBClusterParameterGroupName'], ['AWS::RDS::DBInstance', 'DBInstanceIdentifier'],
    ['AWS::RDS::DBSubnetGroup', 'DBSubnetGroupName'], ['AWS::S3::Bucket', 'BucketName'], ['AWS::SNS::Topic', 'TopicName'],
    ['AWS::WAFv2::WebACL', 'Name'], ['AWS::EC2::SecurityGroup', 'GroupName'],
  ])('CloudFormation names every %s', (type, property) => {
    const found = Object.values(ofType(resources, type));
    expect(found.length).toBeGreaterThanOrEqual(1);
    found.forEach(({ Properties: properties }) => expect(properties).not.toHaveProperty([property]));
  });

  // aws-cdk derives the family from the path of the construct; revisions of a family never collide.
  test('the family of the tasks is that of the construct, not of the suffix', () => {
    expect(resources.PayServiceTaskDefinition.Properties.Family).toBe('StackPayServiceTaskDefinition8AEA5218');
  });
});

describe('what was named by CloudFormation', () => {
  test('is found by parameters', () => {
    const published = Object.values(ofType(resources, 'AWS::SSM::Parameter')).map(({ Properties: properties }) => properties);
    expect(published).toEqual([
      { Name: '/payment/unit/db/endpoint', Type: 'String', Value: { 'Fn::GetAtt': ['PayDatabaseCluster', 'Endpoint.Address'] } },
      { Name: '/payment/unit/db/reader-endpoint', Type: 'String', Value: { 'Fn::GetAtt': ['PayDatabaseCluster', 'ReadEndpoint.Address'] } },
      { Name: '/payment/unit/db/port', Type: 'String', Value: '5433' },
      { Name: '/payment/unit/db/name', Type: 'String', Value: 'payments' },
      { Name: '/payment/unit/db/ssl-mode', Type: 'String', Value: 'require' },
      { Name: '/payment/unit/db/user', Type: 'String', Value: 'payments_app' },
      { Name: '/payment/unit/db/secret-arn', Type: 'String', Value: { 'Fn::GetAtt': ['PayDatabaseCluster', 'MasterUserSecret.SecretArn'] } },
      { Name: '/payment/unit/alerts/topic-arn', Type: 'String', Value: { Ref: 'PayMonitoringTopic' } },
      { Name: '/payment/unit/dashboard/name', Type: 'String', Value: { Ref: 'PayMonitoringDashboard' } },
      { Name: '/payment/unit/ecs/cluster-name', Type: 'String', Value: { Ref: 'PayServiceCluster' } },
      { Name: '/payment/unit/ecs/service-name', Type: 'String', Value: { 'Fn::GetAtt': ['PayService', 'Name'] } },
      { Name: '/payment/unit/kms/key-arn', Type: 'String', Value: { 'Fn::GetAtt': ['PayEncryptionKey', 'Arn'] } },
      { Name: '/payment/unit/load-balancer/dns-name', Type: 'String', Value: { 'Fn::GetAtt': ['PayServiceLoadBalancer', 'DNSName'] } },
    ]);
  });
});
