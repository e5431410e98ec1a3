import type { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { synthPlatform } from './support/synth';
import { only, readable, resources, securityEdges } from './support/template';
import type { Resource } from './support/template';

const template = readable(synthPlatform().template);
const all = resources(template);

function ofType(type: string): Resource[] {
  return Object.values(resources(template, type));
}

function waitsFor(id: string): string[] | undefined {
  return all[id].DependsOn;
}

test('the platform is made of these resources and no others', () => {
  const counts: Record<string, number> = {};
  Object.values(all).forEach(({ Type: type }) => { counts[type] = (counts[type] ?? 0) + 1; });
  expect(counts).toEqual({
    'AWS::ApplicationAutoScaling::ScalableTarget': 1,
    'AWS::ApplicationAutoScaling::ScalingPolicy': 1,
    'AWS::CloudWatch::Alarm': 4,
    'AWS::CloudWatch::CompositeAlarm': 1,
    'AWS::CloudWatch::Dashboard': 1,
    'AWS::EC2::EIP': 1,
    'AWS::EC2::InternetGateway': 1,
    'AWS::EC2::NatGateway': 1,
    'AWS::EC2::Route': 4,
    'AWS::EC2::RouteTable': 4,
    'AWS::EC2::SecurityGroup': 3,
    'AWS::EC2::SecurityGroupEgress': 2,
    'AWS::EC2::SecurityGroupIngress': 2,
    'AWS::EC2::Subnet': 6,
    'AWS::EC2::SubnetRouteTableAssociation': 6,
    'AWS::EC2::VPC': 1,
    'AWS::EC2::VPCGatewayAttachment': 1,
    'AWS::ECS::Cluster': 1,
    'AWS::ECS::Service': 1,
    'AWS::ECS::TaskDefinition': 1,
    'AWS::ElasticLoadBalancingV2::Listener': 1,
    'AWS::ElasticLoadBalancingV2::LoadBalancer': 1,
    'AWS::ElasticLoadBalancingV2::TargetGroup': 1,
    'AWS::Events::Rule': 1,
    'AWS::IAM::ManagedPolicy': 1,
    'AWS::IAM::Role': 2,
    'AWS::KMS::Key': 1,
    'AWS::Logs::LogGroup': 3,
    'AWS::RDS::DBCluster': 1,
    'AWS::RDS::DBClusterParameterGroup': 1,
    'AWS::RDS::DBInstance': 3,
    'AWS::RDS::DBSubnetGroup': 1,
    'AWS::SNS::Subscription': 1,
    'AWS::SNS::Topic': 1,
    'AWS::SNS::TopicPolicy': 1,
    'AWS::SSM::Parameter': 3,
    'AWS::SecretsManager::Secret': 1,
  });
});

describe('names', () => {
  test.each([
    ['AWS::EC2::VPC', 'Tags', [{ Key: 'Name', Value: 'payment-vpc-unit' }, { Key: 'profile', Value: 'test' }]],
    ['AWS::RDS::DBCluster', 'DBClusterIdentifier', 'payment-aurora-cluster-unit'],
    ['AWS::ECS::Cluster', 'ClusterName', 'payment-cluster-unit'],
    ['AWS::ECS::Service', 'ServiceName', 'payment-service-unit'],
    ['AWS::ElasticLoadBalancingV2::LoadBalancer', 'Name', 'payment-alb-unit'],
    ['AWS::ElasticLoadBalancingV2::TargetGroup', 'Name', 'payment-tg-unit'],
    ['AWS::CloudWatch::Dashboard', 'DashboardName', 'payment-failover-unit'],
  ])('%s has the %s %j', (type, property, name) => {
    expect(only(template, type).Properties[property]).toEqual(name);
  });

  test.each([
    ['AWS::Logs::LogGroup', 'LogGroupName', [
      '/aws/ecs/containerinsights/payment-cluster-unit/performance',
      '/aws/rds/cluster/payment-aurora-cluster-unit/postgresql',
      '/ecs/payment-app-unit',
    ]],
    ['AWS::CloudWatch::Alarm', 'AlarmName', [
      'payment-alb-high-response-time-unit', 'payment-alb-unhealthy-targets-unit', 'payment-ecs-task-failure-unit', 'payment-rds-failover-unit',
    ]],
    ['AWS::SSM::Parameter', 'Name', ['/payment/unit/db/endpoint', '/payment/unit/db/reader-endpoint', '/payment/unit/db/secret-arn']],
  ])('every %s has one of the %ss %j', (type, property, names) => {
    expect(ofType(type).map(({ Properties: properties }) => properties[property]).sort()).toEqual(names);
  });
});

test('the tag of the profile stands on what a person looks at', () => {
  const tagged = Object.values(all).filter(({ Properties: { Tags: tags } }) => JSON.stringify(tags ?? []).includes('{"Key":"profile","Value":"test"}'));
  expect(tagged.map(({ Type: type }) => type).sort()).toEqual([
    'AWS::EC2::VPC', 'AWS::ECS::Cluster', 'AWS::ECS::Service', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::RDS::DBCluster',
  ]);
});

describe('the network', () => {
  test('is 10.0.0.0/16 with three public and three private subnets', () => {
    template.hasResourceProperties('AWS::EC2::VPC', { CidrBlock: '10.0.0.0/16' });
    expect(ofType('AWS::EC2::Subnet').map(({ Properties: properties }) => properties.CidrBlock)).toEqual([
      '10.0.1.0/24', '10.0.2.0/24', '10.0.3.0/24', '10.0.11.0/24', '10.0.12.0/24', '10.0.13.0/24',
    ]);
  });

  test('lets traffic go from the internet over the load balancer and the tasks to the database, and nowhere else', () => {
    expect(securityEdges(template)).toEqual([
      'PayDatabaseSecurityGroup from PayServiceSecurityGroup tcp 5432-5432',
      // The form in which aws-cdk says that a group sends nothing: without any rule EC2 would allow everything.
      'PayDatabaseSecurityGroup to 255.255.255.255/32 icmp 252-86',
      'PayServiceLoadBalancerSecurityGroup from 0.0.0.0/0 tcp 80-80',
      'PayServiceLoadBalancerSecurityGroup to PayServiceSecurityGroup tcp 80-80',
      'PayServiceSecurityGroup from PayServiceLoadBalancerSecurityGroup tcp 80-80',
      'PayServiceSecurityGroup to 0.0.0.0/0 tcp 443-443',
      'PayServiceSecurityGroup to PayDatabaseSecurityGroup tcp 5432-5432',
    ]);
  });

  test('puts each resource behind its own security group only', () => {
    const groupOf = (name: string) => [{ 'Fn::GetAtt': [name, 'GroupId'] }];
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { SecurityGroups: groupOf('PayServiceLoadBalancerSecurityGroup') });
    template.hasResourceProperties('AWS::RDS::DBCluster', { VpcSecurityGroupIds: groupOf('PayDatabaseSecurityGroup') });
    template.hasResourceProperties('AWS::ECS::Service', {
      NetworkConfiguration: { AwsvpcConfiguration: { SecurityGroups: groupOf('PayServiceSecurityGroup') } },
    });
  });

  test('puts the load balancer into the public subnets, and tasks and database into the private ones', () => {
    const tier = (name: string) => [1, 2, 3].map((zone) => ({ Ref: `PayNetwork${name}Subnet${zone}` }));
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Scheme: 'internet-facing', Subnets: tier('Public') });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', { SubnetIds: tier('Private') });
    template.hasResourceProperties('AWS::ECS::Service', { NetworkConfiguration: { AwsvpcConfiguration: { Subnets: tier('Private') } } });
  });
});

