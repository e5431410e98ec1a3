import type { CfnParameter } from 'aws-cdk-lib';
import { Credentials } from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { bindGenerated, bindParameter } from './credentials-binding';
import type { BoundCredentials, CredentialsContext } from './credentials-binding';
import { isObjectWith } from '../config/predicates';
import { display } from '../config/validation';

/**
 * Where the master user's password comes from. It never stands in the template.
 */
export class MasterCredentials {
  /** RDS makes the secret, encrypts it with the platform's key and rotates it. For administration; tasks use IAM authentication. */
  public static managed(): MasterCredentials {
    return new MasterCredentials((_, { username, encryptionKey }) => ({ credentials: Credentials.fromUsername(username, { encryptionKey }) }), true);
  }

  /** A password generated in Secrets Manager, in a secret of the platform. */
  public static generated(): MasterCredentials {
    return new MasterCredentials(bindGenerated);
  }

  /**
   * A password from a CloudFormation parameter; while the parameter is empty, a generated one.
   * Secret and cluster follow the parameter, also when it changes later or is emptied.
   *
   * @param parameter a `NoEcho` parameter whose default is empty
   * @throws if it is no parameter, or one that shows the password
   */
  public static fromParameter(parameter: CfnParameter): MasterCredentials {
    if (!isObjectWith(parameter, 'noEcho') || !parameter.noEcho) {
      throw new Error(`MasterCredentials: parameter must be a CfnParameter with noEcho, got ${display(parameter)}; everybody could read the password otherwise`);
    }
    return new MasterCredentials((scope, context) => bindParameter(scope, context, parameter));
  }

  /**
   * User name and password from a secret of yours, with the keys `username` and `password`.
   *
   * @param secret the secret; it is read, never changed
   * @throws if it is no secret
   */
  public static fromSecret(secret: secretsmanager.ISecret): MasterCredentials {
    if (!isObjectWith(secret, 'secretArn')) {
      throw new Error(`MasterCredentials: secret must be a secret of Secrets Manager, got ${display(secret)}; take one by Secret.fromSecretNameV2`);
    }
    return new MasterCredentials(() => ({
      secret,
      credentials: Credentials.fromPassword(secret.secretValueFromJson('username').unsafeUnwrap(), secret.secretValueFromJson('password')),
    }));
  }

  private constructor(
    private readonly binding: (scope: Construct, context: CredentialsContext) => BoundCredentials,
    /** Whether RDS makes and rotates the secret. */
    public readonly managedByRds = false,
  ) {}

  /**
   * Makes what the credentials need.
   *
   * @internal
   */
  public _bind(scope: Construct, context: CredentialsContext): BoundCredentials {
    return this.binding(scope, context);
  }
}
