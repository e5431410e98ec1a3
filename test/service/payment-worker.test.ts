import { Token } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Table, AttributeType } from 'aws-cdk-lib/aws-dynamodb';
import { Cluster, ContainerImage, CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform, PaymentWorker, PlatformProfile } from '../../src';
import type { PaymentWorkerOptions } from '../../src';
import { messageOf, newStack, synthPart, testProps } from '../support/synth';

const image = ContainerImage.fromRegistry('public.ecr.aws/docker/library/python:3.13');

function withWorker(options: Partial<PaymentWorkerOptions> = {}, props: Parameters<typeof testProps>[0] = {}) {
  const stack = newStack();
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps(props));
  const worker = platform.addService('settlement', { image, ...options });
  return { stack, platform, worker, template: () => Template.fromStack(stack) };
}

function container(template: Template): { [name: string]: unknown } {
  const definitions = Object.values(template.findResources('AWS::ECS::TaskDefinition', { Properties: { Family: 'payment-settlement-unit' } }));
  return definitions[0].Properties.ContainerDefinitions[0];
}

describe('a worker of the platform', () => {
  const { template } = withWorker({ databaseUser: 'settlement_reader', command: ['settle'], environment: { REPORT: 'daily' } });
  const rendered = template();

  test('is a service of three tasks without a load balancer, with the names of its work', () => {
    rendered.hasResourceProperties('AWS::ECS::Service', {
      ServiceName: 'payment-settlement-unit',
      DesiredCount: 3,
      LoadBalancers: Match.absent(),
      HealthCheckGracePeriodSeconds: Match.absent(),
      DeploymentConfiguration: { MinimumHealthyPercent: 100, MaximumPercent: 200, DeploymentCircuitBreaker: { Enable: true, Rollback: true } },
    });
  });

  test('keeps its encrypted log under the prefix that the key admits', () => {
    rendered.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: '/ecs/payment-app-unit/settlement',
      KmsKeyId: Match.anyValue(),
      RetentionInDays: 7,
    });
  });

  test('signs in as its own database user, without the master password', () => {
    const { Environment, Secrets, Command, PortMappings } = container(rendered);
    expect(Environment).toEqual(expect.arrayContaining([{ Name: 'PGUSER', Value: 'settlement_reader' }, { Name: 'REPORT', Value: 'daily' }]));
    expect(Secrets).toBeUndefined();
    expect(Command).toEqual(['settle']);
    expect(PortMappings).toBeUndefined();
  });

  test('may connect as that user only', () => {
    rendered.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: { Statement: [{ Action: 'rds-db:connect', Effect: 'Allow', Resource: { 'Fn::Join': ['', Match.arrayWith([Match.stringLikeRegexp('/settlement_reader$')])] } }] },
    });
  });

  test('reaches the database on its port', () => {
    rendered.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { Description: 'Worker to database', FromPort: 5432, ToPort: 5432 });
  });
});

test('a database user that only the deployment knows is connected, too', () => {
  const { template } = withWorker({ databaseUser: Token.asString({ Ref: 'User' }) });
  expect(container(template()).Environment).toContainEqual({ Name: 'PGUSER', Value: { Ref: 'User' } });
});

describe('a worker without a database user', () => {
  const { worker, template, stack } = withWorker({ minCapacity: 1, maxCapacity: 4, cpuArchitecture: CpuArchitecture.ARM64 });
  const table = new Table(stack, 'Reports', { partitionKey: { name: 'id', type: AttributeType.STRING } });
  table.grantReadData(worker.taskRole);
  const rendered = template();

  test('does not reach the database', () => {
    expect(rendered.findResources('AWS::EC2::SecurityGroupIngress', { Properties: { Description: 'Worker to database' } })).toEqual({});
    expect(container(rendered).Environment).toBeUndefined();
  });

  test('scales between its bounds, and a deployment leaves the number alone', () => {
    rendered.hasResourceProperties('AWS::ApplicationAutoScaling::ScalableTarget', { MinCapacity: 1, MaxCapacity: 4 });
    rendered.hasResourceProperties('AWS::ECS::Service', { ServiceName: 'payment-settlement-unit', DesiredCount: Match.absent() });
  });

  test('runs on the processor that was chosen', () => {
    rendered.hasResourceProperties('AWS::ECS::TaskDefinition', {
      Family: 'payment-settlement-unit',
      RuntimePlatform: { CpuArchitecture: 'ARM64', OperatingSystemFamily: 'LINUX' },
    });
  });

  test('keeps what is granted to its role', () => {
    rendered.hasResourceProperties('AWS::IAM::ManagedPolicy', { PolicyDocument: { Statement: [Match.objectLike({ Action: Match.arrayWith(['dynamodb:GetItem']) })] } });
  });
});

describe('a worker in PRODUCTION', () => {
  const { template } = withWorker({ databaseUser: 'settlement_reader' }, { profile: PlatformProfile.PRODUCTION, service: { requireTls: false } });

  test('reads the user from a parameter of its own and reaches the endpoints', () => {
    const rendered = template();
    rendered.hasResourceProperties('AWS::SSM::Parameter', { Name: '/payment/unit/db/settlement-user', Value: 'settlement_reader' });
    rendered.hasResourceProperties('AWS::EC2::SecurityGroupIngress', { Description: 'Worker to AWS services', FromPort: 443 });
    rendered.resourcePropertiesCountIs('AWS::ECS::Service', { ServiceName: Match.anyValue() }, 0);
  });
});

describe('wrong options', () => {
  test('are all named in one error', () => {
    expect(messageOf(() => withWorker({ databaseUser: 'pg_x', minCapacity: 0, maxCapacity: 5001 }))).toBe([
      'Stack/Pay/Worker-settlement: 3 invalid settings',
      '  - databaseUser must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores, not beginning with a digit or pg_ and no reserved word, '
        + 'got "pg_x"; choose one such as "settlement_reader" [worker-database-user]',
      '  - minCapacity must be a whole number from 1 to 5000, got 0; choose at least one task for each zone, or 1 for work that must not run twice '
        + '[worker-min-capacity]',
      '  - maxCapacity must be a whole number of at least minCapacity and at most 5000, got 5001; raise maxCapacity or lower minCapacity '
        + '[worker-max-capacity]',
    ].join('\n'));
  });
});

test('a worker stands alone over a given cluster', () => {
  const { template } = synthPart((wiring) => {
    const cluster = new Cluster(wiring.stack, 'Cluster', { vpc: wiring.vpc });
    return new PaymentWorker(wiring.stack, 'Worker', { ...wiring, cluster, workerName: 'reports', image });
  });
  template.resourceCountIs('AWS::ECS::Service', 1);
  template.resourceCountIs('AWS::ElasticLoadBalancingV2::LoadBalancer', 0);
});
