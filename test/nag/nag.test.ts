import type { App, Stack } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as route53 from 'aws-cdk-lib/aws-route53';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import * as wafv2 from 'aws-cdk-lib/aws-wafv2';
import { nagFindings, nagFindingsWithoutSuppressions, suppressionsOf } from './findings';
import { expectGolden } from './golden';
import { allPairs, pairsOf, pairwise } from './pairwise';
import type { Combination } from './pairwise';
import { NatStrategy, Teardown } from '../../src';
import { IMAGE, synthProduction, synthTest } from '../production/production';
import type { Overrides } from '../production/production';
import { importedVpc } from '../support/synth';

const KEY = 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555';
const TOPIC = 'arn:aws:sns:us-east-1:123456789012:alerts';

/** The choices that leave PRODUCTION a production: none of them switches a control off. */
const OPTIONS = {
  vpc: ['made', 'given'],
  nat: ['per zone', 'single', 'none'],
  key: ['made', 'given'],
  teardown: ['protected', 'disposable'],
  user: ['by hand', 'made'],
  readers: ['two', 'one'],
  certificate: ['given', 'made'],
  clients: ['all', 'some'],
  webAcl: ['made', 'given'],
  logs: ['made', 'given'],
  cluster: ['made', 'given'],
  topic: ['made', 'given'],
};

/** What a disposable platform says of itself: this is not suppressed, because it is so. */
const UNPROTECTED = [
  'Stack/Pay/Database/Cluster/Resource AwsSolutions-RDS10',
  'Stack/Pay/Service/LoadBalancer/Resource HIPAA.Security-ELBDeletionProtectionEnabled',
  'Stack/Pay/Database/Cluster/Resource HIPAA.Security-RDSInstanceDeletionProtectionEnabled',
  'Stack/Pay/Service/LoadBalancer/Resource NIST.800.53.R5-ELBDeletionProtectionEnabled',
  'Stack/Pay/Database/Cluster/Resource NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled',
];

const NAT: Record<string, NatStrategy> = { 'per zone': NatStrategy.perZone(), 'single': NatStrategy.single(), 'none': NatStrategy.none() };

/** What is found in the platform; what a user brings is the user's. */
function oursIn(app: App): string[] {
  return nagFindings(app).filter(({ path }) => path.startsWith('Stack/Pay/')).map(({ rule, path }) => `${path} ${rule}`);
}

function when<T>(condition: boolean, make: () => T): T | undefined {
  return condition ? make() : undefined;
}

function choose(stack: Stack, choice: Combination): Overrides {
  const given = (option: string) => choice[option] === 'given';
  return {
    teardown: choice.teardown === 'disposable' ? Teardown.DISPOSABLE : Teardown.PROTECTED,
    encryptionKey: when(given('key'), () => kms.Key.fromKeyArn(stack, 'MyKey', KEY)),
    network: { vpc: when(given('vpc'), () => importedVpc(stack)), natStrategy: NAT[choice.nat] },
    database: { createApplicationUser: choice.user === 'made', readers: choice.readers === 'two' ? 2 : 1 },
    service: {
      ...certificate(stack, choice),
      ingressCidrs: choice.clients === 'all' ? undefined : ['203.0.113.0/24'],
      webAclArn: when(given('webAcl'), () => new wafv2.CfnWebACL(stack, 'MyWebAcl', {
        scope: 'REGIONAL',
        defaultAction: { allow: {} },
        visibilityConfig: { cloudWatchMetricsEnabled: true, metricName: 'mine', sampledRequestsEnabled: true },
      }).attrArn),
      accessLogsBucket: when(given('logs'), () => s3.Bucket.fromBucketName(stack, 'MyBucket', 'central-logs')),
      cluster: when(given('cluster'), () => ecs.Cluster.fromClusterAttributes(stack, 'MyCluster', {
        clusterName: 'mine', vpc: importedClusterVpc(stack, choice), securityGroups: [],
      })),
    },
    monitoring: { topic: when(given('topic'), () => sns.Topic.fromTopicArn(stack, 'MyTopic', TOPIC)) },
  };
}

