import type { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as ecs from 'aws-cdk-lib/aws-ecs';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { ConnectionSettings } from './database/connection-settings';
import type { DatabaseAccess } from './database/database-access';
import type { MasterCredentials } from './database/master-credentials';
import type { NatStrategy } from './network/nat-strategy';
import type { PhysicalNames } from './physical-names';
import type { TaskSize } from './service/task-size';
import type { Teardown } from './teardown';

/** A profile's row of values: every default that a part needs when nothing is chosen. */
export interface ProfileDefaults {
  readonly teardown: Teardown;
  readonly physicalNames: PhysicalNames;
  /** Defaults of the ready-made template's parameters; without one, the parameter has to be given. */
  readonly templateDefaults: { readonly alertEmail?: string; readonly image?: string };
  /** The alarms of the ready-made template, when not all of the profile's fit into it. */
  readonly templateAlarms?: string[];
  /** Tags of the VPC, the database, the load balancer, the ECS cluster and its service. */
  readonly tags: Record<string, string>;
  /** Suffixes for which the profile is not meant. */
  readonly discouragedSuffixes?: RegExp;
  readonly network: NetworkDefaults;
  readonly database: DatabaseDefaults;
  readonly service: ServiceDefaults;
  readonly monitoring: MonitoringDefaults;
}

export interface NetworkDefaults {
  readonly cidr: string;
  readonly natStrategy: NatStrategy;
  readonly flowLogs: boolean;
  readonly logRetention: logs.RetentionDays;
  readonly vpcEndpoints: boolean;
  readonly restrictDefaultSecurityGroup: boolean;
}

export interface DatabaseDefaults {
  readonly engineVersion: string;
  readonly instanceType: ec2.InstanceType;
  /** Whether a burstable class is worth a warning. */
  readonly expectSteadyInstances: boolean;
  readonly readers: number;
  readonly port: number;
  readonly databaseName: string;
  readonly masterUsername: string;
  readonly masterCredentials: MasterCredentials;
  readonly access: DatabaseAccess;
  readonly connectionSettings: ConnectionSettings;
  readonly enhancedMonitoring: boolean;
  readonly backupRetention: Duration;
  readonly parameters: Record<string, string>;
  readonly logRetention: logs.RetentionDays;
}

export interface ServiceDefaults {
  readonly containerPort: number;
  readonly targetProtocol: elbv2.ApplicationProtocol;
  readonly healthCheckPath: string;
  readonly healthyHttpCodes: string;
  readonly healthCheckInterval: Duration;
  readonly deregistrationDelay: Duration;
  readonly ingressCidrs: string[];
  readonly requireTls: boolean;
  readonly accessLogs: boolean;
  readonly firewall: boolean;
  readonly rateLimit: number;
  readonly environment: Record<string, string>;
  readonly secrets: Record<string, ecs.Secret>;
  readonly taskSize: TaskSize;
  readonly cpuArchitecture: ecs.CpuArchitecture;
  readonly executeCommand: boolean;
  readonly internetFacing: boolean;
  readonly expectImageDigest: boolean;
  readonly containerUser?: string;
  readonly readonlyRootFilesystem: boolean;
  readonly startupTime: Duration;
  readonly minCapacity: number;
  readonly maxCapacity: number;
  readonly cpuTargetPercent: number;
  readonly scalingCooldown: Duration;
  readonly containerInsights: ecs.ContainerInsights;
  readonly logRetention: logs.RetentionDays;
}

export interface MonitoringDefaults {
  readonly responseTimeThreshold: Duration;
  readonly detectionObjective: Duration;
  readonly availabilityObjective: number;
  readonly latencyObjective: number;
  readonly enabledAlarms: string[];
  readonly notifyEachAlarm: boolean;
  readonly runbookUrl: string;
}
