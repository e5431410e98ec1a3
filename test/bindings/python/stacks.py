"""What the consumer builds: both profiles, one of its own, the parts, and what exists already."""

import jsii
from aws_cdk import App, Duration, Environment, RemovalPolicy, Stack
from aws_cdk import aws_certificatemanager as acm
from aws_cdk import aws_cloudwatch as cloudwatch
from aws_cdk import aws_ec2 as ec2
from aws_cdk import aws_ecs as ecs
from aws_cdk import aws_elasticloadbalancingv2 as elbv2
from aws_cdk import aws_kms as kms
from aws_cdk import aws_logs as logs
from aws_cdk import aws_route53 as route53
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_secretsmanager as secretsmanager
from aws_cdk import aws_sns as sns
from aws_cdk import aws_wafv2 as wafv2
from cdk_payment_platform import (
    ConnectionSettings,
    DatabaseAccess,
    HighAvailabilityPaymentPlatform,
    MasterCredentials,
    NatStrategy,
    PaymentDatabase,
    PaymentDatabaseOptions,
    PaymentEncryption,
    PaymentMonitoring,
    PaymentMonitoringOptions,
    PaymentNetwork,
    PaymentNetworkOptions,
    PaymentParameters,
    PaymentService,
    PaymentServiceOptions,
    PhysicalNames,
    PlatformProfile,
    ServerlessCapacity,
    TaskSize,
    Teardown,
)

IMAGE = f"registry.example.com/payments@sha256:{'a' * 64}"
CERTIFICATE = "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef"
ENVIRONMENT = Environment(account="111122223333", region="eu-west-1")


@jsii.implements(cloudwatch.IAlarmAction)
class OpenIncident:
    """Opens an incident; a strategy that CDK calls back."""

    def bind(self, scope, alarm):
        return cloudwatch.AlarmActionConfig(
            alarm_action_arn="arn:aws:ssm:eu-west-1:111122223333:opsitem:1"
        )


def reference(app: App) -> HighAvailabilityPaymentPlatform:
    """The reference system, with an alarm of its own and an escape hatch."""
    stack = Stack(app, "Reference")
    platform = HighAvailabilityPaymentPlatform(
        stack,
        "Platform",
        environment_suffix="reference",
        profile=PlatformProfile.TEST,
        service=PaymentServiceOptions(
            image=ecs.ContainerImage.from_registry("nginx:latest"),
            environment={"FEATURE_REFUNDS": "on", "LOG_LEVEL": "info"},
        ),
        monitoring=PaymentMonitoringOptions(
            alert_email="payments-oncall@example.com", page_actions=[OpenIncident()]
        ),
    )

    platform.monitoring.add_alarm(
        key="little-memory",
        meaning="The database has less than 256 MiB of memory left.",
        runbook_url="https://wiki.example.com/payments/little-memory",
        metric=platform.database.cluster.metric_freeable_memory(
            period=Duration.minutes(1), statistic="Minimum"
        ),
        comparison_operator=cloudwatch.ComparisonOperator.LESS_THAN_THRESHOLD,
        threshold=256 * 1024 * 1024,
        evaluation_periods=3,
    )

    cluster = platform.database.cluster.node.default_child
    cluster.add_property_override("PreferredMaintenanceWindow", "sun:03:00-sun:04:00")
    return platform


def production(app: App) -> HighAvailabilityPaymentPlatform:
    """The default profile, with a choice of every kind."""
    stack = Stack(app, "Production", env=ENVIRONMENT)
    partner = secretsmanager.Secret.from_secret_name_v2(
        stack, "PartnerSecret", "payments/partner"
    )
    return HighAvailabilityPaymentPlatform(
        stack,
        "Platform",
        environment_suffix="production",
        teardown=Teardown.PROTECTED,
        network=PaymentNetworkOptions(
            cidr="10.40.0.0/16",
            availability_zones=["eu-west-1a", "eu-west-1b", "eu-west-1c"],
            nat_strategy=NatStrategy.per_zone(),
            log_retention=logs.RetentionDays.TWO_YEARS,
        ),
        database=PaymentDatabaseOptions(
            instance_type=ec2.InstanceType.of(
                ec2.InstanceClass.R6G, ec2.InstanceSize.XLARGE
            ),
            readers=3,
            access=DatabaseAccess.iam("ledger"),
            create_application_user=True,
            connection_settings=ConnectionSettings.ENVIRONMENT,
            master_credentials=MasterCredentials.generated(),
            backup_retention=Duration.days(30),
            parameters={"log_statement": "ddl", "rds.force_ssl": "1"},
        ),
        service=PaymentServiceOptions(
            image=ecs.ContainerImage.from_registry(IMAGE),
            certificate=acm.Certificate.from_certificate_arn(
                stack, "Certificate", CERTIFICATE
            ),
            target_protocol=elbv2.ApplicationProtocol.HTTPS,
            ingress_cidrs=["192.0.2.0/24", "198.51.100.0/24"],
            task_size=TaskSize.of(1024, 2048),
            health_check_interval=Duration.seconds(10),
            environment={"FEATURE_REFUNDS": "on", "LOG_LEVEL": "warning"},
            secrets={
                "PARTNER_KEY": ecs.Secret.from_secrets_manager(partner, "key"),
                "PARTNER_USER": ecs.Secret.from_secrets_manager(partner, "user"),
            },
        ),
        monitoring=PaymentMonitoringOptions(
            alert_email="payments-oncall@example.com",
            response_time_threshold=Duration.millis(500),
        ),
    )


