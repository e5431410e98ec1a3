import { ofType, propertiesOf, synthProduction, synthTest } from './production';
import type { Rendered } from './production';
import { MasterCredentials, PlatformProfile, Teardown } from '../../src';
import type { Resource } from '../support/template';

const STATEFUL = ['AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::S3::Bucket', 'AWS::SecretsManager::Secret'];

function stateful({ resources }: Rendered): Resource[] {
  return Object.values(resources).filter(({ Type: type }) => STATEFUL.includes(type));
}

function policiesOf(found: Resource[]): string[] {
  return [...new Set(found.map(({ DeletionPolicy, UpdateReplacePolicy }) => `${DeletionPolicy}/${UpdateReplacePolicy}`))].sort();
}

/** Everything that would stop a deletion, or outlive it. */
function protections({ resources }: Rendered): string[] {
  return Object.entries(resources).flatMap(([id, resource]) => [
    ...[resource.DeletionPolicy, resource.UpdateReplacePolicy].filter((policy) => policy !== undefined && policy !== 'Delete').map((policy) => `${id} ${policy}`),
    ...(/"deletion_protection.enabled","Value":"true"|"DeletionProtection":true/.test(JSON.stringify(resource)) ? [`${id} DeletionProtection`] : []),
  ]);
}

const kept = synthProduction();
const disposable = synthProduction({ teardown: Teardown.DISPOSABLE, database: { createApplicationUser: true } });

describe('PROTECTED', () => {
  test('keeps everything that holds data, but not what a failed first creation leaves', () => {
    expect(stateful(kept).length).toBeGreaterThanOrEqual(13);
    expect(policiesOf(stateful(kept))).toEqual(['RetainExceptOnCreate/Retain']);
  });

  test('protects the database and the load balancer against deletion', () => {
    expect(protections(kept).filter((protection) => protection.endsWith(' DeletionProtection'))).toEqual([
      'PayDatabaseCluster DeletionProtection', 'PayServiceLoadBalancer DeletionProtection',
    ]);
  });

  test('empties no bucket', () => {
    expect(propertiesOf(kept.resources, 'Custom::EmptyBuckets')).toEqual([]);
  });

  test('protects TEST as well: its database, balancer, key, secret and logs', () => {
    const test = synthTest({ teardown: Teardown.PROTECTED });
    expect(policiesOf(stateful(test))).toEqual(['RetainExceptOnCreate/Retain']);
    expect([...new Set(stateful(test).map(({ Type: type }) => type))].sort()).toEqual([
      'AWS::KMS::Key', 'AWS::Logs::LogGroup', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::SecretsManager::Secret',
    ]);
    expect(protections(test).filter((protection) => protection.endsWith(' DeletionProtection'))).toEqual([
      'PayDatabaseCluster DeletionProtection', 'PayServiceLoadBalancer DeletionProtection',
    ]);
  });
});

describe('DISPOSABLE', () => {
  test('leaves nothing protected and nothing behind', () => {
    expect(protections(disposable)).toEqual([]);
    expect(policiesOf(stateful(disposable))).toEqual(['Delete/Delete']);
  });

  test('leaves a generated secret as little behind', () => {
    const choice = { teardown: Teardown.DISPOSABLE, database: { masterCredentials: MasterCredentials.generated() } };
    expect(protections(synthProduction(choice))).toEqual([]);
  });

  test('leaves nothing behind in TEST, by default', () => {
    expect(protections(synthTest())).toEqual([]);
  });

  test('empties both buckets, versions included, while their policies still stand', () => {
    expect(disposable.resources.PayServiceAccessLogsEmptyBuckets).toEqual({
      Type: 'Custom::EmptyBuckets',
      Properties: {
        ServiceToken: { 'Fn::GetAtt': ['PayServiceAccessLogsEmptyBucketsFunction', 'Arn'] },
        ServiceTimeout: 960,
        Buckets: [{ Ref: 'PayServiceAccessLogsBucket' }, { Ref: 'PayServiceAccessLogsAudit' }],
      },
      DependsOn: ['PayServiceAccessLogsAuditPolicy', 'PayServiceAccessLogsBucketPolicy'],
    });
    const buckets = ['PayServiceAccessLogsBucket', 'PayServiceAccessLogsAudit'].map((id) => ({ 'Fn::GetAtt': [id, 'Arn'] }));
    const { PolicyDocument: document } = disposable.resources.PayServiceAccessLogsEmptyBucketsPolicy.Properties;
    const { Statement: statements } = document as { Statement: unknown[] };
    expect(statements.slice(1)).toEqual([
      { Action: 's3:ListBucketVersions', Effect: 'Allow', Resource: buckets },
      { Action: 's3:DeleteObjectVersion', Effect: 'Allow', Resource: buckets.map((bucket) => ({ 'Fn::Join': ['', [bucket, '/*']] })) },
    ]);
  });

  // CloudFormation deletes the dependent first: only then does nobody write to a bucket that has just been emptied.
  test('deletes the load balancer before its buckets are emptied', () => {
    expect(disposable.resources.PayServiceLoadBalancer.DependsOn).toContain('PayServiceAccessLogsEmptyBuckets');
  });
});

describe('a choice', () => {
  test.each([
    ['on the platform', () => synthProduction({ teardown: Teardown.DISPOSABLE })],
    ['in a profile', () => synthProduction({ profile: PlatformProfile.custom('SANDBOX', PlatformProfile.PRODUCTION, { teardown: Teardown.DISPOSABLE }) })],
  ])('%s holds for every part', (_, make) => {
    const rendered = make();
    expect(protections(rendered)).toEqual([]);
    expect(propertiesOf(rendered.resources, 'Custom::EmptyBuckets')).toHaveLength(1);
  });

  test('changes nothing but protections, and the emptying of buckets', () => {
    const made = Object.keys(synthProduction({ teardown: Teardown.DISPOSABLE }).resources);
    const before = Object.keys(kept.resources);
    expect(before.filter((id) => !made.includes(id))).toEqual([]);
    expect(made.filter((id) => !before.includes(id)).every((id) => id.startsWith('PayServiceAccessLogsEmptyBuckets'))).toBe(true);
    expect(Object.keys(ofType(kept.resources, 'AWS::Lambda::Function'))).toHaveLength(1);
  });
});
