import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import * as fc from 'fast-check';
import { ConnectionSettings, DatabaseAccess, MasterCredentials, NatStrategy, PlatformProfile, ServerlessCapacity, TaskSize, Teardown } from '../../src';
import type { HighAvailabilityPaymentPlatformProps } from '../../src';

const seconds = (min: number, max: number) => fc.integer({ min, max }).map((value) => Duration.seconds(value));
const block = (mask: number) => fc.tuple(fc.nat(255), fc.nat(255)).map(([second, third]) => {
  const size = 2 ** Math.max(0, 24 - mask);
  return `10.${second}.${mask <= 16 ? 0 : third - third % size}.0/${mask}`;
});

const capacity = fc.tuple(fc.integer({ min: 1, max: 15 }), fc.integer({ min: 0, max: 12 }))
  .map(([minCapacity, more]) => ({ minCapacity, maxCapacity: minCapacity + more }));

const network = fc.record({
  cidr: fc.integer({ min: 16, max: 23 }).chain(block),
  availabilityZones: fc.constantFrom<string[][]>(['us-east-1a', 'us-east-1b', 'us-east-1c'], ['us-east-1a', 'us-east-1b', 'us-east-1c', 'us-east-1d']),
  natStrategy: fc.constantFrom(NatStrategy.single(), NatStrategy.perZone(), NatStrategy.none()),
  flowLogs: fc.boolean(),
  logRetention: fc.constantFrom(1, 7, 365, 3653),
  vpcEndpoints: fc.boolean(),
  restrictDefaultSecurityGroup: fc.boolean(),
  peeredCidrs: fc.constantFrom<string[][]>([], ['172.16.0.0/12', '192.168.0.0/24']),
}, { requiredKeys: [] });

const database = fc.record({
  engineVersion: fc.constantFrom('15.17', '16.8', '17.9'),
  readers: fc.integer({ min: 0, max: 15 }),
  port: fc.integer({ min: 1150, max: 65535 }),
  databaseName: fc.stringMatching(/^[a-z][a-z0-9_]{0,20}[0-9]$/),
  masterUsername: fc.stringMatching(/^[a-z][a-z0-9]{0,13}[0-9]$/),
  masterCredentials: fc.constantFrom(MasterCredentials.generated(), MasterCredentials.managed()),
  access: fc.constant(DatabaseAccess.iam('payments_app')),
  connectionSettings: fc.constantFrom(ConnectionSettings.ENVIRONMENT, ConnectionSettings.PARAMETER_STORE),
  createApplicationUser: fc.boolean(),
  enhancedMonitoring: fc.boolean(),
  backupRetention: fc.integer({ min: 1, max: 35 }).map((days) => Duration.days(days)),
  logRetention: fc.constantFrom(1, 400),
}, { requiredKeys: ['access'] });

/** Either instances of a class or serverless ones. */
const instances = fc.oneof(
  fc.record({ instanceType: fc.constantFrom('t3.medium', 'r6g.large', 'r7g.xlarge').map((name) => new InstanceType(name)) }),
  fc.constant({ serverlessCapacity: ServerlessCapacity.between(0.5, 8) }),
  fc.constant({}),
);

const service = fc.record({
  image: fc.constantFrom('nginx:latest', 'registry.example.com/payments@sha256:0123', '111122223333.dkr.ecr.us-east-1.amazonaws.com/payments:1')
    .map((name) => ecs.ContainerImage.fromRegistry(name)),
  containerPort: fc.integer({ min: 1, max: 65535 }),
  healthCheckPath: fc.stringMatching(/^\/[a-z0-9/_-]{0,30}$/),
  healthyHttpCodes: fc.constantFrom('200', '200,202', '200-299', '499'),
  healthCheckInterval: seconds(5, 300),
  deregistrationDelay: seconds(0, 3600),
  startupTime: seconds(0, 600),
  scalingCooldown: seconds(0, 600),
  taskSize: fc.constantFrom(TaskSize.of(256, 512), TaskSize.of(1024, 8192), TaskSize.of(16384, 122880)),
  cpuArchitecture: fc.constantFrom(ecs.CpuArchitecture.ARM64, ecs.CpuArchitecture.X86_64),
  cpuTargetPercent: fc.integer({ min: 1, max: 100 }),
  environment: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,9}$/), fc.string({ unit: 'grapheme', maxLength: 9 }).filter((text) => !text.includes('{{')), { maxKeys: 3 }),
  containerUser: fc.constantFrom('10001:10001', 'nobody'),
  readonlyRootFilesystem: fc.boolean(),
  internetFacing: fc.boolean(),
  ingressCidrs: fc.uniqueArray(fc.integer({ min: 8, max: 24 }).chain((mask) => (mask < 16 ? fc.constant('0.0.0.0/0') : block(mask))), { maxLength: 4 }),
  firewall: fc.boolean(),
  logRetention: fc.constantFrom(1, 400),
}, { requiredKeys: ['image'] });

