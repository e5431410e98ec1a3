import { DescribeClustersCommand, DescribeServicesCommand, DescribeTaskDefinitionCommand, DescribeTasksCommand, ListTasksCommand } from '@aws-sdk/client-ecs';
import type { KeyValuePair, Secret, Service, Task, TaskDefinition } from '@aws-sdk/client-ecs';
import { check } from './check';
import type { CheckGroup } from './check';
import { findCluster } from './database-checks';
import type { Deployment } from './deployment';
import { privateSubnetIds, securityGroups } from './network-checks';
import { readParameter } from './parameters';
import { roleStatements } from './roles';

export async function findService({ clients, suffix }: Deployment): Promise<Service> {
  const { services = [] } = await clients.ecs.send(new DescribeServicesCommand({
    cluster: `payment-cluster-${suffix}`,
    services: [`payment-service-${suffix}`],
  }));
  if (services.length !== 1) throw new Error(`expected one service payment-service-${suffix}, found ${services.length}`);
  return services[0];
}

export async function runningTasks({ clients, suffix }: Deployment): Promise<Task[]> {
  const cluster = `payment-cluster-${suffix}`;
  const { taskArns = [] } = await clients.ecs.send(new ListTasksCommand({ cluster, serviceName: `payment-service-${suffix}`, desiredStatus: 'RUNNING' }));
  if (taskArns.length === 0) return [];
  const { tasks = [] } = await clients.ecs.send(new DescribeTasksCommand({ cluster, tasks: taskArns }));
  return tasks;
}

export const SERVICE_CHECKS: CheckGroup = {
  title: 'Service',
  checks: [
    check('ECS cluster with Container Insights', () => ({ status: 'ACTIVE', containerInsights: 'enabled' }), readEcsCluster),
    check('six Fargate tasks are wanted and run', () => ({
      status: 'ACTIVE', launchType: 'FARGATE', desired: 6, running: 6, pending: 0, tasks: Array.from({ length: 6 }, () => 'RUNNING'),
    }), readCounts),
    check('rolling deployment keeps 100 %, with circuit breaker and rollback', () => ({
      minimum: 100, maximum: 200, circuitBreaker: { enable: true, rollback: true }, controller: 'ECS',
    }), readDeployment),
    check('tasks in the private subnets of all zones, without public address', async (deployment) => ({
      subnets: await privateSubnetIds(deployment),
      securityGroups: [(await securityGroups(deployment)).get('Tasks of the payment platform')?.GroupId],
      publicAddress: 'DISABLED',
      rebalancing: 'ENABLED',
      shell: false,
    }), readPlacement),
    check('256 CPU units and 512 MiB a task, container port 80, logs to the platform\'s log group', ({ suffix, region, image }) => ({
      cpu: '256',
      memory: '512',
      network: 'awsvpc',
      requires: ['FARGATE'],
      image,
      ports: [80],
      logs: { 'awslogs-group': `/ecs/payment-app-${suffix}`, 'awslogs-stream-prefix': 'app', 'awslogs-region': region },
    }), readTaskDefinition),
    check('database endpoints as environment, user and password as secrets', expectedConnection, readConnection),
    check('the execution role writes the log and reads the secret, the task role may do nothing of ours', expectedPermissions, readPermissions),
  ],
};

async function readEcsCluster({ clients, suffix }: Deployment) {
  const { clusters = [] } = await clients.ecs.send(new DescribeClustersCommand({ clusters: [`payment-cluster-${suffix}`], include: ['SETTINGS'] }));
  return {
    status: clusters[0]?.status,
    containerInsights: clusters[0]?.settings?.find(({ name }) => name === 'containerInsights')?.value,
  };
}

async function readCounts(deployment: Deployment) {
  const { status, launchType, desiredCount, runningCount, pendingCount } = await findService(deployment);
  const tasks = (await runningTasks(deployment)).map(({ lastStatus }) => lastStatus);
  return { status, launchType, desired: desiredCount, running: runningCount, pending: pendingCount, tasks };
}

