import type { Duration } from 'aws-cdk-lib';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import { ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import { CLUSTER, containerRules } from './container-rules';
import type { ContainerSettings } from './container-rules';
import { loadBalancerRules } from './load-balancer-rules';
import type { LoadBalancerRuleSettings } from './load-balancer-rules';
import { isIntegerBetween, isObjectWith, secondsOf } from '../config/predicates';
import { Severity } from '../config/validation';
import type { Rule } from '../config/validation';
import { DURATION, FLAG, oneOf, typeRules } from '../config/value-types';

/** What the service rules look at. */
export interface ServiceSettings extends ContainerSettings, LoadBalancerRuleSettings {
  readonly executeCommand: boolean;
  readonly cluster?: ecs.ICluster;
  readonly containerInsights: ContainerInsights;
  readonly containerPort: number;
  readonly startupTime: Duration;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  /** What the user chose, as opposed to the profile, of what other choices may make void. */
  readonly chosen: readonly string[];
}

/** What has no effect beside a given cluster or web ACL. */
export const VOIDABLE_OPTIONS = ['containerInsights', 'rateLimit'] as const;

/** The largest number of seconds that ECS waits for a container to start. */
const LONGEST_START = 2_147_483_647;

const types = typeRules<ServiceSettings>('service', {
  executeCommand: FLAG,
  cluster: CLUSTER,
  containerInsights: oneOf(Object.values(ContainerInsights), 'one of ContainerInsights', 'choose ContainerInsights.ENHANCED or .ENABLED'),
  startupTime: DURATION,
});

const ownRules: ReadonlyArray<Rule<ServiceSettings>> = [
  ...types,
  {
    id: 'service-execute-command',
    property: 'executeCommand',
    requirement: 'must not go with a given cluster or a read-only root file system',
    value: ({ executeCommand, cluster }) => executeCommand && (cluster ? 'a given cluster' : 'a read-only root file system'),
    holds: ({ executeCommand, cluster, readonlyRootFilesystem }) => !executeCommand || (cluster === undefined && !readonlyRootFilesystem),
    remedy: 'set readonlyRootFilesystem to false and let the cluster be made here, so that its sessions are recorded',
    reads: ['cluster', 'readonlyRootFilesystem'],
    source: 'Amazon ECS Developer Guide, Monitor Amazon ECS containers with ECS Exec, Considerations (2026-11)',
  },
  {
    id: 'service-cluster-insights',
    property: 'cluster',
    requirement: 'should have Container Insights',
    value: () => 'a cluster without',
    holds: ({ cluster }) => cluster === undefined || insightsOf(cluster) !== ContainerInsights.DISABLED,
    remedy: 'set containerInsightsV2 of the cluster: without it there is no task count, and its alarm stays on',
    source: 'Amazon CloudWatch User Guide, Amazon ECS Container Insights metrics, RunningTaskCount (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'service-container-insights',
    property: 'containerInsights',
    requirement: 'should not be disabled',
    value: ({ containerInsights }) => containerInsights,
    holds: ({ containerInsights }) => containerInsights !== ContainerInsights.DISABLED,
    remedy: 'without it there is no task count, and its alarm stays on; choose ContainerInsights.ENABLED',
    source: 'Amazon CloudWatch User Guide, Amazon ECS Container Insights metrics, RunningTaskCount (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'service-container-insights-once',
    property: 'containerInsights',
    requirement: 'must not be given together with cluster',
    value: ({ containerInsights }) => containerInsights,
    holds: ({ cluster, chosen }) => cluster === undefined || !chosen.includes('containerInsights'),
    remedy: 'leave it out: the cluster that is given keeps its own setting',
    source: 'API reference of this library, PaymentServiceOptions, containerInsights (2026-11)',
    reads: ['cluster'],
  },
  {
    id: 'service-rate-limit-once',
    property: 'rateLimit',
    requirement: 'must not be given where no web ACL is made',
    value: ({ rateLimit }) => rateLimit,
    holds: ({ firewall, webAclArn, chosen }) => !chosen.includes('rateLimit') || (firewall && webAclArn === undefined),
    remedy: 'leave it out, or set firewall to true and leave webAclArn out',
    source: 'API reference of this library, PaymentLoadBalancerOptions, rateLimit (2026-11)',
    reads: ['firewall', 'webAclArn'],
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
    id: 'service-startup-time',
    property: 'startupTime',
    requirement: 'must be a whole number of seconds from 0 to 2147483647',
    value: ({ startupTime }) => secondsOf(startupTime),
    holds: ({ startupTime }) => isIntegerBetween(secondsOf(startupTime), 0, LONGEST_START),
    remedy: 'choose a duration such as Duration.seconds(60)',
    source: 'Amazon ECS API Reference, CreateService, healthCheckGracePeriodSeconds (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'service-min-capacity',
    property: 'minCapacity',
    requirement: 'must be a whole number from 1 to 5000',
    value: ({ minCapacity }) => minCapacity,
    holds: ({ minCapacity }) => isIntegerBetween(minCapacity, 1, 5000),
    remedy: 'choose a multiple of the number of zones, so that each zone has the same number of tasks',
    source: 'Amazon ECS endpoints and quotas, Tasks per service (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'service-max-capacity',
    property: 'maxCapacity',
    requirement: 'must be a whole number of at least minCapacity and at most 5000',
    value: ({ maxCapacity }) => maxCapacity,
    holds: ({ minCapacity, maxCapacity }) => isIntegerBetween(maxCapacity, isIntegerBetween(minCapacity, 1, 5000) ? minCapacity : 1, 5000),
    remedy: 'raise maxCapacity or lower minCapacity; equal values keep the number of tasks fixed',
    source: 'Application Auto Scaling API Reference, RegisterScalableTarget, MaxCapacity; Amazon ECS endpoints and quotas (2026-11)',
    shapesTemplate: true,
  },
];

export const serviceRules: ReadonlyArray<Rule<ServiceSettings>> = [...containerRules<ServiceSettings>('service'), ...loadBalancerRules, ...ownRules];

/** The setting of a cluster that was made in this program; nothing can be known of an imported one. */
function insightsOf(cluster: ecs.ICluster): string | undefined {
  const resource: unknown = cluster.node?.defaultChild;
  if (!isObjectWith(resource, 'clusterSettings')) {
    return undefined;
  }
  const { clusterSettings } = resource as { readonly clusterSettings?: unknown };
  const settings = Array.isArray(clusterSettings) ? clusterSettings as Array<{ readonly name?: string; readonly value?: string }> : [];
  return settings.find(({ name }) => name === 'containerInsights')?.value ?? ContainerInsights.DISABLED;
}
