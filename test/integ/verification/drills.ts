import { StopTaskCommand, UpdateServiceCommand } from '@aws-sdk/client-ecs';
import { DescribeDBInstancesCommand, FailoverDBClusterCommand } from '@aws-sdk/client-rds';
import { compare } from './check';
import { findCluster, writerOf } from './database-checks';
import type { Deployment } from './deployment';
import { targetHealth } from './load-balancer-checks';
import { findService, runningTasks } from './service-checks';
import { until } from '../support/until';

/**
 * Stops a task and brings the service back to six. On AWS the service replaces the task by itself; the emulator does not, so the
 * second step is the operator's.
 */
export async function stopTask(deployment: Deployment): Promise<string> {
  const { ecs } = deployment.clients;
  const cluster = `payment-cluster-${deployment.suffix}`;
  const [stopped] = await runningTasks(deployment);
  await ecs.send(new StopTaskCommand({ cluster, task: stopped.taskArn, reason: 'Failover drill' }));
  const left = await until('one task fewer runs', async () => atMost(await runningTasks(deployment), 5), 10_000);
  compare('after a task was stopped', { running: 5, stoppedTaskRuns: false }, {
    running: left.length,
    stoppedTaskRuns: left.some(({ taskArn }) => taskArn === stopped.taskArn),
  });
  await ecs.send(new UpdateServiceCommand({ cluster, service: `payment-service-${deployment.suffix}`, desiredCount: 6 }));
  await until('six tasks run again', async () => ((await findService(deployment)).runningCount === 6 ? true : undefined), 20_000);
  return '5 running, then 6';
}

/** Fails the database over and sees another writer; how long that takes says nothing here. */
export async function failOver(deployment: Deployment): Promise<string> {
  const before = await writerOf(deployment);
  const { DBClusterIdentifier, Endpoint } = await findCluster(deployment);
  await deployment.clients.rds.send(new FailoverDBClusterCommand({ DBClusterIdentifier }));
  const after = await until('another instance writes', async () => {
    const writer = await writerOf(deployment);
    return writer === before ? undefined : writer;
  }, 20_000);
  compare('after the failover', { endpoint: Endpoint }, { endpoint: (await findCluster(deployment)).Endpoint });
  return `the writer was in ${await zoneOf(deployment, before)} and is in ${await zoneOf(deployment, after)}`;
}

/** Reads the target health as an operator does; what an emulator answers is no evidence for health. */
export async function readTargetHealth(deployment: Deployment): Promise<string> {
  const targets = await targetHealth(deployment);
  const states = [...new Set(targets.map(({ TargetHealth }) => TargetHealth?.State))].join(', ');
  return `${targets.length} targets${states ? `: ${states}` : ''}`;
}

function atMost<T>(items: T[], count: number): T[] | undefined {
  return items.length <= count ? items : undefined;
}

async function zoneOf({ clients }: Deployment, DBInstanceIdentifier: string): Promise<string | undefined> {
  const { DBInstances = [] } = await clients.rds.send(new DescribeDBInstancesCommand({ DBInstanceIdentifier }));
  return DBInstances[0]?.AvailabilityZone;
}
