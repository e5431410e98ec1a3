import { deletionProtection, removalPolicy } from '../../src/config/removal';
import { Teardown } from '../../src/teardown';

test('disposable: everything is deleted and nothing is protected', () => {
  expect(removalPolicy(Teardown.DISPOSABLE)).toBe('destroy');
  expect(deletionProtection(Teardown.DISPOSABLE)).toBe(false);
});

test('protected: data stays, except after a failed first creation, and deletion protection is on', () => {
  expect(removalPolicy(Teardown.PROTECTED)).toBe('retain-on-update-or-delete');
  expect(deletionProtection(Teardown.PROTECTED)).toBe(true);
});
