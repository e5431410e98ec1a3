import { App, CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import * as dynamodb from 'aws-cdk-lib/aws-dynamodb';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  HighAvailabilityPaymentPlatform, MasterCredentials, NatStrategy, PaymentDatabase, PaymentEncryption, PaymentNetwork, PaymentService,
  PlatformProfile, TaskSize, Teardown,
} from '../src';
import type { HighAvailabilityPaymentPlatformProps } from '../src';
import { deepFrozen } from './support/freeze';
import { importedVpc, newStack, RECOMMENDED_FLAGS, synthPlatform, testProps } from './support/synth';
import { only, readable, resources, securityEdges } from './support/template';

type Overrides = Partial<HighAvailabilityPaymentPlatformProps>;
type Pairs = Array<{ readonly Name: string; readonly Value?: unknown; readonly ValueFrom?: unknown }>;

function containerOf(template: Template): { readonly Environment: Pairs; readonly Secrets: Pairs } {
  const definitions = only(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions;
  return (definitions as Array<{ Environment: Pairs; Secrets: Pairs }>)[0];
}

function synthIn(stack: ReturnType<typeof newStack>, overrides: Overrides = {}) {
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps(overrides));
  return { platform, template: readable(Template.fromStack(stack)) };
}

const FIELD = (key: string) => ({ 'Fn::Join': ['', [{ Ref: 'PayDatabaseSecret' }, `:${key}::`]] });
const ENDPOINT = { Name: 'PGHOST', Value: { 'Fn::GetAtt': ['PayDatabaseCluster', 'Endpoint.Address'] } };
const READER = { Name: 'PGHOST_READER', Value: { 'Fn::GetAtt': ['PayDatabaseCluster', 'ReadEndpoint.Address'] } };
const PORT = { Name: 'PGPORT', Value: '5432' };
const DATABASE = { Name: 'PGDATABASE', Value: 'payments' };
const TLS = { Name: 'PGSSLMODE', Value: 'require' };
const USER = { Name: 'PGUSER', ValueFrom: FIELD('username') };
const PASSWORD = { Name: 'PGPASSWORD', ValueFrom: FIELD('password') };

describe('the template', () => {
  test.each([
    ['without environment', undefined],
    ['with a region', { region: 'us-west-2' }],
    ['with an account and a region', { account: '111122223333', region: 'eu-west-1' }],
  ])('is the same byte for byte without feature flags and with the recommended ones, %s', (_, env) => {
    const plain = synthPlatform({}, { env });
    const flagged = synthPlatform({}, { env, flags: RECOMMENDED_FLAGS });
    expect(JSON.stringify(flagged.template.toJSON(), undefined, 1)).toEqual(JSON.stringify(plain.template.toJSON(), undefined, 1));
  });
});

describe('the container', () => {
  test('gets endpoints as environment, and credentials as secrets', () => {
    const container = containerOf(readable(synthPlatform().template));
    expect(container.Environment).toEqual([DATABASE, ENDPOINT, READER, PORT, TLS]);
    expect(container.Secrets).toEqual([PASSWORD, USER]);
  });

  test('gets the user’s own environment and secrets too', () => {
    const stack = newStack();
    const token = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Token'));
    const { template } = synthIn(stack, { service: { environment: { MODE: 'live' }, secrets: { TOKEN: token } } });
    expect(containerOf(template).Environment).toEqual([{ Name: 'MODE', Value: 'live' }, DATABASE, ENDPOINT, READER, PORT, TLS]);
    expect(containerOf(template).Secrets).toEqual([PASSWORD, USER, { Name: 'TOKEN', ValueFrom: { Ref: 'Token' } }]);
  });

  test('does not depend on the order of the user’s maps: some languages have none', () => {
    const [one, other] = [{ A: '1', B: '2' }, { B: '2', A: '1' }].map((environment) => synthPlatform({
      service: { environment }, database: { parameters: { 'rds.force_ssl': '1', ...environment } },
    }).template.toJSON());
    expect(JSON.stringify(one)).toBe(JSON.stringify(other));
  });

  test('gets the user’s value where the names are equal', () => {
    const { template } = synthIn(newStack(), { service: { environment: { PGDATABASE: 'ledger', PGSSLMODE: 'verify-full' } } });
    expect(containerOf(template).Environment).toEqual([
      { Name: 'PGDATABASE', Value: 'ledger' }, ENDPOINT, READER, PORT, { Name: 'PGSSLMODE', Value: 'verify-full' },
    ]);
  });

  test('gets the user’s secret where we would give an environment variable, and the other way round', () => {
    const stack = newStack();
    const proxy = ecs.Secret.fromSecretsManager(new secretsmanager.Secret(stack, 'Proxy'));
    const { template } = synthIn(stack, { service: { environment: { PGUSER: 'reader' }, secrets: { PGHOST: proxy } } });
    expect(containerOf(template).Environment).toEqual([DATABASE, READER, PORT, TLS, { Name: 'PGUSER', Value: 'reader' }]);
    expect(containerOf(template).Secrets).toEqual([{ Name: 'PGHOST', ValueFrom: { Ref: 'Proxy' } }, PASSWORD]);
  });
});

