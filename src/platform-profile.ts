import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { ContainerInsights } from 'aws-cdk-lib/aws-ecs';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import { settle } from './config/settings';
import { MasterCredentials } from './database/master-credentials';
import type { PaymentDatabaseOptions } from './database/payment-database-props';
import type { PaymentMonitoringOptions } from './monitoring/payment-monitoring-props';
import { NatStrategy } from './network/nat-strategy';
import type { PaymentNetworkOptions } from './network/payment-network-props';
import { PhysicalNames } from './physical-names';
import type { ProfileDefaults } from './profile-defaults';
import type { PaymentServiceOptions } from './service/payment-service-props';
import { TaskSize } from './service/task-size';
import { Teardown } from './teardown';

/**
 * What a profile of your own changes about the profile it starts from.
 */
export interface PlatformProfileOverrides {
  /**
   * Values for the network.
   *
   * @default - those of the profile it starts from
   */
  readonly network?: PaymentNetworkOptions;

  /**
   * Values for the database.
   *
   * @default - those of the profile it starts from
   */
  readonly database?: PaymentDatabaseOptions;

  /**
   * Values for the service and its load balancer.
   *
   * @default - those of the profile it starts from
   */
  readonly service?: PaymentServiceOptions;

  /**
   * Values for the monitoring.
   *
   * @default - those of the profile it starts from
   */
  readonly monitoring?: PaymentMonitoringOptions;

  /**
   * What happens to data when the stack is deleted.
   *
   * @default - that of the profile it starts from
   */
  readonly teardown?: Teardown;

  /**
   * Who names the resources that can be replaced.
   *
   * @default - that of the profile it starts from
   */
  readonly physicalNames?: PhysicalNames;
}

/**
 * A row of values: what every part does where the user chose nothing. Parts never ask which profile they have.
 */
export class PlatformProfile {
  /**
   * The reference system: small, cheap, three zones, deleted in one pass. Not for real payments.
   */
  public static readonly TEST = new PlatformProfile('TEST', {
    teardown: Teardown.DISPOSABLE,
    physicalNames: PhysicalNames.FIXED,
    network: {
      cidr: '10.0.0.0/16',
      natStrategy: NatStrategy.single(),
    },
    database: {
      // 15.4 can no longer be created; 15.17 can (cfn-lint 1.58.0, engine versions of aurora-postgresql, 2026-11).
      engineVersion: '15.17',
      instanceType: new InstanceType('t3.medium'),
      readers: 2,
      port: 5432,
      databaseName: 'payments',
      masterUsername: 'dbadmin',
      masterCredentials: MasterCredentials.generated(),
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
      environment: {},
      secrets: {},
      taskSize: TaskSize.of(256, 512),
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
    },
  });

  /**
   * A profile of your own: another profile with some values changed.
   *
   * @param name a name for messages, for example `STAGING`
   * @param base the profile to start from; it is not changed
   * @param overrides the values that differ
   */
  public static custom(name: string, base: PlatformProfile, overrides: PlatformProfileOverrides): PlatformProfile {
    const { teardown, physicalNames, ...groups } = overrides;
    const defaults = base._defaults;
    return new PlatformProfile(name, {
      teardown: teardown ?? defaults.teardown,
      physicalNames: physicalNames ?? defaults.physicalNames,
      network: settle(defaults.network, groups.network ?? {}),
      database: settle(defaults.database, groups.database ?? {}),
      service: settle(defaults.service, groups.service ?? {}),
      monitoring: settle(defaults.monitoring, groups.monitoring ?? {}),
    });
  }

  /** @internal */
  public readonly _defaults: ProfileDefaults;

  private constructor(
    /** The name of the profile. */
    public readonly name: string,
    defaults: ProfileDefaults,
  ) {
    this._defaults = Object.freeze(defaults);
  }

  /** The name of the profile. */
  public toString(): string {
    return this.name;
  }
}
