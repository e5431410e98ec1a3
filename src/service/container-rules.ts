import type { Duration } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { TaskSize } from './task-size';
import { isIntegerBetween, isObjectWith, isPositive, isRecordOf, matches, secondsOf } from '../config/predicates';
import { Severity } from '../config/validation';
import type { Rule } from '../config/validation';
import type { ValueType } from '../config/value-types';
import { DURATION, FLAG, LIST, objectWith, oneOf, TEXTS, typeRules } from '../config/value-types';

/** What the payment service and every further service are made from. */
export interface ContainerSettings {
  readonly image?: ecs.ContainerImage;
  readonly expectImageDigest: boolean;
  readonly command?: string[];
  readonly environment: { [name: string]: string };
  readonly secrets: { [name: string]: ecs.Secret };
  readonly taskSize: TaskSize;
  readonly cpuArchitecture: ecs.CpuArchitecture;
  readonly containerUser?: string;
  readonly readonlyRootFilesystem: boolean;
  readonly scalingCooldown: Duration;
  readonly cpuTargetPercent: number;
  readonly logRetention: RetentionDays;
}

/** The form of an image name; also the template parameter's pattern. */
export const IMAGE_PATTERN = '^\\S+$';

export const IMAGE_MAX_LENGTH = 255;

export const IMAGE_CONSTRAINT = 'must be an image name without spaces';

/** The most bytes of a task definition. */
const TASK_DEFINITION_LIMIT = 64 * 1024;

/** The largest 32-bit integer: what the APIs take for seconds. */
const MOST_SECONDS = 2_147_483_647;

export const CLUSTER = objectWith('clusterName', 'an ECS cluster', 'pass for example ecs.Cluster.fromClusterAttributes(this, "Cluster", attributes)');

/** The rules of a container; `part` begins their ids. */
export function containerRules<T extends ContainerSettings>(part: string): ReadonlyArray<Rule<T>> {
  return [...containerTypes<T>(part), ...imageRules<T>(part), ...environmentRules<T>(part), ...processRules<T>(part)];
}

function containerTypes<T extends ContainerSettings>(part: string): Array<Rule<T>> {
  return typeRules<T>(part, {
    image: objectWith('bind', 'a ContainerImage', 'pass one such as ecs.ContainerImage.fromEcrRepository(repository, "sha256:…")'),
    command: LIST,
    environment: TEXTS,
    secrets: {
      name: 'a dictionary of ECS secrets',
      accepts: (value) => isRecordOf(value, (item) => isObjectWith(item, 'grantRead')),
      remedy: 'give for example { API_KEY: ecs.Secret.fromSecretsManager(secret) }',
    },
    taskSize: objectWith('memoryMiB', 'a TaskSize', 'choose one such as TaskSize.of(512, 1024)'),
    cpuArchitecture: objectWith('_cpuArchitecture', 'a CpuArchitecture', 'choose ecs.CpuArchitecture.ARM64 or ecs.CpuArchitecture.X86_64'),
    readonlyRootFilesystem: FLAG,
    scalingCooldown: DURATION,
    logRetention: oneOf(Object.values(RetentionDays), 'one of RetentionDays', 'choose one such as RetentionDays.THIRTEEN_MONTHS'),
  } as Partial<Record<keyof T & string, ValueType>>);
}

function imageRules<T extends ContainerSettings>(part: string): Array<Rule<T>> {
  return [
    {
      id: `${part}-image`,
      property: 'image',
      requirement: 'must be given',
      value: () => undefined,
      holds: ({ image }) => image !== undefined,
      remedy: 'pass one by digest, for example ecs.ContainerImage.fromRegistry("registry.example.com/payments@sha256:…")',
      source: 'Amazon ECS API Reference, ContainerDefinition, image (2026-11)',
    },
    {
      id: `${part}-image-name`,
      property: 'image',
      requirement: `${IMAGE_CONSTRAINT}, of at most ${IMAGE_MAX_LENGTH} characters`,
      value: ({ image }) => imageName(image),
      holds: ({ image }) => {
        const name = imageName(image) ?? 'named later';
        return name === 'named later' || (matches(name, new RegExp(IMAGE_PATTERN)) && name.length <= IMAGE_MAX_LENGTH);
      },
      remedy: 'pass a name such as "registry.example.com/payments@sha256:…"',
      source: 'Amazon ECS API Reference, ContainerDefinition, image (2026-11)',
    },
    {
      id: `${part}-image-digest`,
      property: 'image',
      requirement: 'should be given by digest',
      value: ({ image }) => imageName(image),
      holds: ({ image, expectImageDigest }) => !expectImageDigest || /@sha256:/.test(imageName(image) ?? '@sha256:'),
      remedy: 'a tag can point to another image tomorrow; pass for example "registry.example.com/payments@sha256:…"',
      source: 'PCI DSS v4.0.1, requirement 6.3.3; Amazon ECS Developer Guide, Container image resolution (2026-11)',
      severity: Severity.WARNING,
    },
  ];
}

