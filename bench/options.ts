import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { App, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { CfnTemplate } from './template';
import { ConnectionSettings, DatabaseAccess, HighAvailabilityPaymentPlatform, MasterCredentials, NatStrategy, PlatformProfile, ServerlessCapacity } from '../lib';
import type { HighAvailabilityPaymentPlatformProps, PaymentDatabaseOptions, PaymentNetworkOptions, PaymentServiceOptions } from '../lib';

type Overrides = Partial<HighAvailabilityPaymentPlatformProps>;

const network = (options: PaymentNetworkOptions): Overrides => ({ network: options });
const database = (options: PaymentDatabaseOptions): Overrides => ({ database: options });
const service = (options: PaymentServiceOptions): Overrides => ({ service: options });

/** Each option that makes resources, alone, on top of TEST. */
const OPTIONS: Record<string, Overrides> = {
  'NAT gateway per zone': network({ natStrategy: NatStrategy.perZone() }),
  'no NAT gateway': network({ natStrategy: NatStrategy.none() }),
  'flow logs': network({ flowLogs: true }),
  'VPC endpoints': network({ vpcEndpoints: true }),
  'restricted default security group': network({ restrictDefaultSecurityGroup: true }),
  'no readers': database({ readers: 0 }),
  'serverless instances': database({ serverlessCapacity: ServerlessCapacity.between(0.5, 8) }),
  'password managed by RDS': database({ masterCredentials: MasterCredentials.managed(), access: DatabaseAccess.iam('payments_app') }),
  'settings from parameters': database({ connectionSettings: ConnectionSettings.PARAMETER_STORE }),
  'access logs': service({ accessLogs: true }),
  'web ACL': service({ firewall: true }),
  'ECS Exec': service({ executeCommand: true }),
};

/** How many resources and bytes an option adds to TEST. */
export interface OptionSize {
  readonly option: string;
  readonly resources: number;
  readonly bytes: number;
}

export function optionSizes(sizeOf: (template: CfnTemplate) => number): OptionSize[] {
  const base = synthesize({});
  return Object.entries(OPTIONS).map(([option, overrides]) => {
    const template = synthesize(overrides);
    const resources = Object.keys(template.Resources).length - Object.keys(base.Resources).length;
    return { option, resources, bytes: sizeOf(template) - sizeOf(base) };
  });
}

function synthesize(overrides: Overrides): CfnTemplate {
  const outdir = mkdtempSync(join(tmpdir(), 'bench-'));
  try {
    const app = new App({ outdir });
    const stack = new Stack(app, 'Stack');
    new HighAvailabilityPaymentPlatform(stack, 'Platform', {
      environmentSuffix: 'bench',
      profile: PlatformProfile.TEST,
      monitoring: { alertEmail: 'ops@example.com' },
      ...overrides,
      service: { image: ContainerImage.fromRegistry('nginx:latest'), ...overrides.service },
    });
    return app.synth().getStackArtifact(stack.artifactId).template as CfnTemplate;
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
