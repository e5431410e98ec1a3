import { GetParameterCommand } from '@aws-sdk/client-ssm';
import type { Deployment } from './deployment';

/** The value of one of the platform's SSM parameters, by its path below the suffix. */
export async function readParameter({ clients, suffix }: Deployment, path: string): Promise<string> {
  const { Parameter } = await clients.ssm.send(new GetParameterCommand({ Name: `/payment/${suffix}/${path}` }));
  return Parameter?.Value ?? '';
}
