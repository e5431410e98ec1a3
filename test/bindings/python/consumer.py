"""The consumer of the packed library in Python. The other languages say the same, each in its own way."""

from collections.abc import Callable

from aws_cdk import App, Stack
from aws_cdk import aws_ecs as ecs
from cdk_payment_platform import (
    HighAvailabilityPaymentPlatform,
    MasterCredentials,
    NatStrategy,
    PaymentDatabaseOptions,
    PaymentMonitoringOptions,
    PaymentNetworkOptions,
    PaymentPlatformStack,
    PaymentServiceOptions,
    PlatformProfile,
    TaskSize,
)
from stacks import existing, parts, production, reference, staging


def describe(platform: HighAvailabilityPaymentPlatform) -> None:
    """Prints what the library decided, read back through its properties."""
    network, database = platform.network, platform.database
    service, monitoring = platform.service, platform.monitoring
    nat = network.nat_strategy
    print(f"[{platform.environment_suffix}]")
    print(f"profile: {platform.profile.name}, {platform.profile.to_string()}")
    print(f"zones: {len(network.availability_zones)}")
    print(
        f"NAT: {nat.name}, {nat.gateway_count(3)} gateways, zone 2 through {nat.serving_zone(2)}"
    )
    print(
        f"engine: {database.engine_version} on {database.instance_type.to_string()}, "
        f"{database.readers} readers, port {database.port}"
    )
    print(f"backups: {database.backup_retention.to_days()} days")
    print(
        f"database: {database.database_name} as {database.access.username or 'the master user'}, "
        f"settings by {database.connection_settings.value}"
    )
    print(f"variables: {' '.join(sorted(database.environment))}")
    print(f"SQL: {database.application_user_sql}")
    print(
        f"tasks: {service.min_capacity} to {service.max_capacity} "
        f"of {service.task_size.cpu}/{service.task_size.memory_mib}, port {service.container_port}"
    )
    print(f"health check: every {service.health_check_interval.to_seconds()} seconds")
    print(f"slow: {monitoring.response_time_threshold.to_milliseconds()} ms")
    print(f"alarms: {' '.join(alarm.node.id for alarm in monitoring.alarms)}")
    statements = platform.encryption.required_statements
    print(f"key statements: {' '.join(statement.sid for statement in statements)}")


def print_error(attempt: Callable[[], object]) -> None:
    """Prints what the library says about settings that are not usable."""
    try:
        attempt()
        print("no error")
    except RuntimeError as error:
        print(error)


app = App()
describe(reference(app))
describe(production(app))
describe(staging(app))
describe(existing(app))
print(f"[parts]\n{parts(app).nat_strategy.to_string()}")
PaymentPlatformStack(app, "ReadyTest", profile=PlatformProfile.TEST)
PaymentPlatformStack(app, "ReadyProduction")
app.synth()

print("[values]")
print("no gateway" if NatStrategy.none().serving_zone(0) is None else "a gateway")
for credentials in (MasterCredentials.managed(), MasterCredentials.generated()):
    print(f"managed by RDS: {'yes' if credentials.managed_by_rds else 'no'}")
print(TaskSize.of(512, 1024).to_string())

print("[errors]")
print_error(lambda: TaskSize.of(256, 513))
print_error(
    lambda: HighAvailabilityPaymentPlatform(
        Stack(),
        "Platform",
        environment_suffix="Not Usable",
        network=PaymentNetworkOptions(
            cidr="10.0.0.0/8", availability_zones=["eu-west-1a", "eu-west-1a"]
        ),
        database=PaymentDatabaseOptions(readers=16, parameters={}),
        service=PaymentServiceOptions(
            image=ecs.ContainerImage.from_registry("nginx:latest"),
            min_capacity=6,
            max_capacity=3,
        ),
        monitoring=PaymentMonitoringOptions(alert_email="nobody “at” example.com"),
    )
)
