import { Duration, Stack, Tags } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type { ApplicationTargetGroup } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Construct } from 'constructs';
import { pinFeatureFlags } from './config/feature-flags';
import { PaymentNames } from './config/payment-names';
import { isPostgresUser } from './config/postgres-names';
import { assertValid, violations } from './config/validation';
import { PaymentDatabase } from './database/payment-database';
import type { PaymentDatabaseOptions } from './database/payment-database-props';
import { connectAs, connectDatabase, withConnection } from './database-connection';
import type { DatabaseConnection } from './database-connection';
import { PaymentParameters } from './discovery/payment-parameters';
import { PaymentEncryption } from './encryption/payment-encryption';
import { PaymentMonitoring } from './monitoring/payment-monitoring';
import type { PaymentMonitoringOptions } from './monitoring/payment-monitoring-props';
import { PaymentNetwork } from './network/payment-network';
import type { PaymentNetworkOptions } from './network/payment-network-props';
import { PhysicalNames } from './physical-names';
import { PlatformProfile } from './platform-profile';
import { platformViolations } from './platform-rules';
import { PaymentService } from './service/payment-service';
import type { PaymentServiceOptions } from './service/payment-service-props';
import { PaymentWorker } from './service/payment-worker';
import type { PaymentWorkerOptions } from './service/payment-worker-props';
import { workerNameRules } from './service/worker-rules';
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

  /**
   * The profile whose values apply where nothing is chosen.
   *
   * @default PlatformProfile.PRODUCTION
   */
  readonly profile?: PlatformProfile;

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

  /** The SSM parameters by which others find the platform. */
  public readonly parameters: PaymentParameters;

  /** What distinguishes this environment. */
  public readonly environmentSuffix: string;

  /** The profile whose values apply where nothing was chosen. */
  public readonly profile: PlatformProfile;

  private readonly connection: DatabaseConnection;
  private readonly teardown?: Teardown;

  /**
   * @throws if any property of any part is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: HighAvailabilityPaymentPlatformProps) {
    super(scope, id);
    pinFeatureFlags(this);
    assertValid(this, platformViolations(props, { region: Stack.of(this).region, isRepeated: this.isRepeated(props) }));

    this.environmentSuffix = props.environmentSuffix;
    this.profile = props.profile ?? PlatformProfile.PRODUCTION;
    const { environmentSuffix, teardown } = props;
    const { profile } = this;
    this.teardown = teardown;
    const shared = { environmentSuffix, profile, teardown };

    this.encryption = new PaymentEncryption(this, 'Encryption', { ...shared, key: props.encryptionKey });
    const encryptionKey = this.encryption.key;

    this.network = new PaymentNetwork(this, 'Network', { ...props.network, ...shared, encryptionKey });
    const { vpc } = this.network;

    this.database = new PaymentDatabase(this, 'Database', { ...props.database, ...shared, vpc, encryptionKey });

    this.parameters = new PaymentParameters(this, 'Parameters', { environmentSuffix });
    this.connection = connectDatabase(this.database, this.parameters);
    this.service = new PaymentService(this, 'Service', { ...withConnection({ ...props.service }, this.connection), ...shared, vpc, encryptionKey });
    this.service.connections.allowTo(this.database, ec2.Port.tcp(this.database.port), 'Tasks to database');
    this.network.endpoints?.allowDefaultPortFrom(this.service, 'Tasks to AWS services');
    this.grantDatabaseAccess();
    this.service.loadBalancer.node.defaultChild!.node.addDependency(this.network.internetConnectivity);
    // An application that connects at start would otherwise fail until the circuit breaker gives the deployment up.
    this.service.fargateService.node.defaultChild!.node.addDependency(this.network.egressConnectivity, this.database.connectivity);

    this.monitoring = new PaymentMonitoring(this, 'Monitoring', {
      ...props.monitoring,
      environmentSuffix,
      profile,
      encryptionKey,
      databaseCluster: this.database.cluster,
      instanceType: props.database?.serverlessCapacity ? undefined : this.database.instanceType,
      service: this.service.fargateService,
      taskCount: this.service.minCapacity,
      targetGroup: this.service.targetGroup,
      loadBalancer: this.service.loadBalancer,
      zones: vpc.availabilityZones,
      healthCheckTime: healthCheckTime(this.service.targetGroup),
      certificate: props.service?.certificate,
    });

    this.publish();
    // On what a person looks at; on every resource it would only fill the template.
    Object.entries(profile._defaults.tags).forEach(([key, value]) => Tags.of(this).add(key, value, { includeResourceTypes: TAGGED_TYPES }));
  }

  /**
   * Adds a service without a load balancer: it joins the cluster and the VPC, has roles of its own, and reaches the database
   * only as the user it names.
   *
   * @param workerName what it does, for example `settlement`
   * @param options the service
   * @throws if any option is not usable; all problems are named in one error
   */
  public addService(workerName: string, options: PaymentWorkerOptions): PaymentWorker {
    const { environmentSuffix, profile, database, network } = this;
    const databaseUser = options?.databaseUser;
    assertValid(this, violations(workerNameRules, {
      workerName,
      isTaken: new PaymentNames(environmentSuffix).isTaken(workerName),
      isRepeated: this.node.tryFindChild(`Worker-${workerName}`) !== undefined,
    }));
    const connected = isPostgresUser(databaseUser) // the worker refuses any other
      ? withConnection(options, connectAs(databaseUser!, `db/${workerName}-user`, this.connection, this.parameters))
      : options;
    const worker = new PaymentWorker(this, `Worker-${workerName}`, {
      ...connected,
      workerName,
      environmentSuffix,
      profile,
      teardown: this.teardown,
      vpc: network.vpc,
      cluster: this.service.cluster,
      encryptionKey: this.encryption.key,
    });
    network.endpoints?.allowDefaultPortFrom(worker, 'Worker to AWS services');
    worker.fargateService.node.defaultChild!.node.addDependency(network.egressConnectivity);
    if (databaseUser !== undefined) {
      worker.connections.allowTo(database, ec2.Port.tcp(database.port), 'Worker to database');
      database.grantConnect(worker.taskRole, databaseUser);
      worker.fargateService.node.defaultChild!.node.addDependency(database.connectivity);
    }
    return worker;
  }

  /** Where names are generated, the parameters are how others find what they name. */
  private publish(): void {
    if (this.profile._defaults.physicalNames === PhysicalNames.FIXED) {
      return;
    }
    const values: Record<string, string> = {
      'alerts/topic-arn': this.monitoring.topic.topicArn,
      'dashboard/name': this.monitoring.dashboard.dashboardName,
      'ecs/cluster-name': this.service.cluster.clusterName,
      'ecs/service-name': this.service.fargateService.serviceName,
      'kms/key-arn': this.encryption.key.keyArn,
      'load-balancer/dns-name': this.service.loadBalancer.loadBalancerDnsName,
    };
    Object.entries(values).forEach(([path, value]) => this.parameters.publish(path, value));
  }

  /** Two platforms of one suffix in one stack would give the same names. */
  private isRepeated(props: HighAvailabilityPaymentPlatformProps): boolean {
    const platforms = Stack.of(this).node.findAll().filter((child) => child instanceof HighAvailabilityPaymentPlatform);
    return platforms.some((other) => other !== this && other.environmentSuffix === props?.environmentSuffix);
  }

  private grantDatabaseAccess(): void {
    const { username } = this.database.access;
    if (username !== undefined) {
      this.database.grantConnect(this.service.taskRole, username);
    }
  }
}

const TAGGED_TYPES = ['AWS::EC2::VPC', 'AWS::ECS::Cluster', 'AWS::ECS::Service', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::RDS::DBCluster'];

/** How long the load balancer takes to find a target unhealthy. */
function healthCheckTime({ healthCheck: { interval, unhealthyThresholdCount } }: ApplicationTargetGroup): Duration | undefined {
  return interval && unhealthyThresholdCount ? Duration.seconds(interval.toSeconds() * unhealthyThresholdCount) : undefined;
}
