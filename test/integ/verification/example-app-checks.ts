import { DescribeAlarmsCommand } from '@aws-sdk/client-cloudwatch';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DescribeServicesCommand, DescribeTaskDefinitionCommand } from '@aws-sdk/client-ecs';
import { check } from './check';
import type { CheckGroup } from './check';
import { findCluster } from './database-checks';
import type { Additions, Deployment } from './deployment';
import { privateSubnetIds, securityGroups } from './network-checks';
import { roleStatements } from './roles';
import { findService } from './service-checks';

const WORKER = 'Settlement worker';

export const EXAMPLE_IMAGE = 'public.ecr.aws/nginx/nginx:1.29';
export const EXAMPLE_ALERT_EMAIL = 'payments-oncall@example.com';

/** What the example app puts beside the platform. */
export function exampleAdditions(suffix: string): Additions {
  return {
    environment: ['MERCHANTS_TABLE'],
    taskRoleActions: TABLE_READING,
    databaseClients: [WORKER],
    alarms: [`payment-settlement-stopped-${suffix}`],
    graphs: ['Settlement tasks'],
    logGroups: [`/ecs/payment-app-${suffix}-settlement`],
  };
}

/** What `table.grantReadData` of aws-cdk allows. */
const TABLE_READING = [
  'dynamodb:BatchGetItem',
  'dynamodb:ConditionCheckItem',
  'dynamodb:DescribeTable',
  'dynamodb:GetItem',
  'dynamodb:GetRecords',
  'dynamodb:GetShardIterator',
  'dynamodb:Query',
  'dynamodb:Scan',
];

export const EXAMPLE_APP_CHECKS: CheckGroup = {
  title: 'The app\'s own parts',
  checks: [
    check('a settlement worker runs in the platform\'s cluster and private subnets, without a load balancer', async (deployment) => ({
      status: 'ACTIVE',
      desired: 1,
      running: 1,
      balancers: [],
      subnets: await privateSubnetIds(deployment),
      securityGroups: [(await securityGroups(deployment)).get(WORKER)?.GroupId],
    }), readWorker),
    check('it reads from the readers, as a user without password', async (deployment) => ({
      PGHOST: (await findCluster(deployment)).ReaderEndpoint, PGUSER: 'settlement_reader', secrets: [],
    }), readWorkerConnection),
    check('its role may connect as that user and nothing else', async (deployment) => ({ allowed: [await databaseUserPermission(deployment)] }), readWorkerRole),
    check('the payment task may read the table, and only that', async ({ clients, outputs }) => {
      const { Table } = await clients.dynamoDb.send(new DescribeTableCommand({ TableName: outputs.MerchantsTable }));
      return { table: 'ACTIVE', resources: [Table?.TableArn] };
    }, readTableAccess),
    check('its own alarm tells the platform\'s topic', ({ outputs, suffix }) => ({
      metric: 'RunningTaskCount', service: `payment-settlement-${suffix}`, actions: [outputs.SNSTopicArn],
    }), readAlarm),
    check('an escape hatch changed the cluster\'s backup window', () => ({ window: '02:00-02:30' }), async (deployment) => ({
      window: (await findCluster(deployment)).PreferredBackupWindow,
    })),
  ],
};

async function findWorker({ clients, suffix }: Deployment) {
  const { services = [] } = await clients.ecs.send(new DescribeServicesCommand({
    cluster: `payment-cluster-${suffix}`,
    services: [`payment-settlement-${suffix}`],
  }));
  return services[0];
}

async function readWorker(deployment: Deployment) {
  const { status, desiredCount, runningCount, loadBalancers, networkConfiguration } = await findWorker(deployment);
  const { subnets = [], securityGroups: groups } = networkConfiguration?.awsvpcConfiguration ?? {};
  return { status, desired: desiredCount, running: runningCount, balancers: loadBalancers, subnets: [...subnets].sort(), securityGroups: groups };
}

async function findWorkerTask(deployment: Deployment) {
  const { taskDefinition: arn } = await findWorker(deployment);
  const { taskDefinition = {} } = await deployment.clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
  return taskDefinition;
}

async function readWorkerConnection(deployment: Deployment) {
  const { containerDefinitions: [{ environment = [], secrets = [] }] = [{}] } = await findWorkerTask(deployment);
  const value = (wanted: string) => environment.find(({ name }) => name === wanted)?.value;
  return { PGHOST: value('PGHOST'), PGUSER: value('PGUSER'), secrets };
}

async function databaseUserPermission(deployment: Deployment): Promise<string> {
  const { DbClusterResourceId } = await findCluster(deployment);
  return `rds-db:connect arn:aws:rds-db:${deployment.region}:${deployment.accountId}:dbuser:${DbClusterResourceId}/settlement_reader`;
}

async function readWorkerRole(deployment: Deployment) {
  const { taskRoleArn = '' } = await findWorkerTask(deployment);
  return { allowed: await roleStatements(deployment, taskRoleArn) };
}

async function readTableAccess(deployment: Deployment) {
  const { taskDefinition } = await findService(deployment);
  const { taskDefinition: { taskRoleArn = '' } = {} } = await deployment.clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition }));
  const { Table } = await deployment.clients.dynamoDb.send(new DescribeTableCommand({ TableName: deployment.outputs.MerchantsTable }));
  const resources = (await roleStatements(deployment, taskRoleArn)).map((permission) => permission.split(' ')[1]);
  return { table: Table?.TableStatus, resources: [...new Set(resources)] };
}

async function readAlarm({ clients, suffix }: Deployment) {
  const { MetricAlarms = [] } = await clients.cloudWatch.send(new DescribeAlarmsCommand({ AlarmNames: [`payment-settlement-stopped-${suffix}`] }));
  const { MetricName, Dimensions = [], AlarmActions } = MetricAlarms[0];
  return { metric: MetricName, service: Dimensions.find(({ Name }) => Name === 'ServiceName')?.Value, actions: AlarmActions };
}
