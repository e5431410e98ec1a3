import { mkdtempSync, rmSync } from 'fs';
import { tmpdir } from 'os';
import { join } from 'path';

/** Every app without a folder of its own writes its cloud assembly to the temporary folder, and leaves it there. */
export default function useTemporaryFolder(): void {
  process.env.TMPDIR = mkdtempSync(join(tmpdir(), 'payment-platform-tests-'));
}

/** Removes the folder with everything the tests wrote into it. */
export function removeTemporaryFolder(): void {
  rmSync(process.env.TMPDIR!, { recursive: true, force: true });
}
