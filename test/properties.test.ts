import { Duration } from 'aws-cdk-lib';
import { InstanceType } from 'aws-cdk-lib/aws-ec2';
import * as fc from 'fast-check';
import { NatStrategy, PlatformProfile, TaskSize, Teardown } from '../src';
import type { HighAvailabilityPaymentPlatformProps } from '../src';
import { platformViolations } from '../src/platform-rules';
import { synthPlatform, testProps } from './support/synth';
import { resources } from './support/template';

const capacity = fc.tuple(fc.integer({ min: 1, max: 20 }), fc.integer({ min: 0, max: 20 }))
  .map(([minCapacity, more]) => ({ minCapacity, maxCapacity: minCapacity + more }));
const service = fc.tuple(capacity, fc.record({
  containerPort: fc.integer({ min: 1, max: 65535 }),
  healthCheckInterval: fc.integer({ min: 5, max: 300 }).map((seconds) => Duration.seconds(seconds)),
  deregistrationDelay: fc.integer({ min: 0, max: 3600 }).map((seconds) => Duration.seconds(seconds)),
  taskSize: fc.constantFrom(TaskSize.of(256, 512), TaskSize.of(1024, 8192), TaskSize.of(16384, 122880)),
  cpuTargetPercent: fc.integer({ min: 1, max: 100 }),
  environment: fc.dictionary(fc.stringMatching(/^[A-Z_]{1,9}$/), fc.string({ maxLength: 9 }), { maxKeys: 3 }),
  readonlyRootFilesystem: fc.boolean(),
}, { requiredKeys: [] })).map(([tasks, options]) => ({ ...options, ...tasks }));

const props: fc.Arbitrary<Partial<HighAvailabilityPaymentPlatformProps>> = fc.record({
  environmentSuffix: fc.stringMatching(/^[a-z0-9]{1,9}(-[a-z0-9]{1,10})?$/),
  network: fc.record({
    cidr: fc.integer({ min: 0, max: 255 }).map((octet) => `10.${octet}.0.0/16`),
    availabilityZones: fc.constantFrom(['a', 'b', 'c'], ['a', 'b', 'c', 'd']),
    natStrategy: fc.constantFrom(NatStrategy.single(), NatStrategy.perZone(), NatStrategy.none()),
  }, { requiredKeys: [] }),
  database: fc.record({
    readers: fc.integer({ min: 0, max: 15 }),
    port: fc.integer({ min: 1150, max: 65535 }),
    databaseName: fc.stringMatching(/^[a-z][a-z0-9_]{0,62}$/),
    backupRetention: fc.integer({ min: 1, max: 35 }).map((days) => Duration.days(days)),
    instanceType: fc.constantFrom(new InstanceType('t3.medium'), new InstanceType('r6g.large')),
  }, { requiredKeys: [] }),
  service,
  monitoring: fc.record({
    responseTimeThreshold: fc.integer({ min: 1, max: 3600000 }).map((millis) => Duration.millis(millis)),
  }, { requiredKeys: [] }),
  teardown: fc.constantFrom(Teardown.DISPOSABLE, Teardown.PROTECTED),
}, { requiredKeys: ['environmentSuffix'] });

test('valid props always give a template, the same every time, with a desired count only when the number of tasks is fixed', () => {
  fc.assert(fc.property(props, (overrides) => {
    const first = synthPlatform(overrides).template;
    const second = synthPlatform(overrides).template;
    expect(JSON.stringify(second.toJSON())).toBe(JSON.stringify(first.toJSON()));

    const { minCapacity, maxCapacity } = { ...PlatformProfile.TEST._defaults.service, ...overrides.service };
    const [ecsService] = Object.values(resources(first, 'AWS::ECS::Service'));
    expect(ecsService.Properties.DesiredCount).toBe(minCapacity === maxCapacity ? minCapacity : undefined);
    expect(Object.keys(resources(first, 'AWS::RDS::DBInstance'))).toHaveLength(1 + (overrides.database?.readers ?? 2));
    first.resourceCountIs('AWS::CloudWatch::Alarm', 4);
  }), { numRuns: 10 });
});

test('whatever the props hold, the rules answer and never fail', () => {
  const anything = fc.oneof(fc.string(), fc.double(), fc.integer(), fc.constant(null), fc.boolean());
  const hostile = fc.record({
    environmentSuffix: anything,
    network: fc.record({ cidr: anything }, { requiredKeys: [] }),
    database: fc.record({
      engineVersion: anything,
      readers: anything,
      port: anything,
      databaseName: anything,
      masterUsername: anything,
    }, { requiredKeys: [] }),
    service: fc.record({
      containerPort: anything,
      healthCheckPath: anything,
      healthyHttpCodes: anything,
      minCapacity: anything,
      maxCapacity: anything,
      cpuTargetPercent: anything,
    }, { requiredKeys: [] }),
    monitoring: fc.record({ alertEmail: anything }, { requiredKeys: [] }),
  });
  fc.assert(fc.property(hostile, (overrides) => {
    const found = platformViolations(testProps(overrides as unknown as Partial<HighAvailabilityPaymentPlatformProps>));
    found.forEach(({ id, message }) => {
      expect(id).toMatch(/^[a-z-]+$/);
      expect(message).toMatch(/^[A-Za-z.]+ (must|should) .+, got .+; .+$/);
    });
  }), { numRuns: 300 });
});
