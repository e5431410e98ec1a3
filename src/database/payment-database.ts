import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as iam from 'aws-cdk-lib/aws-iam';
import * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { databaseRules } from './database-rules';
import type { BoundCredentials } from './master-credentials';
import type { PaymentDatabaseProps } from './payment-database-props';
import { suffixRules } from '../config/environment-suffix';
import { pinFeatureFlags } from '../config/feature-flags';
import { PaymentNames } from '../config/payment-names';
import { deletionProtection, removalPolicy } from '../config/removal';
import { settle } from '../config/settings';
import { assertValid, violations } from '../config/validation';
import type { DatabaseDefaults } from '../profile-defaults';
import type { Teardown } from '../teardown';

type DatabaseSettings = Readonly<PaymentDatabaseProps & DatabaseDefaults & { readonly teardown: Teardown }>;

/**
 * An Aurora PostgreSQL cluster with a writer and readers in different availability zones.
 */
export class PaymentDatabase extends Construct implements ec2.IConnectable {
  /** The cluster. */
  public readonly cluster: rds.DatabaseCluster;

  /** The secret with the master user's name and password. */
  public readonly secret: secretsmanager.ISecret;

  /** The log group that receives the PostgreSQL log. */
  public readonly logGroup: logs.LogGroup;

  /** Who may connect; nobody until it is said. */
  public readonly connections: ec2.Connections;

  /** The first instance: what an application that connects at start has to wait for. */
  public readonly firstInstance: IDependable;

  /** The version of Aurora PostgreSQL. */
  public readonly engineVersion: string;

  /** The class of every instance. */
  public readonly instanceType: ec2.InstanceType;

  /** How many readers stand beside the writer. */
  public readonly readers: number;

  /** The TCP port of the database. */
  public readonly port: number;

  /** The name of the database. */
  public readonly databaseName: string;

  /** How long automated backups are kept. */
  public readonly backupRetention: Duration;

  /**
   * @throws if any property is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: PaymentDatabaseProps) {
    super(scope, id);
    pinFeatureFlags(this);
    const defaults = { ...props.profile._defaults.database, teardown: props.profile._defaults.teardown };
    const settings: DatabaseSettings = settle(defaults, props);
    assertValid(this, [...violations(suffixRules, settings), ...violations(databaseRules, settings)]);

    this.engineVersion = settings.engineVersion;
    this.instanceType = settings.instanceType;
    this.readers = settings.readers;
    this.port = settings.port;
    this.databaseName = settings.databaseName;
    this.backupRetention = settings.backupRetention;

    const names = new PaymentNames(settings.environmentSuffix);
    const credentials = settings.masterCredentials._bind(this, {
      username: settings.masterUsername,
      databaseName: settings.databaseName,
      port: settings.port,
      encryptionKey: settings.encryptionKey,
    });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: settings.vpc,
      description: 'Aurora PostgreSQL of the payment platform',
      allowAllOutbound: false,
    });

    this.secret = credentials.secret;
    this.logGroup = this.createLogGroup(names.databaseLogGroup, settings);
    this.cluster = this.createCluster(names.auroraCluster, settings, credentials, securityGroup);
    this.firstInstance = this.separateInstances();
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(settings.port) });
  }

  /**
   * What a libpq client finds the database by: PGHOST, PGPORT, PGDATABASE, and PGHOST_READER for the reader endpoint.
   */
  public get environment(): { [name: string]: string } {
    return {
      PGHOST: this.cluster.clusterEndpoint.hostname,
      PGHOST_READER: this.cluster.clusterReadEndpoint.hostname,
      PGPORT: String(this.port),
      PGDATABASE: this.databaseName,
      PGSSLMODE: 'require',
    };
  }

  /**
   * Lets a role connect as a database user with IAM authentication; the database user itself is made in SQL.
   *
   * @param grantee who may connect
   * @param username the database user
   */
  public grantConnect(grantee: iam.IGrantable, username: string): iam.Grant {
    return this.cluster.grantConnect(grantee, username);
  }

  private createLogGroup(logGroupName: string, { logRetention, encryptionKey, teardown }: DatabaseSettings): logs.LogGroup {
    return new logs.LogGroup(this, 'LogGroup', {
      logGroupName,
      retention: logRetention,
      encryptionKey,
      removalPolicy: removalPolicy(teardown),
    });
  }

  private createCluster(clusterIdentifier: string, settings: DatabaseSettings, credentials: BoundCredentials, securityGroup: ec2.SecurityGroup) {
    const [writer, ...readers] = this.planInstances(settings);
    const cluster = new rds.DatabaseCluster(this, 'Cluster', {
      clusterIdentifier,
      engine: rds.DatabaseClusterEngine.auroraPostgres({ version: engineVersion(settings.engineVersion) }),
      credentials: rds.Credentials.fromPassword(credentials.username, credentials.password),
      defaultDatabaseName: settings.databaseName,
      writer,
      readers,
      vpc: settings.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
      port: settings.port,
      parameters: settings.parameters,
      storageEncrypted: true,
      storageEncryptionKey: settings.encryptionKey,
      backup: { retention: settings.backupRetention },
      copyTagsToSnapshot: true,
      iamAuthentication: true,
      cloudwatchLogsExports: ['postgresql'],
      deletionProtection: deletionProtection(settings.teardown),
      removalPolicy: removalPolicy(settings.teardown),
    });
    const resource = cluster.node.defaultChild as rds.CfnDBCluster;
    // RDS would make the log group itself, unencrypted and kept for ever.
    resource.node.addDependency(this.logGroup);
    if (credentials.inapplicableLintChecks) {
      resource.addMetadata('cfn-lint', { config: { ignore_checks: credentials.inapplicableLintChecks } });
    }
    return cluster;
  }

  private planInstances({ instanceType, readers, vpc }: DatabaseSettings): rds.IClusterInstance[] {
    const zones = [...new Set(vpc.privateSubnets.map(({ availabilityZone }) => availabilityZone))];
    return Array.from({ length: 1 + readers }, (_, index) => rds.ClusterInstance.provisioned(`Instance${index + 1}`, {
      instanceType,
      availabilityZone: zones[index % zones.length],
      promotionTier: index === 0 ? 0 : 1,
      publiclyAccessible: false,
      autoMinorVersionUpgrade: true,
    }));
  }

  /** Instances are alike and wait for nobody: whichever is ready first writes, and the rest join as readers. */
  private separateInstances(): IDependable {
    const instances = this.cluster.node.findAll().filter((child): child is rds.CfnDBInstance => child instanceof rds.CfnDBInstance);
    for (const instance of instances) {
      instance.addDeletionOverride('DependsOn');
    }
    return instances[0];
  }
}

function engineVersion(version: string): rds.AuroraPostgresEngineVersion {
  return rds.AuroraPostgresEngineVersion.of(version, version.split('.')[0]);
}
