import { Token } from 'aws-cdk-lib';
import { violations } from '../../src/config/validation';
import { CERTIFICATE_PATTERN, loadBalancerRules } from '../../src/service/load-balancer-rules';
import type { LoadBalancerRuleSettings } from '../../src/service/load-balancer-rules';
import { SERVICE } from '../support/service-rule-cases';

const settings = (overrides: object) => ({ ...SERVICE.valid, ...overrides }) as unknown as LoadBalancerRuleSettings;
const idsOf = (overrides: object) => violations(loadBalancerRules, settings(overrides)).map(({ id }) => id);

test('valid settings break no rule', () => {
  expect(idsOf({})).toEqual([]);
});

test('a list of which only the deployment knows the length is refused, an item that only it knows is not', () => {
  expect(idsOf({ ingressCidrs: Token.asList({ Ref: 'P' }) })).toEqual(['service-ingress-cidrs']);
  expect(idsOf({ ingressPrefixListIds: Token.asList({ Ref: 'P' }) })).toEqual(['service-prefix-lists']);
  expect(idsOf({ ingressCidrs: [Token.asString({ Ref: 'P' })], ingressPrefixListIds: [Token.asString({ Ref: 'P' })] })).toEqual([]);
});

test('the pattern of a certificate is that of its ARN', () => {
  expect(new RegExp(CERTIFICATE_PATTERN).test('arn:aws:acm:us-east-1:111122223333:certificate/1')).toBe(true);
  expect(new RegExp(CERTIFICATE_PATTERN).test('arn:aws:acm:us-east-1:111122223333:key/1')).toBe(false);
});
