import { ArnFormat, Aws, Stack } from 'aws-cdk-lib';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as logs from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import { removalPolicy } from './removal';
import type { Teardown } from '../teardown';

/** What every log group of the platform has. */
export interface LogGroupSettings {
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
  readonly teardown: Teardown;
}

/** A log group with its name, so that it exists, encrypted and not for ever, before the service that writes to it. */
export function createLogGroup(scope: Construct, id: string, logGroupName: string, settings: LogGroupSettings): logs.LogGroup {
  const { logRetention, encryptionKey, teardown } = settings;
  return new logs.LogGroup(scope, id, { logGroupName, retention: logRetention, encryptionKey, removalPolicy: removalPolicy(teardown) });
}

/** The ARN of a log group, or of all whose names match, without the `:*` that CloudFormation returns. */
export function logGroupArn(scope: Construct, resourceName: string): string {
  return Stack.of(scope).formatArn({
    partition: Aws.PARTITION,
    region: Aws.REGION,
    account: Aws.ACCOUNT_ID,
    service: 'logs',
    resource: 'log-group',
    resourceName,
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });
}
