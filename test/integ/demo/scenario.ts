import { mkdtempSync, readFileSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';
import { ValidateTemplateCommand } from '@aws-sdk/client-cloudformation';
import { Reporter } from './reporter';
import { LocalAws } from '../../local-aws/local-aws';
import { CdkCli } from '../support/cdk-cli';
import { createClients } from '../support/clients';
import { EXAMPLE_STACK, exampleDeployment, readyDeployment, readyStack } from '../support/deployments';
import { installExampleApp } from '../support/example-app';
import { READY_TEMPLATE } from '../support/repository';
import { StackDriver } from '../support/stack-driver';
import { driveAlarms } from '../verification/alarm-path';
import { CheckFailure } from '../verification/check';
import type { CheckGroup, Difference } from '../verification/check';
import type { Deployment } from '../verification/deployment';
import { failOver, readTargetHealth, stopTask } from '../verification/drills';
import { EXAMPLE_APP_CHECKS } from '../verification/example-app-checks';
import { expectNothingLeft, INVENTORY_SIZE, takeInventory } from '../verification/inventory';
import { PLATFORM_CHECKS } from '../verification/platform-checks';
import { unchanged, updateThatFails, updateWithoutChange } from '../verification/updates';

const READY_SUFFIX = 'ready';

export interface CheckResult {
  readonly name: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly differences?: Difference[];
}

export interface GroupResult {
  readonly title: string;
  readonly checks: CheckResult[];
}

/** A platform that the demo deployed, and what was found out about it. */
export interface PlatformResult {
  readonly deployment: Deployment;
  readonly deployedBy: string;
  readonly groups: GroupResult[];
}

/** The story of the demo: two platforms, one from the CDK and one from the ready template, from their creation to their deletion. */
export class Scenario {
  public readonly platforms: PlatformResult[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), 'payment-demo-'));
  private readonly ready: StackDriver;
  private readonly example: StackDriver;
  private before: string[] = [];
  private template = '';
  private cli?: CdkCli;

  constructor(private readonly local: LocalAws, private readonly reporter: Reporter) {
    this.ready = readyStack(local, READY_SUFFIX);
    this.example = new StackDriver(createClients(local.clientConfig()), EXAMPLE_STACK);
  }

  public async deploy(): Promise<void> {
    const { reporter, local } = this;
    reporter.heading('Example app, with the CDK CLI');
    await reporter.require('the packed library is installed in the example app', async () => {
      this.cli = new CdkCli(local, await installExampleApp((message) => reporter.note(message)), this.folder);
      // Only now: the library may just have been built, and the template with it.
      this.template = readFileSync(READY_TEMPLATE, 'utf8');
    });
    this.before = await takeInventory(createClients(local.clientConfig()));
    await reporter.require('cdk synth', async () => this.cli?.synthesize());
    await reporter.require('cdk deploy', async () => {
      const outputs = await this.cli?.deploy(EXAMPLE_STACK);
      this.platforms.push({ deployment: exampleDeployment(local, outputs ?? {}), deployedBy: 'cdk deploy', groups: [] });
      return `${(await this.example.identities()).length} resources`;
    });

    reporter.heading('Ready template, with CloudFormation alone');
    await reporter.require('validate-template', async () => this.validateTemplate());
    await reporter.require('create-stack', async () => {
      const outputs = await this.ready.create(this.template, { EnvironmentSuffix: READY_SUFFIX });
      this.platforms.push({ deployment: readyDeployment(local, READY_SUFFIX, outputs), deployedBy: 'create-stack', groups: [] });
      return `${(await this.ready.identities()).length} resources`;
    });
  }

  public async verify(): Promise<void> {
    for (const platform of this.platforms) {
      this.reporter.heading(`Is ${platform.deployment.stackName} what was promised? Asked of each service`);
      const own = platform.deployment.stackName === EXAMPLE_STACK ? [EXAMPLE_APP_CHECKS] : [];
      for (const group of [...PLATFORM_CHECKS, ...own]) {
        platform.groups.push(await this.verifyGroup(platform.deployment, group));
      }
    }
  }

  public async drill(): Promise<void> {
    const { reporter } = this;
    const deployments = this.platforms.map(({ deployment }) => deployment);
    reporter.heading('Alarms and drills');
    await reporter.attempt('each of the four alarms, and the page that users are hurt: breaching data, ALARM, SNS, queue, and back to OK', async () => {
      await Promise.all(deployments.map(driveAlarms));
    });
    for (const deployment of deployments) {
      const { stackName } = deployment;
      await reporter.attempt(`${stackName}: stop a task, and scale back as an operator`, async () => stopTask(deployment));
      await reporter.attempt(`${stackName}: fail the database over`, async () => failOver(deployment));
      await reporter.attempt(`${stackName}: read target health`, async () => readTargetHealth(deployment));
    }
  }

  public async update(): Promise<void> {
    const { reporter } = this;
    reporter.heading('Updates');
    await reporter.attempt('cdk deploy again changes nothing', async () => unchanged(this.example, async () => {
      const said = await this.cli?.deployAgain(EXAMPLE_STACK);
      if (!said?.includes('(no changes)')) throw new Error(`the CDK CLI did not say "(no changes)" but:\n${said}`);
    }));
    await reporter.attempt('update-stack with the same template changes nothing', async () => updateWithoutChange(this.ready));
    const ready = this.platforms[1].deployment;
    await reporter.attempt('an update that fails half-way is rolled back', async () => {
      await updateThatFails(this.ready, ready, this.template);
    });
  }

  public async remove(): Promise<void> {
    const { reporter, platforms: [example, ready] } = this;
    reporter.heading('Deletion');
    await reporter.attempt('cdk destroy', async () => this.cli?.destroy(EXAMPLE_STACK));
    await reporter.attempt('delete-stack', async () => this.ready.delete());
    await reporter.attempt(`nothing is left, by the lists of ${INVENTORY_SIZE} kinds of resources`, async () => {
      await expectNothingLeft(example.deployment, this.before);
      await expectNothingLeft(ready.deployment, this.before);
    });
  }

  /** The temporary folder goes at once, also when the demo is interrupted. */
  public cleanUp(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async validateTemplate(): Promise<string> {
    const { cloudFormation } = createClients(this.local.clientConfig());
    const { Parameters = [] } = await cloudFormation.send(new ValidateTemplateCommand({ TemplateBody: this.template }));
    return `${Buffer.byteLength(this.template)} bytes, ${Parameters.length} parameters`;
  }

  private async verifyGroup(deployment: Deployment, group: CheckGroup): Promise<GroupResult> {
    const checks: CheckResult[] = [];
    await this.reporter.attempt(group.title, async () => {
      for (const { name, run } of group.checks) {
        checks.push(await run(deployment).then(() => ({ name, ok: true }), (error: Error) => failed(name, error)));
      }
      const errors = checks.flatMap(({ error }) => error ?? []);
      if (errors.length > 0) throw new Error(errors.join('\n'));
      return `${checks.length} checks`;
    });
    return { title: group.title, checks };
  }
}

function failed(name: string, error: Error): CheckResult {
  return { name, ok: false, error: error.message, differences: error instanceof CheckFailure ? error.differences : undefined };
}
