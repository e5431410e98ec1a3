import { App, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { ComparisonOperator } from 'aws-cdk-lib/aws-cloudwatch';
import { Peer } from 'aws-cdk-lib/aws-ec2';
import {
  NatStrategy,
  PaymentDatabase,
  PaymentEncryption,
  PaymentMonitoring,
  PaymentNetwork,
  PaymentParameters,
  PlatformProfile,
} from 'cdk-payment-platform';
import type { Construct } from 'constructs';

/** A database with its alarm, for applications that run elsewhere in the VPC. */
class LedgerDatabase extends Stack {
  constructor(scope: Construct, id: string, props: StackProps = {}) {
    super(scope, id, props);
    const shared = { environmentSuffix: 'ledger', profile: PlatformProfile.TEST };

    const { key: encryptionKey } = new PaymentEncryption(this, 'Encryption', shared);
    const { vpc } = new PaymentNetwork(this, 'Network', { ...shared, cidr: '10.20.0.0/16', natStrategy: NatStrategy.none() });

    const database = new PaymentDatabase(this, 'Database', {
      ...shared,
      vpc,
      encryptionKey,
      readers: 1,
      databaseName: 'ledger',
      backupRetention: Duration.days(7),
    });
    database.connections.allowDefaultPortFrom(Peer.ipv4('10.20.0.0/16'), 'Applications in the VPC');

    const monitoring = new PaymentMonitoring(this, 'Monitoring', {
      ...shared,
      encryptionKey,
      alertEmail: 'payments-oncall@example.com',
      databaseCluster: database.cluster,
    });
    monitoring.addAlarm({
      key: 'little-memory',
      meaning: 'The database has less than 256 MiB of memory left.',
      runbookUrl: 'https://wiki.example.com/payments/little-memory',
      metric: database.cluster.metricFreeableMemory({ period: Duration.minutes(1), statistic: 'Minimum' }),
      comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
      threshold: 256 * 1024 * 1024,
      evaluationPeriods: 3,
    });

    const parameters = new PaymentParameters(this, 'Parameters', { environmentSuffix: shared.environmentSuffix });
    parameters.publish('db/endpoint', database.cluster.clusterEndpoint.hostname);
    parameters.publish('db/secret-arn', database.secret.secretArn);
    new CfnOutput(this, 'Vpc', { value: vpc.vpcId });
  }
}

new LedgerDatabase(new App(), 'Ledger');
