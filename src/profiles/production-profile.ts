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

/** What a payment company runs: every value that PRODUCTION has. */
export const PRODUCTION_DEFAULTS: ProfileDefaults = {
  teardown: Teardown.PROTECTED,
  physicalNames: PhysicalNames.GENERATED,
  templateDefaults: {},
  templateAlarms: ['alb-high-response-time', 'ecs-task-failure', 'alb-unhealthy-targets', 'rds-failover'],
  tags: {},
  network: {
    cidr: '10.0.0.0/16',
    natStrategy: NatStrategy.perZone(),
    flowLogs: true,
    logRetention: RetentionDays.THIRTEEN_MONTHS,
    vpcEndpoints: true,
    restrictDefaultSecurityGroup: true,
  },
  database: {
    // The newest 17.x that aws-cdk-lib 2.263 and cfn-lint 1.58.0 both know as creatable (2026-11).
    engineVersion: '17.9',
    instanceType: new InstanceType('r6g.large'),
    expectSteadyInstances: true,
    readers: 2,
    port: 5433,
    databaseName: 'payments',
    masterUsername: 'paymentsowner',
    masterCredentials: MasterCredentials.managed(),
    access: DatabaseAccess.iam('payments_app'),
    connectionSettings: ConnectionSettings.PARAMETER_STORE,
    enhancedMonitoring: true,
    backupRetention: Duration.days(35),
    parameters: {
      'apg_ccm_enabled': '1',
      'log_connections': '1',
      'log_disconnections': '1',
      'log_min_duration_statement': '1000',
      'log_statement': 'ddl',
      'pgaudit.log': 'ddl,role',
      'pgaudit.role': 'rds_pgaudit',
      'rds.force_ssl': '1',
      'shared_preload_libraries': 'pg_stat_statements,pgaudit',
    },
    logRetention: RetentionDays.THIRTEEN_MONTHS,
  },
  service: {
    containerPort: 8443,
    targetProtocol: ApplicationProtocol.HTTPS,
    healthCheckPath: '/health',
    healthyHttpCodes: '200',
    healthCheckInterval: Duration.seconds(5),
    deregistrationDelay: Duration.seconds(30),
    ingressCidrs: ['0.0.0.0/0'],
    requireTls: true,
    accessLogs: true,
    firewall: true,
    rateLimit: 2000,
    environment: {},
    secrets: {},
    expectImageDigest: true,
    taskSize: TaskSize.of(512, 1024),
    cpuArchitecture: CpuArchitecture.X86_64,
    executeCommand: false,
    internetFacing: true,
    containerUser: '10001:10001',
    readonlyRootFilesystem: true,
    startupTime: Duration.seconds(60),
    minCapacity: 6,
    maxCapacity: 30,
    cpuTargetPercent: 60,
    scalingCooldown: Duration.seconds(60),
    containerInsights: ContainerInsights.ENHANCED,
    logRetention: RetentionDays.THIRTEEN_MONTHS,
  },
  monitoring: {
    responseTimeThreshold: Duration.seconds(1),
    detectionObjective: Duration.seconds(60),
    availabilityObjective: 99.99,
    latencyObjective: 99,
    enabledAlarms: [
      'alb-high-response-time', 'alb-target-5xx', 'alb-5xx', 'alb-no-healthy-target', 'alb-p99-response-time', 'alb-rejected-connections',
      'ecs-task-failure', 'alb-unhealthy-targets', 'ecs-tasks-missing', 'alb-target-connections', 'ecs-cpu', 'ecs-memory', 'ecs-deployment',
      'alb-zone-without-target',
      'rds-failover', 'rds-writer-down', 'rds-replica-lag', 'rds-connections', 'rds-cpu', 'rds-local-storage', 'rds-commit-latency', 'rds-deadlocks',
      'availability-burn-fast-long', 'latency-burn-fast-long', 'availability-burn-fast-short', 'latency-burn-fast-short',
      'availability-burn-slow-long', 'latency-burn-slow-long', 'availability-burn-slow-short', 'latency-burn-slow-short',
      'rds-failover-events', 'rds-health-events', 'ecs-deployment-events', 'ecs-service-events', 'ecs-task-events', 'certificate-expiring',
      'availability-burn-fast', 'availability-burn-slow', 'latency-burn-fast', 'latency-burn-slow', 'payments-impaired', 'degraded',
    ],
    notifyEachAlarm: false,
    runbookUrl: 'https://github.com/cdk-payment-platform/cdk-payment-platform/blob/main/docs/operations.md',
  },
};
