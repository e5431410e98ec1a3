package com.example.consumer;

import io.github.cdkpaymentplatform.NatStrategy;
import io.github.cdkpaymentplatform.PaymentDatabase;
import io.github.cdkpaymentplatform.PaymentMonitoring;
import io.github.cdkpaymentplatform.PaymentNetwork;
import io.github.cdkpaymentplatform.PaymentParameters;
import io.github.cdkpaymentplatform.PaymentService;
import io.github.cdkpaymentplatform.PlatformProfile;
import java.util.Map;
import software.amazon.awscdk.App;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.kms.Key;

/** The parts without the platform, with a key of one's own. */
final class Parts {
  private static final String SUFFIX = "parts";

  private Parts() {}

  static PaymentNetwork network(final App app) {
    final Stack stack = new Stack(app, "Parts");
    final Key key =
        Key.Builder.create(stack, "Key")
            .enableKeyRotation(true)
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
    final PaymentNetwork network =
        PaymentNetwork.Builder.create(stack, "Network")
            .environmentSuffix(SUFFIX)
            .profile(PlatformProfile.TEST)
            .encryptionKey(key)
            .cidr("10.20.0.0/16")
            .natStrategy(NatStrategy.perZone())
            .build();
    final PaymentDatabase database =
        PaymentDatabase.Builder.create(stack, "Database")
            .environmentSuffix(SUFFIX)
            .profile(PlatformProfile.TEST)
            .encryptionKey(key)
            .vpc(network.getVpc())
            .databaseName("ledger")
            .build();
    final PaymentService service =
        PaymentService.Builder.create(stack, "Service")
            .environmentSuffix(SUFFIX)
            .profile(PlatformProfile.TEST)
            .encryptionKey(key)
            .vpc(network.getVpc())
            .image(ContainerImage.fromRegistry("nginx:latest"))
            .environment(
                Map.of(
                    "PGHOST", database.getEnvironment().get("PGHOST"),
                    "PGPORT", database.getEnvironment().get("PGPORT")))
            .build();
    service.getConnections().allowToDefaultPort(database, "Tasks to database");
    database.grantConnect(service.getTaskRole(), "ledger");
    PaymentMonitoring.Builder.create(stack, "Monitoring")
        .environmentSuffix(SUFFIX)
        .profile(PlatformProfile.TEST)
        .encryptionKey(key)
        .alertEmail("payments-oncall@example.com")
        .databaseCluster(database.getCluster())
        .service(service.getFargateService())
        .taskCount(service.getMinCapacity())
        .targetGroup(service.getTargetGroup())
        .build();

    final PaymentParameters parameters =
        PaymentParameters.Builder.create(stack, "Parameters").environmentSuffix(SUFFIX).build();
    parameters.publish("vpc-id", network.getVpc().getVpcId());
    return network;
  }
}
