import { DescribeScalableTargetsCommand, DescribeScalingPoliciesCommand } from '@aws-sdk/client-application-auto-scaling';
import { check } from './check';
import type { CheckGroup } from './check';
import type { Deployment } from './deployment';

const SCOPE = { ServiceNamespace: 'ecs', ScalableDimension: 'ecs:service:DesiredCount' } as const;

export const SCALING_CHECKS: CheckGroup = {
  title: 'Scaling',
  checks: [
    check('exactly six tasks', () => ({ targets: 1, minimum: 6, maximum: 6 }), readTarget),
    check('target tracking on 75 % CPU with 60 s cooldowns', () => ({
      policies: 1, type: 'TargetTrackingScaling', metric: 'ECSServiceAverageCPUUtilization', target: 75, scaleInCooldown: 60, scaleOutCooldown: 60,
    }), readPolicy),
  ],
};

async function readTarget(deployment: Deployment) {
  const { ScalableTargets = [] } = await deployment.clients.autoScaling.send(new DescribeScalableTargetsCommand(SCOPE));
  const own = ScalableTargets.filter(({ ResourceId }) => ResourceId === resourceId(deployment));
  return { targets: own.length, minimum: own[0]?.MinCapacity, maximum: own[0]?.MaxCapacity };
}

async function readPolicy(deployment: Deployment) {
  const { ScalingPolicies = [] } = await deployment.clients.autoScaling.send(new DescribeScalingPoliciesCommand(SCOPE));
  const own = ScalingPolicies.filter(({ ResourceId }) => ResourceId === resourceId(deployment));
  if (own.length === 0) return { policies: 0 };
  const [{ PolicyType, TargetTrackingScalingPolicyConfiguration: tracking }] = own;
  return {
    policies: own.length,
    type: PolicyType,
    metric: tracking?.PredefinedMetricSpecification?.PredefinedMetricType,
    target: tracking?.TargetValue,
    scaleInCooldown: tracking?.ScaleInCooldown,
    scaleOutCooldown: tracking?.ScaleOutCooldown,
  };
}

function resourceId({ suffix }: Deployment): string {
  return `service/payment-cluster-${suffix}/payment-service-${suffix}`;
}
