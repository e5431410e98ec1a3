import { CfnResource } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import type * as kms from 'aws-cdk-lib/aws-kms';
import * as lambda from 'aws-cdk-lib/aws-lambda';
import * as logs from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { fromThisAccount } from '../config/conditions';
import { removalPolicy } from '../config/removal';
import { suppress } from '../config/suppressions';
import type { Teardown } from '../teardown';

/** What a custom resource of a few lines is made from. */
export interface InlineCustomResourceProps {
  /** The resource type, for example `Custom::VpcRestrictDefaultSG`. */
  readonly resourceType: string;
  /** JavaScript that exports `handler`; it stands in the template, so that no asset is needed. */
  readonly code: string;
  readonly statements: iam.PolicyStatement[];
  /** What the handler finds in `event.ResourceProperties`. */
  readonly properties: Record<string, unknown>;
  readonly logGroupName: string;
  readonly logRetention: logs.RetentionDays;
  readonly encryptionKey?: kms.IKey;
  readonly teardown: Teardown;
}

/** A function that CloudFormation calls while the stack is deployed, for what CloudFormation has no resource for. */
export class InlineCustomResource extends Construct {
  public readonly resource: CfnResource;

  constructor(scope: Construct, id: string, props: InlineCustomResourceProps) {
    super(scope, id);
    const logGroup = new logs.LogGroup(this, 'LogGroup', {
      logGroupName: props.logGroupName,
      retention: props.logRetention,
      encryptionKey: props.encryptionKey,
      removalPolicy: removalPolicy(props.teardown),
    });
    const handler = new lambda.CfnFunction(this, 'Function', {
      runtime: lambda.Runtime.NODEJS_24_X.name,
      handler: 'index.handler',
      // A template body has a size limit, so indentation stays behind.
      code: { zipFile: props.code.replace(/^ +/gm, '') },
      role: this.createRole(logGroup, props.statements).roleArn,
      timeout: 120,
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
      properties: { ServiceToken: handler.attrArn, ...props.properties },
    });
  }

  private createRole(logGroup: logs.LogGroup, statements: iam.PolicyStatement[]): iam.Role {
    const policy = new iam.ManagedPolicy(this, 'Policy', {
      document: new iam.PolicyDocument({
        statements: [
          new iam.PolicyStatement({ actions: ['logs:CreateLogStream', 'logs:PutLogEvents'], resources: [logGroup.logGroupArn] }),
          ...statements,
        ],
      }),
    });
    return new iam.Role(this, 'Role', {
      assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com', { conditions: fromThisAccount() }),
      managedPolicies: [policy],
    });
  }
}
