import { readFileSync } from 'fs';
import { join } from 'path';
import { runCommand } from './child-process';
import { REPOSITORY } from './repository';
import { LocalAws } from '../../local-aws/local-aws';

const CLI = join(REPOSITORY, 'node_modules', '.bin', 'cdk');

export type Outputs = Readonly<Record<string, string>>;

/** The real CDK CLI, pointed at the local AWS; what it writes goes to a folder of the caller. */
export class CdkCli {
  private readonly assembly: string;

  constructor(private readonly local: LocalAws, private readonly app: string, private readonly folder: string) {
    this.assembly = join(folder, 'cdk.out');
  }

  public async synthesize(): Promise<void> {
    await this.run(['synth', '--quiet', '--output', this.assembly]);
  }

  /** Deploys what was synthesized, without change set: those of the emulator over-report. */
  public async deploy(stack: string): Promise<Outputs> {
    const file = join(this.folder, `${stack}.outputs.json`);
    await this.run(['deploy', stack, '--app', this.assembly, '--method=direct', '--require-approval', 'never', '--outputs-file', file]);
    return JSON.parse(readFileSync(file, 'utf8'))[stack];
  }

  /** What the CLI says about a deployment that changes nothing. */
  public async deployAgain(stack: string): Promise<string> {
    return this.run(['deploy', stack, '--app', this.assembly, '--method=direct', '--require-approval', 'never']);
  }

  public async destroy(stack: string): Promise<void> {
    await this.run(['destroy', stack, '--app', this.assembly, '--force']);
  }

  private async run(args: string[]): Promise<string> {
    const env = { ...this.local.environment(), TMPDIR: this.folder, AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true' };
    return runCommand(CLI, [...args, '--no-notices', '--no-color'], { cwd: this.app, env });
  }
}
