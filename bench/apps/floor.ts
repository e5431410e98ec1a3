// The least that any CDK app can cost: the resources of the ready-made TEST template, raw, without a service module.
import { readFileSync } from 'fs';
import { join } from 'path';
import { BootstraplessSynthesizer, CfnResource, Stack } from 'aws-cdk-lib';
import { run } from './run';

interface RawResource { readonly Type: string; readonly Properties: Record<string, unknown> }

const file = join(__dirname, '..', '..', 'cloudformation', 'payment-platform.template.json');
const resources = (JSON.parse(readFileSync(file, 'utf8')) as { Resources: Record<string, RawResource> }).Resources;

run((app, id) => {
  const stack = new Stack(app, id, { synthesizer: new BootstraplessSynthesizer() });
  for (const [name, { Type: type, Properties: properties }] of Object.entries(resources)) {
    new CfnResource(stack, name, { type, properties });
  }
});
