import { CfnParameter, Duration } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { PaymentService } from '../../src';
import type { PaymentServiceProps } from '../../src';
import { deepFrozen } from '../support/freeze';
import { messageOf, newStack, synthPart } from '../support/synth';

const image = ecs.ContainerImage.fromRegistry('nginx:latest');

function errorOf(options: Partial<PaymentServiceProps>): string {
  return messageOf(() => synthPart(({ stack, ...wiring }) => new PaymentService(stack, 'Svc', { ...wiring, ...options })));
}

test('a service without image is refused', () => {
  expect(errorOf({})).toBe([
    'Stack/Svc: 1 invalid setting',
    '  - image must be given, got nothing; pass one by digest, '
    + 'for example ecs.ContainerImage.fromRegistry("registry.example.com/payments@sha256:…") [service-image]',
  ].join('\n'));
});

test('all problems of a service used alone come in one error, and the props are not changed', () => {
  const options = deepFrozen({
    image,
    environmentSuffix: 'a--b',
    containerPort: 65536,
    healthCheckPath: 'health',
    healthyHttpCodes: '500',
    healthCheckInterval: Duration.seconds(4),
    deregistrationDelay: Duration.hours(2),
    minCapacity: 0,
    maxCapacity: 0,
    cpuTargetPercent: 101,
  });
  expect(errorOf(options)).toBe([
    'Stack/Svc: 9 invalid settings',
    '  - environmentSuffix must be lower-case letters and digits with single inner hyphens, 1 to 20 characters, got "a--b"; '
    + 'it stands in every name, so choose one such as "prod" or "staging-eu" [environment-suffix]',
    '  - cpuTargetPercent must be above 0 and at most 100, got 101; '
    + 'a target above 100 % would never scale out; choose one such as 75 [service-cpu-target]',
    '  - healthCheckPath must begin with /, hold only printable ASCII characters without space, and have at most 1024, got "health"; choose one such as "/health" [service-health-check-path]',
    '  - healthyHttpCodes must be codes from 200 to 499, single, listed or as a range, got "500"; '
    + 'choose for example "200", "200,202" or "200-299" [service-healthy-http-codes]',
    '  - healthCheckInterval must be a whole number of seconds from 5 to 300, got 4; '
    + 'choose a duration such as Duration.seconds(5) [service-health-check-interval]',
    '  - deregistrationDelay must be a whole number of seconds from 0 to 3600, got 7200; '
    + 'choose a duration such as Duration.seconds(30) [service-deregistration-delay]',
    '  - containerPort must be a whole number from 1 to 65535, got 65536; give the port the container listens on [service-container-port]',
    '  - minCapacity must be a whole number from 1 to 5000, got 0; '
    + 'choose a multiple of the number of zones, so that each zone has the same number of tasks [service-min-capacity]',
    '  - maxCapacity must be a whole number of at least minCapacity and at most 5000, got 0; '
    + 'raise maxCapacity or lower minCapacity; equal values keep the number of tasks fixed [service-max-capacity]',
  ].join('\n'));
});

test('a capacity that is known only at deployment is refused, because the desired count follows from it', () => {
  const minCapacity = new CfnParameter(newStack(), 'Tasks', { type: 'Number' }).valueAsNumber;
  expect(errorOf({ image, minCapacity })).toBe([
    'Stack/Svc: 1 invalid setting',
    '  - minCapacity must be known at synthesis, because other values follow from it, got a value known only at deployment; '
    + 'choose a multiple of the number of zones, so that each zone has the same number of tasks [service-min-capacity]',
  ].join('\n'));
});

test('a CPU target that is known only at deployment is left to CloudFormation', () => {
  const { template } = synthPart(({ stack, ...wiring }) => {
    const cpuTargetPercent = new CfnParameter(stack, 'Target', { type: 'Number' }).valueAsNumber;
    return new PaymentService(stack, 'Svc', { ...wiring, image, cpuTargetPercent });
  });
  template.hasResourceProperties('AWS::ApplicationAutoScaling::ScalingPolicy', {
    TargetTrackingScalingPolicyConfiguration: { TargetValue: { Ref: 'Target' } },
  });
});

// Every object knows a name such as toString without having been given it.
test('only the names that environment and secrets share are shown', () => {
  const environment = { toString: 'mine', TOKEN: 'text' };
  const secrets = { TOKEN: { grantRead: 'here' } as unknown as ecs.Secret };
  expect(errorOf({ image, environment, secrets })).toBe([
    'Stack/Svc: 1 invalid setting',
    '  - environment must not share a name with secrets, got ["TOKEN"]; remove the name from one of the two [service-environment-names]',
  ].join('\n'));
});

test.each(['499-200', '200-299-300'])('the codes %s are refused', (healthyHttpCodes) => {
  expect(errorOf({ image, healthyHttpCodes })).toBe([
    'Stack/Svc: 1 invalid setting',
    `  - healthyHttpCodes must be codes from 200 to 499, single, listed or as a range, got "${healthyHttpCodes}"; `
    + 'choose for example "200", "200,202" or "200-299" [service-healthy-http-codes]',
  ].join('\n'));
});

// The timeout of the health check and the stop time of the container are computed from these.
test.each([
  ['healthCheckInterval', 'choose a duration such as Duration.seconds(5) [service-health-check-interval]'],
  ['deregistrationDelay', 'choose a duration such as Duration.seconds(30) [service-deregistration-delay]'],
])('a %s that is known only at deployment is refused', (property, remedy) => {
  const seconds = new CfnParameter(newStack(), 'Seconds', { type: 'Number' }).valueAsNumber;
  expect(errorOf({ image, [property]: Duration.seconds(seconds) })).toBe([
    'Stack/Svc: 1 invalid setting',
    `  - ${property} must be known at synthesis, because other values follow from it, got a value known only at deployment; ${remedy}`,
  ].join('\n'));
});