describe('the zones', () => {
  test.each([
    ['without environment', undefined],
    ['with a region', { region: 'us-west-2' }],
    ['with an account and a region', { account: '111122223333', region: 'eu-west-1' }],
  ])('are three in a stack %s, and nothing is looked up', (_, env) => {
    const { stack, template: synthesized } = synthPlatform({}, { env });
    const zones = [0, 1, 2].map((index) => ({ 'Fn::Select': [index, { 'Fn::GetAZs': '' }] }));
    const zonesOf = (type: string) => Object.values(resources(synthesized, type)).map(({ Properties: properties }) => properties.AvailabilityZone);
    expect(zonesOf('AWS::EC2::Subnet')).toEqual([...zones, ...zones]);
    expect(zonesOf('AWS::RDS::DBInstance')).toEqual(zones);
    expect((stack.node.root as App).synth().manifest.missing ?? []).toEqual([]);
  });
});

describe('who waits for whom', () => {
  test('the load balancer for the public route, which waits for the gateway attachment', () => {
    expect(waitsFor('PayServiceLoadBalancer')).toEqual(['PayNetworkPublicRoute']);
    expect(waitsFor('PayNetworkPublicRoute')).toEqual(['PayNetworkGatewayAttachment']);
  });

  test('the NAT gateway for the public route', () => {
    expect(waitsFor('PayNetworkNatGateway1')).toEqual(['PayNetworkPublicRoute']);
  });

  test('the service for private routes, first instance, policy of its execution role and listener, and nothing else', () => {
    expect(waitsFor('PayService')).toEqual([
      'PayDatabaseClusterInstance1',
      'PayNetworkPrivateRoute1',
      'PayNetworkPrivateRoute2',
      'PayNetworkPrivateRoute3',
      'PayServiceExecutionRolePolicy',
      'PayServiceLoadBalancerListener',
    ]);
  });

  test('the database cluster for its log group, and its instances for nobody', () => {
    expect(waitsFor('PayDatabaseCluster')).toEqual(['PayDatabaseLogGroup']);
    expect(ofType('AWS::RDS::DBInstance').map(({ DependsOn: dependsOn }) => dependsOn)).toEqual([undefined, undefined, undefined]);
  });

  test('the ECS cluster for the log group of Container Insights', () => {
    expect(waitsFor('PayServiceCluster')).toEqual(['PayServiceInsightsLogGroup']);
  });

  test('nobody else for anybody', () => {
    const waiting = Object.entries(all).filter(([, { DependsOn: dependsOn }]) => dependsOn !== undefined).map(([id]) => id);
    expect(waiting.sort()).toEqual([
      'PayDatabaseCluster', 'PayNetworkNatGateway1', 'PayNetworkPublicRoute', 'PayService', 'PayServiceCluster', 'PayServiceLoadBalancer',
    ]);
  });
});

