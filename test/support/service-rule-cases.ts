import { Duration, Token } from 'aws-cdk-lib';
import { CONTAINER, containerCases } from './container-rule-cases';
import { bad, badSeconds, each, flagCases, NOT_A_NUMBER, seconds, typeCases } from './rule-cases';
import type { RuleTable } from './rule-cases';
import { serviceRules } from '../../src/service/service-rules';
import { workerRules } from '../../src/service/worker-rules';

const CERTIFICATE = { certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1' };
const WEB_ACL = 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/mine/1';
const DOMAIN = 'pay.example.com';
const ZONE = { hostedZoneId: 'Z0123' };
const BUCKET = { bucketArn: 'arn' };
const CLUSTER = { clusterName: 'payments' };
const insights = (clusterSettings?: object[]) => ({ ...CLUSTER, node: { defaultChild: { clusterSettings } } });

export const SERVICE: RuleTable = {
  rules: serviceRules,
  valid: {
    ...CONTAINER,
    targetProtocol: 'HTTP',
    ingressCidrs: ['0.0.0.0/0'],
    internetFacing: true,
    requireTls: false,
    rateLimit: 2000,
    firewall: false,
    accessLogs: false,
    executeCommand: false,
    containerInsights: 'enabled',
    chosen: [],
    containerPort: 80,
    healthCheckPath: '/',
    healthyHttpCodes: '200',
    healthCheckInterval: Duration.seconds(5),
    deregistrationDelay: Duration.seconds(30),
    startupTime: Duration.seconds(60),
    minCapacity: 6,
    maxCapacity: 6,
  },
  cases: {
    ...containerCases('service'),
    'service-target-protocol-type': typeCases(
      'targetProtocol', 'HTTP or HTTPS', 'choose one of ApplicationProtocol', [null, 'http', 'TCP', '', 443], ['HTTP', 'HTTPS'],
    ),
    'service-certificate-type': typeCases(
      'certificate', 'a certificate', 'pass for example acm.Certificate.fromCertificateArn(this, "Certificate", arn)', [null, CERTIFICATE.certificateArn, {}], [CERTIFICATE],
    ),
    'service-hosted-zone-type': typeCases(
      'hostedZone', 'a hosted zone', 'pass for example route53.HostedZone.fromHostedZoneAttributes(this, "Zone", attributes)', [null, 'Z0123', {}], [ZONE],
    ),
    'service-require-tls-type': flagCases('requireTls'),
    'service-firewall-type': flagCases('firewall'),
    'service-access-logs-type': flagCases('accessLogs'),
    'service-access-logs-bucket-type': typeCases(
      'accessLogsBucket', 'a bucket', 'pass for example s3.Bucket.fromBucketName(this, "Logs", name)', [null, 'logs', {}], [BUCKET],
    ),
    'service-internet-facing-type': flagCases('internetFacing'),
    'service-health-check-interval-type': typeCases(
      'healthCheckInterval', 'a Duration', 'choose one such as Duration.seconds(30)', [null, 5, '5', {}], [Duration.seconds(5)],
    ),
    'service-deregistration-delay-type': typeCases(
      'deregistrationDelay', 'a Duration', 'choose one such as Duration.seconds(30)', [null, 30, '30', {}], [Duration.seconds(5)],
    ),
    'service-certificate': {
      requirement: 'certificate must be given, or domainName and hostedZone to have one made',
      remedy: 'pass for example acm.Certificate.fromCertificateArn(this, "Certificate", arn) with a certificate of the region of the stack',
      violating: [[{ requireTls: true }, 'nothing'], [{ requireTls: true, hostedZone: ZONE }, 'nothing']],
      passing: [{}, { requireTls: true, certificate: CERTIFICATE }, { requireTls: true, domainName: DOMAIN, hostedZone: ZONE }],
    },
    'service-certificate-arn': {
      requirement: 'certificate must be the ARN of an ACM certificate',
      remedy: 'give one such as "arn:aws:acm:eu-central-1:111122223333:certificate/11111111-2222-3333-4444-555555555555"',
      violating: ['', 'arn:aws:iam::111122223333:server-certificate/1', 'arn:aws:acm:us-east-1:1111:certificate/1', 'arn:aws:acm:us-east-1:111122223333:key/1']
        .map((certificateArn) => [{ certificate: { certificateArn } }, JSON.stringify(certificateArn)] as const),
      passing: [
        {},
        { certificate: CERTIFICATE },
        { certificate: { certificateArn: 'arn:aws-cn:acm:cn-north-1:111122223333:certificate/1' } },
        { certificate: { certificateArn: Token.asString({ Ref: 'Certificate' }) } },
      ],
    },
    'service-certificate-region': {
      requirement: 'certificate must be in the region of the stack',
      remedy: 'a load balancer takes certificates of its own region only; request or import one there',
      violating: [[{ certificate: CERTIFICATE, region: 'eu-central-1' }, '"arn:aws:acm:us-east-1:111122223333:certificate/1"']],
      passing: [
        { certificate: CERTIFICATE, region: 'us-east-1' },
        { certificate: CERTIFICATE, region: Token.asString({ Ref: 'AWS::Region' }) },
        { certificate: CERTIFICATE },
        { region: 'eu-central-1' },
      ],
    },
    'service-certificate-once': {
      requirement: 'certificate must not be given together with domainName',
      remedy: 'give the certificate, or the domain name to have one made',
      violating: [[{ certificate: CERTIFICATE, domainName: DOMAIN, hostedZone: ZONE }, '"pay.example.com"']],
      passing: [{}, { certificate: CERTIFICATE }, { domainName: DOMAIN, hostedZone: ZONE }],
    },
    'service-hosted-zone': {
      requirement: 'hostedZone must be given together with domainName',
      remedy: 'give both, so that the certificate can be validated by DNS, or neither',
      violating: [[{ domainName: DOMAIN }, '"only domainName"'], [{ hostedZone: ZONE }, '"Z0123"']],
      passing: [{}, { domainName: DOMAIN, hostedZone: ZONE }],
    },
    'service-domain-name': {
      requirement: 'domainName must be a host name of at most 64 characters',
      remedy: 'choose one such as "pay.example.com"',
      violating: bad('domainName', ['', 'pay', 'pay.example.c', '-pay.example.com', 'pay-.example.com', 'pay example.com', 'https://pay.example.com', 'pay..com', `${'a'.repeat(53)}.example.com`, `${'a'.repeat(64)}.com`, 6, null]),
      passing: [{ hostedZone: undefined }, ...[DOMAIN, '*.example.com', 'A-1.example.co', `${'a'.repeat(52)}.example.com`].map((domainName) => ({ domainName, hostedZone: ZONE }))],
    },
    'service-web-acl-arn': {
      requirement: 'webAclArn must be the ARN of a regional web ACL',
      remedy: 'give one such as "arn:aws:wafv2:eu-central-1:111122223333:regional/webacl/payments/11111111-2222-3333-4444-555555555555"',
      violating: bad('webAclArn', ['', null, 7, {}, 'payments', 'arn:aws:wafv2:us-east-1:111122223333:global/webacl/mine/1', 'arn:aws:wafv2:us-east-1:1111:regional/webacl/mine/1', `${WEB_ACL} `]),
      passing: each('webAclArn', [undefined, WEB_ACL, 'arn:aws-cn:wafv2:cn-north-1:111122223333:regional/webacl/a/1']),
    },
    'service-web-acl-once': {
      requirement: 'webAclArn must not be given when firewall is false',
      remedy: 'set firewall to true, or leave the web ACL out',
      violating: [[{ webAclArn: WEB_ACL }, `"${WEB_ACL}"`]],
      passing: [{}, { firewall: true }, { webAclArn: WEB_ACL, firewall: true }],
    },
    'service-access-logs-bucket': {
      requirement: 'accessLogsBucket must not be given when accessLogs is false',
      remedy: 'set accessLogs to true, or leave the bucket out',
      violating: [[{ accessLogsBucket: BUCKET }, '"a bucket"']],
      passing: [{}, { accessLogs: true }, { accessLogsBucket: BUCKET, accessLogs: true }],
    },
    'service-ingress-cidrs': {
      requirement: 'ingressCidrs must be IPv4 blocks that start at their own network addresses',
      remedy: 'give blocks such as "203.0.113.0/24"; a single address is "203.0.113.7/32"',
      violating: bad('ingressCidrs', [null, '0.0.0.0/0', {}, [null], ['anything'], ['10.0.0.1/16'], ['10.0.0.1'], ['::/0'], ['0.0.0.0/0', '10.0.0.256/32'], ['10.0.0.0/33']]),
      passing: each('ingressCidrs', [[], ['0.0.0.0/0'], ['203.0.113.7/32', '10.0.0.0/8'], [Token.asString({ Ref: 'Cidr' }), '10.0.0.0/8']]),
    },
    'service-prefix-lists': {
      requirement: 'ingressPrefixListIds must be ids of prefix lists',
      remedy: 'give ids such as "pl-0123456789abcdef0"',
      violating: bad('ingressPrefixListIds', [
        ['cloudfront'], ['pl-0123456'], ['pl-0123456789abcdef01'], ['pl-0123ABCD'], ['pl-01234567', ''], [6], [null], 'pl-01234567', null,
      ]),
      passing: each('ingressPrefixListIds', [undefined, [], ['pl-01234567'], ['pl-0123456789abcdef0', 'pl-89abcdef'], [Token.asString({ Ref: 'List' })]]),
    },
    'service-rate-limit': {
      requirement: 'rateLimit must be a whole number from 10 to 2000000000',
      remedy: 'choose how many requests one address may make in five minutes, for example 2000',
      violating: bad('rateLimit', [...NOT_A_NUMBER, 0, 9, 2000000001]),
      passing: each('rateLimit', [10, 2000, 2000000000]),
    },
    'service-health-check-path': {
      requirement: 'healthCheckPath must begin with /, hold only printable ASCII characters without space, and have at most 1024',
      remedy: 'choose one such as "/health"',
      violating: bad('healthCheckPath', ['', 'health', '/a b', '/{{resolve:ssm:x}}', '/a\n', 6, null]).concat([[{ healthCheckPath: '/ä' }, '"/\\u00e4"'], [{ healthCheckPath: `/${'a'.repeat(1024)}` }, `"/${'a'.repeat(198)}…`]]),
      passing: each('healthCheckPath', ['/', '/health?deep=1', `/${'a'.repeat(1023)}`]),
    },
    'service-healthy-http-codes': {
      requirement: 'healthyHttpCodes must be codes from 200 to 499, single, listed or as a range',
      remedy: 'choose for example "200", "200,202" or "200-299"',
      violating: bad('healthyHttpCodes', ['', '199', '500', '20', '2000', '200,', ',200', '200-', '200;202', '200, 202', '499-200', '200-299-300', '202,299-200', 200, null]),
      passing: each('healthyHttpCodes', ['200', '499', '200,202', '200-200', '200-299', '200-204,301']),
    },
    'service-health-check-interval': {
      requirement: 'healthCheckInterval must be a whole number of seconds from 5 to 300',
      remedy: 'choose a duration such as Duration.seconds(5)',
      violating: [...badSeconds('healthCheckInterval', [0, 4, 301]), [{ healthCheckInterval: Duration.millis(5500) }, '5.5']],
      passing: seconds('healthCheckInterval', [5, 6, 300]),
    },
    'service-deregistration-delay': {
      requirement: 'deregistrationDelay must be a whole number of seconds from 0 to 3600',
      remedy: 'choose a duration such as Duration.seconds(30)',
      violating: [...badSeconds('deregistrationDelay', [3601]), [{ deregistrationDelay: Duration.millis(500) }, '0.5']],
      passing: seconds('deregistrationDelay', [0, 30, 3600]),
    },
    'service-execute-command-type': flagCases('executeCommand'),
    'service-cluster-type': typeCases(
      'cluster', 'an ECS cluster', 'pass for example ecs.Cluster.fromClusterAttributes(this, "Cluster", attributes)', [null, 'payments', {}], [CLUSTER],
    ),
    'service-container-insights-type': typeCases(
      'containerInsights', 'one of ContainerInsights', 'choose ContainerInsights.ENHANCED or .ENABLED', [null, true, 'on', ''], ['enabled', 'enhanced', 'disabled'],
    ),
    'service-startup-time-type': typeCases('startupTime', 'a Duration', 'choose one such as Duration.seconds(30)', [null, 60, '60', {}], [Duration.seconds(0)]),
    'service-execute-command': {
      requirement: 'executeCommand must not go with a given cluster or a read-only root file system',
      remedy: 'set readonlyRootFilesystem to false and let the cluster be made here, so that its sessions are recorded',
      violating: [
        [{ executeCommand: true, cluster: CLUSTER }, '"a given cluster"'],
        [{ executeCommand: true, readonlyRootFilesystem: true }, '"a read-only root file system"'],
        [{ executeCommand: true, cluster: CLUSTER, readonlyRootFilesystem: true }, '"a given cluster"'],
      ],
      passing: [{ executeCommand: true }, { cluster: CLUSTER, readonlyRootFilesystem: true }],
    },
    'service-cluster-insights': {
      requirement: 'cluster should have Container Insights',
      remedy: 'set containerInsightsV2 of the cluster: without it there is no task count, and its alarm stays on',
      severity: 'WARNING',
      violating: [
        [{ cluster: insights() }, '"a cluster without"'],
        [{ cluster: insights([{ name: 'containerInsights', value: 'disabled' }]) }, '"a cluster without"'],
        [{ cluster: insights([{ name: 'other', value: 'enabled' }]) }, '"a cluster without"'],
      ],
      passing: [{}, { cluster: CLUSTER }, ...['enabled', 'enhanced'].map((value) => ({ cluster: insights([{ name: 'containerInsights', value }]) }))],
    },
    'service-container-insights': {
      requirement: 'containerInsights should not be disabled',
      remedy: 'without it there is no task count, and its alarm stays on; choose ContainerInsights.ENABLED',
      severity: 'WARNING',
      violating: bad('containerInsights', ['disabled']),
      passing: each('containerInsights', ['enabled', 'enhanced']),
    },
    'service-container-insights-once': {
      requirement: 'containerInsights must not be given together with cluster',
      remedy: 'leave it out: the cluster that is given keeps its own setting',
      violating: [[{ cluster: CLUSTER, containerInsights: 'enhanced', chosen: ['containerInsights'] }, '"enhanced"']],
      passing: [{ cluster: CLUSTER }, { chosen: ['containerInsights'] }, { cluster: CLUSTER, chosen: ['rateLimit'] }],
    },
    'service-rate-limit-once': {
      requirement: 'rateLimit must not be given where no web ACL is made',
      remedy: 'leave it out, or set firewall to true and leave webAclArn out',
      violating: [[{ chosen: ['rateLimit'] }, '2000'], [{ firewall: true, webAclArn: WEB_ACL, chosen: ['rateLimit'] }, '2000']],
      passing: [{ chosen: ['containerInsights'] }, { firewall: true, chosen: ['rateLimit'] }],
    },
    'service-container-port': {
      requirement: 'containerPort must be a whole number from 1 to 65535',
      remedy: 'give the port the container listens on',
      violating: bad('containerPort', [...NOT_A_NUMBER, 0, 65536]),
      passing: each('containerPort', [1, 80, 65535]),
    },
    'service-startup-time': {
      requirement: 'startupTime must be a whole number of seconds from 0 to 2147483647',
      remedy: 'choose a duration such as Duration.seconds(60)',
      violating: [[{ startupTime: Duration.millis(1500) }, '1.5'], [{ startupTime: Duration.seconds(2147483648) }, '2147483648']],
      passing: each('startupTime', [Duration.seconds(0), Duration.minutes(10), Duration.seconds(2147483647)]),
    },
    'service-min-capacity': {
      requirement: 'minCapacity must be a whole number from 1 to 5000',
      remedy: 'choose a multiple of the number of zones, so that each zone has the same number of tasks',
      violating: bad('minCapacity', [...NOT_A_NUMBER, 0, 5001]),
      passing: [{ minCapacity: 1 }, { minCapacity: 5000, maxCapacity: 5000 }],
    },
    'service-max-capacity': {
      requirement: 'maxCapacity must be a whole number of at least minCapacity and at most 5000',
      remedy: 'raise maxCapacity or lower minCapacity; equal values keep the number of tasks fixed',
      violating: bad('maxCapacity', [...NOT_A_NUMBER, 0, 5, 5001]),
      passing: each('maxCapacity', [6, 7, 5000]),
    },
  },
};

export const WORKER: RuleTable = {
  rules: workerRules,
  valid: { ...CONTAINER, workerName: 'settlement', databaseUser: 'settlement_reader', minCapacity: 3, maxCapacity: 3 },
  cases: {
    'worker-name': {
      requirement: 'workerName must be lower-case letters and digits with single inner hyphens, 1 to 30 characters',
      remedy: 'choose one such as "settlement"',
      violating: bad('workerName', ['', 'A', '-a', 'a-', 'a--b', 'a_b', 'a b', 'a'.repeat(31), 6, null]),
      passing: each('workerName', ['a', '0', 'settlement-eu', 'a'.repeat(30)]),
    },
    'worker-name-taken': {
      requirement: 'workerName must not be a name that the platform gives itself',
      remedy: 'choose one that says what the worker does, such as "settlement"',
      violating: [[{ isTaken: true }, '"settlement"']],
      passing: [{ isTaken: false }, {}],
    },
    'worker-name-repeated': {
      requirement: 'workerName must not be given twice',
      remedy: 'choose another name for the second worker',
      violating: [[{ isRepeated: true }, '"settlement"']],
      passing: [{ isRepeated: false }, {}],
    },
    'worker-database-user': {
      requirement: 'databaseUser must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores, not beginning with a digit or pg_ and no reserved word',
      remedy: 'choose one such as "settlement_reader"',
      violating: bad('databaseUser', ['', 'user', 'Admin', '1a', 'pg_reader', 'Reader', 'a-b', 'a b', 'a"', 'a'.repeat(64), 6, null]),
      passing: each('databaseUser', ['a', '_a1', 'settlement_reader', 'pgreader', 'a'.repeat(63), undefined]),
    },
    ...containerCases('worker'),
    'worker-min-capacity': {
      requirement: 'minCapacity must be a whole number from 1 to 5000',
      remedy: 'choose at least one task for each zone, or 1 for work that must not run twice',
      violating: bad('minCapacity', [...NOT_A_NUMBER, 0, 5001]),
      passing: [{ minCapacity: 1 }, { minCapacity: 5000, maxCapacity: 5000 }],
    },
    'worker-max-capacity': {
      requirement: 'maxCapacity must be a whole number of at least minCapacity and at most 5000',
      remedy: 'raise maxCapacity or lower minCapacity',
      violating: bad('maxCapacity', [...NOT_A_NUMBER, 0, 2, 5001]),
      passing: each('maxCapacity', [3, 4, 5000]),
    },
  },
};
