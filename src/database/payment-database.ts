import { Aws } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as logs from 'aws-cdk-lib/aws-logs';
import * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import { Construct } from 'constructs';
import type { IDependable } from 'constructs';
import { applicationUserStatements, auditStatements, createApplicationUser } from './application-user';
import { AuroraPostgresEngine } from './aurora-postgres-engine';
import { capacity, explainParameterGroup, observation, planInstances, separateInstances } from './cluster-instances';
import type { ConnectionSettings } from './connection-settings';
import type { BoundCredentials } from './credentials-binding';
import type { DatabaseAccess } from './database-access';
import { databaseRules } from './database-rules';
import type { PaymentDatabaseProps } from './payment-database-props';
import { pinFeatureFlags } from '../config/feature-flags';
import { createLogGroup } from '../config/log-group';
import { KEY, partViolations, VPC } from '../config/part-rules';
import { PaymentNames } from '../config/payment-names';
import { deletionProtection, removalPolicy } from '../config/removal';
import { settle, sortedByName } from '../config/settings';
import { suppress } from '../config/suppressions';
import { assertValid } from '../config/validation';
import { defaultsOf } from '../platform-profile';
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

  /** What an application that connects at start has to wait for: the first instance, and its database user where that is made here. */
  public readonly connectivity: IDependable;

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

  /** How the application signs in. */
  public readonly access: DatabaseAccess;

  /** How tasks receive the host names, the port, the name and the user of the database. */
  public readonly connectionSettings: ConnectionSettings;

  /** How long automated backups are kept. */
  public readonly backupRetention: Duration;

  private readonly parameters: { readonly [name: string]: string };

  /**
   * @throws if any property is not usable; all problems are named in one error
   */
  constructor(scope: Construct, id: string, props: PaymentDatabaseProps) {
    super(scope, id);
    pinFeatureFlags(this);
    const { database, teardown } = defaultsOf(props.profile);
    const settings: DatabaseSettings = settle({ ...database, teardown }, props);
    assertValid(this, partViolations(databaseRules, { ...settings, chosenInstanceType: props.instanceType }, { vpc: VPC, encryptionKey: KEY }));

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
      removalPolicy: removalPolicy(settings.teardown),
    });
    const securityGroup = new ec2.SecurityGroup(this, 'SecurityGroup', {
      vpc: settings.vpc,
      description: 'Aurora PostgreSQL of the payment platform',
      allowAllOutbound: false,
    });

    this.access = settings.access;
    this.connectionSettings = settings.connectionSettings;
    this.logGroup = createLogGroup(this, 'LogGroup', names.databaseLogGroup, settings);
    this.cluster = this.createCluster(names.auroraCluster, settings, credentials, securityGroup);
    this.secret = credentials.secret ?? this.cluster.secret!;
    const firstInstance = separateInstances(this.cluster, settings.teardown);
    this.parameters = settings.parameters;
    this.connectivity = settings.createApplicationUser
      ? this.createApplicationUser(settings, names.path('application-user'), firstInstance)
      : firstInstance;
    this.connections = new ec2.Connections({ securityGroups: [securityGroup], defaultPort: ec2.Port.tcp(settings.port) });
  }

  /**
   * What a libpq client finds the database by: PGHOST, PGPORT, PGDATABASE, PGUSER where it signs in with IAM,
   * and PGHOST_READER for the reader endpoint.
   */
  public get environment(): { [name: string]: string } {
    return {
      PGHOST: this.cluster.clusterEndpoint.hostname,
      PGHOST_READER: this.cluster.clusterReadEndpoint.hostname,
      PGPORT: String(this.port),
      PGDATABASE: this.databaseName,
      PGSSLMODE: 'require',
      ...(this.access.username === undefined ? {} : { PGUSER: this.access.username }),
    };
  }

  /**
   * Lets a role connect as a database user with IAM authentication; the database user itself is made in SQL.
   *
   * @param grantee who may connect
   * @param username the database user
   */
  public grantConnect(grantee: iam.IGrantable, username: string): iam.Grant {
    const users = `arn:${Aws.PARTITION}:rds-db:${Aws.REGION}:${Aws.ACCOUNT_ID}:dbuser`;
    return iam.Grant.addToPrincipal({
      grantee,
      actions: ['rds-db:connect'],
      resourceArns: [`${users}:${this.cluster.clusterResourceIdentifier}/${username}`],
    });
  }

  /**
   * The SQL that prepares pgaudit and makes the application's user, to be run once as the master user; empty when neither is wanted.
   */
  public get applicationUserSql(): string {
    return this.sqlStatements().map((statement) => `${statement};`).join('\n');
  }

  private sqlStatements(): string[] {
    const { username } = this.access;
    return [...auditStatements(this.parameters), ...(username === undefined ? [] : applicationUserStatements(username, this.databaseName))];
  }

  private createApplicationUser(settings: DatabaseSettings, logGroupName: string, firstInstance: IDependable): IDependable {
    const { cluster, secret } = this;
    const { resource } = createApplicationUser(this, { ...settings, cluster, secret, statements: this.sqlStatements(), logGroupName });
    resource.node.addDependency(firstInstance);
    return resource;
  }

  private createCluster(clusterIdentifier: string, settings: DatabaseSettings, credentials: BoundCredentials, securityGroup: ec2.SecurityGroup) {
    const [writer, ...readers] = planInstances(settings);
    const cluster = new rds.DatabaseCluster(this, 'Cluster', {
      clusterIdentifier,
      engine: new AuroraPostgresEngine(settings.engineVersion),
      credentials: credentials.credentials,
      manageMasterUserPassword: settings.masterCredentials.managedByRds || undefined,
      defaultDatabaseName: settings.databaseName,
      writer,
      readers,
      vpc: settings.vpc,
      vpcSubnets: { subnetType: ec2.SubnetType.PRIVATE_WITH_EGRESS },
      securityGroups: [securityGroup],
      port: settings.port,
      parameters: sortedByName(settings.parameters),
      storageEncrypted: true,
      storageEncryptionKey: settings.encryptionKey,
      backup: { retention: settings.backupRetention },
      copyTagsToSnapshot: true,
      iamAuthentication: true,
      enableDataApi: settings.createApplicationUser || undefined,
      cloudwatchLogsExports: ['postgresql'],
      ...observation(this, settings),
      ...capacity(settings),
      deletionProtection: deletionProtection(settings.teardown),
      removalPolicy: removalPolicy(settings.teardown),
    });
    const resource = cluster.node.defaultChild as rds.CfnDBCluster;
    explainParameterGroup(cluster);
    // RDS would make the log group itself, unencrypted and kept for ever.
    resource.node.addDependency(this.logGroup);
    if (credentials.inapplicableLintChecks) {
      suppress(resource, credentials.inapplicableLintChecks.reason, { cfnLint: credentials.inapplicableLintChecks.checks });
    }
    return cluster;
  }
}
