import { spawnSync } from 'child_process';
import { readdirSync, readFileSync } from 'fs';
import { join } from 'path';
import { EventBridgeClient, TestEventPatternCommand } from '@aws-sdk/client-eventbridge';
import type { EventPattern } from 'aws-cdk-lib/aws-events';
import { REPOSITORY } from './support/repository';
import { EVENT_ALARMS } from '../../src/monitoring/event-alarms';
import type { Observed } from '../../src/monitoring/observed-metrics';
import { LocalAws } from '../local-aws/local-aws';

interface Sample {
  /** Where AWS documents the event. */
  readonly source: string;
  /** The keys of the rows that have to tell of it. */
  readonly wantedBy: string[];
  readonly event: Record<string, unknown>;
}

const FOLDER = join(REPOSITORY, 'test', 'monitoring', 'events');
const samples = Object.fromEntries(readdirSync(FOLDER).sort().map((file): [string, Sample] => [
  file.replace('.json', ''), JSON.parse(readFileSync(join(FOLDER, file), 'utf8')),
]));

/** What the samples are about. */
const observed: Observed = {
  databaseCluster: { clusterIdentifier: 'my-db-cluster', instanceIdentifiers: ['my-db-instance', 'my-db-instance-2'] } as unknown as Observed['databaseCluster'],
  service: {
    serviceArn: 'arn:aws:ecs:us-west-2:111122223333:service/default/servicetest',
    serviceName: 'servicetest',
    cluster: { clusterName: 'default', clusterArn: 'arn:aws:ecs:us-west-2:111122223333:cluster/default' },
  } as Observed['service'],
  certificate: { certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/61f50cd4-45b9-4259-b049-d0a53682fa4b' } as Observed['certificate'],
};

const patterns = Object.fromEntries(EVENT_ALARMS.map(({ key, pattern }) => [key, inJson(pattern(observed))]));
const wanted = Object.entries(samples).flatMap(([name, { wantedBy }]) => wantedBy.map((key) => `${key} ${name}`)).sort();

/** As CloudFormation writes it. */
function inJson({ detailType, ...pattern }: EventPattern): Record<string, unknown> {
  return { ...pattern, 'detail-type': detailType };
}

test('every sample says where AWS documents it', () => {
  Object.values(samples).forEach(({ source }) => expect(source).toMatch(/^(Amazon|AWS) .+ \(2026-11\)$/));
});

test('every row has a sample that it wants, and a neighbour that it does not want', () => {
  const kinds = (key: string) => Object.values(samples).filter(({ event, wantedBy }) => (
    event.source === (patterns[key].source as string[])[0] && !wantedBy.includes(key)
  ));
  Object.keys(patterns).forEach((key) => {
    expect(wanted.filter((pair) => pair.startsWith(`${key} `)).length).toBeGreaterThan(0);
    expect(kinds(key).length).toBeGreaterThan(0);
  });
});

test('the patterns match the samples they want and no other, says a matcher of EventBridge patterns', () => {
  const events = Object.fromEntries(Object.entries(samples).map(([name, { event }]) => [name, event]));
  const python = join(REPOSITORY, '.cache', 'local-aws-venv', 'bin', 'python');
  const { stdout, stderr, status } = spawnSync(python, [join(REPOSITORY, 'test', 'local-aws', 'event_matches.py')], {
    input: JSON.stringify({ patterns, events }), encoding: 'utf8',
  });
  expect([status, stderr]).toEqual([0, '']);
  expect((JSON.parse(stdout) as string[][]).map((pair) => pair.join(' ')).sort()).toEqual(wanted);
});

describe('on the local AWS', () => {
  let local: LocalAws;

  beforeAll(async () => {
    local = await LocalAws.start();
  });

  afterAll(async () => local?.stop());

  test('TestEventPattern says the same', async () => {
    const client = new EventBridgeClient(local.clientConfig());
    const matches = await Promise.all(Object.entries(patterns).flatMap(([key, pattern]) => Object.entries(samples).map(async ([name, { event }]) => {
      const { Result } = await client.send(new TestEventPatternCommand({ EventPattern: JSON.stringify(pattern), Event: JSON.stringify(event) }));
      return Result ? [`${key} ${name}`] : [];
    })));
    expect(matches.flat().sort()).toEqual(wanted);
  });
});
