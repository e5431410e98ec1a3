"""A payment platform for production."""

from aws_cdk import App, CfnOutput, Environment, Stack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_ecs as ecs
from cdk_payment_platform import (
    HighAvailabilityPaymentPlatform,
    PaymentMonitoringOptions,
    PaymentServiceOptions,
)

REGISTRY = "111122223333.dkr.ecr.eu-west-1.amazonaws.com"
DIGEST = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"

app = App()
stack = Stack(
    app, "Payments", env=Environment(account="111122223333", region="eu-west-1")
)

platform = HighAvailabilityPaymentPlatform(
    stack,
    "Platform",
    environment_suffix="prod",
    service=PaymentServiceOptions(
        image=ecs.ContainerImage.from_registry(f"{REGISTRY}/payments@sha256:{DIGEST}"),
        certificate=acm.Certificate.from_certificate_arn(
            stack, "Certificate", CERTIFICATE
        ),
    ),
    monitoring=PaymentMonitoringOptions(alert_email="payments-oncall@example.com"),
)
CfnOutput(
    stack, "LoadBalancer", value=platform.service.load_balancer.load_balancer_dns_name
)

app.synth()
