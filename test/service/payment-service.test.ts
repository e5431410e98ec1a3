import { CfnParameter, Duration } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecr from 'aws-cdk-lib/aws-ecr';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { PaymentService, PhysicalNames, PlatformProfile, TaskSize, Teardown } from '../../src';
import type { PaymentServiceProps } from '../../src';
import { deepFrozen } from '../support/freeze';
import { synthPart } from '../support/synth';
import type { Wiring } from '../support/synth';
import { only, readable, resources, securityEdges } from '../support/template';

type Choice = (wiring: Wiring) => Partial<PaymentServiceProps>;
type Container = Record<string, unknown>;

function synthService(choose: Choice = () => ({}), use: (service: PaymentService, wiring: Wiring) => void = () => undefined) {
  const { part, stack, template } = synthPart((wiring) => {
    const { stack: scope, ...rest } = wiring;
    const service = new PaymentService(scope, 'Svc', { ...rest, image: ecs.ContainerImage.fromRegistry('nginx:latest'), ...choose(wiring) });
    use(service, wiring);
    return service;
  });
  return { stack, service: part, template: readable(template) };
}

function containerOf(template: Template): Container {
  return (only(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions as Container[])[0];
}

function statementsOf(template: Template, role: string): unknown[] {
  const policies = Object.values(resources(template, 'AWS::IAM::ManagedPolicy')).map(({ Properties: properties }) => properties);
  const own = policies.filter(({ Roles: roles }) => JSON.stringify(roles) === JSON.stringify([{ Ref: role }]));
  return own.flatMap(({ PolicyDocument: document }) => (document as { Statement: unknown[] }).Statement);
}

const LOG_STATEMENT = {
  Effect: 'Allow',
  Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
  Resource: { 'Fn::GetAtt': ['SvcLogGroup', 'Arn'] },
};

const { service: plain, template: plainTemplate } = synthService();

describe('the service', () => {
  test('keeps six tasks in the private subnets, and rolls back what fails', () => {
    const { Properties: properties, DependsOn: dependsOn } = only(plainTemplate, 'AWS::ECS::Service');
    expect(properties).toEqual({
      ServiceName: 'payment-service-unit',
      Cluster: { Ref: 'SvcCluster' },
      TaskDefinition: { Ref: 'SvcTaskDefinition' },
      LaunchType: 'FARGATE',
      DesiredCount: 6,
      DeploymentConfiguration: { DeploymentCircuitBreaker: { Enable: true, Rollback: true }, MinimumHealthyPercent: 100, MaximumPercent: 200 },
      AvailabilityZoneRebalancing: 'ENABLED',
      EnableECSManagedTags: false,
      EnableExecuteCommand: false,
      HealthCheckGracePeriodSeconds: 60,
      PropagateTags: 'SERVICE',
      LoadBalancers: [{ ContainerName: 'app', ContainerPort: 80, TargetGroupArn: { Ref: 'SvcTargetGroup' } }],
      NetworkConfiguration: {
        AwsvpcConfiguration: {
          AssignPublicIp: 'DISABLED',
          SecurityGroups: [{ 'Fn::GetAtt': ['SvcSecurityGroup', 'GroupId'] }],
          Subnets: ['subnet-private-us-east-1a', 'subnet-private-us-east-1b', 'subnet-private-us-east-1c'],
        },
      },
    });
    expect(dependsOn).toEqual(['SvcExecutionRolePolicy', 'SvcLoadBalancerListener']);
  });

  test('scales on 75 % CPU between 6 and 6, with pauses of 60 s', () => {
    expect(only(plainTemplate, 'AWS::ApplicationAutoScaling::ScalableTarget').Properties).toEqual({
      MinCapacity: 6,
      MaxCapacity: 6,
      ResourceId: { 'Fn::Join': ['', ['service/', { Ref: 'SvcCluster' }, '/', { 'Fn::GetAtt': ['SvcService', 'Name'] }]] },
      ScalableDimension: 'ecs:service:DesiredCount',
      ServiceNamespace: 'ecs',
    });
    plainTemplate.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      PolicyType: 'TargetTrackingScaling',
      TargetTrackingScalingPolicyConfiguration: {
        PredefinedMetricSpecification: { PredefinedMetricType: 'ECSServiceAverageCPUUtilization' },
        TargetValue: 75,
        ScaleInCooldown: 60,
        ScaleOutCooldown: 60,
      },
    });
  });

  test.each([[1, 1, 1], [9, 9, 9], [6, 12, Match.absent()]])('for %i to %i tasks has the desired count %j', (minCapacity, maxCapacity, desired) => {
    const { service, template } = synthService(() => ({ minCapacity, maxCapacity }));
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: desired });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: minCapacity, MaxCapacity: maxCapacity });
    expect([service.minCapacity, service.maxCapacity]).toEqual([minCapacity, maxCapacity]);
  });

  test('has its own role for the application, without any right, and one for ECS that writes the log', () => {
    expect(statementsOf(plainTemplate, 'SvcTaskRole')).toEqual([]);
    expect(statementsOf(plainTemplate, 'SvcExecutionRole')).toEqual([LOG_STATEMENT]);
    plainTemplate.allResourcesProperties('AWS::IAM::Role', {
      AssumeRolePolicyDocument: { Statement: [{ Action: 'sts:AssumeRole', Effect: 'Allow', Principal: { Service: 'ecs-tasks.amazonaws.com' } }] },
      ManagedPolicyArns: Match.absent(),
    });
  });

  test('can be read', () => {
    expect([plain.minCapacity, plain.maxCapacity, plain.containerPort, plain.healthCheckInterval.toSeconds()]).toEqual([6, 6, 80, 5]);
    expect(`${plain.taskSize}`).toBe('256 CPU units, 512 MiB');
  });
});

