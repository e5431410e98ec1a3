import { CfnParameter, Duration } from 'aws-cdk-lib';
import { PaymentMonitoring } from '../../src';
import type { PaymentMonitoringProps } from '../../src';
import { EMAIL_CONSTRAINT, EMAIL_PATTERN } from '../../src/monitoring/monitoring-rules';
import { deepFrozen } from '../support/freeze';
import { messageOf, newStack, synthPart } from '../support/synth';

function errorOf(options: Partial<PaymentMonitoringProps>): string {
  return messageOf(() => synthPart(({ stack, ...wiring }) => new PaymentMonitoring(stack, 'Mon', { ...wiring, ...options })));
}

describe('the pattern of an e-mail address', () => {
  const pattern = new RegExp(EMAIL_PATTERN);

  test.each(['a@b.c', 'ops@example.com', 'first.last+tag@mail.example.co.uk', "o'neil@example.com", 'ä@example.com', 'a@xn--bcher-kva.example'])(
    'accepts %j', (address) => {
      expect(pattern.test(address)).toBe(true);
    });

  test.each([
    '', 'ops', 'ops@', '@example.com', 'ops@example', 'ops@example.', 'ops@.com', 'ops@exa mple.com', 'o ps@example.com', 'ops@@example.com',
    'a@example.com,b@example.com', 'a@example.com;b@example.com', '"a"@example.com', '<a@example.com>', 'ops@example.com\n', 'ops@example_.com',
  ])('refuses %j', (address) => {
    expect(pattern.test(address)).toBe(false);
  });

  test('is described in words', () => {
    expect(EMAIL_CONSTRAINT).toBe('must be one e-mail address');
  });
});

test('a monitoring that reaches nobody is refused', () => {
  expect(errorOf({})).toBe([
    'Stack/Mon: 1 invalid setting',
    '  - alertEmail must be given, or a topic that reaches somebody, got nothing; '
    + 'pass for example alertEmail: "payments-oncall@example.com" [monitoring-recipient]',
  ].join('\n'));
});

test('all problems of a monitoring used alone come in one error, and the props are not changed', () => {
  expect(errorOf(deepFrozen({ alertEmail: 'ops', responseTimeThreshold: Duration.millis(0), taskCount: 0 }))).toBe([
    'Stack/Mon: 3 invalid settings',
    '  - alertEmail must be one e-mail address, got "ops"; '
    + 'SNS accepts other text, and the mail never arrives; pass for example "payments-oncall@example.com" [monitoring-alert-email]',
    '  - responseTimeThreshold must be longer than 0 and at most 3600 seconds, got 0; '
    + 'choose a duration such as Duration.seconds(1) [monitoring-response-time]',
    '  - taskCount must be a whole number of at least 1, got 0; '
    + 'give the number of tasks below which you want to know [monitoring-task-count]',
  ].join('\n'));
});

test.each(['seconds', 'millis'] as const)('a response time in %s that is known only at deployment is refused', (unit) => {
  const amount = new CfnParameter(newStack(), 'Amount', { type: 'Number' }).valueAsNumber;
  expect(errorOf({ alertEmail: 'ops@example.com', responseTimeThreshold: Duration[unit](amount) })).toBe([
    'Stack/Mon: 1 invalid setting',
    '  - responseTimeThreshold must be known at synthesis, because other values follow from it, got a value known only at deployment; '
    + 'choose a duration such as Duration.seconds(1) [monitoring-response-time]',
  ].join('\n'));
});
