import { AWS_CONSTRAINTS } from './aws-constraints';

test('all 112 rows are there, each with an answer', () => {
  expect(AWS_CONSTRAINTS.map(({ row }) => row)).toEqual(Array.from({ length: 112 }, (_, index) => index + 1));
  AWS_CONSTRAINTS.forEach(({ rule, message, never }) => {
    expect([rule, message, never].map((answer) => answer !== undefined)).toEqual(never === undefined ? [true, true, false] : [false, false, true]);
  });
});

const refused = AWS_CONSTRAINTS.filter(({ rule }) => rule !== undefined);

test.each(refused.map(({ row, constraint, rule, message }) => [row, constraint, rule!, message!] as const))('row %i, %s, is refused by %s', (_row, _constraint, rule, message) => {
  const answer = message();
  if (/^[a-z-]+$/.test(rule)) {
    expect(answer).toMatch(new RegExp(`\\[${rule}\\]|\\[ack: cdk-payment-platform:${rule}\\]`));
  } else {
    expect(answer).toMatch(/^(ServerlessCapacity|TaskSize): .+ must .+, got .+; |^Parameter DBMasterPassword failed to satisfy constraint: must /);
  }
});