describe('the cluster', () => {
  test('has Container Insights and waits for their log group', () => {
    expect(only(plainTemplate, 'AWS::ECS::Cluster')).toEqual({
      Type: 'AWS::ECS::Cluster',
      Properties: { ClusterName: 'payment-cluster-unit', ClusterSettings: [{ Name: 'containerInsights', Value: 'enabled' }] },
      DependsOn: ['SvcInsightsLogGroup'],
    });
  });

  test.each([
    ['SvcLogGroup', '/ecs/payment-app-unit'],
    ['SvcInsightsLogGroup', '/aws/ecs/containerinsights/payment-cluster-unit/performance'],
  ])('%s is %s, encrypted, kept 7 days, and deleted with the stack', (id, name) => {
    expect(resources(plainTemplate, 'AWS::Logs::LogGroup')[id]).toEqual({
      Type: 'AWS::Logs::LogGroup',
      Properties: { LogGroupName: name, RetentionInDays: 7, KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } },
      DeletionPolicy: 'Delete',
      UpdateReplacePolicy: 'Delete',
    });
  });

  test('may be one of the user, and then neither it nor its log group is made', () => {
    const { service, template } = synthService(({ stack, vpc }) => ({
      cluster: ecs.Cluster.fromClusterAttributes(stack, 'Mine', { clusterName: 'mine', vpc, securityGroups: [] }),
    }));
    expect(service.cluster.clusterName).toBe('mine');
    template.resourceCountIs('AWS::ECS::Cluster', 0);
    template.resourceCountIs('AWS::Logs::LogGroup', 1);
    template.hasResourceProperties('AWS::ECS::Service', { Cluster: 'mine' });
  });
});

