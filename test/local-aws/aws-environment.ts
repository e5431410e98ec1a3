import { join } from 'path';

const LEADS_AWAY = /^(AWS_.*|(HTTPS?|ALL)_PROXY)$/i;

/** A copy of an environment in which nothing names an account, an endpoint, a profile or a proxy. */
export function withoutAws(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !LEADS_AWAY.test(name)));
}

/** What a client of the emulator needs, and a HOME of its own instead of the developer's. */
export function emulatorEnvironment(endpoint: string, accountId: string, region: string, home: string): NodeJS.ProcessEnv {
  const nowhere = join(home, 'no-such-file');
  return {
    ...withoutAws(process.env),
    HOME: home,
    AWS_ENDPOINT_URL: endpoint,
    AWS_ACCESS_KEY_ID: accountId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_REGION: region,
    AWS_DEFAULT_REGION: region,
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: nowhere,
    AWS_SHARED_CREDENTIALS_FILE: nowhere,
  };
}