describe('everything deletes in one pass', () => {
  test('no resource is retained or leaves a snapshot', () => {
    const kept = Object.entries(all).filter(([, { DeletionPolicy: onDelete, UpdateReplacePolicy: onReplace }]) =>
      ![undefined, 'Delete'].includes(onDelete) || ![undefined, 'Delete'].includes(onReplace));
    expect(kept).toEqual([]);
  });

  test.each(['AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::KMS::Key', 'AWS::Logs::LogGroup'])(
    '%s says so, because CloudFormation or aws-cdk keeps it otherwise', (type) => {
      template.allResources(type, { DeletionPolicy: 'Delete', UpdateReplacePolicy: 'Delete' });
    });

  test('nothing is protected', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', { DeletionProtection: false });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'false' }]),
    });
  });
});

describe('the database', () => {
  test('is Aurora PostgreSQL 15 with one writer and two readers, db.t3.medium', () => {
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      Engine: 'aurora-postgresql', EngineVersion: '15.17', BackupRetentionPeriod: 1, EnableCloudwatchLogsExports: ['postgresql'],
    });
    const instances = ofType('AWS::RDS::DBInstance').map(({ Properties: properties }) => properties);
    expect(instances.map((instance) => [instance.DBInstanceClass, instance.PromotionTier, instance.EngineVersion]))
      .toEqual([['db.t3.medium', 0, undefined], ['db.t3.medium', 0, undefined], ['db.t3.medium', 1, undefined]]);
  });
});

