import { CfnOutput, CfnResource, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { ComparisonOperator, GraphWidget, Metric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { AttributeType, Table } from 'aws-cdk-lib/aws-dynamodb';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { CfnDBCluster } from 'aws-cdk-lib/aws-rds';
import { HighAvailabilityPaymentPlatform, PlatformProfile } from 'cdk-payment-platform';
import type { Construct } from 'constructs';
import { SettlementWorker } from './settlement-worker';

export interface PaymentAppStackProps extends StackProps {
  readonly environmentSuffix: string;
}

/** A payment application on the platform, with parts of its own that the platform knows nothing about. */
export class PaymentAppStack extends Stack {
  private readonly platform: HighAvailabilityPaymentPlatform;

  constructor(scope: Construct, id: string, props: PaymentAppStackProps) {
    super(scope, id, props);
    const { environmentSuffix } = props;
    const merchants = new Table(this, 'Merchants', {
      partitionKey: { name: 'merchantId', type: AttributeType.STRING },
      removalPolicy: RemovalPolicy.DESTROY,
    });

    this.platform = new HighAvailabilityPaymentPlatform(this, 'Platform', {
      environmentSuffix,
      profile: PlatformProfile.TEST,
      service: {
        image: ContainerImage.fromRegistry('public.ecr.aws/nginx/nginx:1.29'),
        environment: { MERCHANTS_TABLE: merchants.tableName },
      },
      monitoring: { alertEmail: 'payments-oncall@example.com' },
    });
    merchants.grantReadData(this.platform.service.taskRole);

    const worker = new SettlementWorker(this, 'Settlement', { environmentSuffix, platform: this.platform });
    this.watch(worker);
    this.tuneDatabase();
    this.publish({ merchants, worker });
    this.leaveOutMetadata();
  }

  /** An alarm and a graph beside those of the platform. */
  private watch({ service }: SettlementWorker): void {
    const runningTasks = new Metric({
      namespace: 'ECS/ContainerInsights',
      metricName: 'RunningTaskCount',
      statistic: 'Minimum',
      period: Duration.minutes(1),
      dimensionsMap: { ClusterName: service.cluster.clusterName, ServiceName: service.serviceName },
    });
    const { monitoring } = this.platform;
    monitoring.addAlarm({
      key: 'settlement-stopped',
      meaning: 'No settlement worker runs.',
      runbookUrl: 'https://wiki.example.com/payments/settlement',
      metric: runningTasks,
      threshold: 1,
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      treatMissingData: TreatMissingData.BREACHING,
    });
    monitoring.dashboard.addWidgets(new GraphWidget({ title: 'Settlement tasks', width: 24, left: [runningTasks] }));
  }

  /** Without a bootstrapped bucket a template has 50 KiB; nobody scans this one. */
  private leaveOutMetadata(): void {
    for (const child of this.node.findAll()) {
      if (CfnResource.isCfnResource(child)) {
        child.addDeletionOverride('Metadata');
      }
    }
  }

  /** The way out for what the platform has no property for: the CloudFormation resource itself. */
  private tuneDatabase(): void {
    const cluster = this.platform.database.cluster.node.defaultChild as CfnDBCluster;
    cluster.addPropertyOverride('PreferredBackupWindow', '02:00-02:30');
  }

  private publish({ merchants, worker }: { merchants: Table; worker: SettlementWorker }): void {
    const { network, database, service, monitoring, encryption } = this.platform;
    const outputs: Record<string, string> = {
      VPCId: network.vpc.vpcId,
      AuroraClusterEndpoint: database.cluster.clusterEndpoint.hostname,
      AuroraReaderEndpoint: database.cluster.clusterReadEndpoint.hostname,
      LoadBalancerDNS: service.loadBalancer.loadBalancerDnsName,
      ECSClusterName: service.cluster.clusterName,
      ECSServiceName: service.fargateService.serviceName,
      CloudWatchDashboard: monitoring.dashboardUrl,
      KMSKeyId: encryption.key.keyId,
      SNSTopicArn: monitoring.topic.topicArn,
      MerchantsTable: merchants.tableName,
      SettlementServiceName: worker.service.serviceName,
    };
    Object.entries(outputs).forEach(([name, value]) => new CfnOutput(this, name, { value }));
  }
}
