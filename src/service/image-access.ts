import { Aws, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';
import { suppress } from '../config/suppressions';

const PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const ECR_IMAGE = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<repository>[^:@]+)/;

/** A statement whose resource has a wildcard comes with its finding in cdk-nag's words, and the reason why it stays. */
interface PullStatement {
  readonly resource: string;
  readonly actions: string[];
  readonly wildcard?: { readonly finding: string; readonly reason: string };
}

// Source: Service Authorization Reference, Actions, resources, and condition keys for Amazon ECR (2026-11).
const AUTHORIZATION: PullStatement = {
  resource: '*',
  actions: ['ecr:GetAuthorizationToken'],
  wildcard: { finding: 'Resource::*', reason: 'ecr:GetAuthorizationToken can be granted on all resources only.' },
};

/**
 * Lets an execution role pull an image that is given by name: nothing for a public image, the one repository for an ECR image, and
 * the account's repositories for a name that is known only at deployment.
 */
export function allowPull(executionRole: iam.IRole, imageName: string): void {
  const layers = layerStatement(imageName);
  for (const { resource, actions, wildcard } of layers ? [layers, AUTHORIZATION] : []) {
    const { policyDependable } = executionRole.addToPrincipalPolicy(new iam.PolicyStatement({ actions, resources: [resource] }));
    if (wildcard) {
      const policy = (policyDependable as iam.ManagedPolicy).node.defaultChild as iam.CfnManagedPolicy;
      suppress(policy, wildcard.reason, { nag: [`AwsSolutions-IAM5[${wildcard.finding}]`] });
    }
  }
}

function layerStatement(imageName: string): PullStatement | undefined {
  if (Token.isUnresolved(imageName)) {
    return {
      resource: `arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${Aws.ACCOUNT_ID}:repository/*`,
      actions: PULL_ACTIONS,
      wildcard: {
        finding: 'Resource::arn:<AWS::Partition>:ecr:<AWS::Region>:<AWS::AccountId>:repository/*',
        reason: 'The repository is a parameter of the template, so it is not known which of the account it is.',
      },
    };
  }
  const found = ECR_IMAGE.exec(imageName)?.groups;
  return found && { resource: `arn:${Aws.PARTITION}:ecr:${found.region}:${found.account}:repository/${found.repository}`, actions: PULL_ACTIONS };
}
