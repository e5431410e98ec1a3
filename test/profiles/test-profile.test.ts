import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { TEST_DEFAULTS } from '../../src/profiles/test-profile';

test('the row of TEST is the reference system', () => {
  expect(TEST_DEFAULTS).toEqual({
    teardown: 'DISPOSABLE',
    physicalNames: 'FIXED',
    templateDefaults: { alertEmail: 'ops@example.com', image: 'nginx:latest' },
    tags: { profile: 'test' },
    discouragedSuffixes: /prod/,
    network: {
      cidr: '10.0.0.0/16',
      natStrategy: expect.objectContaining({ name: 'single' }),
      flowLogs: false,
      logRetention: 7,
      vpcEndpoints: false,
      restrictDefaultSecurityGroup: false,
    },
    database: {
      engineVersion: '15.17',
      instanceType: new InstanceType('t3.medium'),
      readers: 2,
      port: 5432,
      databaseName: 'payments',
      masterUsername: 'dbadmin',
      masterCredentials: expect.objectContaining({ managedByRds: false }),
      access: { username: undefined },
      connectionSettings: 'ENVIRONMENT',
      enhancedMonitoring: false,
      expectSteadyInstances: false,
      backupRetention: Duration.days(1),
      parameters: { 'rds.force_ssl': '1' },
      logRetention: 7,
    },
    service: {
      containerPort: 80,
      targetProtocol: 'HTTP',
      healthCheckPath: '/',
      healthyHttpCodes: '200',
      healthCheckInterval: Duration.seconds(5),
      deregistrationDelay: Duration.seconds(30),
      ingressCidrs: ['0.0.0.0/0'],
      requireTls: false,
      accessLogs: false,
      firewall: false,
      rateLimit: 2000,
      environment: {},
      secrets: {},
      expectImageDigest: false,
      taskSize: { cpu: 256, memoryMiB: 512 },
      cpuArchitecture: CpuArchitecture.X86_64,
      executeCommand: false,
      internetFacing: true,
      containerUser: undefined,
      readonlyRootFilesystem: false,
      startupTime: Duration.seconds(60),
      minCapacity: 6,
      maxCapacity: 6,
      cpuTargetPercent: 75,
      scalingCooldown: Duration.seconds(60),
      containerInsights: 'enabled',
      logRetention: 7,
    },
    monitoring: {
      responseTimeThreshold: Duration.seconds(1),
      detectionObjective: Duration.seconds(60),
      availabilityObjective: 99.99,
      latencyObjective: 99,
      enabledAlarms: [
        'alb-high-response-time', 'ecs-task-failure', 'alb-unhealthy-targets', 'rds-failover', 'rds-failover-events', 'payments-impaired',
      ],
      notifyEachAlarm: true,
      runbookUrl: 'https://github.com/cdk-payment-platform/cdk-payment-platform/blob/main/docs/operations.md',
    },
  });
});

test.each(['prod', 'production', 'eu-prod-1'])('the suffix %s is discouraged', (suffix) => {
  expect(TEST_DEFAULTS.discouragedSuffixes!.test(suffix)).toBe(true);
});

test.each(['dev', 'staging', 'pro-d'])('the suffix %s is not discouraged', (suffix) => {
  expect(TEST_DEFAULTS.discouragedSuffixes!.test(suffix)).toBe(false);
});
