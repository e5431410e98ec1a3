import { App, Stack, Token } from 'aws-cdk-lib';
import type { Environment } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform, PlatformProfile } from '../../src';
import type { HighAvailabilityPaymentPlatformProps } from '../../src';
import { readable, resources as resourcesOf } from '../support/template';
import type { Resource } from '../support/template';

// The templates are checked by cfn-lint in test/nag; aws-cdk's own validation of each would take most of the time.
process.env.CDK_VALIDATION = 'false';

export type Overrides = Partial<HighAvailabilityPaymentPlatformProps>;

export interface ProductionOptions {
  readonly env?: Environment;
  /** Feature flags of the app; none by default, as in an app that was created without them. */
  readonly flags?: Record<string, unknown>;
}

export type Resources = Record<string, Resource>;

export interface Rendered {
  readonly app: App;
  readonly stack: Stack;
  readonly platform: HighAvailabilityPaymentPlatform;
  readonly template: Template;
  /** The resources, under logical ids that can be read: without the hash that aws-cdk puts behind them. */
  readonly resources: Resources;
}

export const CERTIFICATE_ARN = 'arn:aws:acm:us-east-1:123456789012:certificate/11111111-2222-3333-4444-555555555555';
export const IMAGE = `registry.example.com/payments@sha256:${'0'.repeat(64)}`;
export const KEY_ARN = { 'Fn::GetAtt': ['PayEncryptionKey', 'Arn'] };

/** What an overriding function makes in the stack, and gives to the platform. */
export type Choice = Overrides | ((stack: Stack) => Overrides);

/** The smallest valid props of the PRODUCTION platform: what it asks for, and nothing more. */
export function productionProps(stack: Stack, overrides: Overrides = {}): HighAvailabilityPaymentPlatformProps {
  const { image, certificate, domainName, ...service } = overrides.service ?? {};
  return {
    environmentSuffix: 'unit',
    ...overrides,
    service: {
      image: image ?? ecs.ContainerImage.fromRegistry(IMAGE),
      certificate: certificate ?? (domainName ? undefined : acm.Certificate.fromCertificateArn(stack, 'Certificate', certificateArnIn(stack))),
      domainName,
      ...service,
    },
    monitoring: { ...(overrides.monitoring?.topic ? {} : { alertEmail: 'oncall@example.com' }), ...overrides.monitoring },
  };
}

/** A certificate of another region would be refused. */
function certificateArnIn({ region }: Stack): string {
  return Token.isUnresolved(region) ? CERTIFICATE_ARN : CERTIFICATE_ARN.replace('us-east-1', region);
}

/** A PRODUCTION platform in a stack of its own. */
export function synthProduction(choice: Choice = {}, { env, flags }: ProductionOptions = {}): Rendered {
  const app = new App({ context: flags, analyticsReporting: false });
  const stack = new Stack(app, 'Stack', { env });
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', productionProps(stack, overridesOf(choice, stack)));
  return render(app, stack, platform);
}

/** A TEST platform in a stack of its own, to compare with. */
export function synthTest(overrides: Overrides = {}): Rendered {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Stack');
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', {
    environmentSuffix: 'unit',
    profile: PlatformProfile.TEST,
    ...overrides,
    service: { image: ecs.ContainerImage.fromRegistry('nginx:latest'), ...overrides.service },
    monitoring: { alertEmail: 'ops@example.com', ...overrides.monitoring },
  });
  return render(app, stack, platform);
}

/** The resources of a type, or of every type, by logical id. */
export function ofType(resources: Resources, type?: string): Resources {
  return Object.fromEntries(Object.entries(resources).filter(([, resource]) => type === undefined || resource.Type === type));
}

/** The properties of the resources of a type. */
export function propertiesOf<T = Record<string, unknown>>(resources: Resources, type: string): T[] {
  return Object.values(ofType(resources, type)).map(({ Properties: properties }) => properties as T);
}

/** The properties of the one resource of a type; an error when there is none or more. */
export function only<T = Record<string, unknown>>(resources: Resources, type: string): T {
  const found = propertiesOf<T>(resources, type);
  if (found.length !== 1) {
    throw new Error(`expected one ${type}, found ${found.length}`);
  }
  return found[0];
}

/** The statements of every policy that is attached to the role. */
export function statementsOf(resources: Resources, role: string): unknown[] {
  const attached = (resources[role].Properties.ManagedPolicyArns ?? []) as Array<{ readonly Ref?: string }>;
  const policies = Object.entries(ofType(resources, 'AWS::IAM::ManagedPolicy')).filter(([id, { Properties: { Roles: roles } }]) =>
    attached.some(({ Ref: ref }) => ref === id) || JSON.stringify(roles ?? []).includes(`{"Ref":"${role}"}`));
  return policies.flatMap(([, { Properties: { PolicyDocument: document } }]) => (document as { readonly Statement: unknown[] }).Statement);
}

/** `Fn::Join` without a delimiter. */
export function joined(...parts: unknown[]): unknown {
  return { 'Fn::Join': ['', parts] };
}

/** An ARN of the account and region of the stack, as aws-cdk writes it. */
export function arn(service: string, ...rest: unknown[]): unknown {
  const [first, ...others] = rest;
  const [partition, region, account] = [{ Ref: 'AWS::Partition' }, { Ref: 'AWS::Region' }, { Ref: 'AWS::AccountId' }];
  return joined('arn:', partition, `:${service}:`, region, ':', account, `:${String(first)}`, ...others);
}

/** The whole message of the error that the function throws. */
export function messageOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('expected an error, and there was none');
}

function overridesOf(choice: Choice, stack: Stack): Overrides {
  return typeof choice === 'function' ? choice(stack) : choice;
}

function render(app: App, stack: Stack, platform: HighAvailabilityPaymentPlatform): Rendered {
  const template = Template.fromStack(stack);
  return { app, stack, platform, template, resources: resourcesOf(readable(template)) };
}
