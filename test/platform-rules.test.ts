import { Duration } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform, NatStrategy, PlatformProfile, Teardown } from '../src';
import type { HighAvailabilityPaymentPlatformProps, PaymentWorkerOptions } from '../src';
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
    ['profile', null],
  ])('%s = %p is refused with our message', (path, value) => {
    expect(errorOf(withProperty(path, value))).toMatch(new RegExp(`^Stack/Pay: 1 invalid setting\n  - ${path} must `));
  });
});

describe('a group, a key or a teardown of the wrong type', () => {
  test.each([
    ['network', null], ['network', '10.0.0.0/16'], ['database', null], ['service', []], ['monitoring', 'ops@example.com'], ['encryptionKey', null],
    ['encryptionKey', 'arn'], ['teardown', null], ['teardown', 'protected'],
  ])('%s = %p is refused alone', (name, value) => {
    const props = { ...testProps(), [name]: value } as unknown as HighAvailabilityPaymentPlatformProps;
    expect(messageOf(() => new HighAvailabilityPaymentPlatform(newStack(), 'Pay', props))).toMatch(new RegExp(`^Stack/Pay: 1 invalid setting\n  - ${name} must `));
  });

  test('no props at all are refused with our message', () => {
    const props = null as unknown as HighAvailabilityPaymentPlatformProps;
    expect(messageOf(() => new HighAvailabilityPaymentPlatform(newStack(), 'Pay', props))).toContain('  - environmentSuffix must ');
  });
});

describe('what spans parts', () => {
  const TOO_MANY = 'service.maxCapacity must fit into the private subnets while a deployment doubles the tasks';

  test.each([
    [{ service: { minCapacity: 1, maxCapacity: 375 } }, undefined],
    [{ service: { minCapacity: 1, maxCapacity: 376 } }, '252 addresses in a subnet that has 251'],
    [{ network: { cidr: '10.0.0.0/23' }, service: { minCapacity: 1, maxCapacity: 39 } }, undefined],
    [{ network: { cidr: '10.0.0.0/23' }, service: { minCapacity: 1, maxCapacity: 40 } }, '28 addresses in a subnet that has 27'],
    [{ network: { cidr: '10.0.0.0/23', vpcEndpoints: true }, service: { minCapacity: 1, maxCapacity: 31 } }, '28 addresses in a subnet that has 27'],
    [{ network: { cidr: '10.0.0.0/23' }, service: { minCapacity: 1, maxCapacity: 28, internetFacing: false } }, '28 addresses in a subnet that has 27'],
    [{ network: { cidr: '10.0.0.0/23' }, database: { readers: 6 }, service: { minCapacity: 1, maxCapacity: 37 } }, '28 addresses in a subnet that has 27'],
    [{ network: { cidr: '10.0.0.0/23', availabilityZones: ['a', 'b', 'c', 'd'] }, service: { minCapacity: 1, maxCapacity: 52 } }, undefined],
  ])('the tasks of %j need room', (overrides, got) => {
    const found = platformViolations(testProps(overrides as Overrides)).map(({ message }) => message);
    expect(found).toEqual(got === undefined ? [] : [
      `${TOO_MANY}, got "${got}"; lower maxCapacity, or choose a larger network.cidr, which cannot be changed later`,
    ]);
  });

  test('tasks without a way out are warned of, unless the VPC is given', () => {
    const idsOf = (network: object) => platformViolations(testProps({ network })).map(({ id, severity }) => [id, severity]);
    expect(idsOf({ natStrategy: NatStrategy.none() })).toEqual([['network-egress', 'WARNING']]);
    expect(idsOf({ natStrategy: NatStrategy.none(), vpcEndpoints: true })).toEqual([]);
    expect(idsOf({ vpc: importedVpc(newStack()) })).toEqual([]);
  });

  test('two platforms of one suffix in one stack are refused', () => {
    const stack = newStack();
    new HighAvailabilityPaymentPlatform(stack, 'One', testProps());
    expect(messageOf(() => new HighAvailabilityPaymentPlatform(stack, 'Two', testProps()))).toBe([
      'Stack/Two: 1 invalid setting',
      '  - environmentSuffix must not be that of another platform in the stack, got "unit"; choose another suffix: both would give the same names '
      + '[environment-suffix-repeated]',
    ].join('\n'));
  });

  test('a certificate of another region is refused', () => {
    const stack = newStack({ env: { region: 'eu-central-1' } });
    const certificate = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/1');
    expect(messageOf(() => new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps({ service: { certificate } })))).toContain('[service-certificate-region]');
  });

  test('a custom profile made from TEST still warns of prod', () => {
    const profile = PlatformProfile.custom('STAGING', PlatformProfile.TEST, { teardown: Teardown.PROTECTED });
    expect(platformViolations(testProps({ profile, environmentSuffix: 'prod' })).map(({ id }) => id)).toEqual(['profile-suffix']);
  });

  test('a custom profile needs one to start from', () => {
    expect(messageOf(() => PlatformProfile.custom('STAGING', null as unknown as PlatformProfile, {}))).toBe(
      'PlatformProfile: original must be a PlatformProfile, got null; start from PlatformProfile.PRODUCTION or PlatformProfile.TEST',
    );
  });
});

describe('a further service', () => {
  const image = ecs.ContainerImage.fromRegistry('worker:1');
  const addService = (name: unknown, options: unknown = { image }) => {
    const platform = new HighAvailabilityPaymentPlatform(newStack(), 'Pay', testProps());
    platform.addService('settlement', { image });
    return messageOf(() => platform.addService(name as string, options as PaymentWorkerOptions));
  };

  test.each(['service', 'cluster', 'vpc', 'alb', 'tg', 'failover', 'aurora-cluster', 'app'])('cannot be called %s, as the platform is', (name) => {
    expect(addService(name)).toBe([
      'Stack/Pay: 1 invalid setting',
      `  - workerName must not be a name that the platform gives itself, got "${name}"; choose one that says what the worker does, such as "settlement" [worker-name-taken]`,
    ].join('\n'));
  });

  test('cannot be added twice', () => {
    expect(addService('settlement')).toBe([
      'Stack/Pay: 1 invalid setting',
      '  - workerName must not be given twice, got "settlement"; choose another name for the second worker [worker-name-repeated]',
    ].join('\n'));
  });

  test.each([null, undefined, '', 'A', 'a/b', 7, '__proto__'])('cannot be called %p', (name) => {
    expect(addService(name)).toMatch(/^Stack\/Pay: 1 invalid setting\n {2}- workerName must be lower-case letters /);
  });

  test.each([
    [null, 'image must be given'], [{}, 'image must be given'], [{ image: null }, 'image must be a ContainerImage'], [{ image, command: 'run' }, 'command must be a list'],
    [{ image, databaseUser: '' }, 'databaseUser must be a PostgreSQL user'], [{ image, environment: null }, 'environment must be a dictionary'],
    [{ image, taskSize: null }, 'taskSize must be a TaskSize'], [{ image, minCapacity: NaN }, 'minCapacity must be a whole number'],
  ])('cannot have the options %j', (options, problem) => {
    expect(addService('reports', options)).toMatch(new RegExp(`^Stack/Pay(/Worker-reports)?: \\d invalid settings?\n  - ${problem}`));
  });
});
