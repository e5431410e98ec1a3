import type { App } from 'aws-cdk-lib';
import { combinations, nameOf, OPTIONS, synthChoice } from './choices';
import { nagFindings, nagFindingsWithoutSuppressions, suppressionsOf } from './findings';
import { expectGolden } from './golden';
import { allPairs, pairsOf } from './pairwise';
import { synthProduction, synthTest } from '../production/production';
import type { Overrides } from '../production/production';

/** What a disposable platform says of itself: this is not suppressed, because it is so. */
const UNPROTECTED = [
  'Stack/Pay/Database/Cluster/Resource AwsSolutions-RDS10',
  'Stack/Pay/Service/LoadBalancer/Resource HIPAA.Security-ELBDeletionProtectionEnabled',
  'Stack/Pay/Database/Cluster/Resource HIPAA.Security-RDSInstanceDeletionProtectionEnabled',
  'Stack/Pay/Service/LoadBalancer/Resource NIST.800.53.R5-ELBDeletionProtectionEnabled',
  'Stack/Pay/Database/Cluster/Resource NIST.800.53.R5-RDSInstanceDeletionProtectionEnabled',
];

/** What is found in the platform; what a user brings is the user's. */
function oursIn(app: App): string[] {
  return nagFindings(app).filter(({ path }) => path.startsWith('Stack/Pay/')).map(({ rule, path }) => `${path} ${rule}`);
}

describe('PRODUCTION', () => {
  test('breaks no rule', () => {
    expect(nagFindings(synthProduction().app)).toEqual([]);
  });

  test.each(combinations.map((choice) => [nameOf(choice) || 'nothing chosen', choice] as const))('breaks no rule but those of its teardown: %s', (_, choice) => {
    expect(oursIn(synthChoice(choice).app)).toEqual(choice.teardown === 'disposable' ? UNPROTECTED : []);
  });

  test('is checked with every pair of choices, in few combinations', () => {
    const covered = new Set(combinations.flatMap(pairsOf));
    expect(allPairs(OPTIONS).filter((pair) => !covered.has(pair))).toEqual([]);
    expect(combinations.length).toBeLessThanOrEqual(14);
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
