package com.example.consumer;

import io.github.cdkpaymentplatform.HighAvailabilityPaymentPlatform;
import io.github.cdkpaymentplatform.MasterCredentials;
import io.github.cdkpaymentplatform.NatStrategy;
import io.github.cdkpaymentplatform.PaymentDatabase;
import io.github.cdkpaymentplatform.PaymentDatabaseOptions;
import io.github.cdkpaymentplatform.PaymentMonitoringOptions;
import io.github.cdkpaymentplatform.PaymentNetwork;
import io.github.cdkpaymentplatform.PaymentNetworkOptions;
import io.github.cdkpaymentplatform.PaymentPlatformStack;
import io.github.cdkpaymentplatform.PaymentService;
import io.github.cdkpaymentplatform.PaymentServiceOptions;
import io.github.cdkpaymentplatform.PlatformProfile;
import io.github.cdkpaymentplatform.TaskSize;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.iam.PolicyStatement;

/** The consumer of the packed library in Java; the other languages say the same in their way. */
public final class Consumer {
  private Consumer() {}

  public static void main(final String[] args) {
    final App app = new App();
    describe(Platforms.reference(app));
    describe(Platforms.production(app));
    describe(Platforms.staging(app));
    describe(Existing.platform(app));
    print("[parts]\n%s", Parts.network(app).getNatStrategy());
    PaymentPlatformStack.Builder.create(app, "ReadyTest").profile(PlatformProfile.TEST).build();
    new PaymentPlatformStack(app, "ReadyProduction");
    app.synth();

    print("[values]");
    print(NatStrategy.none().servingZone(0) == null ? "no gateway" : "a gateway");
    for (final MasterCredentials credentials :
        List.of(MasterCredentials.managed(), MasterCredentials.generated())) {
      print("managed by RDS: %s", credentials.getManagedByRds() ? "yes" : "no");
    }
    print("%s", TaskSize.of(512, 1024));

    print("[errors]");
    printError(() -> TaskSize.of(256, 513));
    printError(Consumer::notUsable);
  }

  /** What the library decided, read back through its properties. */
  private static void describe(final HighAvailabilityPaymentPlatform platform) {
    final PaymentNetwork network = platform.getNetwork();
    final NatStrategy nat = network.getNatStrategy();
    final PaymentDatabase database = platform.getDatabase();
    final PaymentService service = platform.getService();
    final TaskSize size = service.getTaskSize();

    print("[%s]", platform.getEnvironmentSuffix());
    print("profile: %s, %s", platform.getProfile().getName(), platform.getProfile());
    print("zones: %d", network.getAvailabilityZones().size());
    print(
        "NAT: %s, %s gateways, zone 2 through %s",
        nat.getName(), nat.gatewayCount(3), nat.servingZone(2));
    print(
        "engine: %s on %s, %s readers, port %s",
        database.getEngineVersion(),
        database.getInstanceType(),
        database.getReaders(),
        database.getPort());
    print("backups: %s days", database.getBackupRetention().toDays());
    print(
        "database: %s as %s, settings by %s",
        database.getDatabaseName(),
        Objects.requireNonNullElse(database.getAccess().getUsername(), "the master user"),
        database.getConnectionSettings());
    print("variables: %s", String.join(" ", new TreeSet<>(database.getEnvironment().keySet())));
    print("SQL: %s", database.getApplicationUserSql());
    print(
        "tasks: %s to %s of %s/%s, port %s",
        service.getMinCapacity(),
        service.getMaxCapacity(),
        size.getCpu(),
        size.getMemoryMiB(),
        service.getContainerPort());
    print("health check: every %s seconds", service.getHealthCheckInterval().toSeconds());
    print("slow: %s ms", platform.getMonitoring().getResponseTimeThreshold().toMilliseconds());
    print(
        "alarms: %s",
        platform.getMonitoring().getAlarms().stream()
            .map(alarm -> alarm.getNode().getId())
            .collect(Collectors.joining(" ")));
    print(
        "key statements: %s",
        platform.getEncryption().getRequiredStatements().stream()
            .map(PolicyStatement::getSid)
            .collect(Collectors.joining(" ")));
  }

  private static HighAvailabilityPaymentPlatform notUsable() {
    return HighAvailabilityPaymentPlatform.Builder.create(new Stack(), "Platform")
        .environmentSuffix("Not Usable")
        .network(
            PaymentNetworkOptions.builder()
                .cidr("10.0.0.0/8")
                .availabilityZones(List.of("eu-west-1a", "eu-west-1a"))
                .build())
        .database(PaymentDatabaseOptions.builder().readers(16).parameters(Map.of()).build())
        .service(
            PaymentServiceOptions.builder()
                .image(ContainerImage.fromRegistry("nginx:latest"))
                .minCapacity(6)
                .maxCapacity(3)
                .build())
        .monitoring(
            PaymentMonitoringOptions.builder().alertEmail("nobody “at” example.com").build())
        .build();
  }

  /** What the library says about settings that are not usable. */
  private static void printError(final Supplier<Object> attempt) {
    try {
      attempt.get();
      print("no error");
    } catch (final RuntimeException exception) {
      // Behind the message, jsii puts the JavaScript stack, which begins with the message again.
      print("%s", exception.getMessage().split("\n(?=\\S*Error: )")[0]);
    }
  }

  private static void print(final String format, final Object... values) {
    System.out.println(String.format(format, values));
  }
}
