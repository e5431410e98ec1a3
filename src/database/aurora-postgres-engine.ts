import type * as rds from 'aws-cdk-lib/aws-rds';
import { SecretRotationApplication } from 'aws-cdk-lib/aws-secretsmanager';

/**
 * Aurora PostgreSQL in any version. aws-cdk's own engine brings the list of every version of every engine, a twentieth of the
 * time of a whole synthesis; the version is checked by a rule of ours.
 */
export class AuroraPostgresEngine implements rds.IClusterEngine {
  public readonly engineType = 'aurora-postgresql';
  public readonly engineFamily = 'POSTGRESQL';
  public readonly engineVersion: rds.EngineVersion;
  public readonly parameterGroupFamily: string;
  public readonly supportedLogTypes = ['postgresql', 'iam-db-auth-error', 'instance'];

  /**
   * @param fullVersion the version, for example `15.17`
   */
  constructor(fullVersion: string) {
    const [majorVersion] = fullVersion.split('.');
    this.engineVersion = { fullVersion, majorVersion };
    this.parameterGroupFamily = `${this.engineType}${majorVersion}`;
  }

  public get singleUserRotationApplication(): SecretRotationApplication {
    return SecretRotationApplication.POSTGRES_ROTATION_SINGLE_USER;
  }

  public get multiUserRotationApplication(): SecretRotationApplication {
    return SecretRotationApplication.POSTGRES_ROTATION_MULTI_USER;
  }

  public bindToCluster(_scope: unknown, { parameterGroup }: rds.ClusterEngineBindOptions): rds.ClusterEngineConfig {
    return { parameterGroup };
  }
}
