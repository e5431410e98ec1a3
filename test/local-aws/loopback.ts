import { isIPv4 } from 'net';

/** Throws for an endpoint that is not on this machine: a drill must never reach a real account. */
export function assertLoopback(endpoint: string): void {
  const host = hostOf(endpoint);
  if (!host || !isLoopback(host)) {
    throw new Error(`The AWS endpoint must be on this machine (127.0.0.0/8, ::1 or localhost), got '${endpoint}'`);
  }
}

function hostOf(endpoint: string): string | undefined {
  try {
    return new URL(endpoint).hostname;
  } catch {
    return undefined;
  }
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || (isIPv4(host) && host.startsWith('127.'));
}
