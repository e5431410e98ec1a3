import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import { Construct } from 'constructs';
import { deepFrozen } from './support/freeze';
import { MONITORING, PAYMENT_ALARM } from './support/monitoring-rule-cases';
import { bad, each, NOT_A_NUMBER } from './support/rule-cases';
import type { RuleTable } from './support/rule-cases';
import { SERVICE, WORKER } from './support/service-rule-cases';
import { messageOf } from './support/synth';
import { suffixRules } from '../src/config/environment-suffix';
import { assertValid, Severity, violations } from '../src/config/validation';
import { DatabaseAccess } from '../src/database/database-access';
import { databaseRules } from '../src/database/database-rules';
import { ServerlessCapacity } from '../src/database/serverless-capacity';
import { networkRules } from '../src/network/network-rules';

const badDays = (values: readonly number[]) => values.map((value) => [{ backupRetention: Duration.days(value) }, String(value)] as const);
const subnets = (zones: string[]) => zones.map((availabilityZone) => ({ availabilityZone }));
const vpc = (publicZones: string[], privateZones: string[]) => ({
  vpc: { publicSubnets: subnets(publicZones), privateSubnets: subnets(privateZones) },
});
const zonesText = (publicZones: number, privateZones: number) => `"public subnets in ${publicZones} zones, private subnets in ${privateZones} zones"`;

const SUFFIX: RuleTable = {
  rules: suffixRules,
  valid: { environmentSuffix: 'unit' },
  cases: {
    'environment-suffix': {
      requirement: 'environmentSuffix must be lower-case letters and digits with single inner hyphens, 1 to 20 characters',
      remedy: 'it stands in every name, so choose one such as "prod" or "staging-eu"',
      violating: bad('environmentSuffix', ['', 'A', '-a', 'a-', 'a--b', 'a_b', 'a b', 'abcdefghijklmnopqrstu', 6, NaN, null, []]),
      passing: each('environmentSuffix', ['a', '0', 'a-b', 'staging-eu-1', 'abcdefghijklmnopqrst']),
    },
  },
};

const NETWORK: RuleTable = {
  rules: networkRules,
  valid: { cidr: '10.0.0.0/16', availabilityZones: ['a', 'b', 'c'] },
  cases: {
    'network-cidr': {
      requirement: 'cidr must be an IPv4 block from /16 to /23 that starts at its own network address',
      remedy: 'choose a block such as "10.0.0.0/16"; a smaller VPC leaves a load balancer subnet fewer than the 8 free addresses it needs',
      violating: bad('cidr', [
        '10.0.0.0/15', '10.0.0.0/24', '10.0.0.1/16', '10.0.1.0/16', '10.0.1.0/22', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/016', '256.0.0.0/16',
        '10.00.0.0/16', '09.0.0.0/16', '10.0.0/16', '::/16', 'ten', '', 16, null,
      ]),
      passing: each('cidr', ['10.0.0.0/16', '10.0.0.0/23', '10.0.2.0/23', '10.0.4.0/22', '172.31.0.0/17', '192.168.240.0/20', '255.255.0.0/16']),
    },
    'network-availability-zones': {
      requirement: 'availabilityZones must name 3 to 4 different zones',
      remedy: 'leave it out to use the first three zones of the region',
      violating: bad('availabilityZones', [[], ['a', 'b'], ['a', 'b', 'b'], ['a', 'b', 'c', 'c'], ['a', 'b', 'c', 'd', 'e']]),
      passing: each('availabilityZones', [['a', 'b', 'c'], ['a', 'b', 'c', 'd']]),
    },
    'network-vpc-subnets': {
      requirement: 'vpc must have public and private subnets in at least 3 zones',
      remedy: 'import the VPC with the subnets of all its zones, or leave it out to have one made',
      violating: [
        [vpc(['a', 'b'], ['a', 'b', 'c']), zonesText(2, 3)],
        [vpc(['a', 'b', 'c'], ['a', 'b']), zonesText(3, 2)],
        [vpc(['a', 'b', 'b'], ['a', 'b', 'c']), zonesText(2, 3)],
        [vpc([], []), zonesText(0, 0)],
      ],
      passing: [
        { vpc: undefined },
        vpc(['a', 'b', 'c'], ['a', 'b', 'c']),
        vpc(['a', 'b', 'c', 'd'], ['a', 'a', 'b', 'c']),
        // What Vpc.fromLookup returns until the VPC has been looked up.
        { vpc: { vpcId: 'vpc-12345', ...vpc(['a', 'b'], ['a', 'b']).vpc } },
      ],
    },
  },
};

