import { App, BootstraplessSynthesizer, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as rds from 'aws-cdk-lib/aws-rds';
import type { Clients } from './support/clients';
import { createClients } from './support/clients';
import { StackDriver } from './support/stack-driver';
import { until } from './support/until';
import { hangUp, listen, receive } from './verification/alarm-path';
import type { Listener } from './verification/alarm-path';
import { publishAll, stateOfAlarms } from './verification/catalogue-data';
import { PaymentMonitoring, PhysicalNames, PlatformProfile } from '../../src';
import { LocalAws } from '../local-aws/local-aws';

/** The rows whose metrics the emulator evaluates: it has neither expressions nor percentile ranks. */
const EVALUATED = PlatformProfile.PRODUCTION._defaults.monitoring.enabledAlarms.filter((key) => ![
  'alb-target-5xx', 'alb-5xx', 'ecs-tasks-missing', 'rds-connections', 'alb-zone-without-target',
].includes(key) && !key.includes('-burn-'));
const PAGING = ['alb-high-response-time', 'alb-no-healthy-target', 'rds-failover', 'rds-writer-down'];
const CAUSED_BY_DEPLOYMENT = ['alb-p99-response-time', 'ecs-task-failure', 'alb-unhealthy-targets', 'alb-target-connections'];
const ALONE = [
  'alb-rejected-connections', 'ecs-cpu', 'ecs-memory', 'rds-replica-lag', 'rds-cpu', 'rds-local-storage', 'rds-commit-latency', 'rds-deadlocks',
];
const METRIC_ALARMS = [...PAGING, ...CAUSED_BY_DEPLOYMENT, ...ALONE, 'ecs-deployment'];

let local: LocalAws;
let clients: Clients;

beforeAll(async () => {
  local = await LocalAws.start();
  clients = createClients(local.clientConfig());
});

afterAll(async () => local?.stop());

/** The alarms of PRODUCTION over things that exist elsewhere. */
function templateOf(environmentSuffix: string): string {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack', { synthesizer: new BootstraplessSynthesizer() });
  const arn = (rest: string) => `arn:aws:elasticloadbalancing:us-east-1:123456789012:${rest}`;
  const monitoring = new PaymentMonitoring(stack, 'Monitoring', {
    environmentSuffix,
    profile: PlatformProfile.custom('NAMED', PlatformProfile.PRODUCTION, { physicalNames: PhysicalNames.FIXED }),
    encryptionKey: kms.Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555'),
    alertEmail: 'ops@example.com',
    enabledAlarms: EVALUATED,
    databaseCluster: rds.DatabaseCluster.fromDatabaseClusterAttributes(stack, 'Database', {
      clusterIdentifier: `db-${environmentSuffix}`, instanceIdentifiers: [],
    }),
    service: ecs.FargateService.fromFargateServiceAttributes(stack, 'Service', {
      serviceName: `service-${environmentSuffix}`,
      cluster: { clusterName: 'mine', clusterArn: 'arn:aws:ecs:us-east-1:123456789012:cluster/mine' } as ecs.ICluster,
    }),
    taskCount: 6,
    targetGroup: elbv2.ApplicationTargetGroup.fromTargetGroupAttributes(stack, 'Targets', {
      targetGroupArn: arn(`targetgroup/tg-${environmentSuffix}/1`), loadBalancerArns: arn(`loadbalancer/app/alb-${environmentSuffix}/2`),
    }),
    // Without the expressions, the fastest that is left follows the health check.
    detectionObjective: Duration.minutes(2),
  });
  new CfnOutput(stack, 'SNSTopicArn', { value: monitoring.topic.topicArn });
  return JSON.stringify(Template.fromStack(stack).toJSON());
}

interface Scene {
  readonly suffix: string;
  readonly stack: StackDriver;
  readonly listener: Listener;
}

async function play(suffix: string, scene: (given: Scene) => Promise<void>): Promise<void> {
  const stack = new StackDriver(clients, `monitoring-${suffix}`);
  const outputs = await stack.create(templateOf(suffix), {});
  const listener = await listen({ clients, outputs, suffix });
  try {
    await scene({ suffix, stack, listener });
  } finally {
    await hangUp(listener);
    await stack.delete();
  }
}

const named = (keys: string[], suffix: string) => keys.map((key) => `payment-${key}-${suffix}`).sort();

/** Alarms in ALARM, once nothing changes any more. */
async function expectAlarms({ suffix, listener }: Scene, keys: string[]): Promise<void> {
  await until(`${keys.length} alarms of ${suffix} are in ALARM and no other`, async () => {
    await receive(listener);
    const states = await stateOfAlarms(clients, suffix);
    const alarmed = Object.keys(states).filter((name) => states[name] === 'ALARM').sort();
    return JSON.stringify(alarmed) === JSON.stringify(named(keys, suffix)) || undefined;
  }, 20_000);
  await receive(listener);
}

const alarmMessages = ({ listener }: Scene) => [...listener.received].filter((text) => text.endsWith(' ALARM')).sort();

test('healthy data leaves everything OK and tells nobody', async () => play('healthy', async (scene) => {
  await publishAll(clients, scene.suffix, 'healthy');
  await expectAlarms(scene, []);
  const states = await stateOfAlarms(clients, scene.suffix);
  expect(Object.keys(states).sort()).toEqual(named([...METRIC_ALARMS, 'payments-impaired', 'degraded'], scene.suffix));
  expect(new Set(named(METRIC_ALARMS, scene.suffix).map((name) => states[name]))).toEqual(new Set(['OK']));
  expect(alarmMessages(scene)).toEqual([]);
}));

test('every breach is an ALARM, and is told once: by the alarm itself or by the one that sums up', async () => play('breach', async (scene) => {
  const breached = METRIC_ALARMS.filter((key) => key !== 'ecs-deployment');
  await publishAll(clients, scene.suffix, 'breach', named(breached, scene.suffix));
  await expectAlarms(scene, [...breached, 'payments-impaired', 'degraded']);
  expect(alarmMessages(scene)).toEqual(named([...ALONE, 'payments-impaired', 'degraded'], scene.suffix).map((name) => `${name} ALARM`));
}));

test('what a deployment causes is told to nobody while there is one', async () => play('dip', async (scene) => {
  await publishAll(clients, scene.suffix, 'breach', named(['ecs-deployment'], scene.suffix));
  await expectAlarms(scene, ['ecs-deployment']);
  // The slowest hundredth is of the same metric as the response time that calls somebody.
  const dip = CAUSED_BY_DEPLOYMENT.filter((key) => key !== 'alb-p99-response-time');
  await publishAll(clients, scene.suffix, 'breach', named(dip, scene.suffix));
  await expectAlarms(scene, [...dip, 'ecs-deployment', 'degraded']);
  expect(alarmMessages(scene)).toEqual([]);
}));

test('a deployment that hurts users is told', async () => play('bad', async (scene) => {
  await publishAll(clients, scene.suffix, 'breach', named(['ecs-deployment'], scene.suffix));
  await publishAll(clients, scene.suffix, 'breach', named(['alb-high-response-time'], scene.suffix));
  await expectAlarms(scene, ['ecs-deployment', 'alb-high-response-time', 'payments-impaired']);
  expect(alarmMessages(scene)).toEqual(named(['payments-impaired'], scene.suffix).map((name) => `${name} ALARM`));
}));