function environmentRules<T extends ContainerSettings>(part: string): Array<Rule<T>> {
  return [
    {
      id: `${part}-environment-names`,
      property: 'environment',
      requirement: 'must not share a name with secrets',
      value: ({ environment, secrets }) => Object.keys(environment).filter((name) => Object.hasOwn(secrets, name)),
      holds: ({ environment, secrets }) => !Object.keys(environment).some((name) => Object.hasOwn(secrets, name)),
      remedy: 'remove the name from one of the two',
      source: 'Amazon ECS API Reference, ContainerDefinition, secrets (2026-11)',
      reads: ['secrets'],
    },
    {
      id: `${part}-environment-form`,
      property: 'environment',
      requirement: 'must have names without space and =, as those of secrets',
      value: ({ environment, secrets }) => [...Object.keys(environment), ...Object.keys(secrets)].filter((name) => !isVariable(name)),
      holds: ({ environment, secrets }) => [...Object.keys(environment), ...Object.keys(secrets)].every(isVariable),
      remedy: 'choose names such as "PAYMENT_MODE"',
      source: 'Amazon ECS API Reference, KeyValuePair; POSIX.1-2017, Environment Variables (2026-11)',
      reads: ['secrets'],
    },
    {
      id: `${part}-environment-size`,
      property: 'environment',
      requirement: 'must leave the task definition below 64 KiB',
      value: (settings) => `${size(settings)} bytes with command and the names of secrets`,
      holds: (settings) => size(settings) < TASK_DEFINITION_LIMIT,
      remedy: 'keep large values in Systems Manager or S3, and give the container their names',
      source: 'Amazon ECS Developer Guide, Amazon ECS service quotas, Task definition size (2026-11)',
      reads: ['secrets', 'command'],
    },
  ];
}

function processRules<T extends ContainerSettings>(part: string): Array<Rule<T>> {
  return [
    {
      id: `${part}-container-user`,
      property: 'containerUser',
      requirement: 'must be a user, or a user and a group with a colon between them',
      value: ({ containerUser }) => containerUser,
      holds: ({ containerUser }) => containerUser === undefined || matches(containerUser, /^\w[\w.-]{0,31}(:\w[\w.-]{0,31})?$/),
      remedy: 'choose one such as "10001:10001", or leave it out',
      source: 'Amazon ECS API Reference, ContainerDefinition, user (2026-11)',
    },
    {
      id: `${part}-cpu-target`,
      property: 'cpuTargetPercent',
      requirement: 'must be above 0 and at most 100',
      value: ({ cpuTargetPercent }) => cpuTargetPercent,
      holds: ({ cpuTargetPercent }) => isPositive(cpuTargetPercent, 100),
      remedy: 'a target above 100 % would never scale out; choose one such as 75',
      source: 'Application Auto Scaling API Reference, TargetTrackingScalingPolicyConfiguration, TargetValue (2026-11)',
    },
    {
      id: `${part}-scaling-cooldown`,
      property: 'scalingCooldown',
      requirement: 'must be a whole number of seconds',
      value: ({ scalingCooldown }) => secondsOf(scalingCooldown),
      holds: ({ scalingCooldown }) => isIntegerBetween(secondsOf(scalingCooldown), 0, MOST_SECONDS),
      remedy: 'choose a duration such as Duration.seconds(60)',
      source: 'Application Auto Scaling API Reference, TargetTrackingScalingPolicyConfiguration, ScaleInCooldown (2026-11)',
      shapesTemplate: true,
    },
  ];
}

/** The name of an image that was given by name; an image from ECR or an asset has none yet. */
export function imageName(image?: ecs.ContainerImage): string | undefined {
  return (image as { imageName?: string } | undefined)?.imageName;
}

function isVariable(name: string): boolean {
  return matches(name, /^[^\s=\0]+$/);
}

function size({ environment, secrets, command }: ContainerSettings): number {
  return Buffer.byteLength(JSON.stringify([environment, Object.keys(secrets), command]));
}
