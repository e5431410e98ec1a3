import { Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { App } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import type { AlarmActionConfig, IAlarmAction } from 'aws-cdk-lib/aws-cloudwatch';
import { InstanceClass, InstanceSize, InstanceType, Vpc } from 'aws-cdk-lib/aws-ec2';
import { Cluster, ContainerImage, Secret as ContainerSecret } from 'aws-cdk-lib/aws-ecs';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { Key } from 'aws-cdk-lib/aws-kms';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { CfnDBCluster } from 'aws-cdk-lib/aws-rds';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { Secret } from 'aws-cdk-lib/aws-secretsmanager';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import {
  ConnectionSettings,
  DatabaseAccess,
  HighAvailabilityPaymentPlatform,
  MasterCredentials,
  NatStrategy,
  PaymentDatabase,
  PaymentEncryption,
  PaymentMonitoring,
  PaymentNetwork,
  PaymentParameters,
  PaymentService,
  PhysicalNames,
  PlatformProfile,
  ServerlessCapacity,
  TaskSize,
  Teardown,
} from 'cdk-payment-platform';

export const IMAGE = 'registry.example.com/payments@sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa';
export const CERTIFICATE = 'arn:aws:acm:eu-west-1:111122223333:certificate/01234567-89ab-cdef-0123-456789abcdef';
const env = { account: '111122223333', region: 'eu-west-1' };

/** Opens an incident; a strategy that CDK calls back. */
class OpenIncident implements IAlarmAction {
  public bind(): AlarmActionConfig {
    return { alarmActionArn: 'arn:aws:ssm:eu-west-1:111122223333:opsitem:1' };
  }
}

/** The reference system, with an alarm of its own and an escape hatch. */
export function reference(app: App): HighAvailabilityPaymentPlatform {
  const stack = new Stack(app, 'Reference');
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Platform', {
    environmentSuffix: 'reference',
    profile: PlatformProfile.TEST,
    service: {
      image: ContainerImage.fromRegistry('nginx:latest'),
      environment: { FEATURE_REFUNDS: 'on', LOG_LEVEL: 'info' },
    },
    monitoring: { alertEmail: 'payments-oncall@example.com', pageActions: [new OpenIncident()] },
  });

  platform.monitoring.addAlarm({
    key: 'little-memory',
    meaning: 'The database has less than 256 MiB of memory left.',
    runbookUrl: 'https://wiki.example.com/payments/little-memory',
    metric: platform.database.cluster.metricFreeableMemory({ period: Duration.minutes(1), statistic: 'Minimum' }),
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    threshold: 256 * 1024 * 1024,
    evaluationPeriods: 3,
  });

  const cluster = platform.database.cluster.node.defaultChild as CfnDBCluster;
  cluster.addPropertyOverride('PreferredMaintenanceWindow', 'sun:03:00-sun:04:00');
  return platform;
}

/** The default profile, with a choice of every kind. */
export function production(app: App): HighAvailabilityPaymentPlatform {
  const stack = new Stack(app, 'Production', { env });
  const partner = Secret.fromSecretNameV2(stack, 'PartnerSecret', 'payments/partner');
  return new HighAvailabilityPaymentPlatform(stack, 'Platform', {
    environmentSuffix: 'production',
    teardown: Teardown.PROTECTED,
    network: {
      cidr: '10.40.0.0/16',
      availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
      natStrategy: NatStrategy.perZone(),
      logRetention: RetentionDays.TWO_YEARS,
    },
    database: {
      instanceType: InstanceType.of(InstanceClass.R6G, InstanceSize.XLARGE),
      readers: 3,
      access: DatabaseAccess.iam('ledger'),
      createApplicationUser: true,
      connectionSettings: ConnectionSettings.ENVIRONMENT,
      masterCredentials: MasterCredentials.generated(),
      backupRetention: Duration.days(30),
      parameters: { 'log_statement': 'ddl', 'rds.force_ssl': '1' },
    },
    service: {
      image: ContainerImage.fromRegistry(IMAGE),
      certificate: Certificate.fromCertificateArn(stack, 'Certificate', CERTIFICATE),
      targetProtocol: ApplicationProtocol.HTTPS,
      ingressCidrs: ['192.0.2.0/24', '198.51.100.0/24'],
      taskSize: TaskSize.of(1024, 2048),
      healthCheckInterval: Duration.seconds(10),
      environment: { FEATURE_REFUNDS: 'on', LOG_LEVEL: 'warning' },
      secrets: {
        PARTNER_KEY: ContainerSecret.fromSecretsManager(partner, 'key'),
        PARTNER_USER: ContainerSecret.fromSecretsManager(partner, 'user'),
      },
    },
    monitoring: { alertEmail: 'payments-oncall@example.com', responseTimeThreshold: Duration.millis(500) },
  });
}