describe('what the user brings', () => {
  test('a table that is granted to the role of the application shows in its policy', () => {
    const stack = newStack();
    const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING } });
    const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps());
    table.grantReadData(platform.service.taskRole);
    readable(Template.fromStack(stack)).hasResourceProperties('AWS::IAM::ManagedPolicy', {
      Roles: [{ Ref: 'PayServiceTaskRole' }],
      PolicyDocument: {
        Statement: [Match.objectLike({ Action: Match.arrayWith(['dynamodb:GetItem']), Resource: { 'Fn::GetAtt': ['Table', 'Arn'] } })],
      },
    });
  });

  test('a VPC is used by every part, and nobody waits for its routes', () => {
    const stack = newStack();
    const { template } = synthIn(stack, { network: { vpc: importedVpc(stack) } });
    template.resourceCountIs('AWS::EC2::VPC', 0);
    template.resourceCountIs('AWS::EC2::Subnet', 0);
    template.allResourcesProperties('AWS::EC2::SecurityGroup', { VpcId: 'vpc-1' });
    template.hasResourceProperties('AWS::RDS::DBSubnetGroup', {
      SubnetIds: ['subnet-private-us-east-1a', 'subnet-private-us-east-1b', 'subnet-private-us-east-1c'],
    });
    expect(only(template, 'AWS::ElasticLoadBalancingV2::LoadBalancer').DependsOn).toBeUndefined();
    expect(only(template, 'AWS::ECS::Service').DependsOn)
      .toEqual(['PayDatabaseClusterInstance1', 'PayServiceExecutionRolePolicy', 'PayServiceLoadBalancerListener']);
  });

  test('a key encrypts everything', () => {
    const stack = newStack();
    const arn = 'arn:aws:kms:us-east-1:111122223333:key/11111111-2222-3333-4444-555555555555';
    const { template, platform } = synthIn(stack, { encryptionKey: kms.Key.fromKeyArn(stack, 'Imported', arn) });
    template.resourceCountIs('AWS::KMS::Key', 0);
    template.hasResourceProperties('AWS::RDS::DBCluster', { KmsKeyId: arn });
    template.hasResourceProperties('AWS::SecretsManager::Secret', { KmsKeyId: arn });
    template.allResourcesProperties('AWS::Logs::LogGroup', { KmsKeyId: arn });
    template.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: arn });
    expect(platform.encryption.node.metadata.map(({ type }) => type)).toEqual(['aws:cdk:warning']);
  });

  test('a topic, an ECS cluster and a secret replace ours', () => {
    const stack = newStack();
    const secretArn = 'arn:aws:secretsmanager:us-east-1:111122223333:secret:mine-AbCdEf';
    const vpc = importedVpc(stack);
    const { template } = synthIn(stack, {
      network: { vpc },
      database: { masterCredentials: MasterCredentials.fromSecret(secretsmanager.Secret.fromSecretCompleteArn(stack, 'Secret', secretArn)) },
      service: { cluster: ecs.Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'mine', vpc, securityGroups: [] }) },
      monitoring: { topic: sns.Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:us-east-1:111122223333:mine'), alertEmail: undefined },
    });
    for (const type of ['AWS::SNS::Topic', 'AWS::SNS::Subscription', 'AWS::ECS::Cluster', 'AWS::SecretsManager::Secret']) {
      template.resourceCountIs(type, 0);
    }
    template.hasResourceProperties('AWS::SSM::Parameter', { Name: '/payment/unit/db/secret-arn', Value: secretArn });
    expect(containerOf(template).Secrets.map(({ ValueFrom: from }) => from)).toEqual([`${secretArn}:password::`, `${secretArn}:username::`]);
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      MetricName: 'RunningTaskCount', Dimensions: Match.arrayWith([{ Name: 'ClusterName', Value: 'mine' }]),
    });
  });

  test('connections beside the chain are made by the user only', () => {
    const stack = newStack();
    const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps());
    const worker = new ec2.SecurityGroup(stack, 'Worker', { vpc: platform.network.vpc, allowAllOutbound: false });
    platform.database.connections.allowDefaultPortFrom(worker);
    const template = readable(Template.fromStack(stack));
    expect(securityEdges(template).filter((edge) => edge.includes('Worker'))).toEqual([
      'PayDatabaseSecurityGroup from Worker tcp 5432-5432', 'Worker to PayDatabaseSecurityGroup tcp 5432-5432',
    ]);
  });
});

