// Where downloads and installed projects stay between runs: outside the repository, one place for all clones.
import { homedir } from 'node:os';
import { join } from 'node:path';

export const cacheFolder = process.env.CDK_PAYMENT_PLATFORM_CACHE || join(homedir(), '.cache', 'cdk-payment-platform');

/** pacmak otherwise downloads the whole CDK into a throw-away Maven repository at every build. */
export const mavenRepository = join(cacheFolder, 'm2');
