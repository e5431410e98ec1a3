import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform } from '../src';
import type { HighAvailabilityPaymentPlatformProps } from '../src';
import { platformViolations } from '../src/platform-rules';
import { deepFrozen } from './support/freeze';
import { importedVpc, messageOf, newStack, synthPlatform, testProps } from './support/synth';

type Overrides = Partial<HighAvailabilityPaymentPlatformProps>;

function errorOf(overrides: Overrides): string {
  return messageOf(() => new HighAvailabilityPaymentPlatform(newStack(), 'Pay', testProps(overrides)));
}

function withProperty(path: string, value: unknown): Overrides {
  const [group, property] = path.split('.');
  const image = ecs.ContainerImage.fromRegistry('nginx:latest');
  return (property ? { [group]: { ...group === 'service' ? { image } : {}, [property]: value } } : { [group]: value }) as Overrides;
}

test('the smallest valid props break no rule', () => {
  expect(platformViolations(testProps())).toEqual([]);
});

test('the problems of all parts come in one error, each under its group, before anything is made', () => {
  const stack = newStack();
  const overrides = deepFrozen({
    environmentSuffix: 'Prod',
    network: { cidr: '10.0.0.0/8' },
    database: { readers: -1, backupRetention: Duration.days(0) },
    service: { image: undefined, minCapacity: 6, maxCapacity: 5 },
    monitoring: { alertEmail: 'ops' },
  });
  expect(messageOf(() => new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps(overrides)))).toBe([
    'Stack/Pay: 7 invalid settings',
    '  - environmentSuffix must be lower-case letters and digits with single inner hyphens, 1 to 20 characters, got "Prod"; '
    + 'it stands in every name, so choose one such as "prod" or "staging-eu" [environment-suffix]',
    '  - network.cidr must be an IPv4 block from /16 to /23 that starts at its own network address, got "10.0.0.0/8"; '
    + 'choose a block such as "10.0.0.0/16"; a smaller VPC leaves a load balancer subnet fewer than the 8 free addresses it needs [network-cidr]',
    '  - database.readers must be a whole number from 0 to 15, got -1; two readers put an instance in each of three zones [database-readers]',
    '  - database.backupRetention must be a whole number of days from 1 to 35, got 0; '
    + 'choose a duration such as Duration.days(7) [database-backup-retention]',
    '  - service.image must be given, got nothing; '
    + 'pass one by digest, for example ecs.ContainerImage.fromRegistry("registry.example.com/payments@sha256:…") [service-image]',
    '  - service.maxCapacity must be a whole number of at least minCapacity and at most 5000, got 5; '
    + 'raise maxCapacity or lower minCapacity; equal values keep the number of tasks fixed [service-max-capacity]',
    '  - monitoring.alertEmail must be one e-mail address, got "ops"; '
    + 'SNS accepts other text, and the mail never arrives; pass for example "payments-oncall@example.com" [monitoring-alert-email]',
  ].join('\n'));
  expect(stack.node.findAll().filter((child) => 'cfnResourceType' in child)).toEqual([]);
});

test('a given VPC with two zones is refused under its group', () => {
  const stack = newStack();
  const vpc = importedVpc(stack, ['us-east-1a', 'us-east-1b']);
  expect(messageOf(() => new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps({ network: { vpc } })))).toBe([
    'Stack/Pay: 1 invalid setting',
    '  - network.vpc must have public and private subnets in at least 3 zones, got "public subnets in 2 zones, private subnets in 2 zones"; '
    + 'import the VPC with the subnets of all its zones, or leave it out to have one made [network-vpc-subnets]',
  ].join('\n'));
});

test('nobody to send alarms to is refused under its group', () => {
  expect(errorOf({ monitoring: { alertEmail: undefined } })).toBe([
    'Stack/Pay: 1 invalid setting',
    '  - monitoring.alertEmail must be given, or a topic that reaches somebody, got nothing; '
    + 'pass for example alertEmail: "payments-oncall@example.com" [monitoring-recipient]',
  ].join('\n'));
});

test('a warning is given once, by the part it is about', () => {
  const { stack } = synthPlatform({ database: { engineVersion: '15.4' } });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-payment-platform:'));
  expect(warnings.map(({ id, entry }) => [id, entry.data])).toEqual([[
    '/Stack/Pay/Database',
    'engineVersion should be a version that AWS still creates, got "15.4"; keep it only for a cluster that exists; choose "15.17" for a new one '
    + '[ack: cdk-payment-platform:database-engine-version-retired]',
  ]]);
});

