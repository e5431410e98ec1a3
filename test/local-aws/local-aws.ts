import { mkdirSync } from 'fs';
import { join } from 'path';
import { emulatorEnvironment } from './aws-environment';
import { LauncherProcess } from './launcher-process';
import { assertLoopback } from './loopback';

export { assertLoopback } from './loopback';

const ACCOUNT_ID = '123456789012';
const DEFAULT_REGION = 'us-east-1';

export interface LocalAwsOptions {
  /** The port to listen on; a free one by default. */
  readonly port?: number;
  /** Receives every line that the emulator prints. */
  readonly log?: (line: string) => void;
}

/** What a client of the AWS SDK v3 takes to talk to the emulator. */
export interface LocalAwsClientConfig {
  readonly endpoint: string;
  readonly region: string;
  readonly credentials: { readonly accessKeyId: string; readonly secretAccessKey: string };
  readonly maxAttempts: number;
}

/** A local AWS: the emulator in a process of its own, and how to reach it and nothing else. */
export class LocalAws {
  public static async start(options: LocalAwsOptions = {}): Promise<LocalAws> {
    return new LocalAws(await LauncherProcess.start(options.port ?? 0, options.log ?? (() => {})));
  }

  /** The CDK CLI and some services need the name `localhost`, not the address. */
  public readonly endpoint: string;
  public readonly accountId = ACCOUNT_ID;
  /** Resolves when the emulator has ended: with an error when it died by itself. */
  public readonly exited: Promise<Error | undefined>;
  private failure?: Error;

  private constructor(private readonly launcher: LauncherProcess) {
    this.endpoint = `http://localhost:${launcher.port}`;
    this.exited = launcher.exited;
    assertLoopback(this.endpoint);
    void this.exited.then((error) => { this.failure = error; });
  }

  /** The environment for a child process, such as the CDK CLI. */
  public environment(region: string = DEFAULT_REGION): NodeJS.ProcessEnv {
    const home = join(this.launcher.folder, 'home');
    mkdirSync(home, { recursive: true });
    return emulatorEnvironment(this.endpoint, this.accountId, region, home);
  }

  public clientConfig(region: string = DEFAULT_REGION): LocalAwsClientConfig {
    return {
      endpoint: this.endpoint,
      region,
      credentials: { accessKeyId: this.accountId, secretAccessKey: 'local' },
      maxAttempts: 1,
    };
  }

  /** Forgets every resource, in all regions. */
  public async reset(): Promise<void> {
    this.assertAlive();
    const answer = await fetch(`${this.endpoint}/_ministack/reset`, { method: 'POST' });
    if (!answer.ok) throw new Error(`The local AWS emulator cannot be reset: HTTP ${answer.status}`);
  }

  /** Throws when the emulator has died, with the last lines it printed. */
  public assertAlive(): void {
    if (this.failure) throw this.failure;
  }

  public async stop(): Promise<void> {
    await this.launcher.stop();
  }
}
