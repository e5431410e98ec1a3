import { Aws } from 'aws-cdk-lib';
import { Secret } from 'aws-cdk-lib/aws-ecs';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as ssm from 'aws-cdk-lib/aws-ssm';
import { ConnectionSettings } from './database/connection-settings';
import type { PaymentDatabase } from './database/payment-database';
import type { PaymentParameters } from './discovery/payment-parameters';

/** What a container needs to find the database and to sign in. */
export interface DatabaseConnection {
  readonly environment: Record<string, string>;
  readonly secrets: Record<string, Secret>;
}

interface ContainerOptions {
  readonly environment?: Record<string, string>;
  readonly secrets?: Record<string, Secret>;
}

/** Where the values that every profile publishes stand below `/payment/SUFFIX/`, by the variable they fill. */
const PATHS: Record<string, string> = {
  PGHOST: 'db/endpoint',
  PGHOST_READER: 'db/reader-endpoint',
  PGPORT: 'db/port',
  PGDATABASE: 'db/name',
  PGUSER: 'db/user',
  PGSSLMODE: 'db/ssl-mode',
};
const ALWAYS_PUBLISHED = ['PGHOST', 'PGHOST_READER'];

/** A value that ECS reads from a parameter; aws-cdk's own would also grant to describe parameters and to read their history. */
class ParameterSecret extends Secret {
  /** The name instead, which ECS takes for a parameter of its own region: Amazon ECS API Reference, Secret, valueFrom (2026-11). */
  public readonly arn: string;
  public readonly hasField = false;

  constructor({ parameterName }: ssm.IStringParameter) {
    super();
    this.arn = parameterName;
  }

  public grantRead(grantee: iam.IGrantable): iam.Grant {
    return iam.Grant.addToPrincipal({ grantee, actions: ['ssm:GetParameters'], resourceArns: [`arn:${Aws.PARTITION}:ssm:${Aws.REGION}:${Aws.ACCOUNT_ID}:parameter${this.arn}`] });
  }
}

/** Publishes where the database is, and says how a container learns it. */
export function connectDatabase(database: PaymentDatabase, parameters: PaymentParameters): DatabaseConnection {
  const fromParameters = database.connectionSettings === ConnectionSettings.PARAMETER_STORE;
  const secrets: Record<string, Secret> = {};
  for (const [name, value] of Object.entries(database.environment)) {
    if (fromParameters || ALWAYS_PUBLISHED.includes(name)) {
      secrets[name] = new ParameterSecret(parameters.publish(PATHS[name], value));
    }
  }
  parameters.publish('db/secret-arn', database.secret.secretArn);
  return fromParameters
    ? { environment: {}, secrets: { ...secrets, ...credentials(database) } }
    : { environment: database.environment, secrets: credentials(database) };
}

/** The same connection for another database user, who signs in with IAM. */
export function connectAs(username: string, path: string, connection: DatabaseConnection, parameters: PaymentParameters): DatabaseConnection {
  const { PGUSER, PGPASSWORD, ...secrets } = connection.secrets;
  return 'PGHOST' in connection.environment
    ? { environment: { ...connection.environment, PGUSER: username }, secrets }
    : { environment: {}, secrets: { ...secrets, PGUSER: new ParameterSecret(parameters.publish(path, username)) } };
}

/** The options with the way to the database before them; on an equal name, the user's value stands. */
export function withConnection<T extends ContainerOptions>(options: T, { environment, secrets }: DatabaseConnection): T {
  const own = { ...options.environment, ...options.secrets };
  return {
    ...options,
    environment: { ...without(own, environment), ...options.environment },
    secrets: { ...without(own, secrets), ...options.secrets },
  };
}

/** The entries whose names are not taken. */
function without<T>(taken: object, entries: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).filter(([name]) => !Object.hasOwn(taken, name)));
}

/** With IAM authentication there is no password, and the user stands in the environment. */
function credentials({ access, secret }: PaymentDatabase): Record<string, Secret> {
  return access.username === undefined
    ? { PGUSER: Secret.fromSecretsManager(secret, 'username'), PGPASSWORD: Secret.fromSecretsManager(secret, 'password') }
    : {};
}
