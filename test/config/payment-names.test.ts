import * as fc from 'fast-check';
import { PaymentNames } from '../../src/config/payment-names';

const validSuffix = fc.array(fc.stringMatching(/^[a-z0-9]{1,20}$/), { minLength: 1, maxLength: 5 })
  .map((words) => words.join('-').slice(0, 20).replace(/-$/, ''));

describe('the names of a suffix', () => {
  const names = new PaymentNames('unit');

  test.each<[keyof PaymentNames, string]>([
    ['vpc', 'payment-vpc-unit'],
    ['auroraCluster', 'payment-aurora-cluster-unit'],
    ['databaseLogGroup', '/aws/rds/cluster/payment-aurora-cluster-unit/postgresql'],
    ['ecsCluster', 'payment-cluster-unit'],
    ['service', 'payment-service-unit'],
    ['loadBalancer', 'payment-alb-unit'],
    ['targetGroup', 'payment-tg-unit'],
    ['serviceLogGroup', '/ecs/payment-app-unit'],
    ['insightsLogGroup', '/aws/ecs/containerinsights/payment-cluster-unit/performance'],
    ['dashboard', 'payment-failover-unit'],
    ['firewallLogGroup', 'aws-waf-logs-payment-unit'],
  ])('the %s is called %s', (noun, name) => {
    expect(names[noun]).toBe(name);
  });

  test('an alarm is called by its key', () => {
    expect(names.alarm('rds-failover')).toBe('payment-rds-failover-unit');
  });

  test('a subnet is called by its tier and its zone, counted from 1', () => {
    expect(names.subnet('public', 0)).toBe('payment-public-1-unit');
    expect(names.subnet('private', 2)).toBe('payment-private-3-unit');
  });

  test('a further service is called by its name, and so is its log group, below that of the service', () => {
    expect(names.worker('settlement')).toBe('payment-settlement-unit');
    expect(names.workerLogGroup('settlement')).toBe('/ecs/payment-app-unit/settlement');
  });

  test('a parameter or a log group is a path below the suffix', () => {
    expect(names.path('db/reader-endpoint')).toBe('/payment/unit/db/reader-endpoint');
  });

  test('the key of the platform is bound to what every log group begins with', () => {
    expect(names.logGroupPrefixes).toEqual([
      '/aws/rds/cluster/payment-aurora-cluster-unit/',
      '/ecs/payment-app-unit',
      '/aws/ecs/containerinsights/payment-cluster-unit/',
      '/payment/unit/',
      'aws-waf-logs-payment-unit',
    ]);
  });

  test('every log group begins with one of the prefixes', () => {
    const { databaseLogGroup, serviceLogGroup, insightsLogGroup, firewallLogGroup } = names;
    const further = [names.workerLogGroup('settlement'), names.path('application-user')];
    for (const group of [databaseLogGroup, serviceLogGroup, insightsLogGroup, firewallLogGroup, ...further]) {
      expect(names.logGroupPrefixes.some((prefix) => group.startsWith(prefix))).toBe(true);
    }
  });
});

describe('every valid suffix gives legal names', () => {
  const legal: Array<[string, (names: PaymentNames) => string, RegExp, number]> = [
    ['load balancer', (names) => names.loadBalancer, /^(?!internal-)[A-Za-z0-9](-?[A-Za-z0-9]+)*$/, 32],
    ['target group', (names) => names.targetGroup, /^[A-Za-z0-9](-?[A-Za-z0-9]+)*$/, 32],
    ['Aurora cluster', (names) => names.auroraCluster, /^[a-z](-?[a-z0-9]+)*$/, 63],
    ['ECS cluster', (names) => names.ecsCluster, /^[\w-]+$/, 255],
    ['ECS service', (names) => names.service, /^[\w-]+$/, 255],
    ['dashboard', (names) => names.dashboard, /^[\w-]+$/, 255],
    ['alarm', (names) => names.alarm('alb-high-response-time'), /^[\x20-\x7e]+$/, 255],
    ['log group of the service', (names) => names.serviceLogGroup, /^[\w./#-]+$/, 512],
    ['log group of the database', (names) => names.databaseLogGroup, /^[\w./#-]+$/, 512],
    ['log group of Container Insights', (names) => names.insightsLogGroup, /^[\w./#-]+$/, 512],
    ['log group of the firewall', (names) => names.firewallLogGroup, /^aws-waf-logs-[\w./#-]+$/, 512],
    ['log group of a further service', (names) => names.workerLogGroup('settlement'), /^[\w./#-]+$/, 512],
    ['SSM parameter', (names) => names.path('db/reader-endpoint'), /^(\/[\w.-]+){1,15}$/, 1011],
  ];

  test.each(legal)('%s', (_, nameOf, pattern, longest) => {
    fc.assert(fc.property(validSuffix, (suffix) => {
      const name = nameOf(new PaymentNames(suffix));
      expect(name).toMatch(pattern);
      expect(name.length).toBeLessThanOrEqual(longest);
    }));
  });

  test('two suffixes share no name', () => {
    fc.assert(fc.property(validSuffix, validSuffix, (one, other) => {
      fc.pre(one !== other);
      const [these, those] = [one, other].map((suffix) => new PaymentNames(suffix)).map((names) => legal.map(([, nameOf]) => nameOf(names)));
      expect(these.filter((name) => those.includes(name))).toEqual([]);
    }));
  });
});
