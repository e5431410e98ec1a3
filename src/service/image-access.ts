import { Aws, Token } from 'aws-cdk-lib';
import * as iam from 'aws-cdk-lib/aws-iam';

const PULL_ACTIONS = ['ecr:BatchCheckLayerAvailability', 'ecr:BatchGetImage', 'ecr:GetDownloadUrlForLayer'];
const ECR_IMAGE = /^(?<account>\d{12})\.dkr\.ecr\.(?<region>[a-z0-9-]+)\.amazonaws\.com(?:\.cn)?\/(?<repository>[^:@]+)/;

/**
 * What an execution role needs to pull an image that is given by name: nothing for a public image, the one repository for an
 * ECR image, and the account's repositories for a name that is known only at deployment.
 */
export function pullStatements(imageName: string): iam.PolicyStatement[] {
  const repository = repositoryArn(imageName);
  if (repository === undefined) {
    return [];
  }
  return [
    new iam.PolicyStatement({ actions: PULL_ACTIONS, resources: [repository] }),
    // GetAuthorizationToken has no resource level: Service Authorization Reference, Amazon ECR (2026-11).
    new iam.PolicyStatement({ actions: ['ecr:GetAuthorizationToken'], resources: ['*'] }),
  ];
}

function repositoryArn(imageName: string): string | undefined {
  if (Token.isUnresolved(imageName)) {
    return `arn:${Aws.PARTITION}:ecr:${Aws.REGION}:${Aws.ACCOUNT_ID}:repository/*`;
  }
  const found = ECR_IMAGE.exec(imageName)?.groups;
  return found && `arn:${Aws.PARTITION}:ecr:${found.region}:${found.account}:repository/${found.repository}`;
}