describe('the service', () => {
  test('keeps exactly six tasks of 256 CPU units and 512 MiB on Fargate', () => {
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: 6, LaunchType: 'FARGATE' });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: '256', Memory: '512' });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 6, MaxCapacity: 6 });
  });

  test('rolls over at 100 % healthy tasks, and back when that fails', () => {
    template.hasResourceProperties('AWS::ECS::Service', {
      DeploymentConfiguration: { MinimumHealthyPercent: 100, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
  });

  test('scales on 75 % CPU with cooldowns of 60 s', () => {
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        TargetValue: 75,
        ScaleInCooldown: 60,
        ScaleOutCooldown: 60,
      },
    });
  });

  test('is observed by Container Insights, and its log is kept 7 days', () => {
    template.hasResourceProperties('AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] });
    template.hasResourceProperties('AWS::Logs::LogGroup', { LogGroupName: '/ecs/payment-app-unit', RetentionInDays: 7 });
  });

  test('has IP targets that are checked every 5 s, and 30 s to let them go', () => {
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
      TargetType: 'ip',
      HealthCheckIntervalSeconds: 5,
      TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: '30' }]),
    });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'load_balancing.cross_zone.enabled', Value: 'true' }]),
    });
  });
});

describe('encryption', () => {
  test.each([
    ['AWS::RDS::DBCluster', 'KmsKeyId'],
    ['AWS::SecretsManager::Secret', 'KmsKeyId'],
    ['AWS::Logs::LogGroup', 'KmsKeyId'],
    ['AWS::SNS::Topic', 'KmsMasterKeyId'],
  ])('every %s uses the key of the platform', (type, property) => {
    template.allResourcesProperties(type, { [property]: { 'Fn::GetAtt': ['PayEncryptionKey', 'Arn'] } });
  });

  test('is one key with rotation', () => {
    expect(only(template, 'AWS::KMS::Key').Properties.EnableKeyRotation).toBe(true);
    template.hasResourceProperties('AWS::RDS::DBCluster', { StorageEncrypted: true });
  });

  test('names no role in the policy of the key: who reads the secret decrypts it by a right of its own', () => {
    const { Statement: statements } = only(template, 'AWS::KMS::Key').Properties.KeyPolicy as { Statement: Array<Record<string, unknown>> };
    expect(statements.map(({ Sid: sid, Principal: principal }) => [sid, principal])).toEqual([
      [undefined, { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } }],
      ['GrantsOnlyForAwsServices', { AWS: '*' }],
      ['CloudWatchLogs', { Service: { 'Fn::Join': ['', ['logs.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } }],
      ['CloudWatchAlarms', { Service: 'cloudwatch.amazonaws.com' }],
      ['EventBridge', { Service: 'events.amazonaws.com' }],
    ]);
  });
});

describe('rights', () => {
  test('are held by ECS alone: to write its log, and to read the secret and decrypt it through Secrets Manager only', () => {
    expect(only(template, 'AWS::IAM::ManagedPolicy').Properties).toMatchObject({
      Roles: [{ Ref: 'PayServiceExecutionRole' }],
      PolicyDocument: {
        Statement: [
          { Action: ['logs:CreateLogStream', 'logs:PutLogEvents'], Effect: 'Allow', Resource: { 'Fn::GetAtt': ['PayServiceLogGroup', 'Arn'] } },
          {
            Action: 'kms:Decrypt',
            Effect: 'Allow',
            Resource: { 'Fn::GetAtt': ['PayEncryptionKey', 'Arn'] },
            Condition: { StringEquals: { 'kms:ViaService': { 'Fn::Join': ['', ['secretsmanager.', { Ref: 'AWS::Region' }, '.amazonaws.com']] } } },
          },
          { Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'], Effect: 'Allow', Resource: { Ref: 'PayDatabaseSecret' } },
        ],
      },
    });
  });
});

describe('alarms', () => {
  const cluster = [{ Name: 'DBClusterIdentifier', Value: { Ref: 'PayDatabaseCluster' } }];
  const service = [
    { Name: 'ClusterName', Value: { Ref: 'PayServiceCluster' } },
    { Name: 'ServiceName', Value: { 'Fn::GetAtt': ['PayService', 'Name'] } },
  ];
  const targets = [
    { Name: 'LoadBalancer', Value: { 'Fn::GetAtt': ['PayServiceLoadBalancer', 'LoadBalancerFullName'] } },
    { Name: 'TargetGroup', Value: { 'Fn::GetAtt': ['PayServiceTargetGroup', 'TargetGroupFullName'] } },
  ];

  test.each([
    ['payment-rds-failover-unit', 'AWS/RDS', 'DatabaseConnections', 'LessThanOrEqualToThreshold', 0, 'breaching', cluster],
    ['payment-ecs-task-failure-unit', 'ECS/ContainerInsights', 'RunningTaskCount', 'LessThanThreshold', 6, 'breaching', service],
    ['payment-alb-unhealthy-targets-unit', 'AWS/ApplicationELB', 'UnHealthyHostCount', 'GreaterThanThreshold', 0, 'notBreaching', targets],
    ['payment-alb-high-response-time-unit', 'AWS/ApplicationELB', 'TargetResponseTime', 'GreaterThanThreshold', 1, 'notBreaching', targets],
  ])('%s watches %s %s: %s %d', (name, namespace, metric, operator, threshold, missing, dimensions) => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      AlarmName: name,
      Namespace: namespace,
      MetricName: metric,
      ComparisonOperator: operator,
      Threshold: threshold,
      Period: 60,
      EvaluationPeriods: 1,
      TreatMissingData: missing,
      Dimensions: dimensions,
      AlarmActions: [{ Ref: 'PayMonitoringTopic' }],
      OKActions: [{ Ref: 'PayMonitoringTopic' }],
    });
  });

  test('say together whether users are hurt', () => {
    expect(only(template, 'AWS::CloudWatch::CompositeAlarm').Properties).toMatchObject({
      AlarmName: 'payment-payments-impaired-unit',
      AlarmRule: {
        'Fn::Join': ['', [
          'ALARM("', { 'Fn::GetAtt': ['PayMonitoringAlbHighResponseTime', 'Arn'] }, '") OR ALARM("', { 'Fn::GetAtt': ['PayMonitoringRdsFailover', 'Arn'] }, '")',
        ]],
      },
      AlarmActions: [{ Ref: 'PayMonitoringTopic' }],
      OKActions: [{ Ref: 'PayMonitoringTopic' }],
    });
  });

  test('are joined by the events of a failover', () => {
    expect(only(template, 'AWS::Events::Rule').Properties).toMatchObject({
      EventPattern: {
        'source': ['aws.rds'],
        'detail-type': ['RDS DB Cluster Event'],
        'detail': { EventCategories: ['failover'], SourceIdentifier: [{ Ref: 'PayDatabaseCluster' }] },
      },
      Targets: [{ Arn: { Ref: 'PayMonitoringTopic' } }],
    });
  });

  test('reach the e-mail address', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      Endpoint: 'ops@example.com',
      TopicArn: { Ref: 'PayMonitoringTopic' },
    });
  });
});

test('the dashboard has the state of the alarms, and six graphs', () => {
  const titles = JSON.stringify(only(template, 'AWS::CloudWatch::Dashboard').Properties).match(/title\\*":\\*"[^"\\]+/g) ?? [];
  expect(titles.map((title) => title.replace(/.*"/, ''))).toEqual([
    'Alarms', 'Aurora connections', 'ECS running tasks', 'Healthy and unhealthy targets', 'Response time', 'Request count', 'Aurora CPU',
  ]);
});

test.each([
  ['/payment/unit/db/endpoint', { 'Fn::GetAtt': ['PayDatabaseCluster', 'Endpoint.Address'] }],
  ['/payment/unit/db/reader-endpoint', { 'Fn::GetAtt': ['PayDatabaseCluster', 'ReadEndpoint.Address'] }],
  ['/payment/unit/db/secret-arn', { Ref: 'PayDatabaseSecret' }],
])('the parameter %s holds %j', (name, value) => {
  template.hasResourceProperties('AWS::SSM::Parameter', { Name: name, Value: value });
});
