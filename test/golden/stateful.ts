import { join } from 'path';
import { fullDiff, ResourceImpact } from '@aws-cdk/cloudformation-diff';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { PaymentPlatformStack, PlatformProfile } from '../../src';
import type { Resource } from '../support/template';

/** What holds data, an address that others know, or a name that cannot be given twice. */
const STATEFUL = [
  'AWS::EC2::EIP', 'AWS::EC2::Subnet', 'AWS::EC2::VPC', 'AWS::ECS::Cluster', 'AWS::ElasticLoadBalancingV2::LoadBalancer', 'AWS::KMS::Key', 'AWS::Logs::LogGroup',
  'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::RDS::DBSubnetGroup', 'AWS::S3::Bucket', 'AWS::SNS::Topic', 'AWS::SecretsManager::Secret', 'AWS::SSM::Parameter',
];

/** The stateful resources of a template, by logical id. */
export type Stateful = Record<string, Resource>;

export const PROFILES: Record<string, PlatformProfile> = { test: PlatformProfile.TEST, production: PlatformProfile.PRODUCTION };

export const goldenFile = (profile: string) => join(__dirname, `${profile}.json`);

/** The stateful resources of the ready stack of a profile. */
export function statefulOf(profile: string): Stateful {
  const stack = new PaymentPlatformStack(new App({ analyticsReporting: false }), 'PaymentPlatform', { profile: PROFILES[profile] });
  const all: Stateful = Template.fromStack(stack).toJSON().Resources;
  return Object.fromEntries(Object.entries(all).filter(([, { Type }]) => STATEFUL.includes(Type)));
}

const HARMLESS: ResourceImpact[] = [ResourceImpact.NO_CHANGE, ResourceImpact.WILL_UPDATE, ResourceImpact.WILL_CREATE];

/** What an update from one to the other would replace, delete or leave behind, with the properties that make it so. */
export function harmOf(released: Stateful, current: Stateful): string[] {
  const found: string[] = [];
  fullDiff({ Resources: released }, { Resources: current }).resources.forEachDifference((id, change) => {
    if (!HARMLESS.includes(change.changeImpact)) {
      const harmful = Object.entries(change.propertyUpdates).filter(([, update]) => !HARMLESS.includes(update.changeImpact as ResourceImpact));
      const properties = harmful.map(([name]) => name);
      found.push([`${id} ${change.changeImpact}`, ...properties].join(' '));
    }
  });
  const unguarded = Object.keys(released).filter((id) => released[id].DeletionPolicy !== undefined && current[id] !== undefined
    && current[id].DeletionPolicy !== released[id].DeletionPolicy);
  return [...found, ...unguarded.map((id) => `${id} DeletionPolicy ${released[id].DeletionPolicy} -> ${current[id].DeletionPolicy ?? 'none'}`)];
}
