import { Aws, CfnCondition, Fn, SecretValue } from 'aws-cdk-lib';
import type { CfnParameter, RemovalPolicy } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import { Credentials } from 'aws-cdk-lib/aws-rds';
import * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';

/** What a cluster needs from its credentials. */
export interface BoundCredentials {
  readonly credentials: Credentials;
  /** Absent when RDS makes the secret. */
  readonly secret?: secretsmanager.ISecret;
  /** cfn-lint checks of the cluster that do not apply, and why. */
  readonly inapplicableLintChecks?: { readonly checks: string[]; readonly reason: string };
}

/** What is known when the credentials are made. */
export interface CredentialsContext {
  readonly username: string;
  readonly databaseName: string;
  readonly port: number;
  readonly encryptionKey: kms.IKey;
  readonly removalPolicy: RemovalPolicy;
}

/** What RDS accepts as a password of a cluster, without the backslash, which JSON would escape; the empty one asks for a generated one. */
export const PASSWORD_PATTERN = '^$|^[!#-.0-?A-Z\\[\\]-~]{8,41}$';

export const PASSWORD_CONSTRAINT = 'must be empty, or 8 to 41 printable ASCII characters without space, slash, backslash, @ and double quotation mark';

/** RDS refuses these in a password: Amazon RDS API Reference, CreateDBCluster, MasterUserPassword (2026-11). */
const EXCLUDED_CHARACTERS = ' /@"\'\\';
const PASSWORD_LENGTH = 32;
const NO_VALUE = { Ref: 'AWS::NoValue' };

export function bindGenerated(scope: Construct, context: CredentialsContext): BoundCredentials {
  const secret = createSecret(scope, context, { generateSecretString: generation(context) });
  return { secret, credentials: Credentials.fromPassword(context.username, secret.secretValueFromJson('password')) };
}

export function bindParameter(scope: Construct, context: CredentialsContext, parameter: CfnParameter): BoundCredentials {
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
    credentials: Credentials.fromPassword(context.username, SecretValue.unsafePlainText(password.toString())),
    inapplicableLintChecks: {
      checks: ['W1011'],
      reason: 'It wants a dynamic reference instead of a parameter; the parameter is NoEcho, and the reference is used when it is empty.',
    },
  };
}

/** The secret construct of aws-cdk would add statements to the key's policy that the account's own access already covers. */
function createSecret(scope: Construct, context: CredentialsContext, content: secretsmanager.CfnSecretProps): secretsmanager.ISecret {
  const { encryptionKey } = context;
  const resource = new secretsmanager.CfnSecret(scope, 'Secret', {
    description: 'Master user of the payment database',
    kmsKeyId: encryptionKey.keyArn,
    ...content,
  });
  resource.applyRemovalPolicy(context.removalPolicy);
  return readableBy(secretsmanager.Secret.fromSecretAttributes(scope, 'MasterSecret', { secretCompleteArn: resource.ref }), encryptionKey);
}

/** Who may read the secret may decrypt it by a statement of its own: in the key's policy it would make key and reader wait for each other. */
function readableBy(secret: secretsmanager.ISecret, encryptionKey: kms.IKey): secretsmanager.ISecret {
  const grantRead = secret.grantRead.bind(secret);
  secret.grantRead = (grantee, versionStages) => {
    iam.Grant.addToPrincipal({
      grantee,
      actions: ['kms:Decrypt'],
      resourceArns: [encryptionKey.keyArn],
      conditions: { StringEquals: { 'kms:ViaService': `secretsmanager.${Aws.REGION}.amazonaws.com` } },
    });
    return grantRead(grantee, versionStages);
  };
  return secret;
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
