import type { Construct } from 'constructs';

/**
 * The aws-cdk feature flags that would change what our resources look like, pinned to the recommended value.
 * An app created last year and one created today get the same template, and turning a flag on replaces nothing.
 */
const PINNED_FLAGS = [
  '@aws-cdk/aws-ecs:disableExplicitDeploymentControllerForCircuitBreaker',
  '@aws-cdk/aws-ecs:reduceEc2FargateCloudWatchPermissions',
  '@aws-cdk/aws-ecs:removeDefaultDesiredCount',
  '@aws-cdk/aws-ecs:removeDefaultDeploymentAlarm',
  '@aws-cdk/aws-elasticloadbalancingv2:networkLoadBalancerWithSecurityGroupByDefault',
  '@aws-cdk/aws-iam:minimizePolicies',
  '@aws-cdk/aws-kms:reduceCrossAccountRegionPolicyScope',
  '@aws-cdk/aws-rds:lowercaseDbIdentifier',
  '@aws-cdk/aws-secretsmanager:useAttachedSecretResourcePolicyForSecretTargetAttachments',
];

/**
 * Pins the flags for the construct and everything below it; has to run before the first child is made.
 */
export function pinFeatureFlags(scope: Construct): void {
  for (const flag of PINNED_FLAGS) {
    scope.node.setContext(flag, true);
  }
}
