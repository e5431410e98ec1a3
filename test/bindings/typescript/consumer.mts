// The consumer of the packed library in TypeScript. The other languages say the same, each in its own way.
import { App, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform, MasterCredentials, NatStrategy, PaymentPlatformStack, PlatformProfile, TaskSize } from 'cdk-payment-platform';
import { existing, parts, production, reference, staging } from './stacks.mjs';

/** What the library decided, read back through its properties. */
function describe({ environmentSuffix, profile, network, database, service, monitoring, encryption }: HighAvailabilityPaymentPlatform): void {
  console.log(`[${environmentSuffix}]`);
  console.log(`profile: ${profile.name}, ${profile}`);
  console.log(`zones: ${network.availabilityZones.length}`);
  console.log(`NAT: ${network.natStrategy.name}, ${network.natStrategy.gatewayCount(3)} gateways, zone 2 through ${network.natStrategy.servingZone(2)}`);
  console.log(`engine: ${database.engineVersion} on ${database.instanceType}, ${database.readers} readers, port ${database.port}`);
  console.log(`backups: ${database.backupRetention.toDays()} days`);
  console.log(`database: ${database.databaseName} as ${database.access.username ?? 'the master user'}, settings by ${database.connectionSettings}`);
  console.log(`variables: ${Object.keys(database.environment).sort().join(' ')}`);
  console.log(`SQL: ${database.applicationUserSql}`);
  console.log(`tasks: ${service.minCapacity} to ${service.maxCapacity} of ${service.taskSize.cpu}/${service.taskSize.memoryMiB}, port ${service.containerPort}`);
  console.log(`health check: every ${service.healthCheckInterval.toSeconds()} seconds`);
  console.log(`slow: ${monitoring.responseTimeThreshold.toMilliseconds()} ms`);
  console.log(`alarms: ${monitoring.alarms.map((alarm) => alarm.node.id).join(' ')}`);
  console.log(`key statements: ${encryption.requiredStatements.map((statement) => statement.sid).join(' ')}`);
}

/** What the library says about settings that are not usable. */
function printError(attempt: () => unknown): void {
  try {
    attempt();
    console.log('no error');
  } catch (error) {
    console.log((error as Error).message);
  }
}

const app = new App();
describe(reference(app));
describe(production(app));
describe(staging(app));
describe(existing(app));
console.log(`[parts]\n${parts(app).natStrategy}`);
new PaymentPlatformStack(app, 'ReadyTest', { profile: PlatformProfile.TEST });
new PaymentPlatformStack(app, 'ReadyProduction');
app.synth();

console.log('[values]');
console.log(NatStrategy.none().servingZone(0) === undefined ? 'no gateway' : 'a gateway');
for (const credentials of [MasterCredentials.managed(), MasterCredentials.generated()]) {
  console.log(`managed by RDS: ${credentials.managedByRds ? 'yes' : 'no'}`);
}
console.log(`${TaskSize.of(512, 1024)}`);

console.log('[errors]');
printError(() => TaskSize.of(256, 513));
printError(() => new HighAvailabilityPaymentPlatform(new Stack(), 'Platform', {
  environmentSuffix: 'Not Usable',
  network: { cidr: '10.0.0.0/8', availabilityZones: ['eu-west-1a', 'eu-west-1a'] },
  database: { readers: 16, parameters: {} },
  service: { image: ContainerImage.fromRegistry('nginx:latest'), minCapacity: 6, maxCapacity: 3 },
  monitoring: { alertEmail: 'nobody “at” example.com' },
}));