/** A profile of one's own, a database that scales, and a service that works in the background. */
export function staging(app: App): HighAvailabilityPaymentPlatform {
  const profile = PlatformProfile.custom('STAGING', PlatformProfile.PRODUCTION, {
    teardown: Teardown.DISPOSABLE,
    physicalNames: PhysicalNames.FIXED,
    network: { natStrategy: NatStrategy.single() },
    database: { readers: 1, access: DatabaseAccess.masterPassword() },
    service: { requireTls: false, firewall: false, accessLogs: false, minCapacity: 3, maxCapacity: 3 },
    monitoring: { alertEmail: 'payments-staging@example.com' },
  });
  const stack = new Stack(app, 'Staging', { env });
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Platform', {
    environmentSuffix: 'staging',
    profile,
    database: { serverlessCapacity: ServerlessCapacity.between(0.5, 8) },
    service: { image: ContainerImage.fromRegistry(IMAGE) },
  });
  platform.addService('settlement', {
    image: ContainerImage.fromRegistry(IMAGE),
    command: ['settle', '--daily'],
    minCapacity: 3,
    environment: { BATCH_SIZE: '500' },
  });
  return platform;
}

/** The parts without the platform, with a key of one's own. */
export function parts(app: App): PaymentNetwork {
  const stack = new Stack(app, 'Parts');
  const key = new Key(stack, 'Key', { enableKeyRotation: true, removalPolicy: RemovalPolicy.DESTROY });
  const shared = { environmentSuffix: 'parts', profile: PlatformProfile.TEST, encryptionKey: key };

  const network = new PaymentNetwork(stack, 'Network', { ...shared, cidr: '10.20.0.0/16', natStrategy: NatStrategy.perZone() });
  const database = new PaymentDatabase(stack, 'Database', { ...shared, vpc: network.vpc, databaseName: 'ledger' });
  const service = new PaymentService(stack, 'Service', {
    ...shared,
    vpc: network.vpc,
    image: ContainerImage.fromRegistry('nginx:latest'),
    environment: { PGHOST: database.environment.PGHOST, PGPORT: database.environment.PGPORT },
  });
  service.connections.allowToDefaultPort(database, 'Tasks to database');
  database.grantConnect(service.taskRole, 'ledger');
  new PaymentMonitoring(stack, 'Monitoring', {
    ...shared,
    alertEmail: 'payments-oncall@example.com',
    databaseCluster: database.cluster,
    service: service.fargateService,
    taskCount: service.minCapacity,
    targetGroup: service.targetGroup,
  });

  const parameters = new PaymentParameters(stack, 'Parameters', { environmentSuffix: 'parts' });
  parameters.publish('vpc-id', network.vpc.vpcId);
  return network;
}

/** A platform in what is there already: VPC, cluster, zone, bucket, firewall, secret, key and topic. */
export function existing(app: App): HighAvailabilityPaymentPlatform {
  const stack = new Stack(app, 'Existing', { env });
  const vpc = Vpc.fromVpcAttributes(stack, 'Vpc', {
    vpcId: 'vpc-0123456789abcdef0',
    availabilityZones: ['eu-west-1a', 'eu-west-1b', 'eu-west-1c'],
    publicSubnetIds: ['subnet-0123456789abcdef0', 'subnet-0123456789abcdef1', 'subnet-0123456789abcdef2'],
    privateSubnetIds: ['subnet-0123456789abcdef3', 'subnet-0123456789abcdef4', 'subnet-0123456789abcdef5'],
  });
  const platform = new HighAvailabilityPaymentPlatform(stack, 'Platform', {
    environmentSuffix: 'existing',
    encryptionKey: Key.fromKeyArn(stack, 'Key', 'arn:aws:kms:eu-west-1:111122223333:key/01234567-89ab-cdef-0123-456789abcdef'),
    network: { vpc },
    database: {
      masterCredentials: MasterCredentials.fromSecret(
        Secret.fromSecretCompleteArn(stack, 'Secret', 'arn:aws:secretsmanager:eu-west-1:111122223333:secret:payments/db-AbCdEf'),
      ),
    },
    service: {
      image: ContainerImage.fromRegistry(IMAGE),
      cluster: Cluster.fromClusterAttributes(stack, 'Cluster', { clusterName: 'shared', vpc }),
      domainName: 'pay.example.com',
      hostedZone: HostedZone.fromHostedZoneAttributes(stack, 'Zone', { hostedZoneId: 'Z0123456789ABCDEFGHIJ', zoneName: 'example.com' }),
      accessLogsBucket: Bucket.fromBucketName(stack, 'AccessLogs', 'example-access-logs'),
      webAclArn: new CfnWebACL(stack, 'WebAcl', {
        scope: 'REGIONAL',
        defaultAction: { allow: {} },
        visibilityConfig: { metricName: 'payments', cloudWatchMetricsEnabled: true, sampledRequestsEnabled: false },
      }).attrArn,
    },
    monitoring: { topic: Topic.fromTopicArn(stack, 'Topic', 'arn:aws:sns:eu-west-1:111122223333:payments-oncall') },
  });
  new PaymentEncryption(stack, 'OtherKey', { environmentSuffix: 'other', teardown: Teardown.DISPOSABLE });
  return platform;
}
