import { App, Duration, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { deepFrozen } from './support/freeze';
import { messageOf } from './support/synth';
import { suffixRules } from '../src/config/environment-suffix';
import { assertValid, Severity, violations } from '../src/config/validation';
import type { Rule } from '../src/config/validation';
import { databaseRules } from '../src/database/database-rules';
import { monitoringRules } from '../src/monitoring/monitoring-rules';
import { networkRules } from '../src/network/network-rules';
import { serviceRules } from '../src/service/service-rules';

interface RuleCases {
  readonly requirement: string;
  readonly remedy: string;
  readonly severity?: 'WARNING';
  readonly violating: ReadonlyArray<readonly [given: object, got: string]>;
  readonly passing: readonly object[];
}

interface RuleTable {
  readonly rules: ReadonlyArray<Rule<never>>;
  readonly valid: object;
  readonly cases: Record<string, RuleCases>;
}

const each = (property: string, values: readonly unknown[]) => values.map((value) => ({ [property]: value }));
const bad = (property: string, values: readonly unknown[]) => values.map((value) => [
  { [property]: value },
  typeof value === 'number' ? String(value) : JSON.stringify(value),
] as const);
const seconds = (property: string, values: readonly number[]) => each(property, values.map((value) => Duration.seconds(value)));
const badSeconds = (property: string, values: readonly number[]) => values.map((value) => [
  { [property]: Duration.seconds(value) },
  String(value),
] as const);
const badDays = (values: readonly number[]) => values.map((value) => [{ backupRetention: Duration.days(value) }, String(value)] as const);
const subnets = (zones: string[]) => zones.map((availabilityZone) => ({ availabilityZone }));
const vpc = (publicZones: string[], privateZones: string[]) => ({
  vpc: { publicSubnets: subnets(publicZones), privateSubnets: subnets(privateZones) },
});
const zonesText = (publicZones: number, privateZones: number) => `"public subnets in ${publicZones} zones, private subnets in ${privateZones} zones"`;
const NOT_A_NUMBER = [NaN, Infinity, -1, 1.5, '6', null, ''];

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
        '10.0.0/16', '::/16', 'ten', '', 16, null,
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
      passing: [{ vpc: undefined }, vpc(['a', 'b', 'c'], ['a', 'b', 'c']), vpc(['a', 'b', 'c', 'd'], ['a', 'a', 'b', 'c'])],
    },
  },
};