async function readDeployment(deployment: Deployment) {
  const { deploymentConfiguration, deploymentController } = await findService(deployment);
  const { enable, rollback } = deploymentConfiguration?.deploymentCircuitBreaker ?? {};
  return {
    minimum: deploymentConfiguration?.minimumHealthyPercent,
    maximum: deploymentConfiguration?.maximumPercent,
    circuitBreaker: { enable, rollback },
    controller: deploymentController?.type,
  };
}

async function readPlacement(deployment: Deployment) {
  const { networkConfiguration, availabilityZoneRebalancing, enableExecuteCommand } = await findService(deployment);
  const { subnets = [], securityGroups: groups, assignPublicIp } = networkConfiguration?.awsvpcConfiguration ?? {};
  return {
    subnets: [...subnets].sort(),
    securityGroups: groups,
    publicAddress: assignPublicIp,
    rebalancing: availabilityZoneRebalancing,
    shell: enableExecuteCommand,
  };
}

async function findTaskDefinition(deployment: Deployment): Promise<TaskDefinition> {
  const { taskDefinition: arn } = await findService(deployment);
  const { taskDefinition = {} } = await deployment.clients.ecs.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn }));
  return taskDefinition;
}

async function readTaskDefinition(deployment: Deployment) {
  const { cpu, memory, networkMode, requiresCompatibilities, containerDefinitions: [container] = [] } = await findTaskDefinition(deployment);
  return {
    cpu,
    memory,
    network: networkMode,
    requires: requiresCompatibilities,
    image: container.image,
    ports: container.portMappings?.map(({ containerPort }) => containerPort),
    logs: container.logConfiguration?.options,
  };
}

async function expectedConnection(deployment: Deployment) {
  const { Endpoint, ReaderEndpoint } = await findCluster(deployment);
  const secretArn = await readParameter(deployment, 'db/secret-arn');
  return {
    PGHOST: Endpoint,
    PGHOST_READER: ReaderEndpoint,
    PGPORT: '5432',
    PGDATABASE: 'payments',
    PGSSLMODE: 'require',
    PGUSER: `secret ${secretArn}:username::`,
    PGPASSWORD: `secret ${secretArn}:password::`,
    added: deployment.additions.environment,
  };
}

async function readConnection(deployment: Deployment) {
  const { containerDefinitions: [container] = [] } = await findTaskDefinition(deployment);
  const { environment = [], secrets = [] } = container;
  const own = environment.filter(({ name = '' }: KeyValuePair) => !deployment.additions.environment.includes(name));
  return {
    ...Object.fromEntries(own.map(({ name, value }: KeyValuePair) => [name, value])),
    ...Object.fromEntries(secrets.map(({ name, valueFrom }: Secret) => [name, `secret ${valueFrom}`])),
    added: environment.map(({ name = '' }: KeyValuePair) => name).filter((name) => deployment.additions.environment.includes(name)),
  };
}

async function expectedPermissions(deployment: Deployment) {
  const secretArn = await readParameter(deployment, 'db/secret-arn');
  const logGroup = `arn:aws:logs:${deployment.region}:${deployment.accountId}:log-group:/ecs/payment-app-${deployment.suffix}:*`;
  return {
    execution: [
      `logs:CreateLogStream ${logGroup}`,
      `logs:PutLogEvents ${logGroup}`,
      `secretsmanager:DescribeSecret ${secretArn}`,
      `secretsmanager:GetSecretValue ${secretArn}`,
    ],
    task: deployment.additions.taskRoleActions,
  };
}

async function readPermissions(deployment: Deployment) {
  const { executionRoleArn = '', taskRoleArn = '' } = await findTaskDefinition(deployment);
  const allowed = await roleStatements(deployment, executionRoleArn);
  return {
    // Decryption of the secret and the pull of an image from ECR depend on the key and on the image.
    execution: allowed.filter((permission) => !/^(kms|ecr):/.test(permission)),
    task: (await roleStatements(deployment, taskRoleArn)).map((permission) => permission.split(' ')[0]),
  };
}
