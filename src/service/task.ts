import { Annotations } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { allowPull } from './image-access';
import { PolicyRole } from './policy-role';
import type { TaskSize } from './task-size';
import { fromThisAccount } from '../config/conditions';
import { sortedByName } from '../config/settings';

/** What a task is made from. */
export interface TaskSettings {
  readonly image?: ecs.ContainerImage;
  readonly family?: string;
  readonly taskSize: TaskSize;
  readonly cpuArchitecture: ecs.CpuArchitecture;
  readonly containerPort?: number;
  readonly command?: string[];
  readonly environment: { [name: string]: string };
  readonly secrets: { [name: string]: ecs.Secret };
  readonly containerUser?: string;
  readonly readonlyRootFilesystem: boolean;
  readonly stopTimeout: Duration;
  readonly logGroup: logs.ILogGroup;
}

/** A task definition with its one container and its two roles. */
export interface Task {
  readonly definition: ecs.FargateTaskDefinition;
  readonly container: ecs.ContainerDefinition;
  readonly taskRole: iam.IRole;
  readonly executionRole: iam.IRole;
}

/** Fargate waits at most this many seconds after SIGTERM: Amazon ECS API Reference, ContainerDefinition, stopTimeout (2026-11). */
const MAX_STOP_TIMEOUT = 120;

export function createTask(scope: Construct, settings: TaskSettings): Task {
  const taskRole = createRole(scope, 'TaskRole');
  const executionRole = createRole(scope, 'ExecutionRole');
  const definition = new ecs.FargateTaskDefinition(scope, 'TaskDefinition', {
    family: settings.family,
    cpu: settings.taskSize.cpu,
    memoryLimitMiB: settings.taskSize.memoryMiB,
    runtimePlatform: runtimePlatform(settings.cpuArchitecture),
    taskRole,
    executionRole,
  });
  return { definition, container: addContainer(definition, executionRole, settings), taskRole, executionRole };
}

/** Linux on X86_64 is what ECS assumes when nothing is said. */
function runtimePlatform(cpuArchitecture: ecs.CpuArchitecture): ecs.RuntimePlatform | undefined {
  return cpuArchitecture === ecs.CpuArchitecture.X86_64 ? undefined : { operatingSystemFamily: ecs.OperatingSystemFamily.LINUX, cpuArchitecture };
}

function createRole(scope: Construct, id: string): PolicyRole {
  return new PolicyRole(scope, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com', { conditions: fromThisAccount() }) });
}

function addContainer(definition: ecs.FargateTaskDefinition, executionRole: iam.IRole, settings: TaskSettings): ecs.ContainerDefinition {
  const image = settings.image!;
  const container = definition.addContainer('app', {
    image,
    command: settings.command,
    portMappings: settings.containerPort === undefined ? undefined : [{ containerPort: settings.containerPort }],
    environment: sortedByName(settings.environment),
    secrets: sortedByName(settings.secrets),
    user: settings.containerUser,
    readonlyRootFilesystem: settings.readonlyRootFilesystem,
    memoryLimitMiB: settings.taskSize.memoryMiB,
    stopTimeout: settings.stopTimeout.toSeconds() <= MAX_STOP_TIMEOUT ? settings.stopTimeout : undefined,
    logging: ecs.LogDrivers.awsLogs({ streamPrefix: 'app', logGroup: settings.logGroup }),
  });
  if (image instanceof ecs.RepositoryImage) {
    allowPull(executionRole, container.imageName);
    Annotations.of(container).acknowledgeWarning('@aws-cdk/aws-ecs:ecrImageRequiresPolicy', 'the execution role may pull exactly this repository');
  }
  return container;
}
