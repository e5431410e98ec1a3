import * as ecs from 'aws-cdk-lib/aws-ecs';
import { IMAGE, joined, KEY_ARN, only, ofType, propertiesOf, synthProduction } from './production';

const { resources, platform: { service } } = synthProduction();

const TRUSTED_BY_TASKS = {
  Statement: [{
    Action: 'sts:AssumeRole',
    Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
    Effect: 'Allow',
    Principal: { Service: 'ecs-tasks.amazonaws.com' },
  }],
  Version: '2012-10-17',
};

describe('the task', () => {
  test('runs as an unprivileged user over a read-only root file system', () => {
    const fromParameter = (name: string, path: string) => ({ Name: name, ValueFrom: { Ref: `PayParametersdb${path}` } });
    expect(only(resources, 'AWS::ECS::TaskDefinition')).toEqual({
      ContainerDefinitions: [{
        Essential: true,
        Image: IMAGE,
        LogConfiguration: {
          LogDriver: 'awslogs',
          Options: { 'awslogs-group': { Ref: 'PayServiceLogGroup' }, 'awslogs-stream-prefix': 'app', 'awslogs-region': { Ref: 'AWS::Region' } },
        },
        Memory: 1024,
        Name: 'app',
        PortMappings: [{ ContainerPort: 8443, Protocol: 'tcp' }],
        ReadonlyRootFilesystem: true,
        Secrets: [
          fromParameter('PGDATABASE', 'name'), fromParameter('PGHOST', 'endpoint'), fromParameter('PGHOST_READER', 'readerendpoint'),
          fromParameter('PGPORT', 'port'), fromParameter('PGSSLMODE', 'sslmode'), fromParameter('PGUSER', 'user'),
        ],
        StopTimeout: 30,
        User: '10001:10001',
      }],
      Cpu: '512',
      ExecutionRoleArn: { 'Fn::GetAtt': ['PayServiceExecutionRole', 'Arn'] },
      Family: 'StackPayServiceTaskDefinition8AEA5218',
      Memory: '1024',
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
      TaskRoleArn: { 'Fn::GetAtt': ['PayServiceTaskRole', 'Arn'] },
    });
  });

  test('has two roles of its own, whose rights stand in managed policies', () => {
    for (const role of ['PayServiceTaskRole', 'PayServiceExecutionRole']) {
      expect(resources[role].Properties).toEqual({ AssumeRolePolicyDocument: TRUSTED_BY_TASKS });
    }
    expect(propertiesOf(resources, 'AWS::IAM::Policy')).toEqual([]);
  });

  test('pulls an image of ECR with a right to that repository only', () => {
    const image = ecs.ContainerImage.fromRegistry(`123456789012.dkr.ecr.us-east-1.amazonaws.com/payments@sha256:${'0'.repeat(64)}`);
    const { resources: chosen } = synthProduction({ service: { image } });
    const statements = (chosen.PayServiceExecutionRolePolicy.Properties.PolicyDocument as { readonly Statement: unknown[] }).Statement;
    expect(statements).toContainEqual({
      Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'],
      Effect: 'Allow',
      Resource: joined('arn:', { Ref: 'AWS::Partition' }, ':ecr:us-east-1:123456789012:repository/payments'),
    });
    expect(statements).toContainEqual({ Action: 'ecr:GetAuthorizationToken', Effect: 'Allow', Resource: '*' });
  });
});