/** Props that break no rule, by construction. */
export const validProps: fc.Arbitrary<HighAvailabilityPaymentPlatformProps> = fc.record({
  environmentSuffix: fc.stringMatching(/^[a-z0-9]{1,9}(-[a-z0-9]{1,10})?$/),
  profile: fc.constant(PlatformProfile.TEST),
  network,
  database: fc.tuple(database, instances).map(([options, chosen]) => ({ ...options, ...chosen })),
  service: fc.tuple(service, capacity).map(([options, tasks]) => ({ ...options, ...tasks })),
  monitoring: fc.record({
    alertEmail: fc.constant('ops@example.com'),
    responseTimeThreshold: fc.integer({ min: 1, max: 3_600_000 }).map((millis) => Duration.millis(millis)),
  }, { requiredKeys: ['alertEmail'] }),
  teardown: fc.constantFrom(Teardown.DISPOSABLE, Teardown.PROTECTED),
}, { requiredKeys: ['environmentSuffix', 'profile', 'service', 'monitoring'] });

const LONG = 'a'.repeat(5000);
const junk = fc.oneof(
  fc.constantFrom<unknown>(null, NaN, -Infinity, Infinity, -1, 1e300, [], [null], {}, '', ' ', LONG, '{{resolve:secretsmanager:payments}}', '\ud800', 'a\u202eb', '\0'),
  fc.string({ unit: 'binary', maxLength: 20 }).map((text) => `{{${text}`),
);
/** Values that some properties take; for the others they are wrong. */
const perhaps = fc.oneof(
  fc.constantFrom<unknown>(true, false, 0, 1, 1.5, '6', 'a', Duration.millis(1500), Duration.days(400), Duration.seconds(0), { a: 1 }, ['a', 'b']), fc.double(), fc.anything(),
);

/** Every property that may be broken, as a path. */
export const PATHS = [
  'environmentSuffix', 'profile', 'teardown', 'encryptionKey', 'network', 'database', 'service', 'monitoring',
  ...['cidr', 'availabilityZones', 'natStrategy', 'flowLogs', 'logRetention', 'vpcEndpoints', 'restrictDefaultSecurityGroup', 'peeredCidrs', 'vpc'].map((name) => `network.${name}`),
  ...['engineVersion', 'instanceType', 'readers', 'port', 'databaseName', 'masterUsername', 'masterCredentials', 'access', 'connectionSettings', 'createApplicationUser',
    'enhancedMonitoring', 'backupRetention', 'parameters', 'serverlessCapacity', 'logRetention'].map((name) => `database.${name}`),
  ...['image', 'containerPort', 'targetProtocol', 'healthCheckPath', 'healthyHttpCodes', 'healthCheckInterval', 'deregistrationDelay', 'startupTime', 'scalingCooldown', 'taskSize',
    'cpuArchitecture', 'cpuTargetPercent', 'environment', 'secrets', 'containerUser', 'readonlyRootFilesystem', 'internetFacing', 'ingressCidrs', 'ingressPrefixListIds', 'firewall',
    'webAclArn', 'accessLogs', 'accessLogsBucket', 'certificate', 'domainName', 'hostedZone', 'requireTls', 'rateLimit', 'minCapacity', 'maxCapacity', 'cluster', 'containerInsights',
    'executeCommand', 'logRetention'].map((name) => `service.${name}`),
  ...['alertEmail', 'topic', 'responseTimeThreshold'].map((name) => `monitoring.${name}`),
];

/** Dictionaries and lists that may be empty, so that junk of that kind is no mistake. */
const TAKES_EMPTY: Record<string, readonly string[]> = {
  '[]': ['network.peeredCidrs', 'service.ingressCidrs', 'service.ingressPrefixListIds'],
  '{}': ['network', 'database', 'database.parameters', 'service.environment', 'service.secrets'],
};

/** A property and a value that it never takes. */
export const brokenField = fc.tuple(fc.constantFrom(...PATHS), junk).filter(([path, value]) => {
  return !(typeof value === 'object' && value !== null && TAKES_EMPTY[JSON.stringify(value)]?.includes(path));
});

/** A property and any value. */
export const anyField = fc.tuple(fc.constantFrom(...PATHS), perhaps);

/** Props with one property replaced. */
export function withField(props: HighAvailabilityPaymentPlatformProps, path: string, value: unknown): HighAvailabilityPaymentPlatformProps {
  const [group, property] = path.split('.');
  const current = (props as unknown as Record<string, object | undefined>)[group];
  return { ...props, [group]: property === undefined ? value : { ...current, [property]: value } };
}