test.each(['prod', 'preprod-eu'])('the TEST profile warns of the suffix %s, once', (environmentSuffix) => {
  const { stack } = synthPlatform({ environmentSuffix });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-payment-platform:'));
  expect(warnings.map(({ id, entry }) => [id, entry.data])).toEqual([[
    '/Stack/Pay',
    `environmentSuffix should not say prod with a profile that protects nothing, got "${environmentSuffix}"; `
    + 'leave profile out for production, or choose another suffix [ack: cdk-payment-platform:profile-suffix]',
  ]]);
});

test('a database without reader is warned of once, by the database', () => {
  const { stack } = synthPlatform({ database: { readers: 0 } });
  const warnings = Annotations.fromStack(stack).findWarning('*', Match.stringLikeRegexp('cdk-payment-platform:'));
  expect(warnings.map(({ id, entry }) => [id, entry.data])).toEqual([[
    '/Stack/Pay/Database',
    'readers should be at least 1, got 0; without a reader, the loss of the writer means waiting for a new instance, typically under 10 minutes '
    + '[ack: cdk-payment-platform:database-failover-target]',
  ]]);
});

describe('a hostile value', () => {
  const numbers = [
    'database.readers', 'database.port', 'service.containerPort', 'service.minCapacity', 'service.maxCapacity', 'service.cpuTargetPercent',
  ];
  const texts = [
    'environmentSuffix', 'network.cidr', 'database.engineVersion', 'database.databaseName', 'database.masterUsername',
    'service.healthCheckPath', 'service.healthyHttpCodes', 'monitoring.alertEmail',
  ];
  const cases = [
    ...numbers.flatMap((path) => [NaN, Infinity, -1, 1.5, '6', null, ''].map((value) => [path, value] as const)),
    ...texts.flatMap((path) => [NaN, Infinity, -1, 1.5, '6', null, '', {}, []].map((value) => [path, value] as const)),
  ];
  // A suffix of one digit and a CPU target that is no whole number are valid.
  const valid = ['environmentSuffix "6"', 'service.cpuTargetPercent 1.5'];
  const refused = cases.filter(([path, value]) => !valid.includes(`${path} ${JSON.stringify(value)}`));

  test.each(refused)('%s = %p is refused with our message', (path, value) => {
    const message = errorOf(withProperty(path, value));
    expect(message).toMatch(/^Stack\/Pay: \d invalid settings?\n/);
    expect(message).toContain(`\n  - ${path} must `);
  });

  test.each<[string, unknown]>([
    ...['responseTimeThreshold', 'detectionObjective'].flatMap((property) => [1, null, 'text'].map((value) => [property, value] as [string, unknown])),
    ...['availabilityObjective', 'latencyObjective'].flatMap((property) => [NaN, Infinity, -1, '99', null, {}].map((value) => [property, value] as [string, unknown])),
    ...['enabledAlarms', 'disabledAlarms'].flatMap((property) => [null, 'rds-cpu', ['unknown'], [null]].map((value) => [property, value] as [string, unknown])),
    ...['topic', 'pageTopic'].flatMap((property) => [null, 1, 'arn'].map((value) => [property, value] as [string, unknown])),
    ...['pageActions', 'informActions'].flatMap((property) => [null, 1, [null], [{}]].map((value) => [property, value] as [string, unknown])),
    ['alarmOverrides', null], ['alarmOverrides', { 'rds-cpu': null }], ['alarmOverrides', { unknown: {} }], ['notifyEachAlarm', 'yes'], ['runbookUrl', null],
  ])('monitoring.%s = %p is refused with our message', (property, value) => {
    expect(errorOf(withProperty(`monitoring.${property}`, value))).toMatch(new RegExp(`^Stack/Pay: 1 invalid setting\n  - monitoring.${property} must `));
  });

  test.each([
    ['network.availabilityZones', null], ['network.availabilityZones', 'us-east-1a'], ['network.availabilityZones', ['a', 'b', '']],
    ['network.natStrategy', null], ['network.vpc', null],
    ['database.backupRetention', 7], ['database.backupRetention', null], ['database.instanceType', null], ['database.masterCredentials', null],
    ['service.image', null], ['service.taskSize', null], ['service.environment', null], ['service.environment', { MODE: 1 }],
    ['service.ingressCidrs', [null]], ['service.ingressCidrs', ['anything']], ['service.ingressCidrs', '0.0.0.0/0'],
    ['service.healthCheckInterval', 5], ['service.deregistrationDelay', null], ['service.startupTime', Duration.millis(1500)],
    ['service.scalingCooldown', Duration.millis(1500)], ['service.containerUser', ''],
    ['monitoring.responseTimeThreshold', Duration.millis(1.5)],
    ['profile', null],
  ])('%s = %p is refused with our message', (path, value) => {
    expect(errorOf(withProperty(path, value))).toMatch(new RegExp(`^Stack/Pay: 1 invalid setting\n  - ${path} must `));
  });
});
