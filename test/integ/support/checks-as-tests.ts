import type { CheckGroup } from '../verification/check';
import type { Deployment } from '../verification/deployment';

/** A test for each check; the deployment exists only when the tests run. */
export function testChecks(groups: CheckGroup[], deployment: () => Deployment): void {
  for (const { title, checks } of groups) {
    describe(title, () => {
      for (const { name, run } of checks) {
        test(name, async () => run(deployment()));
      }
    });
  }
}
