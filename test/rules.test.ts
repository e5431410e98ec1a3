import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { PlatformProfile } from '../src';
import { DATABASE } from './support/database-rule-cases';
import { deepFrozen } from './support/freeze';
import { MONITORING, PAYMENT_ALARM } from './support/monitoring-rule-cases';
import { NETWORK } from './support/network-rule-cases';
import { bad, each, typeCases } from './support/rule-cases';
import type { RuleTable } from './support/rule-cases';
import { SERVICE, WORKER } from './support/service-rule-cases';
import { messageOf } from './support/synth';
import { sharedRules } from '../src/config/part-rules';
import { assertValid, Severity, violations } from '../src/config/validation';

const inShort = (given: object) => JSON.stringify(given).slice(0, 100);

const SHARED: RuleTable = {
  rules: sharedRules,
  valid: { environmentSuffix: 'unit' },
  cases: {
    'environment-suffix': {
      requirement: 'environmentSuffix must be lower-case letters and digits with single inner hyphens, 1 to 20 characters',
      remedy: 'it stands in every name, so choose one such as "prod" or "staging-eu"',
      violating: bad('environmentSuffix', ['', 'A', '-a', 'a-', 'a--b', 'a_b', 'a b', 6, NaN, null, []]),
      passing: each('environmentSuffix', ['a', '0', 'a-b', 'staging-eu-1', 'abcdefghijklmnopqrst']),
    },
    'environment-suffix-length': {
      requirement: 'environmentSuffix must leave every name within its limit',
      remedy: 'that is the tightest name, and has 20 characters left for the suffix',
      violating: [
        [{ environmentSuffix: 'abcdefghijklmnopqrstu' }, '"payment-alb-abcdefghijklmnopqrstu with 33 of 32 characters"'],
        [{ environmentSuffix: 'a'.repeat(30) }, `"payment-alb-${'a'.repeat(30)} with 42 of 32 characters"`],
      ],
      passing: each('environmentSuffix', ['a', 'abcdefghijklmnopqrst']),
    },
    'platform-profile-type': typeCases(
      'profile', 'a PlatformProfile',
      'choose PlatformProfile.PRODUCTION or PlatformProfile.TEST, or make one with PlatformProfile.custom', [null, 'TEST', {}, 1], [PlatformProfile.TEST],
    ),
    'platform-teardown-type': typeCases(
      'teardown', 'a Teardown', 'choose Teardown.PROTECTED or Teardown.DISPOSABLE', [null, 'protected', '', 0], ['PROTECTED', 'DISPOSABLE'],
    ),
  },
};

describe.each([
  ['sharedRules', SHARED], ['networkRules', NETWORK], ['databaseRules', DATABASE], ['serviceRules', SERVICE], ['workerRules', WORKER],
  ['monitoringRules', MONITORING], ['paymentAlarmRules', PAYMENT_ALARM],
])('%s', (_, { rules, valid, cases }) => {
  const found = (id: string, given: object) => {
    return violations(rules, deepFrozen({ ...valid, ...given }) as never).filter((violation) => violation.id === id);
  };

  test('have a violating and a passing case for every rule, and no case for a rule that is gone', () => {
    expect(Object.keys(cases)).toEqual(rules.map(({ id }) => id));
    Object.values(cases).forEach(({ violating, passing }) => expect(Math.min(violating.length, passing.length)).toBeGreaterThan(0));
  });

  test('hold for valid settings', () => {
    expect(violations(rules, deepFrozen(valid) as never)).toEqual([]);
  });

  test('say where the constraint is written, and when it was read', () => {
    rules.forEach(({ source }) => expect(source).toMatch(/^.{20,} \(\d{4}-\d{2}\)$/));
  });

  describe.each(Object.entries(cases))('%s', (id, { requirement, remedy, severity = 'ERROR', violating, passing }) => {
    test.each(violating.map(([given, got]) => [inShort(given), given, got] as const))('does not hold for %s', (_label, given, got) => {
      const message = `${requirement}, got ${got}; ${remedy}`;
      expect(found(id, given)).toEqual([{ id, severity, message }]);
      const part = new Construct(new Stack(new App(), 'Stack'), 'Part');
      if (severity === Severity.WARNING) {
        assertValid(part, found(id, given));
        expect(part.node.metadata.map(({ data }) => data)).toEqual([`${message} [ack: cdk-payment-platform:${id}]`]);
      } else {
        expect(messageOf(() => assertValid(part, found(id, given)))).toBe(`Stack/Part: 1 invalid setting\n  - ${message} [${id}]`);
      }
    });

    test.each(passing.map((given) => [inShort(given), given] as const))('holds for %s', (_label, given) => {
      expect(found(id, given)).toEqual([]);
    });
  });
});

describe('a value that is known only at deployment', () => {
  const all = [SHARED, NETWORK, DATABASE, SERVICE, WORKER, MONITORING, PAYMENT_ALARM];
  const shaping = [
    'network-cidr', 'network-availability-zones', 'database-engine-version', 'database-readers', 'database-port',
    'service-scaling-cooldown', 'service-ingress-cidrs', 'service-prefix-lists', 'service-health-check-interval', 'service-deregistration-delay',
    'service-container-port', 'service-startup-time', 'service-min-capacity', 'service-max-capacity',
    'worker-name', 'worker-scaling-cooldown', 'worker-min-capacity', 'worker-max-capacity',
    'monitoring-response-time', 'monitoring-availability-objective', 'monitoring-latency-objective',
    'monitoring-detection-objective', 'monitoring-health-check-time',
  ];
  // A Duration may hold a token; whether the property takes such a one is for its other rules to say.
  const takesToken = /-(backup-retention|scaling-cooldown|health-check-interval|deregistration-delay|startup-time|response-time-threshold)-type$/;
  const isRefused = (id: string) => shaping.includes(id) || (id.endsWith('-type') && !takesToken.test(id));
  const number = () => Token.asNumber({ Ref: 'P' });
  const durations: Record<string, (amount: number) => Duration> = { seconds: Duration.seconds, days: Duration.days };
  const tokens: Record<string, (value: unknown) => unknown> = {
    number,
    string: () => Token.asString({ Ref: 'P' }),
    object: (value) => (Array.isArray(value) ? Token.asList({ Ref: 'P' }) : durations[(value as Duration).unitLabel()](number())),
  };
  const plain = all.flatMap(({ rules, valid }) => rules.flatMap(({ id, property }) => {
    const value = (valid as Record<string, unknown>)[property];
    const isPlain = ['string', 'number'].includes(typeof value) || Array.isArray(value) || value instanceof Duration;
    return isPlain ? [{ id, property, rules, given: { ...valid, [property]: tokens[typeof value](value) } }] : [];
  }));

  test('is refused by these rules, because other values follow from it', () => {
    const refusing = all.flatMap(({ rules }) => rules.filter(({ shapesTemplate, id }) => shapesTemplate && !id.endsWith('-type')).map(({ id }) => id));
    expect(refusing).toEqual(shaping);
  });

  test.each(plain)('is answered by $id', ({ id, property, rules, given }) => {
    const messages = violations(rules, given as never).filter((violation) => violation.id === id).map(({ message }) => message);
    const refusal = `${property} must be known at synthesis, because other values follow from it, got a value known only at deployment; `;
    expect(messages.map((message) => message.slice(0, refusal.length))).toEqual(isRefused(id) ? [refusal] : []);
  });
});

test('no two rules share an id', () => {
  const ids = [SHARED, NETWORK, DATABASE, SERVICE, WORKER, MONITORING, PAYMENT_ALARM].flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});