describe('the task', () => {
  test('has 256 CPU units, 512 MiB and one container that logs', () => {
    const { Properties: properties } = only(plainTemplate, 'AWS::ECS::TaskDefinition');
    expect(properties).toMatchObject({
      Family: 'payment-service-unit',
      Cpu: '256',
      Memory: '512',
      NetworkMode: 'awsvpc',
      RequiresCompatibilities: ['FARGATE'],
      TaskRoleArn: { 'Fn::GetAtt': ['SvcTaskRole', 'Arn'] },
      ExecutionRoleArn: { 'Fn::GetAtt': ['SvcExecutionRole', 'Arn'] },
    });
    expect(properties.ContainerDefinitions).toEqual([{
      Name: 'app',
      Image: 'nginx:latest',
      Essential: true,
      Memory: 512,
      PortMappings: [{ ContainerPort: 80, Protocol: 'tcp' }],
      ReadonlyRootFilesystem: false,
      StopTimeout: 30,
      LogConfiguration: {
        LogDriver: 'awslogs',
        Options: { 'awslogs-group': { Ref: 'SvcLogGroup' }, 'awslogs-stream-prefix': 'app', 'awslogs-region': { Ref: 'AWS::Region' } },
      },
    }]);
  });

  test('takes the choices of the user', () => {
    const options = deepFrozen({
      taskSize: TaskSize.of(1024, 2048),
      containerPort: 8080,
      containerUser: '10001:10001',
      readonlyRootFilesystem: true,
      startupTime: Duration.seconds(90),
      cpuTargetPercent: 50,
      scalingCooldown: Duration.minutes(5),
      logRetention: logs.RetentionDays.ONE_YEAR,
      environment: { MODE: 'live' },
      containerInsights: ecs.ContainerInsights.ENHANCED,
    });
    const { template } = synthService(() => options);
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { Cpu: '1024', Memory: '2048' });
    expect(containerOf(template)).toMatchObject({
      Memory: 2048,
      PortMappings: [{ ContainerPort: 8080 }],
      User: '10001:10001',
      ReadonlyRootFilesystem: true,
      Environment: [{ Name: 'MODE', Value: 'live' }],
    });
    template.hasResourceProperties('AWS::ECS::Service', { HealthCheckGracePeriodSeconds: 90, LoadBalancers: [{ ContainerPort: 8080 }] });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Port: 8080 });
    template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
      TargetTrackingScalingPolicyConfiguration: { TargetValue: 50, ScaleInCooldown: 300, ScaleOutCooldown: 300 },
    });
    template.allResourcesProperties('AWS::Logs::LogGroup', { RetentionInDays: 365 });
    template.hasResourceProperties('AWS::ECS::Cluster', { ClusterSettings: [{ Name: 'containerInsights', Value: 'enhanced' }] });
  });

  test.each([[0, 0], [120, 120], [121, undefined], [3600, undefined]])(
    'may finish its requests for %i s, and then gets %j s to stop, at most what Fargate allows', (delay, stopTimeout) => {
      const { template } = synthService(() => ({ deregistrationDelay: Duration.seconds(delay) }));
      expect(containerOf(template).StopTimeout).toBe(stopTimeout);
      template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', {
        TargetGroupAttributes: Match.arrayWith([{ Key: 'deregistration_delay.timeout_seconds', Value: String(delay) }]),
      });
    });
});

describe('the image', () => {
  const pull = (resource: unknown) => [
    { Effect: 'Allow', Action: ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'], Resource: resource },
    { Effect: 'Allow', Action: 'ecr:GetAuthorizationToken', Resource: '*' },
  ];
  const choose = (image: (wiring: Wiring) => ecs.ContainerImage) => synthService((wiring) => ({ image: image(wiring) })).template;

  test('that is public needs no right of ECR', () => {
    expect(JSON.stringify(plainTemplate.toJSON())).not.toContain('ecr:');
  });

  test('that is named by a parameter may stand in any repository of the account', () => {
    const template = choose(({ stack }) => ecs.ContainerImage.fromRegistry(new CfnParameter(stack, 'Image').valueAsString));
    expect(containerOf(template).Image).toEqual({ Ref: 'Image' });
    expect(statementsOf(template, 'SvcExecutionRole')).toEqual([LOG_STATEMENT, ...pull({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':repository/*']],
    })]);
  });

  test('that is named by an ECR address may be pulled from that repository only', () => {
    const template = choose(() => ecs.ContainerImage.fromRegistry('111122223333.dkr.ecr.us-west-2.amazonaws.com/app:1'));
    expect(statementsOf(template, 'SvcExecutionRole')).toEqual([LOG_STATEMENT, ...pull({
      'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':ecr:us-west-2:111122223333:repository/app']],
    })]);
  });

  test('that comes from a repository brings its own rights', () => {
    const template = choose(({ stack }) => ecs.ContainerImage.fromEcrRepository(new ecr.Repository(stack, 'Repository'), '1'));
    expect(statementsOf(template, 'SvcExecutionRole')).toEqual([...pull({ 'Fn::GetAtt': ['Repository', 'Arn'] }), LOG_STATEMENT]);
  });
});

