import * as ec2 from 'aws-cdk-lib/aws-ec2';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { pinFeatureFlags } from './config/feature-flags';
import { assertValid, Severity } from './config/validation';
import { PaymentDatabase } from './database/payment-database';
import type { PaymentDatabaseOptions } from './database/payment-database-props';
import { PaymentParameters } from './discovery/payment-parameters';
import { PaymentEncryption } from './encryption/payment-encryption';
import { PaymentMonitoring } from './monitoring/payment-monitoring';
import type { PaymentMonitoringOptions } from './monitoring/payment-monitoring-props';
import { PaymentNetwork } from './network/payment-network';
import type { PaymentNetworkOptions } from './network/payment-network-props';
import type { PlatformProfile } from './platform-profile';
import { platformViolations } from './platform-rules';
import { PaymentService } from './service/payment-service';
import type { PaymentServiceOptions } from './service/payment-service-props';
import type { Teardown } from './teardown';

/**
 * Properties of `HighAvailabilityPaymentPlatform`.
 */
export interface HighAvailabilityPaymentPlatformProps {
  /**
   * What distinguishes this environment; it stands in every name. Lower-case letters and digits with single
   * inner hyphens, at most 20 characters.
   */
  readonly environmentSuffix: string;

  /** The profile whose values apply where nothing is chosen. */
  readonly profile: PlatformProfile;

  /**
   * The network.
   *
   * @default - as the profile says
   */
  readonly network?: PaymentNetworkOptions;

  /**
   * The database.
   *
   * @default - as the profile says
   */
  readonly database?: PaymentDatabaseOptions;

  /**
   * The service and its load balancer.
   *
   * @default - as the profile says
   */
  readonly service?: PaymentServiceOptions;

  /**
   * The monitoring.
   *
   * @default - as the profile says
   */
  readonly monitoring?: PaymentMonitoringOptions;

  /**
   * An existing key for everything the platform stores.
   *
   * @default - a key is made
   */
  readonly encryptionKey?: kms.IKey;

  /**
   * What happens to data, and to the resources that guard it, when the stack is deleted.
   *
   * @default - the profile's
   */
  readonly teardown?: Teardown;
}

/**
 * A payment platform that keeps working when it loses an availability zone: network, Aurora PostgreSQL,
 * Fargate service behind a load balancer, and alarms.
 */
export class HighAvailabilityPaymentPlatform extends Construct {
  /** The key for everything the platform stores. */
  public readonly encryption: PaymentEncryption;

  /** The VPC with its subnets. */
  public readonly network: PaymentNetwork;

  /** The Aurora PostgreSQL cluster. */
  public readonly database: PaymentDatabase;

  /** The Fargate service and its load balancer. */
  public readonly service: PaymentService;

  /** The alarms, their topic and the dashboard. */
  public readonly monitoring: PaymentMonitoring;

  /** What distinguishes this environment. */
  public readonly environmentSuffix: string;

  /** The profile whose values apply where nothing was chosen. */
  public readonly profile: PlatformProfile;

  /**
   * @throws if any property of any part is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: HighAvailabilityPaymentPlatformProps) {
    super(scope, id);
    pinFeatureFlags(this);
    assertValid(this, platformViolations(props).filter(isError));

    this.environmentSuffix = props.environmentSuffix;
    this.profile = props.profile;
    const { environmentSuffix, profile, teardown } = props;
    const shared = { environmentSuffix, profile, teardown };

    this.encryption = new PaymentEncryption(this, 'Encryption', { ...shared, key: props.encryptionKey });
    const encryptionKey = this.encryption.key;

    this.network = new PaymentNetwork(this, 'Network', { ...props.network, environmentSuffix, profile });
    const { vpc } = this.network;

    this.database = new PaymentDatabase(this, 'Database', { ...props.database, ...shared, vpc, encryptionKey });

    this.service = new PaymentService(this, 'Service', { ...this.connectedToDatabase(props.service), ...shared, vpc, encryptionKey });
    this.service.connections.allowTo(this.database, ec2.Port.tcp(this.database.port), 'Tasks to database');
    this.service.loadBalancer.node.defaultChild!.node.addDependency(this.network.internetConnectivity);
    // An application that connects at start would otherwise fail until the circuit breaker gives the deployment up.
    this.service.fargateService.node.defaultChild!.node.addDependency(this.network.egressConnectivity, this.database.firstInstance);

    this.monitoring = new PaymentMonitoring(this, 'Monitoring', {
      ...props.monitoring,
      environmentSuffix,
      profile,
      encryptionKey,
      databaseCluster: this.database.cluster,
      service: this.service.fargateService,
      taskCount: this.service.minCapacity,
      targetGroup: this.service.targetGroup,
    });

    new PaymentParameters(this, 'Parameters', {
      environmentSuffix,
      values: {
        'db/endpoint': this.database.cluster.clusterEndpoint.hostname,
        'db/reader-endpoint': this.database.cluster.clusterReadEndpoint.hostname,
        'db/secret-arn': this.database.secret.secretArn,
      },
    });
  }

  /** The service's options with the database's endpoints and credentials; on an equal name, the user's value stands. */
  private connectedToDatabase(options: PaymentServiceOptions = {}): PaymentServiceOptions {
    const own = new Set([...Object.keys(options.environment ?? {}), ...Object.keys(options.secrets ?? {})]);
    const absent = ([name]: [string, unknown]) => !own.has(name);
    const credentials = {
      PGUSER: Secret.fromSecretsManager(this.database.secret, 'username'),
      PGPASSWORD: Secret.fromSecretsManager(this.database.secret, 'password'),
    };
    return {
      ...options,
      environment: { ...Object.fromEntries(Object.entries(this.database.environment).filter(absent)), ...options.environment },
      secrets: { ...Object.fromEntries(Object.entries(credentials).filter(absent)), ...options.secrets },
    };
  }
}

function isError({ severity }: { severity: Severity }): boolean {
  return severity === Severity.ERROR;
}