const DATABASE: RuleTable = {
  rules: databaseRules,
  valid: {
    engineVersion: '15.17', readers: 2, port: 5432, databaseName: 'payments', masterUsername: 'dbadmin', backupRetention: Duration.days(1),
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
    'database-readers': {
      requirement: 'readers must be a whole number from 0 to 15',
      remedy: 'two readers put an instance in each of three zones',
      violating: bad('readers', [...NOT_A_NUMBER, 16]),
      passing: each('readers', [0, 1, 2, 15]),
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
    'database-backup-retention': {
      requirement: 'backupRetention must be a whole number of days from 1 to 35',
      remedy: 'choose a duration such as Duration.days(7)',
      violating: [...badDays([0, 36, 1.5]), [{ backupRetention: Duration.hours(36) }, '1.5'], [{ backupRetention: Duration.hours(12) }, '0.5']],
      passing: each('backupRetention', [Duration.days(1), Duration.days(7), Duration.days(35), Duration.hours(24)]),
    },
  },
};

const SERVICE: RuleTable = {
  rules: serviceRules,
  valid: {
    image: {},
    containerPort: 80,
    healthCheckPath: '/',
    healthyHttpCodes: '200',
    healthCheckInterval: Duration.seconds(5),
    deregistrationDelay: Duration.seconds(30),
    startupTime: Duration.seconds(60),
    minCapacity: 6,
    maxCapacity: 6,
    cpuTargetPercent: 75,
    environment: {},
    secrets: {},
  },
  cases: {
    'service-image': {
      requirement: 'image must be given',
      remedy: 'pass for example ecs.ContainerImage.fromRegistry("nginx:latest")',
      violating: [[{ image: undefined }, 'nothing']],
      passing: [{ image: {} }],
    },
    'service-container-port': {
      requirement: 'containerPort must be a whole number from 1 to 65535',
      remedy: 'give the port the container listens on',
      violating: bad('containerPort', [...NOT_A_NUMBER, 0, 65536]),
      passing: each('containerPort', [1, 80, 65535]),
    },
    'service-health-check-path': {
      requirement: 'healthCheckPath must begin with / and have at most 1024 characters',
      remedy: 'choose one such as "/health"',
      violating: bad('healthCheckPath', ['', 'health', '/a b', `/${'a'.repeat(1024)}`, 6, null]),
      passing: each('healthCheckPath', ['/', '/health?deep=1', `/${'a'.repeat(1023)}`]),
    },
    'service-healthy-http-codes': {
      requirement: 'healthyHttpCodes must be codes from 200 to 499, single, listed or as a range',
      remedy: 'choose for example "200", "200,202" or "200-299"',
      violating: bad('healthyHttpCodes', ['', '199', '500', '20', '2000', '200,', ',200', '200-', '200;202', '200, 202', 200, null]),
      passing: each('healthyHttpCodes', ['200', '499', '200,202', '200-299', '200-204,301']),
    },
    'service-health-check-interval': {
      requirement: 'healthCheckInterval must be a whole number of seconds from 5 to 300',
      remedy: 'choose a duration such as Duration.seconds(5)',
      violating: [...badSeconds('healthCheckInterval', [0, 4, 301]), [{ healthCheckInterval: Duration.millis(5500) }, '5.5']],
      passing: seconds('healthCheckInterval', [5, 6, 300]),
    },
    'service-deregistration-delay': {
      requirement: 'deregistrationDelay must be a whole number of seconds from 0 to 3600',
      remedy: 'choose a duration such as Duration.seconds(30)',
      violating: [...badSeconds('deregistrationDelay', [3601]), [{ deregistrationDelay: Duration.millis(500) }, '0.5']],
      passing: seconds('deregistrationDelay', [0, 30, 3600]),
    },
    'service-min-capacity': {
      requirement: 'minCapacity must be a whole number of at least 1',
      remedy: 'choose a multiple of the number of zones, so that each zone has the same number of tasks',
      violating: bad('minCapacity', [...NOT_A_NUMBER, 0, 5001]),
      passing: [{ minCapacity: 1 }, { minCapacity: 5000, maxCapacity: 5000 }],
    },
    'service-max-capacity': {
      requirement: 'maxCapacity must be a whole number of at least minCapacity',
      remedy: 'raise maxCapacity or lower minCapacity; equal values keep the number of tasks fixed',
      violating: bad('maxCapacity', [...NOT_A_NUMBER, 0, 5, 5001]),
      passing: each('maxCapacity', [6, 7, 5000]),
    },
    'service-cpu-target': {
      requirement: 'cpuTargetPercent must be above 0 and at most 100',
      remedy: 'a target above 100 % would never scale out; choose one such as 75',
      violating: bad('cpuTargetPercent', [NaN, Infinity, -1, 0, 100.5, 101, null, '']),
      passing: each('cpuTargetPercent', [0.5, 1, 75, 100]),
    },
    'service-environment-names': {
      requirement: 'environment must not share a name with secrets',
      remedy: 'remove the name from one of the two',
      violating: [
        [{ environment: { A: '1' }, secrets: { A: {} } }, '["A"]'],
        [{ environment: { A: '1', B: '2', C: '3' }, secrets: { C: {}, A: {} } }, '["A","C"]'],
      ],
      passing: [
        { environment: { A: '1' }, secrets: { B: {} } },
        { environment: { toString: '1' }, secrets: {} },
        { environment: {}, secrets: { A: {} } },
      ],
    },
  },
};

const MONITORING: RuleTable = {
  rules: monitoringRules,
  valid: { alertEmail: 'ops@example.com', responseTimeThreshold: Duration.seconds(1), taskCount: 6 },
  cases: {
    'monitoring-recipient': {
      requirement: 'alertEmail must be given, or a topic that reaches somebody',
      remedy: 'pass for example alertEmail: "payments-oncall@example.com"',
      violating: [[{ alertEmail: undefined }, 'nothing']],
      passing: [{ alertEmail: 'a@b.c' }, { alertEmail: undefined, topic: {} }, { alertEmail: 'a@b.c', topic: {} }],
    },
    'monitoring-alert-email': {
      requirement: 'alertEmail must be one e-mail address',
      remedy: 'SNS accepts other text, and the mail never arrives; pass for example "payments-oncall@example.com"',
      violating: bad('alertEmail', ['', 'ops', 'ops@example', 'a@b.c,d@e.f', 'a b@c.d', 6, null]),
      passing: each('alertEmail', ['a@b.c', 'first.last+tag@mail.example.com']),
    },
    'monitoring-response-time': {
      requirement: 'responseTimeThreshold must be longer than 0 and at most 1 hour',
      remedy: 'choose a duration such as Duration.seconds(1)',
      violating: [
        [{ responseTimeThreshold: Duration.seconds(0) }, '"0 ms"'],
        [{ responseTimeThreshold: Duration.millis(3600001) }, '"3600001 ms"'],
      ],
      passing: each('responseTimeThreshold', [Duration.millis(1), Duration.seconds(1), Duration.hours(1)]),
    },
    'monitoring-task-count': {
      requirement: 'taskCount must be a whole number of at least 1',
      remedy: 'give the number of tasks below which you want to know',
      violating: bad('taskCount', [...NOT_A_NUMBER, 0, 5001]),
      passing: each('taskCount', [1, 6, 5000, undefined]),
    },
  },
};

describe.each([
  ['suffixRules', SUFFIX], ['networkRules', NETWORK], ['databaseRules', DATABASE], ['serviceRules', SERVICE], ['monitoringRules', MONITORING],
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
  const all = [SUFFIX, NETWORK, DATABASE, SERVICE, MONITORING];
  const shaping = [
    'network-cidr', 'database-engine-version', 'database-readers', 'database-port',
    'service-container-port', 'service-min-capacity', 'service-max-capacity',
  ];
  const token = (value: unknown) => (typeof value === 'number' ? Token.asNumber({ Ref: 'P' }) : Token.asString({ Ref: 'P' }));
  const plain = all.flatMap(({ rules, valid }) => rules.flatMap(({ id, property }) => {
    const value = (valid as Record<string, unknown>)[property];
    return typeof value === 'string' || typeof value === 'number' ? [{ id, property, rules, given: { ...valid, [property]: token(value) } }] : [];
  }));

  test('is refused by these rules, because it decides which resources there are', () => {
    expect(all.flatMap(({ rules }) => rules.filter(({ shapesTemplate }) => shapesTemplate).map(({ id }) => id))).toEqual(shaping);
  });

  test.each(plain)('is answered by $id', ({ id, property, rules, given }) => {
    const messages = violations(rules, given as never).filter((violation) => violation.id === id).map(({ message }) => message);
    const refusal = `${property} must be known at synthesis, because it decides which resources there are, got a value known only at deployment; `;
    expect(messages.map((message) => message.slice(0, refusal.length))).toEqual(shaping.includes(id) ? [refusal] : []);
  });
});

test('no two rules share an id', () => {
  const ids = [SUFFIX, NETWORK, DATABASE, SERVICE, MONITORING].flatMap(({ rules }) => rules.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
});
