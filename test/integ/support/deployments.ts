import type { Outputs } from './cdk-cli';
import { createClients } from './clients';
import { StackDriver } from './stack-driver';
import { LocalAws } from '../../local-aws/local-aws';
import { NO_ADDITIONS } from '../verification/deployment';
import type { Deployment } from '../verification/deployment';
import { EXAMPLE_ALERT_EMAIL, EXAMPLE_IMAGE, exampleAdditions } from '../verification/example-app-checks';

/** The stack of the example app and the suffix it takes by default. */
export const EXAMPLE_STACK = 'PaymentApp';
const EXAMPLE_SUFFIX = 'demo';
const REGION = 'us-east-1';

export function exampleDeployment(local: LocalAws, outputs: Outputs): Deployment {
  return {
    stackName: EXAMPLE_STACK,
    suffix: EXAMPLE_SUFFIX,
    region: REGION,
    accountId: local.accountId,
    alertEmail: EXAMPLE_ALERT_EMAIL,
    image: EXAMPLE_IMAGE,
    masterUsername: 'dbadmin',
    clients: createClients(local.clientConfig(REGION)),
    outputs,
    additions: exampleAdditions(EXAMPLE_SUFFIX),
  };
}

/** The ready template with its default parameters. */
export function readyDeployment(local: LocalAws, suffix: string, outputs: Outputs, region = REGION): Deployment {
  return {
    stackName: readyStackName(suffix),
    suffix,
    region,
    accountId: local.accountId,
    alertEmail: 'ops@example.com',
    image: 'nginx:latest',
    masterUsername: 'dbadmin',
    clients: createClients(local.clientConfig(region)),
    outputs,
    additions: NO_ADDITIONS,
  };
}

export function readyStack(local: LocalAws, suffix: string, region = REGION): StackDriver {
  return new StackDriver(createClients(local.clientConfig(region)), readyStackName(suffix));
}

function readyStackName(suffix: string): string {
  return `payment-platform-${suffix}`;
}