describe('a choice', () => {
  const { template, platform } = synthIn(newStack(), {
    network: { natStrategy: NatStrategy.perZone() },
    database: { port: 6432, readers: 1 },
    service: { containerPort: 8080, minCapacity: 9, maxCapacity: 18, taskSize: TaskSize.of(512, 1024) },
    monitoring: { responseTimeThreshold: Duration.millis(250) },
    teardown: Teardown.PROTECTED,
  });

  test('of a port is followed by the whole chain', () => {
    expect(securityEdges(template)).toEqual([
      'PayDatabaseSecurityGroup from PayServiceSecurityGroup tcp 6432-6432',
      'PayDatabaseSecurityGroup to 255.255.255.255/32 icmp 252-86',
      'PayServiceLoadBalancerSecurityGroup from 0.0.0.0/0 tcp 80-80',
      'PayServiceLoadBalancerSecurityGroup to PayServiceSecurityGroup tcp 8080-8080',
      'PayServiceSecurityGroup from PayServiceLoadBalancerSecurityGroup tcp 8080-8080',
      'PayServiceSecurityGroup to 0.0.0.0/0 tcp 443-443',
      'PayServiceSecurityGroup to PayDatabaseSecurityGroup tcp 6432-6432',
    ]);
    expect(containerOf(template).Environment).toContainEqual({ Name: 'PGPORT', Value: '6432' });
  });

  test('of a capacity decides the threshold of the alarm, and leaves the desired count to scaling', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'RunningTaskCount', Threshold: 9 });
    template.hasResourceProperties('AWS::ECS::Service', { DesiredCount: Match.absent() });
  });

  test('of a response time reaches its alarm', () => {
    template.hasResourceProperties('AWS::CloudWatch::Alarm', { MetricName: 'TargetResponseTime', Threshold: 0.25 });
  });

  test('of protection reaches key, database, logs and load balancer', () => {
    ['AWS::KMS::Key', 'AWS::RDS::DBCluster', 'AWS::Logs::LogGroup'].forEach((type) => {
      template.allResources(type, { DeletionPolicy: 'RetainExceptOnCreate', UpdateReplacePolicy: 'Retain' });
    });
    template.hasResourceProperties('AWS::RDS::DBCluster', { DeletionProtection: true });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', {
      LoadBalancerAttributes: Match.arrayWith([{ Key: 'deletion_protection.enabled', Value: 'true' }]),
    });
  });

  test('can be read from the part it belongs to', () => {
    expect([platform.network.natStrategy.name, platform.database.readers, platform.service.minCapacity]).toEqual(['per-zone', 1, 9]);
    expect([platform.environmentSuffix, platform.profile]).toEqual(['unit', PlatformProfile.TEST]);
  });

  test('of three gateways makes the service wait for the three routes', () => {
    template.resourceCountIs('AWS::EC2::NatGateway', 3);
    expect(only(template, 'AWS::ECS::Service').DependsOn?.filter((id) => id.includes('Route'))).toHaveLength(3);
  });
});

