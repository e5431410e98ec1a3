package com.example.payments;

import io.github.cdkpaymentplatform.HighAvailabilityPaymentPlatform;
import io.github.cdkpaymentplatform.PaymentMonitoringOptions;
import io.github.cdkpaymentplatform.PaymentServiceOptions;
import software.amazon.awscdk.App;
import software.amazon.awscdk.CfnOutput;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.ecs.ContainerImage;

/** A payment platform for production. */
public final class PaymentsApp {
  private static final String IMAGE =
      "111122223333.dkr.ecr.eu-west-1.amazonaws.com/payments"
          + "@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
  private static final String CERTIFICATE =
      "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";

  private PaymentsApp() {}

  public static void main(final String[] args) {
    final App app = new App();
    final Stack stack =
        Stack.Builder.create(app, "Payments")
            .env(Environment.builder().account("111122223333").region("eu-west-1").build())
            .build();

    final HighAvailabilityPaymentPlatform platform =
        HighAvailabilityPaymentPlatform.Builder.create(stack, "Platform")
            .environmentSuffix("prod")
            .service(
                PaymentServiceOptions.builder()
                    .image(ContainerImage.fromRegistry(IMAGE))
                    .certificate(Certificate.fromCertificateArn(stack, "Certificate", CERTIFICATE))
                    .build())
            .monitoring(
                PaymentMonitoringOptions.builder()
                    .alertEmail("payments-oncall@example.com")
                    .build())
            .build();
    CfnOutput.Builder.create(stack, "LoadBalancer")
        .value(platform.getService().getLoadBalancer().getLoadBalancerDnsName())
        .build();

    app.synth();
  }
}
