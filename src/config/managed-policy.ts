import * as iam from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';

/** A managed policy, which scanners prefer to an inline one, without the empty description and the path that IAM assumes anyway. */
export function createManagedPolicy(scope: Construct, id: string, props: iam.ManagedPolicyProps): iam.ManagedPolicy {
  const policy = new iam.ManagedPolicy(scope, id, props);
  const resource = policy.node.defaultChild as iam.CfnManagedPolicy;
  resource.addPropertyDeletionOverride('Description');
  resource.addPropertyDeletionOverride('Path');
  return policy;
}