describe('the props', () => {
  test('are not changed, nor anything in them', () => {
    const overrides = deepFrozen({
      network: { availabilityZones: ['a', 'b', 'c'] },
      database: { parameters: { log_statement: 'ddl' } },
      service: { environment: { MODE: 'live' }, ingressCidrs: ['203.0.113.0/24'], secrets: {} },
    });
    expect(() => synthPlatform(overrides)).not.toThrow();
    expect(overrides).toEqual({
      network: { availabilityZones: ['a', 'b', 'c'] },
      database: { parameters: { log_statement: 'ddl' } },
      service: { environment: { MODE: 'live' }, ingressCidrs: ['203.0.113.0/24'], secrets: {} },
    });
  });

  test('with undefined values are the same as without', () => {
    const undefinedValues = { network: { cidr: undefined }, database: { port: undefined }, service: { minCapacity: undefined }, teardown: undefined };
    expect(synthPlatform(undefinedValues).template.toJSON()).toEqual(synthPlatform().template.toJSON());
  });

  test('may hold values that are known only at deployment', () => {
    const stack = newStack();
    const email = new CfnParameter(stack, 'Email').valueAsString;
    const days = new CfnParameter(stack, 'Days', { type: 'Number' }).valueAsNumber;
    const { template } = synthIn(stack, { database: { backupRetention: Duration.days(days) }, monitoring: { alertEmail: email } });
    template.hasResourceProperties('AWS::RDS::DBCluster', { BackupRetentionPeriod: { Ref: 'Days' } });
    template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: { Ref: 'Email' } });
  });
});

test('two platforms stand side by side in one stack', () => {
  const stack = newStack();
  new HighAvailabilityPaymentPlatform(stack, 'Blue', testProps({ environmentSuffix: 'blue' }));
  new HighAvailabilityPaymentPlatform(stack, 'Green', testProps({ environmentSuffix: 'green' }));
  const balancers = Object.values(resources(Template.fromStack(stack), 'AWS::ElasticLoadBalancingV2::LoadBalancer'));
  expect(balancers.map(({ Properties: properties }) => properties.Name)).toEqual(['payment-alb-blue', 'payment-alb-green']);
});

// A reader of the secret in the policy of the key would make the key's stack wait for the service's.
test('the parts may stand in stacks of their own', () => {
  const app = new App({ analyticsReporting: false });
  const base = new Stack(app, 'Base');
  const data = new Stack(app, 'Data');
  const front = new Stack(app, 'Front');
  const common = { environmentSuffix: 'unit', profile: PlatformProfile.TEST };
  const { key: encryptionKey } = new PaymentEncryption(base, 'Encryption', common);
  const { vpc } = new PaymentNetwork(base, 'Network', common);
  const database = new PaymentDatabase(data, 'Database', { ...common, vpc, encryptionKey });
  const service = new PaymentService(front, 'Service', {
    ...common,
    vpc,
    encryptionKey,
    image: ecs.ContainerImage.fromRegistry('nginx:latest'),
    secrets: { PGPASSWORD: ecs.Secret.fromSecretsManager(database.secret, 'password') },
  });
  service.connections.allowTo(database, ec2.Port.tcp(database.port));
  expect(() => app.synth()).not.toThrow();
  expect([base, data, front].map(({ dependencies }) => dependencies.map(({ stackName }) => stackName).sort())).toEqual([[], ['Base'], ['Base', 'Data']]);
});
