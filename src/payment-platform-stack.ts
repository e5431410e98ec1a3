import { BootstraplessSynthesizer, CfnOutput, CfnParameter, CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnElement, StackProps } from 'aws-cdk-lib';
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import { ContainerImage } from 'aws-cdk-lib/aws-ecs';
import type { Construct } from 'constructs';
import { MasterCredentials } from './database/master-credentials';
import { HighAvailabilityPaymentPlatform } from './high-availability-payment-platform';
import { defaultsOf } from './platform-profile';
import type { PlatformProfile } from './platform-profile';
import { templateParameters } from './template-parameters';

/**
 * Properties of `PaymentPlatformStack`.
 */
export interface PaymentPlatformStackProps extends StackProps {
  /**
   * The profile of the platform.
   *
   * @default PlatformProfile.PRODUCTION
   */
  readonly profile?: PlatformProfile;
}

const PLATFORM_ID = 'Platform';

/**
 * The platform as a stack for people who use CloudFormation alone: parameters in, outputs out, no asset and no bootstrap.
 */
export class PaymentPlatformStack extends Stack {
  /** The platform. */
  public readonly platform: HighAvailabilityPaymentPlatform;

  private owners?: Map<string, string>;

  constructor(scope: Construct, id: string, props: PaymentPlatformStackProps = {}) {
    super(scope, id, {
      synthesizer: new BootstraplessSynthesizer(),
      description: 'Payment platform over three availability zones: Aurora PostgreSQL, Fargate behind a load balancer, alarms',
      ...props,
    });
    const parameters = this.createParameters(props.profile);
    const value = (name: string) => parameters[name].valueAsString;
    const { DBMasterPassword, CertificateArn } = parameters;
    this.platform = new HighAvailabilityPaymentPlatform(this, PLATFORM_ID, {
      profile: props.profile,
      environmentSuffix: value('EnvironmentSuffix'),
      database: {
        masterUsername: value('DBMasterUsername'),
        masterCredentials: DBMasterPassword && MasterCredentials.fromParameter(DBMasterPassword),
      },
      service: {
        image: ContainerImage.fromRegistry(value('ContainerImage')),
        certificate: CertificateArn && Certificate.fromCertificateArn(this, 'Certificate', value('CertificateArn')),
      },
      monitoring: { alertEmail: value('AlertEmail'), enabledAlarms: defaultsOf(props.profile).templateAlarms },
    });
    this.createOutputs();
    this.leaveOutNagMetadata();
  }

  /**
   * Names resources by their place in the platform, without a hash: `DatabaseCluster`, `NetworkVpc`.
   *
   * @param element the element to name
   */
  protected allocateLogicalId(element: CfnElement): string {
    const [root, ...path] = element.node.scopes.slice(this.node.scopes.length).map(({ node }) => node.id);
    const name = path.map((id) => id.replace(/(Custom)?Resource$/, '')).join('').replace(/[^A-Za-z0-9]/g, '');
    return root === PLATFORM_ID && name !== '' && this.isFree(name, element) ? name : super.allocateLogicalId(element);
  }

  /** Two places may read the same once punctuation is gone; the second one then keeps its hash. */
  private isFree(name: string, { node }: CfnElement): boolean {
    this.owners ??= new Map();
    const owner = this.owners.get(name) ?? node.path;
    this.owners.set(name, owner);
    return owner === node.path;
  }

  private createParameters(profile?: PlatformProfile): Record<string, CfnParameter> {
    const groups = templateParameters(defaultsOf(profile));
    this.addMetadata('AWS::CloudFormation::Interface', {
      ParameterGroups: Object.entries(groups).map(([label, group]) => ({ Label: { default: label }, Parameters: Object.keys(group) })),
    });
    const all = Object.values(groups).flatMap((group) => Object.entries(group));
    return Object.fromEntries(all.map(([name, parameter]) => [name, new CfnParameter(this, name, { type: 'String', ...parameter })]));
  }

  private createOutputs(): void {
    const { network, database, service, monitoring, encryption } = this.platform;
    const outputs: Record<string, [value: string, description: string]> = {
      VPCId: [network.vpc.vpcId, 'VPC'],
      AuroraClusterEndpoint: [database.cluster.clusterEndpoint.hostname, 'Host name of the writer'],
      AuroraReaderEndpoint: [database.cluster.clusterReadEndpoint.hostname, 'Host name of the readers'],
      LoadBalancerDNS: [service.loadBalancer.loadBalancerDnsName, 'DNS name of the load balancer'],
      ECSClusterName: [service.cluster.clusterName, 'ECS cluster'],
      ECSServiceName: [service.fargateService.serviceName, 'ECS service'],
      CloudWatchDashboard: [monitoring.dashboardUrl, 'Address of the dashboard'],
      KMSKeyId: [encryption.key.keyId, 'Key for everything the platform stores'],
      SNSTopicArn: [monitoring.topic.topicArn, 'Topic that the alarms notify'],
    };
    if (database.applicationUserSql) {
      outputs.ApplicationUserSql = [database.applicationUserSql, 'To be run once as the master user, before the first task starts'];
    }
    for (const [name, [value, description]] of Object.entries(outputs)) {
      new CfnOutput(this, name, { value, description });
    }
  }

  /** cdk-nag reads the construct tree; in a template without CDK its metadata would only take space. */
  private leaveOutNagMetadata(): void {
    for (const child of this.node.findAll()) {
      if (CfnResource.isCfnResource(child) && child.getMetadata('cdk_nag')) {
        child.addDeletionOverride('Metadata.cdk_nag');
      }
    }
  }
}
