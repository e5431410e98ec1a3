import type { Duration } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { isIntegerBetween, matches } from '../config/predicates';
import type { Rule } from '../config/validation';

/** What the service rules look at. */
export interface ServiceSettings {
  readonly image?: ecs.ContainerImage;
  readonly containerPort: number;
  readonly healthCheckPath: string;
  readonly healthyHttpCodes: string;
  readonly healthCheckInterval: Duration;
  readonly deregistrationDelay: Duration;
  readonly startupTime: Duration;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly cpuTargetPercent: number;
  readonly environment: { [name: string]: string };
  readonly secrets: { [name: string]: ecs.Secret };
}

export const serviceRules: ReadonlyArray<Rule<ServiceSettings>> = [
  {
    id: 'service-image',
    property: 'image',
    requirement: 'must be given',
    value: ({ image }) => image && 'an image',
    holds: ({ image }) => image !== undefined,
    remedy: 'pass for example ecs.ContainerImage.fromRegistry("nginx:latest")',
    source: 'Amazon ECS API Reference, ContainerDefinition, image (2026-11)',
  },
  {
    id: 'service-container-port',
    property: 'containerPort',
    requirement: 'must be a whole number from 1 to 65535',
    value: ({ containerPort }) => containerPort,
    holds: ({ containerPort }) => isIntegerBetween(containerPort, 1, 65535),
    remedy: 'give the port the container listens on',
    source: 'Amazon ECS API Reference, PortMapping, containerPort (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'service-health-check-path',
    property: 'healthCheckPath',
    requirement: 'must begin with / and have at most 1024 characters',
    value: ({ healthCheckPath }) => healthCheckPath,
    holds: ({ healthCheckPath }) => matches(healthCheckPath, /^\/\S{0,1023}$/),
    remedy: 'choose one such as "/health"',
    source: 'Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckPath (2026-11)',
  },
  {
    id: 'service-healthy-http-codes',
    property: 'healthyHttpCodes',
    requirement: 'must be codes from 200 to 499, single, listed or as a range',
    value: ({ healthyHttpCodes }) => healthyHttpCodes,
    holds: ({ healthyHttpCodes }) => matches(healthyHttpCodes, /^[2-4]\d\d([,-][2-4]\d\d)*$/),
    remedy: 'choose for example "200", "200,202" or "200-299"',
    source: 'Elastic Load Balancing API Reference, Matcher, HttpCode (2026-11)',
  },
  {
    id: 'service-health-check-interval',
    property: 'healthCheckInterval',
    requirement: 'must be a whole number of seconds from 5 to 300',
    value: ({ healthCheckInterval }) => healthCheckInterval.toSeconds({ integral: false }),
    holds: ({ healthCheckInterval }) => isIntegerBetween(healthCheckInterval.toSeconds({ integral: false }), 5, 300),
    remedy: 'choose a duration such as Duration.seconds(5)',
    source: 'Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckIntervalSeconds (2026-11)',
  },
  {
    id: 'service-deregistration-delay',
    property: 'deregistrationDelay',
    requirement: 'must be a whole number of seconds from 0 to 3600',
    value: ({ deregistrationDelay }) => deregistrationDelay.toSeconds({ integral: false }),
    holds: ({ deregistrationDelay }) => isIntegerBetween(deregistrationDelay.toSeconds({ integral: false }), 0, 3600),
    remedy: 'choose a duration such as Duration.seconds(30)',
    source: 'Elastic Load Balancing API Reference, TargetGroupAttribute, deregistration_delay.timeout_seconds (2026-11)',
  },
  {
    id: 'service-min-capacity',
    property: 'minCapacity',
    requirement: 'must be a whole number of at least 1',
    value: ({ minCapacity }) => minCapacity,
    holds: ({ minCapacity }) => isIntegerBetween(minCapacity, 1, 5000),
    remedy: 'choose a multiple of the number of zones, so that each zone has the same number of tasks',
    source: 'Amazon ECS endpoints and quotas, Tasks per service (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'service-max-capacity',
    property: 'maxCapacity',
    requirement: 'must be a whole number of at least minCapacity',
    value: ({ maxCapacity }) => maxCapacity,
    holds: ({ minCapacity, maxCapacity }) => isIntegerBetween(maxCapacity, Math.max(1, minCapacity), 5000),
    remedy: 'raise maxCapacity or lower minCapacity; equal values keep the number of tasks fixed',
    source: 'Application Auto Scaling API Reference, RegisterScalableTarget, MaxCapacity; Amazon ECS endpoints and quotas (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'service-cpu-target',
    property: 'cpuTargetPercent',
    requirement: 'must be above 0 and at most 100',
    value: ({ cpuTargetPercent }) => cpuTargetPercent,
    holds: ({ cpuTargetPercent }) => cpuTargetPercent > 0 && cpuTargetPercent <= 100,
    remedy: 'a target above 100 % would never scale out; choose one such as 75',
    source: 'Application Auto Scaling API Reference, TargetTrackingScalingPolicyConfiguration, TargetValue (2026-11)',
  },
  {
    id: 'service-environment-names',
    property: 'environment',
    requirement: 'must not share a name with secrets',
    value: ({ environment, secrets }) => Object.keys(environment).filter((name) => name in secrets),
    holds: ({ environment, secrets }) => !Object.keys(environment).some((name) => Object.hasOwn(secrets, name)),
    remedy: 'remove the name from one of the two',
    source: 'Amazon ECS API Reference, ContainerDefinition, secrets (2026-11)',
  },
];
