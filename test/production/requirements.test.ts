import { App, Stack } from 'aws-cdk-lib';
import { Annotations, Match } from 'aws-cdk-lib/assertions';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { AssetManifestArtifact } from 'aws-cdk-lib/cx-api';
import * as recommendedFlags from 'aws-cdk-lib/recommended-feature-flags.json';
import { CERTIFICATE_ARN, IMAGE, messageOf, synthProduction, synthTest } from './production';
import type { ProductionOptions, Rendered } from './production';
import { HighAvailabilityPaymentPlatform, PlatformProfile } from '../../src';

const FLAGS: Record<string, unknown> = { ...recommendedFlags };
const ENVIRONMENTS = [{ region: 'us-west-2' }, { account: '111122223333', region: 'eu-west-1' }];

function warningsOf({ stack }: Rendered): string[][] {
  return Annotations.fromStack(stack).findWarning('*', Match.anyValue()).map(({ id, entry: { data } }) => [id, String(data)]);
}

describe('what PRODUCTION asks for', () => {
  test('is named at once, each with an example', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
    expect(messageOf(() => new HighAvailabilityPaymentPlatform(stack, 'Pay', { environmentSuffix: 'unit' }))).toBe([
      'Stack/Pay: 3 invalid settings',
      '  - service.image must be given, got nothing; pass one by digest, for example '
      + 'ecs.ContainerImage.fromRegistry("registry.example.com/payments@sha256:…") [service-image]',
      '  - service.certificate must be given, or domainName and hostedZone to have one made, got nothing; pass for example '
      + 'acm.Certificate.fromCertificateArn(this, "Certificate", arn) with a certificate of the region of the stack [service-certificate]',
      '  - monitoring.alertEmail must be given, or a topic that reaches somebody, got nothing; pass for example '
      + 'alertEmail: "payments-oncall@example.com" [monitoring-recipient]',
    ].join('\n'));
  });

  test('is a hosted zone too where a domain name is given', () => {
    expect(messageOf(() => synthProduction({ service: { domainName: 'pay.example.com' } }))).toBe([
      'Stack/Pay: 1 invalid setting',
      '  - service.hostedZone must be given together with domainName, got "only domainName"; give both, so that the certificate can be validated '
      + 'by DNS, or neither [service-hosted-zone]',
    ].join('\n'));
  });

  test('is enough: nothing is warned of', () => {
    expect(warningsOf(synthProduction())).toEqual([]);
  });

  test('is all that the usage in the README gives: PRODUCTION is the default', () => {
    const stack = new Stack(new App({ analyticsReporting: false }), 'Stack');
    const platform = new HighAvailabilityPaymentPlatform(stack, 'Pay', {
      environmentSuffix: 'unit',
      service: { image: ecs.ContainerImage.fromRegistry(IMAGE), certificate: acm.Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE_ARN) },
      monitoring: { alertEmail: 'oncall@example.com' },
    });
    expect(platform.profile).toBe(PlatformProfile.PRODUCTION);
  });
});

describe('an image', () => {
  test('that is not given by digest is warned of', () => {
    expect(warningsOf(synthProduction({ service: { image: ecs.ContainerImage.fromRegistry('nginx:1.29') } }))).toEqual([[
      '/Stack/Pay/Service',
      'image should be given by digest, got "nginx:1.29"; a tag can point to another image tomorrow; pass for example '
      + '"registry.example.com/payments@sha256:…" [ack: cdk-payment-platform:service-image-digest]',
    ]]);
  });

  test('may be given by tag in TEST', () => {
    expect(warningsOf(synthTest())).toEqual([]);
  });
});

describe('TEST', () => {
  test('tags what a person looks at, so that nobody takes it for production', () => {
    const { resources } = synthTest();
    const tag = { Key: 'profile', Value: 'test' };
    const tagged = Object.entries(resources).filter(([, { Properties: { Tags: tags } }]) => JSON.stringify(tags ?? []).includes(JSON.stringify(tag)));
    expect(tagged.map(([id]) => id).sort()).toEqual(['PayDatabaseCluster', 'PayNetworkVpc', 'PayService', 'PayServiceCluster', 'PayServiceLoadBalancer']);
  });

  test('warns when its suffix says prod', () => {
    expect(warningsOf(synthTest({ environmentSuffix: 'eu-prod1' }))).toEqual([[
      '/Stack/Pay',
      'environmentSuffix should not say prod with a profile that protects nothing, got "eu-prod1"; leave profile out for production, '
      + 'or choose another suffix [ack: cdk-payment-platform:profile-suffix]',
    ]]);
  });

  test('leaves PRODUCTION without tag and without warning', () => {
    const production = synthProduction({ environmentSuffix: 'prod' });
    expect(warningsOf(production)).toEqual([]);
    expect(JSON.stringify(production.resources)).not.toContain('"profile"');
  });
});

describe('the template', () => {
  const text = (options: ProductionOptions) => JSON.stringify(synthProduction({}, options).template.toJSON(), undefined, 1);

  test('is the same byte for byte without feature flags and with the recommended ones', () => {
    expect(text({ flags: FLAGS })).toEqual(text({}));
  });

  // @aws-cdk/core:enablePartitionLiterals is read from the stack, so pinning it in the platform does not reach ARNs that aws-cdk formats.
  test.each(ENVIRONMENTS)('is the same with all recommended flags in %j', (env) => {
    expect(text({ env, flags: FLAGS })).toEqual(text({ env }));
  });

  test.each(ENVIRONMENTS)('is the same with all other recommended flags in %j', (env) => {
    expect(text({ env, flags: { ...FLAGS, '@aws-cdk/core:enablePartitionLiterals': false } })).toEqual(text({ env }));
  });

  test.each([{}, ...ENVIRONMENTS])('needs no asset and no look-up in %j', (env) => {
    const assembly = synthProduction({}, { env }).app.synth();
    const manifests = assembly.artifacts.filter((artifact) => AssetManifestArtifact.isAssetManifestArtifact(artifact));
    // The template itself is what the CDK CLI uploads.
    const count = (assets: object = {}) => Object.keys(assets).length;
    expect(manifests.map(({ contents }) => [count(contents.files), count(contents.dockerImages)])).toEqual([[1, 0]]);
    expect(assembly.manifest.missing ?? []).toEqual([]);
    expect(JSON.stringify(assembly.stacks[0].template.Resources)).not.toMatch(/cdk-hnb659fds-assets|AssetParameters/);
  });

  test('stays well below the 500 resources and the 1 MB that CloudFormation takes from S3', () => {
    const json = synthProduction().template.toJSON() as { readonly Resources: object };
    expect(Object.keys(json.Resources).length).toBeLessThanOrEqual(200);
    expect(JSON.stringify(json).length).toBeLessThanOrEqual(200_000);
  });
});
