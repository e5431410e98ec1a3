import { Duration } from 'aws-cdk-lib';
import { PhysicalNames, PlatformProfile, TaskSize, Teardown } from '../src';
import { deepFrozen } from './support/freeze';

const { _defaults: defaults } = PlatformProfile.TEST;

describe('TEST', () => {
  test('is called TEST', () => {
    expect(`${PlatformProfile.TEST}`).toBe('TEST');
    expect(PlatformProfile.TEST.name).toBe('TEST');
  });

  test('is the row of the reference system', () => {
    const { network, database, service, monitoring } = defaults;
    expect([defaults.teardown, defaults.physicalNames]).toEqual(['DISPOSABLE', 'FIXED']);
    expect(defaults.templateDefaults).toEqual({ alertEmail: 'ops@example.com', image: 'nginx:latest' });
    expect([defaults.tags, defaults.discouragedSuffixes]).toEqual([{ profile: 'test' }, /prod/]);
    expect({ ...network, natStrategy: network.natStrategy.name }).toEqual({
      cidr: '10.0.0.0/16',
      natStrategy: 'single',
      flowLogs: false,
      logRetention: 7,
      vpcEndpoints: false,
      restrictDefaultSecurityGroup: false,
    });
    const { instanceType, access, backupRetention } = database;
    expect({ ...database, instanceType: `${instanceType}`, access: `${access}`, backupRetention: backupRetention.toDays() }).toEqual({
      engineVersion: '15.17',
      instanceType: 't3.medium',
      readers: 2,
      port: 5432,
      databaseName: 'payments',
      masterUsername: 'dbadmin',
      masterCredentials: expect.objectContaining({ managedByRds: false }),
      access: 'master password',
      connectionSettings: 'ENVIRONMENT',
      enhancedMonitoring: false,
      expectSteadyInstances: false,
      backupRetention: 1,
      parameters: { 'rds.force_ssl': '1' },
      logRetention: 7,
    });
    const seconds = {
      healthCheckInterval: service.healthCheckInterval.toSeconds(),
      deregistrationDelay: service.deregistrationDelay.toSeconds(),
      startupTime: service.startupTime.toSeconds(),
      scalingCooldown: service.scalingCooldown.toSeconds(),
    };
    expect({ ...service, ...seconds, taskSize: `${service.taskSize}` }).toEqual({
      containerPort: 80,
      targetProtocol: 'HTTP',
      healthCheckPath: '/',
      healthyHttpCodes: '200',
      healthCheckInterval: 5,
      deregistrationDelay: 30,
      ingressCidrs: ['0.0.0.0/0'],
      requireTls: false,
      accessLogs: false,
      firewall: false,
      rateLimit: 2000,
      environment: {},
      secrets: {},
      expectImageDigest: false,
      taskSize: '256 CPU units, 512 MiB',
      cpuArchitecture: { _cpuArchitecture: 'X86_64' },
      executeCommand: false,
      internetFacing: true,
      readonlyRootFilesystem: false,
      startupTime: 60,
      minCapacity: 6,
      maxCapacity: 6,
      cpuTargetPercent: 75,
      scalingCooldown: 60,
      containerInsights: 'enabled',
      logRetention: 7,
    });
    expect(monitoring.responseTimeThreshold.toSeconds()).toBe(1);
  });
});

describe('a profile of the user', () => {
  const overrides = deepFrozen({
    teardown: Teardown.PROTECTED,
    physicalNames: PhysicalNames.GENERATED,
    network: { availabilityZones: ['a', 'b', 'c'] },
    database: { readers: 1, port: undefined },
    service: { taskSize: TaskSize.of(512, 1024) },
    monitoring: { responseTimeThreshold: Duration.millis(300) },
  });
  const staging = PlatformProfile.custom('STAGING', PlatformProfile.TEST, overrides);

  test('has its own name', () => {
    expect(`${staging}`).toBe('STAGING');
  });

  test('has the values that differ', () => {
    expect([staging._defaults.teardown, staging._defaults.physicalNames]).toEqual(['PROTECTED', 'GENERATED']);
    expect(staging._defaults.network).toEqual({ ...defaults.network, availabilityZones: ['a', 'b', 'c'] });
    expect(staging._defaults.database).toEqual({ ...defaults.database, readers: 1 });
    expect(`${staging._defaults.service.taskSize}`).toBe('512 CPU units, 1024 MiB');
    expect(staging._defaults.monitoring.responseTimeThreshold.toMilliseconds()).toBe(300);
  });

  test('changes nothing of the profile it starts from', () => {
    expect([defaults.teardown, defaults.physicalNames, defaults.database.readers]).toEqual(['DISPOSABLE', 'FIXED', 2]);
  });

  test('may start from another profile of the user, and without changes equals it', () => {
    const copy = PlatformProfile.custom('COPY', staging, {});
    expect(copy._defaults).toEqual(staging._defaults);
  });
});
