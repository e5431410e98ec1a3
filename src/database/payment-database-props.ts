import type { Duration } from 'aws-cdk-lib';
import type * as ec2 from 'aws-cdk-lib/aws-ec2';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type { ConnectionSettings } from './connection-settings';
import type { DatabaseAccess } from './database-access';
import type { MasterCredentials } from './master-credentials';
import type { ServerlessCapacity } from './serverless-capacity';
import type { PlatformProfile } from '../platform-profile';
import type { Teardown } from '../teardown';

/**
 * What may be chosen about the database.
 */
export interface PaymentDatabaseOptions {
  /**
   * The version of Aurora PostgreSQL, major and minor. It stands on the cluster only, so that an upgrade is one change.
   *
   * @default - the profile's
   */
  readonly engineVersion?: string;

  /**
   * The class of every instance. Writer and readers are equal, so that a failover loses no capacity.
   *
   * @default - the profile's
   */
  readonly instanceType?: ec2.InstanceType;

  /**
   * Serverless v2 instances in place of a class, and how far they scale.
   *
   * @default - instances of `instanceType`
   */
  readonly serverlessCapacity?: ServerlessCapacity;

  /**
   * How many readers stand beside the writer. Two readers put one instance in each of three zones.
   *
   * @default - the profile's, 2
   */
  readonly readers?: number;

  /**
   * The TCP port of the database.
   *
   * @default - the profile's
   */
  readonly port?: number;

  /**
   * The name of the database that is made in the cluster.
   *
   * @default - the profile's, `payments`
   */
  readonly databaseName?: string;

  /**
   * The name of the master user. It cannot be changed later without replacing the cluster.
   *
   * @default - the profile's
   */
  readonly masterUsername?: string;

  /**
   * Where the master user's password comes from.
   *
   * @default - the profile's
   */
  readonly masterCredentials?: MasterCredentials;

  /**
   * How the application signs in. The master password is refused where RDS manages it, because tasks would keep one that RDS rotates.
   *
   * @default - the profile's
   */
  readonly access?: DatabaseAccess;

  /**
   * Whether the application's database user is made while the stack is deployed, through the RDS Data API, which is then on.
   * Only for access by IAM.
   *
   * @default false - run `applicationUserSql` once yourself
   */
  readonly createApplicationUser?: boolean;

  /**
   * How tasks receive the host names, the port, the name and the user of the database.
   *
   * @default - the profile's
   */
  readonly connectionSettings?: ConnectionSettings;

  /**
   * Whether RDS measures the operating system of the instances every minute and keeps Performance Insights for a week.
   *
   * @default - the profile's
   */
  readonly enhancedMonitoring?: boolean;

  /**
   * How long automated backups are kept, 1 to 35 days.
   *
   * @default - the profile's
   */
  readonly backupRetention?: Duration;

  /**
   * Parameters of the cluster parameter group. They replace all of the profile's: without `rds.force_ssl` of `1` among them,
   * the database also takes connections without TLS, and a warning says so.
   *
   * @default - the profile's, with `rds.force_ssl` of `1`
   */
  readonly parameters?: { [name: string]: string };

  /**
   * How long the PostgreSQL log is kept in CloudWatch Logs.
   *
   * @default - the profile's
   */
  readonly logRetention?: logs.RetentionDays;
}

/**
 * Properties of `PaymentDatabase`.
 */
export interface PaymentDatabaseProps extends PaymentDatabaseOptions {
  /** The suffix that stands in every name, for example `prod`. */
  readonly environmentSuffix: string;

  /**
   * The profile whose values apply where nothing is chosen.
   *
   * @default PlatformProfile.PRODUCTION
   */
  readonly profile?: PlatformProfile;

  /** The VPC; the instances go to its private subnets, one zone after the other. */
  readonly vpc: ec2.IVpc;

  /** The key that encrypts storage, secret and log. */
  readonly encryptionKey: kms.IKey;

  /**
   * What happens to the data when the stack is deleted.
   *
   * @default - the profile's
   */
  readonly teardown?: Teardown;
}
