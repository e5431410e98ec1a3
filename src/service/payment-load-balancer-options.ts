import type { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import type * as elbv2 from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type * as s3 from 'aws-cdk-lib/aws-s3';

/**
 * What may be chosen about the load balancer.
 */
export interface PaymentLoadBalancerOptions {
  /**
   * The protocol between load balancer and container.
   *
   * @default - the profile's
   */
  readonly targetProtocol?: elbv2.ApplicationProtocol;

  /**
   * The certificate of the load balancer; with one it listens to HTTPS on port 443.
   *
   * @default - made for `domainName`; without either, HTTP on port 80 where the profile allows it
   */
  readonly certificate?: acm.ICertificate;

  /**
   * The host name of the service, for which a certificate is made and validated in `hostedZone`.
   *
   * @default - no certificate is made
   */
  readonly domainName?: string;

  /**
   * The hosted zone of `domainName`.
   *
   * @default - no certificate is made
   */
  readonly hostedZone?: route53.IHostedZone;

  /**
   * Whether the load balancer has to speak HTTPS; then a certificate or a domain name has to be given.
   *
   * @default - the profile's
   */
  readonly requireTls?: boolean;

  /**
   * Whether access and connection logs of the load balancer are kept in a bucket, for 400 days.
   *
   * @default - the profile's
   */
  readonly accessLogs?: boolean;

  /**
   * An existing bucket for the logs, which has to admit the load balancer's log delivery.
   *
   * @default - a bucket is made, and a second one that records who reads it
   */
  readonly accessLogsBucket?: s3.IBucket;

  /**
   * Whether a web ACL stands before the load balancer: one with managed rule groups and a rate limit, or the one in `webAclArn`.
   * With `false`, no `webAclArn` may be given.
   *
   * @default - the profile's
   */
  readonly firewall?: boolean;

  /**
   * The ARN of an existing web ACL to use instead of making one; its scope has to be REGIONAL.
   *
   * @default - a web ACL is made where `firewall` is on
   */
  readonly webAclArn?: string;

  /**
   * How many requests one client address may make in five minutes, 10 to 2,000,000,000. It may be given only where a web ACL is made.
   *
   * @default - the profile's
   */
  readonly rateLimit?: number;

  /**
   * The IPv4 blocks that may reach the load balancer.
   *
   * @default - the profile's, everybody
   */
  readonly ingressCidrs?: string[];

  /**
   * The ids of managed prefix lists that may reach the load balancer, for example those of a partner network.
   * Given without `ingressCidrs`, only they may.
   *
   * @default - only `ingressCidrs`
   */
  readonly ingressPrefixListIds?: string[];

  /**
   * Whether the load balancer faces the internet; otherwise it stands in the private subnets.
   *
   * @default true
   */
  readonly internetFacing?: boolean;

  /**
   * The path that answers the health check.
   *
   * @default - the profile's
   */
  readonly healthCheckPath?: string;

  /**
   * The HTTP codes of a healthy answer: single (`200`), listed (`200,202`) or a range (`200-299`).
   *
   * @default - the profile's
   */
  readonly healthyHttpCodes?: string;

  /**
   * The time between two health checks, 5 to 300 seconds. Two failed checks take a task out of service.
   *
   * @default - the profile's
   */
  readonly healthCheckInterval?: Duration;

  /**
   * How long a stopping task may finish its open requests.
   *
   * @default - the profile's
   */
  readonly deregistrationDelay?: Duration;
}
