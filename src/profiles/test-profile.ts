import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { ContainerInsights, CpuArchitecture } from 'aws-cdk-lib/aws-ecs';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { ConnectionSettings } from '../database/connection-settings';
import { DatabaseAccess } from '../database/database-access';
import { MasterCredentials } from '../database/master-credentials';
import { NatStrategy } from '../network/nat-strategy';
import { PhysicalNames } from '../physical-names';
import type { ProfileDefaults } from '../profile-defaults';
import { TaskSize } from '../service/task-size';
import { Teardown } from '../teardown';

/** The reference system: every value that TEST has. */
export const TEST_DEFAULTS: ProfileDefaults = {
  teardown: Teardown.DISPOSABLE,
  physicalNames: PhysicalNames.FIXED,
  templateDefaults: { alertEmail: 'ops@example.com', image: 'nginx:latest' },
  tags: { profile: 'test' },
  discouragedSuffixes: /prod/,
  network: {
    cidr: '10.0.0.0/16',
    natStrategy: NatStrategy.single(),
    flowLogs: false,
    logRetention: RetentionDays.ONE_WEEK,
    vpcEndpoints: false,
    restrictDefaultSecurityGroup: false,
  },
  database: {
    // 15.4 can no longer be created; 15.17 can (cfn-lint 1.58.0, engine versions of aurora-postgresql, 2026-11).
    engineVersion: '15.17',
    instanceType: new InstanceType('t3.medium'),
    expectSteadyInstances: false,
    readers: 2,
    port: 5432,
    databaseName: 'payments',
    masterUsername: 'dbadmin',
    masterCredentials: MasterCredentials.generated(),
    access: DatabaseAccess.masterPassword(),
    connectionSettings: ConnectionSettings.ENVIRONMENT,
    enhancedMonitoring: false,
    backupRetention: Duration.days(1),
    parameters: { 'rds.force_ssl': '1' },
    logRetention: RetentionDays.ONE_WEEK,
  },
  service: {
    containerPort: 80,
    targetProtocol: ApplicationProtocol.HTTP,
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
    taskSize: TaskSize.of(256, 512),
    cpuArchitecture: CpuArchitecture.X86_64,
    executeCommand: false,
    internetFacing: true,
    readonlyRootFilesystem: false,
    startupTime: Duration.seconds(60),
    minCapacity: 6,
    maxCapacity: 6,
    cpuTargetPercent: 75,
    scalingCooldown: Duration.seconds(60),
    containerInsights: ContainerInsights.ENABLED,
    logRetention: RetentionDays.ONE_WEEK,
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
};
