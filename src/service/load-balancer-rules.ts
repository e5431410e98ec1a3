import { Token } from 'aws-cdk-lib';
import type { Duration } from 'aws-cdk-lib';
import type * as acm from 'aws-cdk-lib/aws-certificatemanager';
import { ApplicationProtocol } from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import type * as route53 from 'aws-cdk-lib/aws-route53';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { ipv4Block } from '../config/ipv4';
import { isIntegerBetween, isListOf, matches, secondsOf } from '../config/predicates';
import { knownItems } from '../config/validation';
import type { Rule } from '../config/validation';
import { DURATION, FLAG, objectWith, oneOf, typeRules } from '../config/value-types';

/** What the rules of the load balancer look at. */
export interface LoadBalancerRuleSettings {
  readonly targetProtocol: ApplicationProtocol;
  readonly certificate?: acm.ICertificate;
  readonly domainName?: string;
  readonly hostedZone?: route53.IHostedZone;
  readonly requireTls: boolean;
  readonly rateLimit: number;
  readonly firewall: boolean;
  readonly webAclArn?: string;
  readonly accessLogs: boolean;
  readonly accessLogsBucket?: s3.IBucket;
  readonly ingressCidrs: string[];
  readonly ingressPrefixListIds?: string[];
  readonly internetFacing: boolean;
  readonly healthCheckPath: string;
  readonly healthyHttpCodes: string;
  readonly healthCheckInterval: Duration;
  readonly deregistrationDelay: Duration;
  /** The region of the stack, or a token where it has none. */
  readonly region?: string;
}

/** The form of the ARN of a certificate; also the template parameter's pattern. */
export const CERTIFICATE_PATTERN = '^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$';

export const CERTIFICATE_CONSTRAINT = 'must be the ARN of an ACM certificate';

const HOST_NAME = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i;

/** Codes and ascending ranges of codes, separated by commas. */
function isHttpCodes(codes: unknown): boolean {
  return matches(codes, /^[2-4]\d\d(-[2-4]\d\d)?(,[2-4]\d\d(-[2-4]\d\d)?)*$/)
    && (codes as string).split(',').map((range) => range.split('-')).every(([first, last = first]) => first <= last);
}

const types = typeRules<LoadBalancerRuleSettings>('service', {
  targetProtocol: oneOf([ApplicationProtocol.HTTP, ApplicationProtocol.HTTPS], 'HTTP or HTTPS', 'choose one of ApplicationProtocol'),
  certificate: objectWith('certificateArn', 'a certificate', 'pass for example acm.Certificate.fromCertificateArn(this, "Certificate", arn)'),
  hostedZone: objectWith('hostedZoneId', 'a hosted zone', 'pass for example route53.HostedZone.fromHostedZoneAttributes(this, "Zone", attributes)'),
  requireTls: FLAG,
  firewall: FLAG,
  accessLogs: FLAG,
  accessLogsBucket: objectWith('bucketArn', 'a bucket', 'pass for example s3.Bucket.fromBucketName(this, "Logs", name)'),
  internetFacing: FLAG,
  healthCheckInterval: DURATION,
  deregistrationDelay: DURATION,
});

