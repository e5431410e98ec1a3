import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import type * as logs from 'aws-cdk-lib/aws-logs';
import type * as rds from 'aws-cdk-lib/aws-rds';
import type * as secretsmanager from 'aws-cdk-lib/aws-secretsmanager';
import type { Construct } from 'constructs';
import { RUN_SQL } from '../custom-resource/handlers';
import { InlineCustomResource } from '../custom-resource/inline-custom-resource';
import type { Teardown } from '../teardown';

/** What the resource that runs the statements is made from. */
export interface ApplicationUserSettings {
  readonly cluster: rds.DatabaseCluster;
  readonly secret: secretsmanager.ISecret;
  readonly databaseName: string;
  readonly statements: string[];
  readonly logGroupName: string;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey: kms.IKey;
  readonly teardown: Teardown;
}

/** What pgaudit needs beside its parameters: Amazon Aurora User Guide, Setting up the pgAudit extension (2026-11). */
export function auditStatements(parameters: { readonly [name: string]: string }): string[] {
  const role = parameters['pgaudit.role'];
  const preloaded = (parameters.shared_preload_libraries ?? '').split(',').includes('pgaudit');
  return [...(role === undefined ? [] : [`CREATE ROLE "${role}"`]), ...(preloaded ? ['CREATE EXTENSION pgaudit'] : [])];
}

/** SQL that makes the application's user: it signs in with IAM, owns nothing, and may use what the master user makes in the public schema. */
export function applicationUserStatements(username: string, databaseName: string): string[] {
  return [
    `CREATE USER "${username}" WITH LOGIN`,
    `GRANT rds_iam TO "${username}"`,
    `GRANT CONNECT ON DATABASE "${databaseName}" TO "${username}"`,
    `GRANT USAGE ON SCHEMA public TO "${username}"`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO "${username}"`,
    `ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE, SELECT ON SEQUENCES TO "${username}"`,
  ];
}

/** Runs the statements once, through the RDS Data API, when the first instance can answer. */
export function createApplicationUser(scope: Construct, settings: ApplicationUserSettings): InlineCustomResource {
  const { cluster, secret, databaseName, statements, logGroupName, logRetention, encryptionKey, teardown } = settings;
  const clusterArn = (cluster.node.defaultChild as rds.CfnDBCluster).attrDbClusterArn;
  return new InlineCustomResource(scope, 'ApplicationUser', {
    resourceType: 'Custom::DatabaseUser',
    code: RUN_SQL,
    statements: [
      new iam.PolicyStatement({ actions: ['rds-data:ExecuteStatement'], resources: [clusterArn] }),
      new iam.PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret.secretArn] }),
      new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: [encryptionKey.keyArn] }),
    ],
    properties: { ResourceArn: clusterArn, SecretArn: secret.secretArn, Database: databaseName, Statements: statements },
    logGroupName,
    logRetention,
    encryptionKey,
    teardown,
  });
}
