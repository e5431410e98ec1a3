import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { pairwise } from './pairwise';
import type { Combination } from './pairwise';
import { HighAvailabilityPaymentPlatform, MasterCredentials, NatStrategy, ServerlessCapacity, Teardown } from '../../src';
import { IMAGE, productionProps } from '../production/production';
import type { Overrides } from '../production/production';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const SECRET = 'arn:aws:secretsmanager:us-east-1:123456789012:secret:payments-master-AbCdEf';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:alerts';

/** The choices that leave PRODUCTION a production. ECS Exec stands with the cluster, because a given cluster excludes it. */
export const OPTIONS = {
  cluster: ['made', 'made, with ECS Exec', 'given'],
  nat: ['per zone', 'single', 'none'],
  clients: ['all', 'some', 'prefix list'],
  certificate: ['given', 'made'],
  balancer: ['public', 'internal'],
  vpc: ['made', 'given'],
  key: ['made', 'given'],
  teardown: ['protected', 'disposable'],
  user: ['by hand', 'made'],
  master: ['made', 'given'],
  capacity: ['instances', 'serverless'],
  readers: ['two', 'one'],
  processor: ['x86', 'arm'],
  image: ['anywhere', 'in ECR'],
  webAcl: ['made', 'given'],
  logs: ['made', 'given'],
  topic: ['made', 'given'],
  worker: ['none', 'one'],
};

const NAT: Record<string, NatStrategy> = { 'per zone': NatStrategy.perZone(), 'single': NatStrategy.single(), 'none': NatStrategy.none() };
const CLIENTS: Record<string, Overrides['service']> = {
  'all': {},
  'some': { ingressCidrs: ['203.0.113.0/24'] },
  'prefix list': { ingressPrefixListIds: ['pl-0123456789abcdef0'] },
};

/** Few combinations in which every pair of choices occurs. */
export const combinations = pairwise(OPTIONS);

/** What was chosen other than what PRODUCTION does by itself. */
export function nameOf(choice: Combination): string {
  const chosen = Object.entries(choice).filter(([option, value]) => value !== OPTIONS[option as keyof typeof OPTIONS][0]);
  return chosen.map(([option, value]) => `${option} ${value}`).join('; ');
}

/** A PRODUCTION platform with these choices, in a stack of its own. */
export function synthChoice(choice: Combination) {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', productionProps(stack, choose(stack, choice)));
  if (choice.worker === 'one') {
    platform.addService('settlement', { image: image(choice), databaseUser: 'settlement', cpuArchitecture: processor(choice) });
  }
  return { app, stack, template: Template.fromStack(stack).toJSON() as Record<string, unknown> };
}

function when<T>(condition: boolean, make: () => T): T | undefined {
  return condition ? make() : undefined;
}

function choose(stack: Stack, choice: Combination): Overrides {
  const given = (option: string) => choice[option] === 'given';
  return {
    teardown: choice.teardown === 'disposable' ? Teardown.DISPOSABLE : Teardown.PROTECTED,
    encryptionKey: when(given('key'), () => kms.Key.fromKeyArn(stack, 'MyKey', KEY)),
    network: { vpc: when(given('vpc'), () => vpcOf(stack)), natStrategy: when(!given('vpc'), () => NAT[choice.nat]) },
    database: database(stack, choice),
    service: { ...certificate(stack, choice), ...CLIENTS[choice.clients], ...balancer(stack, choice), ...tasks(stack, choice) },
    monitoring: { topic: when(given('topic'), () => sns.Topic.fromTopicArn(stack, 'MyTopic', TOPIC)) },
  };
}

function database(stack: Stack, { user, master, capacity, readers }: Combination): Overrides['database'] {
  return {
    createApplicationUser: user === 'made',
    readers: readers === 'two' ? 2 : 1,
    serverlessCapacity: when(capacity === 'serverless', () => ServerlessCapacity.between(1, 16)),
    masterCredentials: when(master === 'given', () => MasterCredentials.fromSecret(secretsmanager.Secret.fromSecretCompleteArn(stack, 'MySecret', SECRET))),
  };
}

function balancer(stack: Stack, choice: Combination): Overrides['service'] {
  return {
    internetFacing: choice.balancer === 'public',
    webAclArn: when(choice.webAcl === 'given', () => new wafv2.CfnWebACL(stack, 'MyWebAcl', {
      scope: 'REGIONAL',
      defaultAction: { allow: {} },
      visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'mine', sampledRequestsEnabled: true },
    }).attrArn),
    accessLogsBucket: when(choice.logs === 'given', () => s3.Bucket.fromBucketName(stack, 'MyBucket', 'central-logs')),
  };
}

function tasks(stack: Stack, choice: Combination): Overrides['service'] {
  const exec = choice.cluster === 'made, with ECS Exec';
  return {
    image: image(choice),
    cpuArchitecture: processor(choice),
    // A session writes to the root file system.
    executeCommand: exec,
    readonlyRootFilesystem: exec ? false : undefined,
    cluster: when(choice.cluster === 'given', () => ecs.Cluster.fromClusterAttributes(stack, 'MyCluster', {
      clusterName: 'mine', vpc: vpcOf(stack), securityGroups: [],
    })),
  };
}

function image(choice: Combination): ecs.ContainerImage {
  const registry = choice.image === 'in ECR' ? '123456789012.dkr.ecr.us-east-1.amazonaws.com' : 'registry.example.com';
  return ecs.ContainerImage.fromRegistry(IMAGE.replace('registry.example.com', registry));
}

function processor(choice: Combination): ecs.CpuArchitecture | undefined {
  return choice.processor === 'arm' ? ecs.CpuArchitecture.ARM64 : undefined;
}

function certificate(stack: Stack, choice: Combination): Overrides['service'] {
  return choice.certificate === 'given' ? {} : {
    domainName: 'pay.example.com',
    hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'MyZone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' }),
  };
}

/** A VPC of the user's; it is also that of an imported cluster, which wants to know one. */
function vpcOf(stack: Stack): ec2.IVpc {
  const zones = ['us-east-1a', 'us-east-1b', 'us-east-1c'];
  const ids = (prefix: string, tier: number) => zones.map((_, zone) => `${prefix}-0123456789abcde${tier}${zone}`);
  return stack.node.tryFindChild('MyVpc') as ec2.IVpc | undefined ?? ec2.Vpc.fromVpcAttributes(stack, 'MyVpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: zones,
    publicSubnetIds: ids('subnet', 0),
    publicSubnetRouteTableIds: ids('rtb', 0),
    privateSubnetIds: ids('subnet', 1),
    privateSubnetRouteTableIds: ids('rtb', 1),
  });
}