const DATABASE: RuleTable = {
  rules: databaseRules,
  valid: {
    engineVersion: '15.17',
    readers: 2,
    port: 5432,
    databaseName: 'payments',
    masterUsername: 'dbadmin',
    backupRetention: Duration.days(1),
    access: DatabaseAccess.masterPassword(),
  },
  cases: {
    'database-engine-version': {
      requirement: 'engineVersion must be a major and minor version of Aurora PostgreSQL',
      remedy: 'choose one such as "15.17"',
      violating: bad('engineVersion', ['15', '15.', '15.100', '5.1', '100.1', '15.4.1', 'v15.4', '15.4 ', '', 15.4, null]),
      passing: each('engineVersion', ['15.17', '15.10', '16.8', '17.1']),
    },
    'database-engine-version-retired': {
      requirement: 'engineVersion should be a version that AWS still creates',
      remedy: 'keep it only for a cluster that exists; choose "15.17" for a new one',
      severity: 'WARNING',
      violating: bad('engineVersion', ['15.2', '15.3', '15.4', '15.5', '15.6', '15.7', '15.8', '16.1', '16.2', '16.3', '16.4', '16.6']),
      passing: each('engineVersion', ['15.17', '15.1', '15.40', '16.8']),
    },
    'database-serverless-capacity': {
      requirement: 'serverlessCapacity must not be given together with instanceType',
      remedy: 'choose one of the two: serverless instances have no class',
      violating: [[{ serverlessCapacity: ServerlessCapacity.between(0.5, 8), chosenInstanceType: new InstanceType('r6g.large') }, '"0.5 to 8 ACU"']],
      passing: [{ serverlessCapacity: ServerlessCapacity.between(0.5, 8) }, { chosenInstanceType: new InstanceType('r6g.large') }, {}],
    },
    'database-readers': {
      requirement: 'readers must be a whole number from 0 to 15',
      remedy: 'two readers put an instance in each of three zones',
      violating: bad('readers', [...NOT_A_NUMBER, 16]),
      passing: each('readers', [0, 1, 2, 15]),
    },
    'database-failover-target': {
      requirement: 'readers should be at least 1',
      remedy: 'without a reader, the loss of the writer means waiting for a new instance, typically under 10 minutes',
      severity: 'WARNING',
      violating: bad('readers', [0]),
      passing: each('readers', [1, 2, 15]),
    },
    'database-port': {
      requirement: 'port must be a whole number from 1150 to 65535',
      remedy: 'PostgreSQL listens on 5432 by default',
      violating: bad('port', [...NOT_A_NUMBER, 0, 1149, 65536]),
      passing: each('port', [1150, 5432, 65535]),
    },
    'database-name': {
      requirement: 'databaseName must begin with a letter, hold only letters, digits and underscores, and have 1 to 63 characters',
      remedy: 'choose one such as "payments"',
      violating: bad('databaseName', ['', '1a', '_a', 'a-b', 'a b', 'a"', 'a'.repeat(64), 6, null]),
      passing: each('databaseName', ['a', 'A1', 'a_b', 'a'.repeat(63)]),
    },
    'database-master-username': {
      requirement: 'masterUsername must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin',
      remedy: 'choose one such as "dbadmin"',
      violating: bad('masterUsername', ['', 'admin', 'rdsadmin', '1abc', 'a_b', 'a-b', 'abcdefghijklmnopq', 6, null]),
      passing: each('masterUsername', ['a', 'admin1', 'dbadmin', 'abcdefghijklmnop']),
    },
    'database-application-user': {
      requirement: 'access must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores that does not begin with a digit or pg_',
      remedy: 'choose one such as DatabaseAccess.iam("payments_app")',
      violating: ['', '1a', 'pg_app', 'App', 'a-b', 'a b', 'a"', 'a'.repeat(64)].map((user) => [{ access: DatabaseAccess.iam(user) }, JSON.stringify(user)]),
      passing: [
        ...each('access', ['a', '_a1', 'payments_app', 'pgapp', 'a'.repeat(63)].map((user) => DatabaseAccess.iam(user))),
        { access: DatabaseAccess.masterPassword() },
      ],
    },
    'database-create-application-user': {
      requirement: 'createApplicationUser must go with access by IAM',
      remedy: 'set access to DatabaseAccess.iam("payments_app"), or leave createApplicationUser out',
      violating: [[{ createApplicationUser: true }, 'true']],
      passing: [{ createApplicationUser: true, access: DatabaseAccess.iam('payments_app') }, { createApplicationUser: false }, {}],
    },
    'database-backup-retention': {
      requirement: 'backupRetention must be a whole number of days from 1 to 35',
      remedy: 'choose a duration such as Duration.days(7)',
      violating: [...badDays([0, 36, 1.5]), [{ backupRetention: Duration.hours(36) }, '1.5'], [{ backupRetention: Duration.hours(12) }, '0.5']],
      passing: each('backupRetention', [Duration.days(1), Duration.days(7), Duration.days(35), Duration.hours(24)]),
    },
  },
};

describe.each([
  ['suffixRules', SUFFIX], ['networkRules', NETWORK], ['databaseRules', DATABASE], ['serviceRules', SERVICE], ['workerRules', WORKER],
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
    test.each(violating)('does not hold for %j', (given, got) => {
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

    test.each(passing.map((given) => [given]))('holds for %j', (given) => {
      expect(found(id, given)).toEqual([]);
    });
  });
});

describe('a value that is known only at deployment', () => {
  const all = [SUFFIX, NETWORK, DATABASE, SERVICE, WORKER, MONITORING, PAYMENT_ALARM];
  const shaping = [
    'network-cidr', 'network-availability-zones', 'database-engine-version', 'database-readers', 'database-port',
    'service-container-port', 'service-health-check-interval', 'service-deregistration-delay', 'service-min-capacity', 'service-max-capacity',
    'worker-min-capacity', 'worker-max-capacity', 'monitoring-response-time', 'monitoring-availability-objective', 'monitoring-latency-objective',
    'monitoring-detection-objective', 'monitoring-health-check-time',
  ];
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
    expect(all.flatMap(({ rules }) => rules.filter(({ shapesTemplate }) => shapesTemplate).map(({ id }) => id))).toEqual(shaping);
  });

  test.each(plain)('is answered by $id', ({ id, property, rules, given }) => {
    const messages = violations(rules, given as never).filter((violation) => violation.id === id).map(({ message }) => message);
    const refusal = `${property} must be known at synthesis, because other values follow from it, got a value known only at deployment; `;
    expect(messages.map((message) => message.slice(0, refusal.length))).toEqual(shaping.includes(id) ? [refusal] : []);
  });
});

test('no two rules share an id', () => {
  const ids = [SUFFIX, NETWORK, DATABASE, SERVICE, WORKER, MONITORING, PAYMENT_ALARM].flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});
