import {
  DescribeListenersCommand, DescribeLoadBalancerAttributesCommand, DescribeLoadBalancersCommand, DescribeTargetGroupAttributesCommand,
  DescribeTargetGroupsCommand, DescribeTargetHealthCommand,
} from '@aws-sdk/client-elastic-load-balancing-v2';
import type { LoadBalancer, TargetGroup, TargetHealthDescription } from '@aws-sdk/client-elastic-load-balancing-v2';
import { check } from './check';
import type { CheckGroup } from './check';
import { zonesOf } from './deployment';
import type { Deployment } from './deployment';
import { findVpc, publicSubnetIds, securityGroups } from './network-checks';

export async function findBalancer({ clients, suffix }: Deployment): Promise<LoadBalancer> {
  const { LoadBalancers = [] } = await clients.loadBalancing.send(new DescribeLoadBalancersCommand({ Names: [`payment-alb-${suffix}`] }));
  return LoadBalancers[0];
}

export async function findTargetGroup({ clients, suffix }: Deployment): Promise<TargetGroup> {
  const { TargetGroups = [] } = await clients.loadBalancing.send(new DescribeTargetGroupsCommand({ Names: [`payment-tg-${suffix}`] }));
  return TargetGroups[0];
}

export async function targetHealth(deployment: Deployment): Promise<TargetHealthDescription[]> {
  const { TargetGroupArn } = await findTargetGroup(deployment);
  const { TargetHealthDescriptions = [] } = await deployment.clients.loadBalancing.send(new DescribeTargetHealthCommand({ TargetGroupArn }));
  return TargetHealthDescriptions;
}

export const LOAD_BALANCER_CHECKS: CheckGroup = {
  title: 'Load balancer',
  checks: [
    check('internet-facing over the three public subnets', async (deployment) => ({
      type: 'application',
      scheme: 'internet-facing',
      state: 'active',
      vpc: (await findVpc(deployment)).VpcId,
      zones: zonesOf(deployment.region),
      subnets: await publicSubnetIds(deployment),
      securityGroups: [(await securityGroups(deployment)).get('Load balancer of the payment platform')?.GroupId],
    }), readBalancer),
    check('cross-zone on, no deletion protection, invalid headers dropped', () => ({
      'load_balancing.cross_zone.enabled': 'true',
      'deletion_protection.enabled': 'false',
      'routing.http.drop_invalid_header_fields.enabled': 'true',
    }), readBalancerAttributes),
    check('one listener, HTTP on port 80, forwards to the target group', async (deployment) => ({
      listeners: 1, port: 80, protocol: 'HTTP', action: 'forward', target: (await findTargetGroup(deployment)).TargetGroupArn,
    }), readListener),
    check('IP targets, health check every 5 s', async (deployment) => ({
      type: 'ip', protocol: 'HTTP', port: 80, vpc: (await findVpc(deployment)).VpcId, path: '/', codes: '200', interval: 5, timeout: 4, healthy: 2, unhealthy: 2,
    }), readTargetGroup),
    check('30 s deregistration delay', () => ({ 'deregistration_delay.timeout_seconds': '30' }), readTargetGroupAttributes),
  ],
};

async function readBalancer(deployment: Deployment) {
  const { Type, Scheme, State, VpcId, AvailabilityZones = [], SecurityGroups } = await findBalancer(deployment);
  return {
    type: Type,
    scheme: Scheme,
    state: State?.Code,
    vpc: VpcId,
    zones: AvailabilityZones.map(({ ZoneName }) => ZoneName).sort(),
    subnets: AvailabilityZones.map(({ SubnetId }) => SubnetId).sort(),
    securityGroups: SecurityGroups,
  };
}

async function readBalancerAttributes(deployment: Deployment) {
  const { LoadBalancerArn } = await findBalancer(deployment);
  const { Attributes = [] } = await deployment.clients.loadBalancing.send(new DescribeLoadBalancerAttributesCommand({ LoadBalancerArn }));
  return pick(Attributes, ['load_balancing.cross_zone.enabled', 'deletion_protection.enabled', 'routing.http.drop_invalid_header_fields.enabled']);
}

async function readListener(deployment: Deployment) {
  const { LoadBalancerArn } = await findBalancer(deployment);
  const { Listeners = [] } = await deployment.clients.loadBalancing.send(new DescribeListenersCommand({ LoadBalancerArn }));
  const [{ Port, Protocol, DefaultActions: [action] = [] }] = Listeners;
  return { listeners: Listeners.length, port: Port, protocol: Protocol, action: action.Type, target: action.TargetGroupArn };
}

async function readTargetGroup(deployment: Deployment) {
  const group = await findTargetGroup(deployment);
  return {
    type: group.TargetType,
    protocol: group.Protocol,
    port: group.Port,
    vpc: group.VpcId,
    path: group.HealthCheckPath,
    codes: group.Matcher?.HttpCode,
    interval: group.HealthCheckIntervalSeconds,
    timeout: group.HealthCheckTimeoutSeconds,
    healthy: group.HealthyThresholdCount,
    unhealthy: group.UnhealthyThresholdCount,
  };
}

async function readTargetGroupAttributes(deployment: Deployment) {
  const { TargetGroupArn } = await findTargetGroup(deployment);
  const { Attributes = [] } = await deployment.clients.loadBalancing.send(new DescribeTargetGroupAttributesCommand({ TargetGroupArn }));
  return pick(Attributes, ['deregistration_delay.timeout_seconds']);
}

function pick(attributes: Array<{ Key?: string; Value?: string }>, keys: string[]) {
  return Object.fromEntries(keys.map((key) => [key, attributes.find(({ Key }) => Key === key)?.Value]));
}