describe('the service', () => {
  test('keeps no number of tasks of its own, so that a deployment undoes no scale-out', () => {
    const { Properties: properties, DependsOn: dependsOn } = resources.PayService;
    expect(properties).toEqual({
      AvailabilityZoneRebalancing: 'ENABLED',
      Cluster: { Ref: 'PayServiceCluster' },
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MaximumPercent: 200, MinimumHealthyPercent: 100 },
      EnableECSManagedTags: false,
      EnableExecuteCommand: false,
      HealthCheckGracePeriodSeconds: 60,
      LaunchType: 'FARGATE',
      LoadBalancers: [{ ContainerName: 'app', ContainerPort: 8443, TargetGroupArn: { Ref: 'PayServiceTargetGroup' } }],
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: 'DISABLED',
          SecurityGroups: [{ 'Fn::GetAtt': ['PayServiceSecurityGroup', 'GroupId'] }],
          Subnets: [{ Ref: 'PayNetworkPrivateSubnet1' }, { Ref: 'PayNetworkPrivateSubnet2' }, { Ref: 'PayNetworkPrivateSubnet3' }],
        },
      },
      PropagateTags: 'SERVICE',
      TaskDefinition: { Ref: 'PayServiceTaskDefinition' },
    });
    expect(dependsOn).toEqual([
      'PayDatabaseClusterInstance1', 'PayNetworkPrivateRoute1', 'PayNetworkPrivateRoute2', 'PayNetworkPrivateRoute3',
      'PayServiceExecutionRolePolicy', 'PayServiceLoadBalancerListener', 'PayServiceTaskRolePolicy',
    ]);
  });

  test('runs 6 to 30 tasks, at 60 % CPU', () => {
    expect(only(resources, 'AWS::ApplicationAutoScaling::ScalableTarget')).toMatchObject({ MinCapacity: 6, MaxCapacity: 30 });
    expect(only(resources, 'AWS::ApplicationAutoScaling::ScalingPolicy').TargetTrackingScalingPolicyConfiguration).toEqual({
      PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
      ScaleInCooldown: 60,
      ScaleOutCooldown: 60,
      TargetValue: 60,
    });
    expect([service.minCapacity, service.maxCapacity, service.containerPort]).toEqual([6, 30, 8443]);
  });

  test('is observed in full', () => {
    expect(only(resources, 'AWS::ECS::Cluster')).toEqual({
      ClusterName: 'payment-cluster-unit',
      ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }],
    });
  });
});

describe('the log groups', () => {
  const groups = ofType(resources, 'AWS::Logs::LogGroup');

  test('are these', () => {
    expect(Object.values(groups).map(({ Properties: { LogGroupName: name } }) => name)).toEqual([
      '/payment/unit/flow-log',
      '/payment/unit/default-security-group',
      '/aws/rds/cluster/payment-aurora-cluster-unit/postgresql',
      '/aws/ecs/containerinsights/payment-cluster-unit/performance',
      '/ecs/payment-app-unit',
      'aws-waf-logs-payment-unit',
    ]);
  });

  test.each(Object.keys(groups))('%s is encrypted with the key, kept 13 months, and kept when the stack goes', (id) => {
    expect(groups[id].Properties).toMatchObject({ KmsKeyId: KEY_ARN, RetentionInDays: 400 });
    expect(groups[id]).toMatchObject({ DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
  });

  test('may all be encrypted with the key: its policy names each', () => {
    const { KeyPolicy: policy } = only<{ KeyPolicy: { Statement: Array<{ Sid?: string; Condition?: unknown }> } }>(resources, 'AWS::KMS::Key');
    const statement = policy.Statement.find(({ Sid: sid }) => sid === 'CloudWatchLogs');
    const prefixes = [...JSON.stringify(statement?.Condition).matchAll(/:log-group:([^"*]+)\*/g)].map(([, prefix]) => prefix);
    const names = Object.values(groups).map(({ Properties: { LogGroupName: name } }) => String(name));
    expect(names.filter((name) => !prefixes.some((prefix) => name.startsWith(prefix)))).toEqual([]);
  });
});

describe('alarms', () => {
  test('go to a topic that is encrypted with the key and refuses plain text', () => {
    expect(only(resources, 'AWS::SNS::Topic')).toEqual({ DisplayName: 'Payment platform alerts', KmsMasterKeyId: KEY_ARN });
    expect(only(resources, 'AWS::SNS::TopicPolicy')).toEqual({
      PolicyDocument: {
        Statement: [
          {
            Action: 'sns:Publish',
            Condition: { Bool: { 'aws:SecureTransport': 'false' } },
            Effect: 'Deny',
            Principal: '*',
            Resource: { Ref: 'PayMonitoringTopic' },
            Sid: 'AllowPublishThroughSSLOnly',
          },
          {
            Action: 'sns:Publish',
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
            Effect: 'Allow',
            Principal: { Service: ['cloudwatch.amazonaws.com', 'events.amazonaws.com'] },
            Resource: { Ref: 'PayMonitoringTopic' },
            Sid: 'CloudWatchAlarms',
          },
        ],
        Version: '2012-10-17',
      },
      Topics: [{ Ref: 'PayMonitoringTopic' }],
    });
    expect(only(resources, 'AWS::SNS::Subscription')).toEqual({
      Endpoint: 'oncall@example.com', Protocol: 'email', TopicArn: { Ref: 'PayMonitoringTopic' },
    });
  });
});
