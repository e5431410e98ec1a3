import { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type { Construct } from 'constructs';

/** What the front of the service is made from. */
export interface LoadBalancerSettings {
  readonly vpc: ec2.IVpc;
  readonly certificate?: acm.ICertificate;
  readonly ingressCidrs: string[];
  readonly containerPort: number;
  readonly targetProtocol: elbv2.ApplicationProtocol;
  readonly healthCheckPath: string;
  readonly healthyHttpCodes: string;
  readonly healthCheckInterval: Duration;
  readonly deregistrationDelay: Duration;
  readonly loadBalancerName?: string;
  readonly targetGroupName?: string;
  readonly deletionProtection: boolean;
}

/** The load balancer with its one listener and one target group. */
export interface LoadBalancer {
  readonly loadBalancer: elbv2.ApplicationLoadBalancer;
  readonly listener: elbv2.ApplicationListener;
  readonly targetGroup: elbv2.ApplicationTargetGroup;
}

/** Two failed checks take a target out, one more than the least; the shortest detection the service offers is 2 × 5 s. */
const HEALTH_CHECK_COUNT = 2;
/** An idle client reconnects, and so finds healthy zones, within this time. */
const CLIENT_KEEP_ALIVE = Duration.seconds(180);

export function createLoadBalancer(scope: Construct, settings: LoadBalancerSettings): LoadBalancer {
  const securityGroup = new ec2.SecurityGroup(scope, 'LoadBalancerSecurityGroup', {
    vpc: settings.vpc,
    description: 'Load balancer of the payment platform',
    allowAllOutbound: false,
  });
  const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
    loadBalancerName: settings.loadBalancerName,
    vpc: settings.vpc,
    vpcSubnets: { subnetType: ec2.SubnetType.PUBLIC },
    internetFacing: true,
    securityGroup,
    crossZoneEnabled: true,
    dropInvalidHeaderFields: true,
    clientKeepAlive: CLIENT_KEEP_ALIVE,
    deletionProtection: settings.deletionProtection,
  });
  const targetGroup = createTargetGroup(scope, settings);
  const port = settings.certificate ? 443 : 80;
  const listener = loadBalancer.addListener('Listener', {
    port,
    protocol: settings.certificate ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP,
    certificates: settings.certificate && [settings.certificate],
    sslPolicy: settings.certificate && elbv2.SslPolicy.TLS13_RES,
    open: false,
    defaultTargetGroups: [targetGroup],
  });
  for (const cidr of settings.ingressCidrs) {
    securityGroup.addIngressRule(ec2.Peer.ipv4(cidr), ec2.Port.tcp(port), 'Clients');
  }
  return { loadBalancer, listener, targetGroup };
}

function createTargetGroup(scope: Construct, settings: LoadBalancerSettings): elbv2.ApplicationTargetGroup {
  return new elbv2.ApplicationTargetGroup(scope, 'TargetGroup', {
    targetGroupName: settings.targetGroupName,
    vpc: settings.vpc,
    targetType: elbv2.TargetType.IP,
    port: settings.containerPort,
    protocol: settings.targetProtocol,
    deregistrationDelay: settings.deregistrationDelay,
    healthCheck: {
      path: settings.healthCheckPath,
      healthyHttpCodes: settings.healthyHttpCodes,
      protocol: settings.targetProtocol as string as elbv2.Protocol,
      interval: settings.healthCheckInterval,
      timeout: Duration.seconds(Math.min(settings.healthCheckInterval.toSeconds() - 1, 5)),
      healthyThresholdCount: HEALTH_CHECK_COUNT,
      unhealthyThresholdCount: HEALTH_CHECK_COUNT,
    },
  });
}
