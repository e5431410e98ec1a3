// What the examples of the other languages say, in TypeScript.
import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform } from 'cdk-payment-platform';

const app = new App();
const stack = new Stack(app, 'Payments', { env: { account: '111122223333', region: 'eu-west-1' } });
const platform = new HighAvailabilityPaymentPlatform(stack, 'Platform', {
  environmentSuffix: 'prod',
  service: {
    image: ContainerImage.fromRegistry(
      '111122223333.dkr.ecr.eu-west-1.amazonaws.com/payments@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
    ),
    certificate: Certificate.fromCertificateArn(
      stack,
      'Certificate',
      'arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef',
    ),
  },
  monitoring: { alertEmail: 'payments-oncall@example.com' },
});
new CfnOutput(stack, 'LoadBalancer', { value: platform.service.loadBalancer.loadBalancerDnsName });
app.synth();
