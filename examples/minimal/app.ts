import { App, Stack } from 'aws-cdk-lib';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { HighAvailabilityPaymentPlatform, PlatformProfile } from 'cdk-payment-platform';

const stack = new Stack(new App(), 'Payments');

new HighAvailabilityPaymentPlatform(stack, 'Platform', {
  environmentSuffix: 'minimal',
  profile: PlatformProfile.TEST,
  service: { image: ContainerImage.fromRegistry('nginx:latest') },
  monitoring: { alertEmail: 'payments-oncall@example.com' },
});
