import { parseArgs } from 'util';

export interface DemoOptions {
  readonly json: boolean;
  readonly keep: boolean;
  readonly help: boolean;
  readonly port?: number;
}

export const USAGE = `Usage: npm run demo -- [options]

Deploys the example app and the ready template to a local AWS, verifies them, runs the failover drills and deletes them.

  --json       print the result as JSON to standard output, progress to standard error
  --keep       leave the platforms running and print how to reach them; stop with Ctrl-C
  --port N     let the local AWS listen on this port instead of a free one
  --help       print this`;

/** A mistake in how the demo was called. */
export class UsageError extends Error {}

export function parseOptions(args: string[]): DemoOptions {
  try {
    const { values: { json = false, keep = false, help = false, port } } = parseArgs({
      args,
      options: { json: { type: 'boolean' }, keep: { type: 'boolean' }, help: { type: 'boolean' }, port: { type: 'string' } },
    });
    return { json, keep, help, port: port === undefined ? undefined : parsePort(port) };
  } catch (error) {
    throw error instanceof UsageError ? error : new UsageError((error as Error).message.split('. ')[0]);
  }
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port < 1024 || port > 65535) {
    throw new UsageError(`--port must be a number from 1024 to 65535, got '${text}'`);
  }
  return port;
}
