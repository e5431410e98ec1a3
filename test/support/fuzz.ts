import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { deepFrozen } from './freeze';
import { messageOf } from './synth';
import { resources, securityEdges } from './template';
import type { Resource } from './template';
import { HighAvailabilityPaymentPlatform } from '../../src';
import type { HighAvailabilityPaymentPlatformProps } from '../../src';

/** The template of a platform. */
export function templateOf(props: HighAvailabilityPaymentPlatformProps): Template {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
  new HighAvailabilityPaymentPlatform(stack, 'Pay', deepFrozen(props));
  return Template.fromStack(stack);
}

/** `template`, or the message of the error. */
export function answerOf(props: HighAvailabilityPaymentPlatformProps): string {
  let made = false;
  const message = messageOf(() => {
    templateOf(props);
    made = true;
    throw new Error('template');
  });
  return made ? 'template' : message;
}

/** What holds of every template, whatever was chosen. @throws if it does not */
export function checkValid(props: HighAvailabilityPaymentPlatformProps): Template {
  const template = templateOf(props);
  demand(JSON.stringify(template.toJSON()) === JSON.stringify(templateOf(props).toJSON()), 'the second template is the first one');
  const all = Object.values(resources(template));
  const ofType = (type: string) => all.filter(({ Type }) => Type === type).map(({ Properties }) => Properties);

  const [cluster] = ofType('AWS::RDS::DBCluster');
  demand(cluster.StorageEncrypted === true && cluster.KmsKeyId !== undefined, 'the database is encrypted with the key');
  const instances = ofType('AWS::RDS::DBInstance');
  demand(instances.length === 1 + (props.database?.readers ?? 2), 'each reader is an instance');
  demand(instances.every(({ PubliclyAccessible }) => PubliclyAccessible === false), 'no instance is public');
  demand(ofType('AWS::Logs::LogGroup').every(({ KmsKeyId }) => KmsKeyId !== undefined), 'every log group is encrypted with the key');
  const zones = new Set(ofType('AWS::EC2::Subnet').map(({ AvailabilityZone }) => JSON.stringify(AvailabilityZone)));
  demand(zones.size >= 3, 'three zones');
  demand(statementsOf(all).every(({ Action }) => [Action].flat().every((action) => action !== '*')), 'no role may do everything');
  const everybody = securityEdges(template).filter((edge) => edge.includes(' from 0.0.0.0/0 '));
  demand(everybody.every((edge) => edge.includes('LoadBalancer')), 'only the load balancer is open to everybody');
  const [service] = ofType('AWS::ECS::Service');
  const { minCapacity, maxCapacity } = props.service!;
  demand(service.DesiredCount === (minCapacity === maxCapacity ? minCapacity : undefined), 'the number of tasks is written only when it is fixed');
  return template;
}

interface Statement { readonly Action: string | string[] }

function statementsOf(all: Resource[]): Statement[] {
  const policies = all.filter(({ Type }) => Type.startsWith('AWS::IAM::')).map(({ Properties }) => Properties.PolicyDocument as { Statement: Statement[] } | undefined);
  return policies.flatMap((policy) => policy?.Statement ?? []);
}

function demand(holds: boolean, promise: string): void {
  if (!holds) {
    throw new Error(`broken promise: ${promise}`);
  }
}