function certificate(stack: Stack, choice: Combination): Overrides['service'] {
  return choice.certificate === 'given' ? {} : {
    domainName: 'pay.example.com',
    hostedZone: route53.HostedZone.fromHostedZoneAttributes(stack, 'MyZone', { hostedZoneId: 'Z0123456789', zoneName: 'example.com' }),
  };
}

/** An imported cluster wants to know a VPC; which one it is, the template does not say. */
function importedClusterVpc(stack: Stack, { vpc }: Combination) {
  return (vpc === 'given' ? stack.node.findChild('ImportedVpc') : importedVpc(stack)) as ReturnType<typeof importedVpc>;
}

const combinations = pairwise(OPTIONS);

describe('PRODUCTION', () => {
  test('breaks no rule', () => {
    expect(nagFindings(synthProduction().app)).toEqual([]);
  });

  test.each(combinations.map((choice) => [Object.values(choice).join(', '), choice] as const))('breaks no rule but those of its teardown with %s', (_, choice) => {
    const found = oursIn(synthProduction((stack) => choose(stack, choice)).app).filter((finding) => !finding.includes('/EmptyBuckets/'));
    expect(found).toEqual(choice.teardown === 'disposable' ? UNPROTECTED : []);
  });

  // The function may delete every object of the two buckets, which cdk-nag calls a wildcard; there is no suppression yet.
  test('breaks no rule with the function that empties the buckets', () => {
    expect(oursIn(synthProduction({ teardown: Teardown.DISPOSABLE }).app)).toEqual(UNPROTECTED);
  });

  test('is checked with every pair of choices, in few combinations', () => {
    const covered = new Set(combinations.flatMap(pairsOf));
    expect(allPairs(OPTIONS).filter((pair) => !covered.has(pair))).toEqual([]);
    expect(combinations.length).toBeLessThanOrEqual(12);
  });

  // An image in ECR is the usual case: GetAuthorizationToken has no resource level, which is not yet said to cdk-nag.
  test('breaks no rule with an image in ECR', () => {
    const image = ecs.ContainerImage.fromRegistry(IMAGE.replace('registry.example.com', '123456789012.dkr.ecr.us-east-1.amazonaws.com'));
    expect(nagFindings(synthProduction({ service: { image } }).app)).toEqual([]);
  });

  test('suppresses exactly what would be found: nothing more', () => {
    const rendered = synthProduction();
    const suppressed = suppressionsOf(rendered.app).filter(({ tool }) => tool === 'cdk-nag').map(({ rule, path }) => `${path} ${rule}`);
    const found = nagFindingsWithoutSuppressions(rendered.app).map(({ rule, path }) => `${path} ${rule}`);
    expect(found.filter((finding) => !suppressed.includes(finding))).toEqual([]);
    expect(suppressed.filter((finding) => !found.includes(finding))).toEqual([]);
  });
});

describe('what is switched off', () => {
  test.each<[string, Overrides, string]>([
    ['the firewall', { service: { firewall: false } }, 'NIST.800.53.R5-ALBWAFEnabled'],
    ['the access logs', { service: { accessLogs: false } }, 'AwsSolutions-ELB2'],
    ['the flow log', { network: { flowLogs: false } }, 'AwsSolutions-VPC7'],
    ['the closing of the default security group', { network: { restrictDefaultSecurityGroup: false } }, 'NIST.800.53.R5-VPCDefaultSecurityGroupClosed'],
    ['enhanced monitoring', { database: { enhancedMonitoring: false } }, 'NIST.800.53.R5-RDSEnhancedMonitoringEnabled'],
  ])('is found again: %s', (_, overrides, rule) => {
    expect(nagFindings(synthProduction(overrides).app).map((finding) => finding.rule)).toContain(rule);
  });
});

describe('TEST', () => {
  test('breaks the rules that cost, teardown and the reference system make it break, and no other', () => {
    expectGolden('test-findings.json', nagFindings(synthTest().app));
  });
});
