import { App, CfnOutput, Stack } from 'aws-cdk-lib';
import type { StackProps } from 'aws-cdk-lib';
import { Repository } from 'aws-cdk-lib/aws-ecr';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import { ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { LoadBalancerTarget } from 'aws-cdk-lib/aws-route53-targets';
import { HighAvailabilityPaymentPlatform, Teardown } from 'cdk-payment-platform';
import type { Construct } from 'constructs';

/** The payment platform in the PRODUCTION profile, which is the default: protected, or as a sandbox of the same shape. */
class Payments extends Stack {
  constructor(scope: Construct, id: string, environmentSuffix: string, teardown: Teardown, props: StackProps = {}) {
    super(scope, id, props);

    // Replace zone, repository and digest by yours.
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', { hostedZoneId: 'Z0123456789EXAMPLE', zoneName: 'example.com' });
    const image = ContainerImage.fromEcrRepository(
      Repository.fromRepositoryName(this, 'Images', 'payments'),
      'sha256:2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae',
    );
    const recordName = `pay-${environmentSuffix}`;

    const { service, database } = new HighAvailabilityPaymentPlatform(this, 'Platform', {
      environmentSuffix,
      teardown,
      database: { createApplicationUser: true },
      service: { image, domainName: `${recordName}.example.com`, hostedZone: zone },
      monitoring: { alertEmail: 'payments-oncall@example.com' },
    });

    // The read-only root leaves no place to write; this directory is one, and is gone with its task.
    service.taskDefinition.addVolume({ name: 'tmp' });
    service.container.addMountPoints({ sourceVolume: 'tmp', containerPath: '/tmp', readOnly: false });

    new ARecord(this, 'Alias', { zone, recordName, target: RecordTarget.fromAlias(new LoadBalancerTarget(service.loadBalancer)) });
    new CfnOutput(this, 'ApplicationUserSql', { value: database.applicationUserSql });
  }
}

const app = new App();
new Payments(app, 'Payments', 'prod', Teardown.PROTECTED);
new Payments(app, 'PaymentsSandbox', 'sandbox', Teardown.DISPOSABLE);