describe('what is granted', () => {
  test('to the role of the application reaches the template, and the service waits for it', () => {
    const { template } = synthService(undefined, ({ taskRole }, { stack }) => {
      const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
      table.grantReadData(taskRole);
    });
    expect(statementsOf(template, 'SvcTaskRole')).toEqual([expect.objectContaining({
      Effect: 'Allow',
      Action: expect.arrayContaining(['dynamodb:GetItem', 'dynamodb:Query']),
      Resource: { 'Fn::GetAtt': ['Table', 'Arn'] },
    })]);
    expect(only(template, 'AWS::ECS::Service').DependsOn).toContain('SvcTaskRolePolicy');
  });

  test('by a secret of the user reaches the role of ECS', () => {
    const { template } = synthService(({ stack }) => ({
      secrets: { TOKEN: ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Token')) },
    }));
    expect(containerOf(template).Secrets).toEqual([{ Name: 'TOKEN', ValueFrom: { Ref: 'Token' } }]);
    expect(statementsOf(template, 'SvcExecutionRole')).toContainEqual({
      Effect: 'Allow',
      Action: ['secretsmanager:DescribeSecret', 'secretsmanager:GetSecretValue'],
      Resource: { Ref: 'Token' },
    });
  });
});

describe('the security groups', () => {
  const CHAIN = [
    'SvcLoadBalancerSecurityGroup from 0.0.0.0/0 tcp 80-80',
    'SvcLoadBalancerSecurityGroup to SvcSecurityGroup tcp 80-80',
    'SvcSecurityGroup from SvcLoadBalancerSecurityGroup tcp 80-80',
    'SvcSecurityGroup to 0.0.0.0/0 tcp 443-443',
  ];

  test('lead from the internet over the load balancer to the tasks, and from the tasks to HTTPS', () => {
    expect(securityEdges(plainTemplate)).toEqual(CHAIN);
  });

  test('let in on port 443 only with a certificate', () => {
    const arn = 'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555';
    const { template } = synthService(({ stack }) => ({ certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', arn) }));
    expect(securityEdges(template)).toEqual(['SvcLoadBalancerSecurityGroup from 0.0.0.0/0 tcp 443-443', ...CHAIN.slice(1)]);
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::Listener', { Port: 443, Certificates: [{ CertificateArn: arn }] });
  });

  test('take connections of the user', () => {
    const { template } = synthService(undefined, ({ connections }) => connections.allowTo(ec2.Peer.ipv4('203.0.113.0/24'), ec2.Port.tcp(5671)));
    expect(securityEdges(template)).toContain('SvcSecurityGroup to 203.0.113.0/24 tcp 5671-5671');
  });
});

describe('the profile', () => {
  test('may leave names to CloudFormation, except that of the cluster, by which its log group is known', () => {
    const profile = PlatformProfile.custom('GENERATED', PlatformProfile.TEST, { physicalNames: PhysicalNames.GENERATED });
    const { template } = synthService(() => ({ profile }));
    template.hasResourceProperties('AWS::ECS::Cluster', { ClusterName: 'payment-cluster-unit' });
    template.hasResourceProperties('AWS::ECS::Service', { ServiceName: Match.absent() });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: Match.absent() });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::TargetGroup', { Name: Match.absent() });
    expect(only(template, 'AWS::ECS::TaskDefinition').Properties.Family).not.toBe('payment-service-unit');
  });

  test('may protect load balancer and logs', () => {
    const { template } = synthService(() => ({ teardown: Teardown.PROTECTED }));
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }]),
    });
    template.allResources('AWS::Logs::LogGroup', { DeletionPolicy: 'RetainExceptOnCreate' });
  });
});
