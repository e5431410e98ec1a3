import { CfnResource, Duration } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import type * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fromThisAccount } from '../config/conditions';
import { createLogGroup } from '../config/log-group';
import type { LogGroupSettings } from '../config/log-group';
import { createManagedPolicy } from '../config/managed-policy';
import { suppress } from '../config/suppressions';

/** What a custom resource of a few lines is made from. */
export interface InlineCustomResourceProps extends LogGroupSettings {
  /** The resource type, for example `Custom::VpcRestrictDefaultSG`. */
  readonly resourceType: string;
  /** JavaScript that exports `handler`; it stands in the template, so that no asset is needed. */
  readonly code: string;
  readonly statements: iam.PolicyStatement[];
  /** What the handler finds in `event.ResourceProperties`. */
  readonly properties: Record<string, unknown>;
  readonly logGroupName: string;
  /** How long the work may take; at most the 15 minutes of a Lambda function. */
  readonly timeout?: Duration;
}

/** Enough for a few calls of an API. */
const TIMEOUT = Duration.minutes(2);
/** A function that dies gives no answer: CloudFormation waits this much longer, and not its hour. */
const ANSWER_MARGIN = Duration.minutes(1);

/** A function that CloudFormation calls while the stack is deployed, for what CloudFormation has no resource for. */
export class InlineCustomResource extends Construct {
  public readonly resource: CfnResource;
  /** What the function may do. */
  public readonly policy: iam.ManagedPolicy;

  constructor(scope: Construct, id: string, props: InlineCustomResourceProps) {
    super(scope, id);
    const timeout = props.timeout ?? TIMEOUT;
    const logGroup = createLogGroup(this, 'LogGroup', props.logGroupName, props);
    this.policy = this.createPolicy(logGroup, props.statements);
    const handler = new lambda.CfnFunction(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X.name,
      handler: 'index.handler',
      // A template body has a size limit, so indentation stays behind.
      code: { zipFile: props.code.replace(/^ +/gm, '') },
      role: this.createRole().roleArn,
      timeout: timeout.toSeconds(),
      loggingConfig: { logGroup: logGroup.logGroupName },
    });
    suppress(handler, 'It runs only while the stack is deployed, is called by CloudFormation alone, and talks to one AWS API.', {
      checkov: ['CKV_AWS_115', 'CKV_AWS_116', 'CKV_AWS_117'],
      guard: ['LAMBDA_CONCURRENCY_CHECK', 'LAMBDA_DLQ_CHECK', 'LAMBDA_INSIDE_VPC'],
      nag: [
        ...['NIST.800.53.R5', 'HIPAA.Security'].flatMap((pack) => [`${pack}-LambdaConcurrency`, `${pack}-LambdaDLQ`]),
        ...['NIST.800.53.R5', 'HIPAA.Security', 'PCI.DSS.321'].map((pack) => `${pack}-LambdaInsideVPC`),
      ],
    });
    this.resource = new CfnResource(this, 'Resource', {
      type: props.resourceType,
      properties: {
        ServiceToken: handler.attrArn,
        ServiceTimeout: timeout.plus(ANSWER_MARGIN).toSeconds(),
        ...props.properties,
      },
    });
  }

  private createPolicy(logGroup: logs.LogGroup, statements: iam.PolicyStatement[]): iam.ManagedPolicy {
    return createManagedPolicy(this, 'Policy', {
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
          ...statements,
        ],
      }),
    });
  }

  private createRole(): iam.Role {
    // Source: AWS Lambda Developer Guide, Working with AWS managed policies in the execution role (2026-11).
    return new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com', { conditions: fromThisAccount() }),
      managedPolicies: [this.policy],
    });
  }
}
