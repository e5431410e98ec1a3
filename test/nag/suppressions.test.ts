import { Stack } from 'aws-cdk-lib';
import { suppressionsOf } from './findings';
import { expectGolden } from './golden';
import { Teardown } from '../../src';
import { synthProduction, synthTest } from '../production/production';
import type { Choice } from '../production/production';
import { importedVpc } from '../support/synth';

const production = synthProduction();
const suppressions = suppressionsOf(production.app);

const rulesOf = (choice: Choice) => [...new Set(suppressionsOf(synthProduction(choice).app).map(({ rule }) => rule))];

describe('the suppressions of PRODUCTION', () => {
  test('are these, each on one resource and for one reason', () => {
    // Those for cdk-nag 2 repeat those for cdk-nag 3.
    expectGolden('suppressions.json', suppressions.filter(({ tool }) => tool !== 'cdk-nag 2'));
  });

  test('have a reason that says something', () => {
    expect(suppressions.filter(({ reason }) => reason.length < 40)).toEqual([]);
  });

  test('stand on resources only: none on a stack, an app or a whole part', () => {
    const scopes = [production.app, production.stack, production.platform, ...production.platform.node.children];
    scopes.forEach(({ node }) => expect(node.metadata.filter(({ type }) => type === 'aws:cdk:acknowledged-rules')).toEqual([]));
    const paths = new Set(suppressions.map(({ path }) => path));
    production.app.node.findAll().filter(({ node }) => paths.has(node.path)).forEach((construct) => {
      expect(Stack.isStack(construct)).toBe(false);
      expect(construct.node.children).toEqual([]);
    });
  });

  test('are the same for cdk-nag 2 and 3', () => {
    const of = (name: string) => suppressions.filter(({ tool }) => tool === name).map(({ rule, path }) => `${path} ${rule}`).sort();
    expect(of('cdk-nag 2')).toEqual(of('cdk-nag'));
  });

  // cdk-nag 2 throws on an id with a finding in brackets and wants `id` and `applies_to` apart.
  test('are written as cdk-nag 2 reads them', () => {
    const written = JSON.stringify(Object.values(production.resources).map(({ Metadata: metadata }) => metadata?.cdk_nag));
    expect(written).not.toMatch(/"id":"[^"]*\[/);
  });
});

describe('a suppression goes when what justifies it is not there', () => {
  test.each<[string, Choice, RegExp]>([
    ['clients are restricted', { service: { ingressCidrs: ['203.0.113.0/24'] } }, /EC23/],
    ['the VPC is given', (stack) => ({ network: { vpc: importedVpc(stack) } }), /IGW|Lambda|LAMBDA|CKV_AWS_11/],
    ['nothing closes the default security group', { network: { restrictDefaultSecurityGroup: false } }, /Lambda|LAMBDA|CKV_AWS_11/],
    ['nothing is monitored', { database: { enhancedMonitoring: false } }, /IAM4/],
    ['there are no access logs', { service: { accessLogs: false } }, /S3|CKV_AWS_18/],
  ])('%s', (_, choice, rules) => {
    expect(rulesOf({}).filter((rule) => rules.test(rule)).length).toBeGreaterThanOrEqual(1);
    expect(rulesOf(choice).filter((rule) => rules.test(rule))).toEqual([]);
  });

  test('and there is one for every function, none else, where buckets are emptied and a user is made', () => {
    const paths = (choice: Choice) => new Set(suppressionsOf(synthProduction(choice).app).filter(({ rule }) => /Lambda/.test(rule)).map(({ path }) => path));
    expect([...paths({ teardown: Teardown.DISPOSABLE, database: { createApplicationUser: true } })].sort()).toEqual([
      'Stack/Pay/Database/ApplicationUser/Function',
      'Stack/Pay/Network/RestrictDefaultSecurityGroupCustomResource/Function',
      'Stack/Pay/Service/AccessLogs/EmptyBuckets/Function',
    ]);
  });
});

describe('the suppressions of TEST', () => {
  test('are those of what it shares with PRODUCTION', () => {
    const shared = suppressions.map(({ tool, rule, path }) => `${tool} ${rule} ${path}`);
    const own = suppressionsOf(synthTest().app).map(({ tool, rule, path }) => `${tool} ${rule} ${path}`);
    expect(own.length).toBeGreaterThanOrEqual(1);
    expect(own.filter((suppression) => !shared.includes(suppression))).toEqual([]);
  });
});
