import { CfnCondition, Fn, SecretValue } from 'aws-cdk-lib';
import type { CfnParameter } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** What a cluster needs from its credentials. */
export interface BoundCredentials {
  readonly secret: secretsmanager.ISecret;
  readonly username: string;
  readonly password: SecretValue;
  /** cfn-lint checks of the cluster that do not apply, each with its reason beside it. */
  readonly inapplicableLintChecks?: string[];
}

/** What is known when the credentials are made. */
export interface CredentialsContext {
  readonly username: string;
  readonly databaseName: string;
  readonly port: number;
  readonly encryptionKey: kms.IKey;
}

/** What RDS accepts as a password of a cluster, without the backslash, which JSON would escape; the empty one asks for a generated one. */
export const PASSWORD_PATTERN = '^$|^[!#-.0-?A-Z\\[\\]-~]{8,41}$';

export const PASSWORD_CONSTRAINT = 'must be empty, or 8 to 41 printable ASCII characters without space, quotation mark, slash, backslash and @';

/** RDS refuses these in a password: Amazon RDS API Reference, CreateDBCluster, MasterUserPassword (2026-11). */
const EXCLUDED_CHARACTERS = ' /@"\'\\';
const PASSWORD_LENGTH = 32;
const NO_VALUE = { Ref: 'AWS::NoValue' };

/**
 * Where the master user's password comes from. It never stands in the template.
 */
export class MasterCredentials {
  /** A password generated in Secrets Manager, in a secret of the platform. */
  public static generated(): MasterCredentials {
    return new MasterCredentials(bindGenerated);
  }

  /**
   * A password from a CloudFormation parameter; while the parameter is empty, a generated one.
   * Secret and cluster follow the parameter, also when it changes later or is emptied.
   *
   * @param parameter a `NoEcho` parameter whose default is empty
   */
  public static fromParameter(parameter: CfnParameter): MasterCredentials {
    return new MasterCredentials((scope, context) => bindParameter(scope, context, parameter));
  }

  /**
   * User name and password from a secret of yours, with the keys `username` and `password`.
   *
   * @param secret the secret; it is read, never changed
   */
  public static fromSecret(secret: secretsmanager.ISecret): MasterCredentials {
    return new MasterCredentials(() => ({
      secret,
      username: secret.secretValueFromJson('username').unsafeUnwrap(),
      password: secret.secretValueFromJson('password'),
    }));
  }

  private constructor(private readonly binding: (scope: Construct, context: CredentialsContext) => BoundCredentials) {}

  /**
   * Makes what the credentials need.
   *
   * @internal
   */
  public _bind(scope: Construct, context: CredentialsContext): BoundCredentials {
    return this.binding(scope, context);
  }
}

function bindGenerated(scope: Construct, context: CredentialsContext): BoundCredentials {
  const secret = createSecret(scope, context, { generateSecretString: generation(context) });
  return { secret, username: context.username, password: secret.secretValueFromJson('password') };
}

function bindParameter(scope: Construct, context: CredentialsContext, parameter: CfnParameter): BoundCredentials {
  const given = new CfnCondition(scope, 'PasswordGiven', {
    expression: Fn.conditionNot(Fn.conditionEquals(parameter.valueAsString, '')),
  });
  const whenGiven = (value: unknown, otherwise: unknown) => Fn.conditionIf(given.logicalId, value, otherwise);
  const secret = createSecret(scope, context, {
    generateSecretString: whenGiven(NO_VALUE, pascalCased(generation(context))),
    secretString: whenGiven(secretString(context, parameter.valueAsString), NO_VALUE).toString(),
  });
  // A dynamic reference is read again only when its text changes, so a given password must reach the cluster as itself.
  const password = whenGiven(parameter.valueAsString, secret.secretValueFromJson('password').unsafeUnwrap());
  return {
    secret,
    username: context.username,
    password: SecretValue.unsafePlainText(password.toString()),
    // W1011 wants a dynamic reference instead of a parameter; the parameter is NoEcho, and the reference is used when it is empty.
    inapplicableLintChecks: ['W1011'],
  };
}

/** The secret construct of aws-cdk would add statements to the key's policy that the account's own access already covers. */
function createSecret(scope: Construct, { encryptionKey }: CredentialsContext, content: secretsmanager.CfnSecretProps): secretsmanager.ISecret {
  const resource = new secretsmanager.CfnSecret(scope, 'Secret', {
    description: 'Master user of the payment database',
    kmsKeyId: encryptionKey.keyArn,
    ...content,
  });
  return secretsmanager.Secret.fromSecretAttributes(scope, 'MasterSecret', { secretCompleteArn: resource.ref, encryptionKey });
}

function generation(context: CredentialsContext): secretsmanager.CfnSecret.GenerateSecretStringProperty {
  return {
    secretStringTemplate: secretString(context),
    generateStringKey: 'password',
    passwordLength: PASSWORD_LENGTH,
    excludeCharacters: EXCLUDED_CHARACTERS,
  };
}

/** A property inside an intrinsic function has to be written as CloudFormation spells it. */
function pascalCased(properties: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key[0].toUpperCase() + key.slice(1), value]));
}

function secretString({ username, databaseName, port }: CredentialsContext, password?: string): string {
  return JSON.stringify({ engine: 'postgres', dbname: databaseName, port, username, password });
}
