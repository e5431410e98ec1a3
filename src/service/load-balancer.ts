import { Duration, Token } from 'aws-cdk-lib';
import * as acm from 'aws-cdk-lib/aws-certificatemanager';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { AccessLogs, deliverLogs } from './access-logs';
import { Firewall } from './firewall';
import type { FirewallSettings } from './firewall';
import { deletionProtection } from '../config/removal';
import { suppress } from '../config/suppressions';

/** What the front of the service is made from. */
export interface LoadBalancerSettings extends FirewallSettings {
  readonly vpc: ec2.IVpc;
  readonly certificate?: acm.ICertificate;
  readonly domainName?: string;
  readonly hostedZone?: route53.IHostedZone;
  readonly ingressCidrs: string[];
  readonly ingressPrefixListIds?: string[];
  readonly internetFacing: boolean;
  readonly containerPort: number;
  readonly targetProtocol: elbv2.ApplicationProtocol;
  readonly healthCheckPath: string;
  readonly healthyHttpCodes: string;
  readonly healthCheckInterval: Duration;
  readonly deregistrationDelay: Duration;
  readonly accessLogs: boolean;
  readonly accessLogsBucket?: s3.IBucket;
  readonly loadBalancerName?: string;
  readonly targetGroupName?: string;
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
  const certificate = resolveCertificate(scope, settings);
  const securityGroup = new ec2.SecurityGroup(scope, 'LoadBalancerSecurityGroup', {
    vpc: settings.vpc,
    description: 'Load balancer of the payment platform',
    allowAllOutbound: false,
  });
  const loadBalancer = new elbv2.ApplicationLoadBalancer(scope, 'LoadBalancer', {
    loadBalancerName: settings.loadBalancerName,
    vpc: settings.vpc,
    vpcSubnets: { subnetType: settings.internetFacing ? ec2.SubnetType.PUBLIC : ec2.SubnetType.PRIVATE_WITH_EGRESS },
    internetFacing: settings.internetFacing,
    securityGroup,
    crossZoneEnabled: true,
    dropInvalidHeaderFields: true,
    clientKeepAlive: CLIENT_KEEP_ALIVE,
    desyncMitigationMode: elbv2.DesyncMitigationMode.STRICTEST,
    deletionProtection: deletionProtection(settings.teardown),
  });
  // Lets an operator, or AWS, take one zone out of DNS.
  loadBalancer.setAttribute('zonal_shift.config.enabled', 'true');
  protect(scope, loadBalancer, settings);

  const targetGroup = createTargetGroup(scope, settings);
  const listener = addListener(loadBalancer, targetGroup, certificate);
  admitClients(securityGroup, listener.port, settings);
  return { loadBalancer, listener, targetGroup };
}

/** HTTPS, and nothing else, with a certificate; HTTP without one. */
function addListener(loadBalancer: elbv2.ApplicationLoadBalancer, targetGroup: elbv2.ApplicationTargetGroup, certificate?: acm.ICertificate) {
  const listener = loadBalancer.addListener('Listener', {
    port: certificate ? 443 : 80,
    protocol: certificate ? elbv2.ApplicationProtocol.HTTPS : elbv2.ApplicationProtocol.HTTP,
    certificates: certificate && [certificate],
    sslPolicy: certificate && elbv2.SslPolicy.TLS13_RES,
    open: false,
    defaultTargetGroups: [targetGroup],
  });
  if (Token.isUnresolved(certificate?.certificateArn)) {
    suppress(listener.node.defaultChild as elbv2.CfnListener, 'The certificate is known only at deployment; the listener speaks HTTPS and has no other.', {
      guard: ['ELBV2_ACM_CERTIFICATE_REQUIRED'],
    });
  }
  return listener;
}

function resolveCertificate(scope: Construct, { certificate, domainName, hostedZone }: LoadBalancerSettings): acm.ICertificate | undefined {
  if (certificate || !domainName) {
    return certificate;
  }
  return new acm.Certificate(scope, 'Certificate', { domainName, validation: acm.CertificateValidation.fromDns(hostedZone) });
}

/** Access logs and web ACL, made or given, where the settings ask for them. */
function protect(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, settings: LoadBalancerSettings): void {
  if (settings.accessLogs) {
    deliverLogs(loadBalancer, settings.accessLogsBucket ?? createLogBuckets(scope, loadBalancer, settings));
  }
  const webAclArn = settings.webAclArn ?? (settings.firewall ? new Firewall(scope, 'Firewall', settings).webAcl.attrArn : undefined);
  if (webAclArn) {
    new CfnWebACLAssociation(scope, 'WebAclAssociation', { resourceArn: loadBalancer.loadBalancerArn, webAclArn });
  }
}

function createLogBuckets(scope: Construct, loadBalancer: elbv2.ApplicationLoadBalancer, settings: LoadBalancerSettings): s3.IBucket {
  const { bucket, emptying } = new AccessLogs(scope, 'AccessLogs', settings);
  if (emptying) {
    // Deleted first, the load balancer writes no more logs into buckets that have been emptied.
    loadBalancer.node.defaultChild!.node.addDependency(emptying);
  }
  return bucket;
}

function admitClients(securityGroup: ec2.SecurityGroup, port: number, { ingressCidrs, ingressPrefixListIds = [] }: LoadBalancerSettings): void {
  const peers = [...ingressCidrs.map((cidr) => ec2.Peer.ipv4(cidr)), ...ingressPrefixListIds.map((id) => ec2.Peer.prefixList(id))];
  for (const peer of peers) {
    securityGroup.addIngressRule(peer, ec2.Port.tcp(port), 'Clients');
  }
  if (port === 443 && ingressCidrs.includes('0.0.0.0/0')) {
    const reason = 'A public payment API: only TCP 443 is open, behind TLS 1.2 or newer; ingressCidrs narrows it.';
    suppress(securityGroup.node.defaultChild as ec2.CfnSecurityGroup, reason, { nag: ['AwsSolutions-EC23'] });
  }
}

function createTargetGroup(scope: Construct, settings: LoadBalancerSettings): elbv2.ApplicationTargetGroup {
  const targetGroup = new elbv2.ApplicationTargetGroup(scope, 'TargetGroup', {
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
  // Half of the targets down in a zone: the load balancer sends requests to the other zones instead.
  targetGroup.setAttribute('target_group_health.unhealthy_state_routing.minimum_healthy_targets.percentage', '50');
  return targetGroup;
}
