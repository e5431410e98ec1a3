import { readFileSync } from 'fs';
import { goldenFile, harmOf, PROFILES, statefulOf } from './stateful';
import type { Stateful } from './stateful';

// aws-cdk validates every template it synthesizes, which takes most of the time.
process.env.CDK_VALIDATION = 'false';

const released = (profile: string): Stateful => JSON.parse(readFileSync(goldenFile(profile), 'utf8'));
const changed = (profile: string, id: string, properties: object): Stateful => {
  const resources = released(profile);
  return { ...resources, [id]: { ...resources[id], Properties: { ...resources[id].Properties, ...properties } } };
};

test.each(Object.keys(PROFILES))('an update from the last release of %s replaces, deletes and orphans nothing', (profile) => {
  expect(harmOf(released(profile), statefulOf(profile))).toEqual([]);
});

describe('harm is seen, with the property that does it', () => {
  const cluster = 'DatabaseCluster';
  const instances = [1, 2, 3].map((number) => `${cluster}Instance${number} WILL_REPLACE DBClusterIdentifier`);

  test.each<[string, string, object, string[]]>([
    ['another master user', cluster, { MasterUsername: 'other' }, [`${cluster} MAY_REPLACE MasterUsername`]],
    ['another database', cluster, { DatabaseName: 'other' }, [`${cluster} WILL_REPLACE DatabaseName`, ...instances]],
    ['another identifier', cluster, { DBClusterIdentifier: 'other' }, [`${cluster} WILL_REPLACE DBClusterIdentifier`, ...instances]],
    ['another subnet block', 'NetworkPrivateSubnet1', { CidrBlock: '10.0.99.0/24' }, ['NetworkPrivateSubnet1 WILL_REPLACE CidrBlock']],
    ['another scheme', 'ServiceLoadBalancer', { Scheme: 'internal' }, ['ServiceLoadBalancer WILL_REPLACE Scheme']],
    ['another retention', cluster, { BackupRetentionPeriod: 7 }, []],
  ])('%s', (_, id, properties, harm) => {
    expect(harmOf(released('production'), changed('production', id, properties))).toEqual(harm);
  });

  test('another logical id orphans what is retained, and deletes what is not', () => {
    const renamed = (profile: string) => {
      const { [cluster]: moved, ...rest } = released(profile);
      return { ...rest, Renamed: moved };
    };
    expect(harmOf(released('production'), renamed('production'))).toEqual([`${cluster} WILL_ORPHAN`]);
    expect(harmOf(released('test'), renamed('test'))).toEqual([`${cluster} WILL_DESTROY`]);
  });

  test('a weaker policy is seen', () => {
    const resources = released('production');
    const weaker = { ...resources, [cluster]: { ...resources[cluster], DeletionPolicy: 'Delete' } };
    expect(harmOf(resources, weaker)).toEqual([`${cluster} DeletionPolicy ${resources[cluster].DeletionPolicy} -> Delete`]);
  });
});
