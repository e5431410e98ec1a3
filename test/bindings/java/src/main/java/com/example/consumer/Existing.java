package com.example.consumer;

import io.github.cdkpaymentplatform.HighAvailabilityPaymentPlatform;
import io.github.cdkpaymentplatform.MasterCredentials;
import io.github.cdkpaymentplatform.PaymentDatabaseOptions;
import io.github.cdkpaymentplatform.PaymentEncryption;
import io.github.cdkpaymentplatform.PaymentMonitoringOptions;
import io.github.cdkpaymentplatform.PaymentNetworkOptions;
import io.github.cdkpaymentplatform.PaymentServiceOptions;
import io.github.cdkpaymentplatform.Teardown;
import java.util.List;
import software.amazon.awscdk.App;
import software.amazon.awscdk.Stack;
import software.amazon.awscdk.services.ec2.IVpc;
import software.amazon.awscdk.services.ec2.Vpc;
import software.amazon.awscdk.services.ec2.VpcAttributes;
import software.amazon.awscdk.services.ecs.Cluster;
import software.amazon.awscdk.services.ecs.ClusterAttributes;
import software.amazon.awscdk.services.ecs.ContainerImage;
import software.amazon.awscdk.services.kms.Key;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.s3.Bucket;
import software.amazon.awscdk.services.secretsmanager.Secret;
import software.amazon.awscdk.services.sns.Topic;
import software.amazon.awscdk.services.wafv2.CfnWebACL;

/** A platform in what is there: VPC, cluster, zone, bucket, firewall, secret, key and topic. */
final class Existing {
  private static final String KEY =
      "arn:aws:kms:eu-west-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef";
  private static final String SECRET =
      "arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/db-AbCdEf";
  private static final String TOPIC = "arn:aws:sns:eu-west-1:111122223333:payments-oncall";

  private Existing() {}

  static HighAvailabilityPaymentPlatform platform(final App app) {
    final Stack stack = Stack.Builder.create(app, "Existing").env(Platforms.ENVIRONMENT).build();
    final IVpc vpc = Vpc.fromVpcAttributes(stack, "Vpc", vpcAttributes());
    final HighAvailabilityPaymentPlatform platform =
        HighAvailabilityPaymentPlatform.Builder.create(stack, "Platform")
            .environmentSuffix("existing")
            .encryptionKey(Key.fromKeyArn(stack, "Key", KEY))
            .network(PaymentNetworkOptions.builder().vpc(vpc).build())
            .database(
                PaymentDatabaseOptions.builder()
                    .masterCredentials(
                        MasterCredentials.fromSecret(
                            Secret.fromSecretCompleteArn(stack, "Secret", SECRET)))
                    .build())
            .service(service(stack, vpc))
            .monitoring(
                PaymentMonitoringOptions.builder()
                    .topic(Topic.fromTopicArn(stack, "Topic", TOPIC))
                    .build())
            .build();
    PaymentEncryption.Builder.create(stack, "OtherKey")
        .environmentSuffix("other")
        .teardown(Teardown.DISPOSABLE)
        .build();
    return platform;
  }

  private static PaymentServiceOptions service(final Stack stack, final IVpc vpc) {
    return PaymentServiceOptions.builder()
        .image(ContainerImage.fromRegistry(Platforms.IMAGE))
        .cluster(
            Cluster.fromClusterAttributes(
                stack,
                "Cluster",
                ClusterAttributes.builder().clusterName("shared").vpc(vpc).build()))
        .domainName("pay.example.com")
        .hostedZone(
            HostedZone.fromHostedZoneAttributes(
                stack,
                "Zone",
                HostedZoneAttributes.builder()
                    .hostedZoneId("Z0123456789ABCDEFGHIJ")
                    .zoneName("example.com")
                    .build()))
        .accessLogsBucket(Bucket.fromBucketName(stack, "AccessLogs", "example-access-logs"))
        .webAclArn(webAcl(stack).getAttrArn())
        .build();
  }

  private static CfnWebACL webAcl(final Stack stack) {
    return CfnWebACL.Builder.create(stack, "WebAcl")
        .scope("REGIONAL")
        .defaultAction(
            CfnWebACL.DefaultActionProperty.builder()
                .allow(CfnWebACL.AllowActionProperty.builder().build())
                .build())
        .visibilityConfig(
            CfnWebACL.VisibilityConfigProperty.builder()
                .metricName("payments")
                .cloudWatchMetricsEnabled(true)
                .sampledRequestsEnabled(false)
                .build())
        .build();
  }

  private static VpcAttributes vpcAttributes() {
    return VpcAttributes.builder()
        .vpcId("vpc-0123456789abcdef0")
        .availabilityZones(List.of("eu-west-1a", "eu-west-1b", "eu-west-1c"))
        .publicSubnetIds(
            List.of(
                "subnet-0123456789abcdef0", "subnet-0123456789abcdef1", "subnet-0123456789abcdef2"))
        .privateSubnetIds(
            List.of(
                "subnet-0123456789abcdef3", "subnet-0123456789abcdef4", "subnet-0123456789abcdef5"))
        .build();
  }
}