def staging(app: App) -> HighAvailabilityPaymentPlatform:
    """A profile of one's own, a database that scales, and a service that works in the background."""
    profile = PlatformProfile.custom(
        "STAGING",
        PlatformProfile.PRODUCTION,
        teardown=Teardown.DISPOSABLE,
        physical_names=PhysicalNames.FIXED,
        network=PaymentNetworkOptions(nat_strategy=NatStrategy.single()),
        database=PaymentDatabaseOptions(
            readers=1, access=DatabaseAccess.master_password()
        ),
        service=PaymentServiceOptions(
            require_tls=False,
            firewall=False,
            access_logs=False,
            min_capacity=3,
            max_capacity=3,
        ),
        monitoring=PaymentMonitoringOptions(alert_email="payments-staging@example.com"),
    )
    platform = HighAvailabilityPaymentPlatform(
        Stack(app, "Staging", env=ENVIRONMENT),
        "Platform",
        environment_suffix="staging",
        profile=profile,
        database=PaymentDatabaseOptions(
            serverless_capacity=ServerlessCapacity.between(0.5, 8)
        ),
        service=PaymentServiceOptions(image=ecs.ContainerImage.from_registry(IMAGE)),
    )
    platform.add_service(
        "settlement",
        image=ecs.ContainerImage.from_registry(IMAGE),
        command=["settle", "--daily"],
        min_capacity=3,
        environment={"BATCH_SIZE": "500"},
    )
    return platform


def parts(app: App) -> PaymentNetwork:
    """The parts without the platform, with a key of one's own."""
    stack = Stack(app, "Parts")
    key = kms.Key(
        stack, "Key", enable_key_rotation=True, removal_policy=RemovalPolicy.DESTROY
    )
    shared = {
        "environment_suffix": "parts",
        "profile": PlatformProfile.TEST,
        "encryption_key": key,
    }

    network = PaymentNetwork(
        stack,
        "Network",
        cidr="10.20.0.0/16",
        nat_strategy=NatStrategy.per_zone(),
        **shared,
    )
    database = PaymentDatabase(
        stack, "Database", vpc=network.vpc, database_name="ledger", **shared
    )
    service = PaymentService(
        stack,
        "Service",
        vpc=network.vpc,
        image=ecs.ContainerImage.from_registry("nginx:latest"),
        environment={
            "PGHOST": database.environment["PGHOST"],
            "PGPORT": database.environment["PGPORT"],
        },
        **shared,
    )
    service.connections.allow_to_default_port(database, "Tasks to database")
    database.grant_connect(service.task_role, "ledger")
    PaymentMonitoring(
        stack,
        "Monitoring",
        alert_email="payments-oncall@example.com",
        database_cluster=database.cluster,
        service=service.fargate_service,
        task_count=service.min_capacity,
        target_group=service.target_group,
        **shared,
    )

    parameters = PaymentParameters(stack, "Parameters", environment_suffix="parts")
    parameters.publish("vpc-id", network.vpc.vpc_id)
    return network


def existing(app: App) -> HighAvailabilityPaymentPlatform:
    """A platform in what is there already: VPC, cluster, zone, bucket, firewall, secret, key and topic."""
    stack = Stack(app, "Existing", env=ENVIRONMENT)
    vpc = ec2.Vpc.from_vpc_attributes(
        stack,
        "Vpc",
        vpc_id="vpc-0123456789abcdef0",
        availability_zones=["eu-west-1a", "eu-west-1b", "eu-west-1c"],
        public_subnet_ids=[f"subnet-0123456789abcdef{zone}" for zone in (0, 1, 2)],
        private_subnet_ids=[f"subnet-0123456789abcdef{zone}" for zone in (3, 4, 5)],
    )
    platform = HighAvailabilityPaymentPlatform(
        stack,
        "Platform",
        environment_suffix="existing",
        encryption_key=kms.Key.from_key_arn(
            stack,
            "Key",
            "arn:aws:kms:eu-west-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef",
        ),
        network=PaymentNetworkOptions(vpc=vpc),
        database=PaymentDatabaseOptions(
            master_credentials=MasterCredentials.from_secret(
                secretsmanager.Secret.from_secret_complete_arn(
                    stack,
                    "Secret",
                    "arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/db-AbCdEf",
                )
            )
        ),
        service=PaymentServiceOptions(
            image=ecs.ContainerImage.from_registry(IMAGE),
            cluster=ecs.Cluster.from_cluster_attributes(
                stack, "Cluster", cluster_name="shared", vpc=vpc
            ),
            domain_name="pay.example.com",
            hosted_zone=route53.HostedZone.from_hosted_zone_attributes(
                stack,
                "Zone",
                hosted_zone_id="Z0123456789ABCDEFGHIJ",
                zone_name="example.com",
            ),
            access_logs_bucket=s3.Bucket.from_bucket_name(
                stack, "AccessLogs", "example-access-logs"
            ),
            web_acl_arn=wafv2.CfnWebACL(
                stack,
                "WebAcl",
                scope="REGIONAL",
                default_action=wafv2.CfnWebACL.DefaultActionProperty(
                    allow=wafv2.CfnWebACL.AllowActionProperty()
                ),
                visibility_config=wafv2.CfnWebACL.VisibilityConfigProperty(
                    metric_name="payments",
                    cloud_watch_metrics_enabled=True,
                    sampled_requests_enabled=False,
                ),
            ).attr_arn,
        ),
        monitoring=PaymentMonitoringOptions(
            topic=sns.Topic.from_topic_arn(
                stack, "Topic", "arn:aws:sns:eu-west-1:111122223333:payments-oncall"
            )
        ),
    )
    PaymentEncryption(
        stack, "OtherKey", environment_suffix="other", teardown=Teardown.DISPOSABLE
    )
    return platform
