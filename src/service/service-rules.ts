import type { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { isIntegerBetween, isPositive, matches, secondsOf } from '../config/predicates';
import { Severity } from '../config/validation';
import type { Rule } from '../config/validation';

/** What the service rules look at. */
export interface ServiceSettings {
  readonly image?: ecs.ContainerImage;
  readonly expectImageDigest: boolean;
  readonly certificate?: acm.ICertificate;
  readonly domainName?: string;
  readonly hostedZone?: route53.IHostedZone;
  readonly requireTls: boolean;
  readonly rateLimit: number;
  readonly firewall: boolean;
  readonly webAclArn?: string;
  readonly accessLogs: boolean;
  readonly accessLogsBucket?: s3.IBucket;
  readonly executeCommand: boolean;
  readonly readonlyRootFilesystem: boolean;
  readonly cluster?: ecs.ICluster;
  readonly ingressPrefixListIds?: string[];
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

/** The name of an image that was given by name; an image from ECR or an asset has none yet. */
function imageName(image?: ecs.ContainerImage): string | undefined {
  return (image as { imageName?: string } | undefined)?.imageName;
}

/** Codes and ascending ranges of codes, separated by commas. */
function isHttpCodes(codes: unknown): boolean {
  return matches(codes, /^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$/)
    && (codes as string).split(',').map((range) => range.split('-')).every(([first, last = first]) => first <= last);
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
    id: 'service-image-digest',
    property: 'image',
    requirement: 'should be given by digest',
    value: ({ image }) => imageName(image),
    holds: ({ image, expectImageDigest }) => !expectImageDigest || /@sha256:/.test(imageName(image) ?? '@sha256:'),
    remedy: 'a tag can point to another image tomorrow; pass for example "registry.example.com/payments@sha256:…"',
    source: 'PCI DSS v4.0.1, requirement 6.3.3; Amazon ECS Developer Guide, Container image resolution (2026-11)',
    severity: Severity.WARNING,
  },
  {
    id: 'service-certificate',
    property: 'certificate',
    requirement: 'must be given, or domainName and hostedZone to have one made',
    value: ({ certificate, domainName }) => certificate?.certificateArn ?? domainName,
    holds: ({ requireTls, certificate, domainName }) => !requireTls || certificate !== undefined || domainName !== undefined,
    remedy: 'pass for example acm.Certificate.fromCertificateArn(this, "Certificate", arn) with a certificate of the region of the stack',
    source: 'PCI DSS v4.0.1, requirement 4.2.1; Elastic Load Balancing API Reference, CreateListener, Certificates (2026-11)',
  },
  {
    id: 'service-certificate-once',
    property: 'certificate',
    requirement: 'must not be given together with domainName',
    value: ({ certificate, domainName }) => certificate && domainName,
    holds: ({ certificate, domainName }) => certificate === undefined || domainName === undefined,
    remedy: 'give the certificate, or the domain name to have one made',
    source: 'Elastic Load Balancing API Reference, CreateListener, Certificates (2026-11)',
  },
  {
    id: 'service-web-acl-once',
    property: 'webAclArn',
    requirement: 'must not be given when firewall is false',
    value: ({ webAclArn }) => webAclArn,
    holds: ({ webAclArn, firewall }) => webAclArn === undefined || firewall,
    remedy: 'leave firewall out, or leave the web ACL out',
    source: 'AWS WAF API Reference, AssociateWebACL (2026-11)',
  },
  {
    id: 'service-access-logs-bucket',
    property: 'accessLogsBucket',
    requirement: 'must not be given when accessLogs is false',
    value: ({ accessLogsBucket }) => accessLogsBucket && 'a bucket',
    holds: ({ accessLogsBucket, accessLogs }) => accessLogsBucket === undefined || accessLogs,
    remedy: 'leave accessLogs out, or leave the bucket out',
    source: 'User Guide for Application Load Balancers, Access logs (2026-11)',
  },
  {
    id: 'service-execute-command',
    property: 'executeCommand',
    requirement: 'must not go with a given cluster or a read-only root file system',
    value: ({ executeCommand, cluster }) => executeCommand && (cluster ? 'a given cluster' : 'a read-only root file system'),
    holds: ({ executeCommand, cluster, readonlyRootFilesystem }) => !executeCommand || (cluster === undefined && !readonlyRootFilesystem),
    remedy: 'set readonlyRootFilesystem to false and let the cluster be made here, so that its sessions are recorded',
    source: 'Amazon ECS Developer Guide, Monitor Amazon ECS containers with ECS Exec, Considerations (2026-11)',
  },
  {
    id: 'service-prefix-lists',
    property: 'ingressPrefixListIds',
    requirement: 'must be ids of prefix lists',
    value: ({ ingressPrefixListIds }) => ingressPrefixListIds,
    holds: ({ ingressPrefixListIds = [] }) => ingressPrefixListIds.every((id) => matches(id, /^pl-[0-9a-f]{8,17}$/)),
    remedy: 'give ids such as "pl-0123456789abcdef0"',
    source: 'Amazon EC2 API Reference, PrefixListId (2026-11)',
  },
  {
    id: 'service-hosted-zone',
    property: 'hostedZone',
    requirement: 'must be given together with domainName',
    value: ({ domainName, hostedZone }) => hostedZone?.hostedZoneId ?? (domainName && 'only domainName'),
    holds: ({ domainName, hostedZone }) => (domainName === undefined) === (hostedZone === undefined),
    remedy: 'give both, so that the certificate can be validated by DNS, or neither',
    source: 'AWS Certificate Manager User Guide, DNS validation (2026-11)',
  },
  {
    id: 'service-rate-limit',
    property: 'rateLimit',
    requirement: 'must be a whole number from 10 to 2000000000',
    value: ({ rateLimit }) => rateLimit,
    holds: ({ rateLimit }) => isIntegerBetween(rateLimit, 10, 2_000_000_000),
    remedy: 'choose how many requests one address may make in five minutes, for example 2000',
    source: 'AWS WAF API Reference, RateBasedStatement, Limit (2026-11)',
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
    holds: ({ healthyHttpCodes }) => isHttpCodes(healthyHttpCodes),
    remedy: 'choose for example "200", "200,202" or "200-299"',
    source: 'Elastic Load Balancing API Reference, Matcher, HttpCode (2026-11)',
  },
  {
    id: 'service-health-check-interval',
    property: 'healthCheckInterval',
    requirement: 'must be a whole number of seconds from 5 to 300',
    value: ({ healthCheckInterval }) => secondsOf(healthCheckInterval),
    holds: ({ healthCheckInterval }) => isIntegerBetween(secondsOf(healthCheckInterval), 5, 300),
    remedy: 'choose a duration such as Duration.seconds(5)',
    source: 'Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckIntervalSeconds (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'service-deregistration-delay',
    property: 'deregistrationDelay',
    requirement: 'must be a whole number of seconds from 0 to 3600',
    value: ({ deregistrationDelay }) => secondsOf(deregistrationDelay),
    holds: ({ deregistrationDelay }) => isIntegerBetween(secondsOf(deregistrationDelay), 0, 3600),
    remedy: 'choose a duration such as Duration.seconds(30)',
    source: 'Elastic Load Balancing API Reference, TargetGroupAttribute, deregistration_delay.timeout_seconds (2026-11)',
    shapesTemplate: true,
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
    holds: ({ cpuTargetPercent }) => isPositive(cpuTargetPercent, 100),
    remedy: 'a target above 100 % would never scale out; choose one such as 75',
    source: 'Application Auto Scaling API Reference, TargetTrackingScalingPolicyConfiguration, TargetValue (2026-11)',
  },
  {
    id: 'service-environment-names',
    property: 'environment',
    requirement: 'must not share a name with secrets',
    value: ({ environment, secrets }) => Object.keys(environment).filter((name) => Object.hasOwn(secrets, name)),
    holds: ({ environment, secrets }) => !Object.keys(environment).some((name) => Object.hasOwn(secrets, name)),
    remedy: 'remove the name from one of the two',
    source: 'Amazon ECS API Reference, ContainerDefinition, secrets (2026-11)',
  },
];
