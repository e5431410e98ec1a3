package com.example.consumer;

import io.github.cdkpaymentplatform.ConnectionSettings;
import io.github.cdkpaymentplatform.DatabaseAccess;
import io.github.cdkpaymentplatform.HighAvailabilityPaymentPlatform;
import io.github.cdkpaymentplatform.MasterCredentials;
import io.github.cdkpaymentplatform.NatStrategy;
import io.github.cdkpaymentplatform.PaymentAlarm;
import io.github.cdkpaymentplatform.PaymentDatabaseOptions;
import io.github.cdkpaymentplatform.PaymentMonitoringOptions;
import io.github.cdkpaymentplatform.PaymentNetworkOptions;
import io.github.cdkpaymentplatform.PaymentServiceOptions;
import io.github.cdkpaymentplatform.PaymentWorkerOptions;
import io.github.cdkpaymentplatform.PhysicalNames;
import io.github.cdkpaymentplatform.PlatformProfile;
import io.github.cdkpaymentplatform.PlatformProfileOverrides;
import io.github.cdkpaymentplatform.ServerlessCapacity;
import io.github.cdkpaymentplatform.TaskSize;
import io.github.cdkpaymentplatform.Teardown;
import java.util.List;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.Environment;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.cloudwatch.AlarmActionConfig;
import software.amazon.awscdk.services.cloudwatch.ComparisonOperator;
import software.amazon.awscdk.services.cloudwatch.IAlarm;
import software.amazon.awscdk.services.cloudwatch.IAlarmAction;
import software.amazon.awscdk.services.cloudwatch.MetricOptions;
import software.amazon.awscdk.services.ec2.InstanceClass;
import software.amazon.awscdk.services.ec2.InstanceSize;
import software.amazon.awscdk.services.ec2.InstanceType;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.elasticloadbalancingv2.ApplicationProtocol;
import software.amazon.awscdk.services.logs.RetentionDays;
import software.amazon.awscdk.services.rds.CfnDBCluster;
import software.amazon.awscdk.services.secretsmanager.ISecret;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.constructs.Construct;

/** Both profiles, and one of one's own. */
final class Platforms {
  static final String IMAGE = "registry.example.com/payments@sha256:" + "a".repeat(64);
  static final Environment ENVIRONMENT =
      Environment.builder().account("111122223333").region("eu-west-1").build();

  private static final String CERTIFICATE =
      "arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef";

  private Platforms() {}

  /** Opens an incident; a strategy that CDK calls back. */
  private static final class OpenIncident implements IAlarmAction {
    @Override
    public AlarmActionConfig bind(final Construct scope, final IAlarm alarm) {
      return AlarmActionConfig.builder()
          .alarmActionArn("arn:aws:ssm:eu-west-1:111122223333:opsitem:1")
          .build();
    }
  }

  /** The reference system, with an alarm of its own and an escape hatch. */
  static HighAvailabilityPaymentPlatform reference(final App app) {
    final Stack stack = new Stack(app, "Reference");
    final HighAvailabilityPaymentPlatform platform =
        HighAvailabilityPaymentPlatform.Builder.create(stack, "Platform")
            .environmentSuffix("reference")
            .profile(PlatformProfile.TEST)
            .service(
                PaymentServiceOptions.builder()
                    .image(ContainerImage.fromRegistry("nginx:latest"))
                    .environment(Map.of("FEATURE_REFUNDS", "on", "LOG_LEVEL", "info"))
                    .build())
            .monitoring(
                PaymentMonitoringOptions.builder()
                    .alertEmail("payments-oncall@example.com")
                    .pageActions(List.of(new OpenIncident()))
                    .build())
            .build();

    platform
        .getMonitoring()
        .addAlarm(
            PaymentAlarm.builder()
                .key("little-memory")
                .meaning("The database has less than 256 MiB of memory left.")
                .runbookUrl("https://wiki.example.com/payments/little-memory")
                .metric(
                    platform
                        .getDatabase()
                        .getCluster()
                        .metricFreeableMemory(
                            MetricOptions.builder()
                                .period(Duration.minutes(1))
                                .statistic("Minimum")
                                .build()))
                .comparisonOperator(ComparisonOperator.LESS_THAN_THRESHOLD)
                .threshold(256 * 1024 * 1024)
                .evaluationPeriods(3)
                .build());

    final CfnDBCluster cluster =
        (CfnDBCluster) platform.getDatabase().getCluster().getNode().getDefaultChild();
    cluster.addPropertyOverride("PreferredMaintenanceWindow", "sun:03:00-sun:04:00");
    return platform;
  }

