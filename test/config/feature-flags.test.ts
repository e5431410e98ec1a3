import { App } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { pinFeatureFlags } from '../../src/config/feature-flags';

const PINNED = [
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

test.each(PINNED)('%s is on for the construct and its children, whatever the app says', (flag) => {
  const app = new App({ context: { [flag]: false } });
  const scope = new Construct(app, 'Scope');
  pinFeatureFlags(scope);
  const child = new Construct(scope, 'Child');

  expect(scope.node.tryGetContext(flag)).toBe(true);
  expect(child.node.tryGetContext(flag)).toBe(true);
});

test('the constructs beside it keep the flags of the app', () => {
  const app = new App({ context: { [PINNED[0]]: false } });
  pinFeatureFlags(new Construct(app, 'Scope'));

  expect(new Construct(app, 'Neighbour').node.tryGetContext(PINNED[0])).toBe(false);
});