export const loadBalancerRules: ReadonlyArray<Rule<LoadBalancerRuleSettings>> = [
  ...types,
  {
    id: 'service-certificate',
    property: 'certificate',
    requirement: 'must be given, or domainName and hostedZone to have one made',
    value: ({ certificate, domainName }) => certificate?.certificateArn ?? domainName,
    holds: ({ requireTls, certificate, domainName }) => !requireTls || certificate !== undefined || domainName !== undefined,
    remedy: 'pass for example acm.Certificate.fromCertificateArn(this, "Certificate", arn) with a certificate of the region of the stack',
    source: 'PCI DSS v4.0.1, requirement 4.2.1; Elastic Load Balancing API Reference, CreateListener, Certificates (2026-11)',
  },
  {
    id: 'service-certificate-arn',
    property: 'certificate',
    requirement: CERTIFICATE_CONSTRAINT,
    value: ({ certificate }) => certificate?.certificateArn,
    holds: ({ certificate }) => certificate === undefined || matches(certificate.certificateArn, new RegExp(CERTIFICATE_PATTERN)),
    remedy: 'give one such as "arn:aws:acm:eu-central-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"',
    source: 'Elastic Load Balancing API Reference, Certificate, CertificateArn; AWS Certificate Manager API Reference, Certificate (2026-11)',
  },
  {
    id: 'service-certificate-region',
    property: 'certificate',
    requirement: 'must be in the region of the stack',
    value: ({ certificate }) => certificate?.certificateArn,
    holds: ({ certificate, region }) => {
      const [certificateRegion] = String(certificate?.certificateArn).split(':').slice(3);
      return Token.isUnresolved(region) || !certificateRegion || !region || certificateRegion === region;
    },
    remedy: 'a load balancer takes certificates of its own region only; request or import one there',
    source: 'AWS Certificate Manager User Guide, AWS Region where you requested the certificate (2026-11)',
  },
  {
    id: 'service-certificate-once',
    property: 'certificate',
    requirement: 'must not be given together with domainName',
    value: ({ certificate, domainName }) => certificate && domainName,
    holds: ({ certificate, domainName }) => certificate === undefined || domainName === undefined,
    remedy: 'give the certificate, or the domain name to have one made',
    source: 'Elastic Load Balancing API Reference, CreateListener, Certificates (2026-11)',
  },
  {
    id: 'service-hosted-zone',
    property: 'hostedZone',
    requirement: 'must be given together with domainName',
    value: ({ domainName, hostedZone }) => hostedZone?.hostedZoneId ?? (domainName && 'only domainName'),
    holds: ({ domainName, hostedZone }) => (domainName === undefined) === (hostedZone === undefined),
    remedy: 'give both, so that the certificate can be validated by DNS, or neither',
    source: 'AWS Certificate Manager User Guide, DNS validation (2026-11)',
  },
  {
    id: 'service-domain-name',
    property: 'domainName',
    requirement: 'must be a host name of at most 64 characters',
    value: ({ domainName }) => domainName,
    holds: ({ domainName }) => domainName === undefined || (matches(domainName, HOST_NAME) && domainName.length <= 64),
    remedy: 'choose one such as "pay.example.com"',
    source: 'AWS Certificate Manager API Reference, RequestCertificate, DomainName (2026-11)',
  },
  {
    id: 'service-web-acl-arn',
    property: 'webAclArn',
    requirement: 'must be the ARN of a regional web ACL',
    value: ({ webAclArn }) => webAclArn,
    holds: ({ webAclArn }) => webAclArn === undefined || matches(webAclArn, /^arn:aws[a-z-]*:wafv2:[a-z0-9-]+:\d{12}:regional\/webacl\/[\w-]+\/[\w-]+$/),
    remedy: 'give one such as "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/payments/11111111-2222-3333-4444-555555555555"',
    source: 'AWS WAF API Reference, CreateWebACL, Scope; AssociateWebACL, WebACLArn (2026-11)',
  },
  {
    id: 'service-web-acl-once',
    property: 'webAclArn',
    requirement: 'must not be given when firewall is false',
    value: ({ webAclArn }) => webAclArn,
    holds: ({ webAclArn, firewall }) => webAclArn === undefined || firewall,
    remedy: 'set firewall to true, or leave the web ACL out',
    source: 'AWS WAF API Reference, AssociateWebACL (2026-11)',
    reads: ['firewall'],
  },
  {
    id: 'service-access-logs-bucket',
    property: 'accessLogsBucket',
    requirement: 'must not be given when accessLogs is false',
    value: ({ accessLogsBucket }) => accessLogsBucket && 'a bucket',
    holds: ({ accessLogsBucket, accessLogs }) => accessLogsBucket === undefined || accessLogs,
    remedy: 'set accessLogs to true, or leave the bucket out',
    reads: ['accessLogs'],
    source: 'User Guide for Application Load Balancers, Access logs (2026-11)',
  },
  {
    id: 'service-ingress-cidrs',
    property: 'ingressCidrs',
    requirement: 'must be IPv4 blocks that start at their own network addresses',
    value: ({ ingressCidrs }) => knownItems(ingressCidrs),
    holds: ({ ingressCidrs }) => isListOf(ingressCidrs, (block) => Token.isUnresolved(block) || ipv4Block(block) !== undefined),
    remedy: 'give blocks such as "203.0.113.0/24"; a single address is "203.0.113.7/32"',
    source: 'Amazon EC2 API Reference, AuthorizeSecurityGroupIngress, IpRange, CidrIp (2026-11)',
    isType: true,
    shapesTemplate: true,
  },
  {
    id: 'service-prefix-lists',
    property: 'ingressPrefixListIds',
    requirement: 'must be ids of prefix lists',
    value: ({ ingressPrefixListIds }) => knownItems(ingressPrefixListIds),
    holds: ({ ingressPrefixListIds = [] }) => isListOf(ingressPrefixListIds, (id) => Token.isUnresolved(id) || matches(id, /^pl-[0-9a-f]{8,17}$/)),
    remedy: 'give ids such as "pl-0123456789abcdef0"',
    source: 'Amazon EC2 API Reference, PrefixListId (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'service-rate-limit',
    property: 'rateLimit',
    requirement: 'must be a whole number from 10 to 2000000000',
    value: ({ rateLimit }) => rateLimit,
    holds: ({ rateLimit }) => isIntegerBetween(rateLimit, 10, 2_000_000_000),
    remedy: 'choose how many requests one address may make in five minutes, for example 2000',
    source: 'AWS WAF API Reference, RateBasedStatement, Limit (2026-11)',
  },
  {
    id: 'service-health-check-path',
    property: 'healthCheckPath',
    requirement: 'must begin with /, hold only printable ASCII characters without space, and have at most 1024',
    value: ({ healthCheckPath }) => healthCheckPath,
    holds: ({ healthCheckPath }) => matches(healthCheckPath, /^\/[!-~]{0,1023}$/),
    remedy: 'choose one such as "/health"',
    source: 'Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckPath (2026-11)',
  },
  {
    id: 'service-healthy-http-codes',
    property: 'healthyHttpCodes',
    requirement: 'must be codes from 200 to 499, single, listed or as a range',
    value: ({ healthyHttpCodes }) => healthyHttpCodes,
    holds: ({ healthyHttpCodes }) => isHttpCodes(healthyHttpCodes),
    remedy: 'choose for example "200", "200,202" or "200-299"',
    source: 'Elastic Load Balancing API Reference, Matcher, HttpCode (2026-11)',
  },
  {
    id: 'service-health-check-interval',
    property: 'healthCheckInterval',
    requirement: 'must be a whole number of seconds from 5 to 300',
    value: ({ healthCheckInterval }) => secondsOf(healthCheckInterval),
    holds: ({ healthCheckInterval }) => isIntegerBetween(secondsOf(healthCheckInterval), 5, 300),
    remedy: 'choose a duration such as Duration.seconds(5)',
    source: 'Elastic Load Balancing API Reference, CreateTargetGroup, HealthCheckIntervalSeconds (2026-11)',
    shapesTemplate: true,
  },
  {
    id: 'service-deregistration-delay',
    property: 'deregistrationDelay',
    requirement: 'must be a whole number of seconds from 0 to 3600',
    value: ({ deregistrationDelay }) => secondsOf(deregistrationDelay),
    holds: ({ deregistrationDelay }) => isIntegerBetween(secondsOf(deregistrationDelay), 0, 3600),
    remedy: 'choose a duration such as Duration.seconds(30)',
    source: 'Elastic Load Balancing API Reference, TargetGroupAttribute, deregistration_delay.timeout_seconds (2026-11)',
    shapesTemplate: true,
  },
];