  /** The default profile, with a choice of every kind. */
  static HighAvailabilityPaymentPlatform production(final App app) {
    final Stack stack = Stack.Builder.create(app, "Production").env(ENVIRONMENT).build();
    final ISecret partner = Secret.fromSecretNameV2(stack, "PartnerSecret", "payments/partner");
    return HighAvailabilityPaymentPlatform.Builder.create(stack, "Platform")
        .environmentSuffix("production")
        .teardown(Teardown.PROTECTED)
        .network(
            PaymentNetworkOptions.builder()
                .cidr("10.40.0.0/16")
                .availabilityZones(List.of("eu-west-1a", "eu-west-1b", "eu-west-1c"))
                .natStrategy(NatStrategy.perZone())
                .logRetention(RetentionDays.TWO_YEARS)
                .build())
        .database(
            PaymentDatabaseOptions.builder()
                .instanceType(InstanceType.of(InstanceClass.R6G, InstanceSize.XLARGE))
                .readers(3)
                .access(DatabaseAccess.iam("ledger"))
                .createApplicationUser(true)
                .connectionSettings(ConnectionSettings.ENVIRONMENT)
                .masterCredentials(MasterCredentials.generated())
                .backupRetention(Duration.days(30))
                .parameters(Map.of("log_statement", "ddl", "rds.force_ssl", "1"))
                .build())
        .service(
            PaymentServiceOptions.builder()
                .image(ContainerImage.fromRegistry(IMAGE))
                .certificate(Certificate.fromCertificateArn(stack, "Certificate", CERTIFICATE))
                .targetProtocol(ApplicationProtocol.HTTPS)
                .ingressCidrs(List.of("192.0.2.0/24", "198.51.100.0/24"))
                .taskSize(TaskSize.of(1024, 2048))
                .healthCheckInterval(Duration.seconds(10))
                .environment(Map.of("FEATURE_REFUNDS", "on", "LOG_LEVEL", "warning"))
                .secrets(
                    Map.of(
                        "PARTNER_KEY", containerSecret(partner, "key"),
                        "PARTNER_USER", containerSecret(partner, "user")))
                .build())
        .monitoring(
            PaymentMonitoringOptions.builder()
                .alertEmail("payments-oncall@example.com")
                .responseTimeThreshold(Duration.millis(500))
                .build())
        .build();
  }

  /** A profile of one's own, a database that scales, and a service in the background. */
  static HighAvailabilityPaymentPlatform staging(final App app) {
    final PlatformProfile profile =
        PlatformProfile.custom(
            "STAGING",
            PlatformProfile.PRODUCTION,
            PlatformProfileOverrides.builder()
                .teardown(Teardown.DISPOSABLE)
                .physicalNames(PhysicalNames.FIXED)
                .network(PaymentNetworkOptions.builder().natStrategy(NatStrategy.single()).build())
                .database(
                    PaymentDatabaseOptions.builder()
                        .readers(1)
                        .access(DatabaseAccess.masterPassword())
                        .build())
                .service(
                    PaymentServiceOptions.builder()
                        .requireTls(false)
                        .firewall(false)
                        .accessLogs(false)
                        .minCapacity(3)
                        .maxCapacity(3)
                        .build())
                .monitoring(
                    PaymentMonitoringOptions.builder()
                        .alertEmail("payments-staging@example.com")
                        .build())
                .build());
    final Stack stack = Stack.Builder.create(app, "Staging").env(ENVIRONMENT).build();
    final HighAvailabilityPaymentPlatform platform =
        HighAvailabilityPaymentPlatform.Builder.create(stack, "Platform")
            .environmentSuffix("staging")
            .profile(profile)
            .database(
                PaymentDatabaseOptions.builder()
                    .serverlessCapacity(ServerlessCapacity.between(0.5, 8))
                    .build())
            .service(
                PaymentServiceOptions.builder().image(ContainerImage.fromRegistry(IMAGE)).build())
            .build();
    platform.addService(
        "settlement",
        PaymentWorkerOptions.builder()
            .image(ContainerImage.fromRegistry(IMAGE))
            .command(List.of("settle", "--daily"))
            .minCapacity(3)
            .environment(Map.of("BATCH_SIZE", "500"))
            .build());
    return platform;
  }

  /** Two services of CDK have a class named Secret; the one that is rarer here is written out. */
  private static software.amazon.awscdk.services.ecs.Secret containerSecret(
      final ISecret secret, final String field) {
    return software.amazon.awscdk.services.ecs.Secret.fromSecretsManager(secret, field);
  }
}
