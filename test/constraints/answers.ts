import { Duration } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform, PaymentParameters } from '../../src';
import type { PaymentAlarm } from '../../src';
import { TEST_DEFAULTS } from '../../src/profiles/test-profile';
import { templateParameters } from '../../src/template-parameters';
import { withField } from '../support/arbitrary-props';
import { messageOf, newStack, testProps } from '../support/synth';

/** What the platform says of one property: the error, or the warning with its id. */
export function platform(path: string, value: unknown): string {
  const stack = newStack();
  return warned(() => new HighAvailabilityPaymentPlatform(stack, 'Pay', withField(testProps(), path, value)));
}

/** What it says of a certificate with the given ARN. */
export function certificate(arn: string): string {
  return platform('service.certificate', acm.Certificate.fromCertificateArn(newStack(), 'Certificate', arn));
}

/** What it says of a certificate that is in another region than the stack. */
export function foreignCertificate(): string {
  const stack = newStack({ env: { region: 'eu-central-1' } });
  const foreign = acm.Certificate.fromCertificateArn(stack, 'Certificate', 'arn:aws:acm:us-east-1:111122223333:certificate/1');
  return thrown(() => new HighAvailabilityPaymentPlatform(stack, 'Pay', testProps({ service: { certificate: foreign } })));
}

/** What it says of the name of a further service. */
export function worker(name: string): string {
  const { addService } = HighAvailabilityPaymentPlatform.prototype;
  const made = new HighAvailabilityPaymentPlatform(newStack(), 'Pay', testProps());
  return thrown(() => addService.call(made, name, { image: ecs.ContainerImage.fromRegistry('worker:1') }));
}

/** What it says of an alarm that is added. */
export function alarm(props: Partial<PaymentAlarm>): string {
  const { monitoring } = new HighAvailabilityPaymentPlatform(newStack(), 'Pay', testProps());
  return thrown(() => monitoring.addAlarm({
    key: 'added',
    meaning: 'Something is wrong.',
    runbookUrl: 'https://wiki.example.com/payments',
    metric: metric(60),
    comparisonOperator: cloudwatch.ComparisonOperator.GREATER_THAN_THRESHOLD,
    threshold: 1,
    ...props,
  }));
}

export function metric(seconds: number): cloudwatch.Metric {
  return new cloudwatch.Metric({ namespace: 'AWS/RDS', metricName: 'CPUUtilization', period: Duration.seconds(seconds) });
}

/** What it says of a parameter that is published. */
export function parameter(path: string, value: string): string {
  return thrown(() => new PaymentParameters(newStack(), 'Parameters', { environmentSuffix: 'unit' }).publish(path, value));
}

/** What CloudFormation says of a password in the ready template, by the constraints that stand there. */
export function password(value: string): string {
  const { allowedPattern, constraintDescription } = templateParameters(TEST_DEFAULTS).Database.DBMasterPassword;
  return new RegExp(allowedPattern!).test(value) ? 'accepted' : `Parameter DBMasterPassword failed to satisfy constraint: ${constraintDescription}`;
}

export const thrown = messageOf;

/** The error that a platform throws, or else its warnings. */
function warned(make: () => HighAvailabilityPaymentPlatform): string {
  let made: HighAvailabilityPaymentPlatform | undefined;
  const message = messageOf(() => {
    made = make();
    throw new Error('accepted');
  });
  const texts = made?.node.findAll().flatMap(({ node }) => node.metadata).filter(({ type }) => type === 'aws:cdk:warning').map(({ data }) => String(data)) ?? [];
  return texts.length > 0 ? texts.join('\n') : message;
}
