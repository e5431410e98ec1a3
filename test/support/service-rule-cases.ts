import { Duration, Token } from 'aws-cdk-lib';
import { bad, badSeconds, each, NOT_A_NUMBER, seconds } from './rule-cases';
import type { RuleTable } from './rule-cases';
import { serviceRules } from '../../src/service/service-rules';
import { workerRules } from '../../src/service/worker-rules';

const CERTIFICATE = { certificateArn: 'arn:aws:acm:us-east-1:111122223333:certificate/1' };
const WEB_ACL = 'arn:aws:wafv2:us-east-1:111122223333:regional/webacl/mine/1';
const DOMAIN = 'pay.example.com';
const ZONE = { hostedZoneId: 'Z0123' };

export const SERVICE: RuleTable = {
  rules: serviceRules,
  valid: {
    image: {},
    expectImageDigest: false,
    requireTls: false,
    rateLimit: 2000,
    firewall: false,
    accessLogs: false,
    executeCommand: false,
    readonlyRootFilesystem: false,
    containerPort: 80,
    healthCheckPath: '/',
    healthyHttpCodes: '200',
    healthCheckInterval: Duration.seconds(5),
    deregistrationDelay: Duration.seconds(30),
    startupTime: Duration.seconds(60),
    minCapacity: 6,
    maxCapacity: 6,
    cpuTargetPercent: 75,
    environment: {},
    secrets: {},
  },
  cases: {
    'service-image': {
      requirement: 'image must be given',
      remedy: 'pass for example ecs.ContainerImage.fromRegistry("nginx:latest")',
      violating: [[{ image: undefined }, 'nothing']],
      passing: [{ image: {} }],
    },
    'service-image-digest': {
      requirement: 'image should be given by digest',
      remedy: 'a tag can point to another image tomorrow; pass for example "registry.example.com/payments@sha256:…"',
      severity: 'WARNING',
      violating: [
        [{ expectImageDigest: true, image: { imageName: 'nginx:latest' } }, '"nginx:latest"'],
        [{ expectImageDigest: true, image: { imageName: 'sha256:0123' } }, '"sha256:0123"'],
      ],
      passing: [
        { expectImageDigest: true, image: { imageName: 'registry.example.com/payments@sha256:0123' } },
        { expectImageDigest: true, image: { imageName: Token.asString({ Ref: 'Image' }) } },
        { expectImageDigest: true, image: {} },
        { expectImageDigest: true, image: undefined },
        { image: { imageName: 'nginx:latest' } },
      ],
    },
    'service-certificate': {
      requirement: 'certificate must be given, or domainName and hostedZone to have one made',
      remedy: 'pass for example acm.Certificate.fromCertificateArn(this, "Certificate", arn) with a certificate of the region of the stack',
      violating: [[{ requireTls: true }, 'nothing'], [{ requireTls: true, hostedZone: ZONE }, 'nothing']],
      passing: [{}, { requireTls: true, certificate: CERTIFICATE }, { requireTls: true, domainName: DOMAIN, hostedZone: ZONE }],
    },
    'service-certificate-once': {
      requirement: 'certificate must not be given together with domainName',
      remedy: 'give the certificate, or the domain name to have one made',
      violating: [[{ certificate: CERTIFICATE, domainName: DOMAIN, hostedZone: ZONE }, '"pay.example.com"']],
      passing: [{}, { certificate: CERTIFICATE }, { domainName: DOMAIN, hostedZone: ZONE }],
    },
    'service-web-acl-once': {
      requirement: 'webAclArn must not be given when firewall is false',
      remedy: 'leave firewall out, or leave the web ACL out',
      violating: [[{ webAclArn: WEB_ACL }, `"${WEB_ACL}"`]],
      passing: [{}, { firewall: true }, { webAclArn: WEB_ACL, firewall: true }],
    },
    'service-access-logs-bucket': {
      requirement: 'accessLogsBucket must not be given when accessLogs is false',
      remedy: 'leave accessLogs out, or leave the bucket out',
      violating: [[{ accessLogsBucket: {} }, '"a bucket"']],
      passing: [{}, { accessLogs: true }, { accessLogsBucket: {}, accessLogs: true }],
    },
    'service-execute-command': {
      requirement: 'executeCommand must not go with a given cluster or a read-only root file system',
      remedy: 'set readonlyRootFilesystem to false and let the cluster be made here, so that its sessions are recorded',
      violating: [
        [{ executeCommand: true, cluster: {} }, '"a given cluster"'],
        [{ executeCommand: true, readonlyRootFilesystem: true }, '"a read-only root file system"'],
        [{ executeCommand: true, cluster: {}, readonlyRootFilesystem: true }, '"a given cluster"'],
      ],
      passing: [{ executeCommand: true }, { cluster: {}, readonlyRootFilesystem: true }],
    },
    'service-prefix-lists': {
      requirement: 'ingressPrefixListIds must be ids of prefix lists',
      remedy: 'give ids such as "pl-0123456789abcdef0"',
      violating: bad('ingressPrefixListIds', [
        ['cloudfront'], ['pl-0123456'], ['pl-0123456789abcdef01'], ['pl-0123ABCD'], ['pl-01234567', ''], [6], [null],
      ]),
      passing: each('ingressPrefixListIds', [undefined, [], ['pl-01234567'], ['pl-0123456789abcdef0', 'pl-89abcdef']]),
    },
    'service-hosted-zone': {
      requirement: 'hostedZone must be given together with domainName',
      remedy: 'give both, so that the certificate can be validated by DNS, or neither',
      violating: [[{ domainName: DOMAIN }, '"only domainName"'], [{ hostedZone: ZONE }, '"Z0123"']],
      passing: [{}, { domainName: DOMAIN, hostedZone: ZONE }],
    },
    'service-rate-limit': {
      requirement: 'rateLimit must be a whole number from 10 to 2000000000',
      remedy: 'choose how many requests one address may make in five minutes, for example 2000',
      violating: bad('rateLimit', [...NOT_A_NUMBER, 0, 9, 2000000001]),
      passing: each('rateLimit', [10, 2000, 2000000000]),
    },
    'service-container-port': {
      requirement: 'containerPort must be a whole number from 1 to 65535',
      remedy: 'give the port the container listens on',
      violating: bad('containerPort', [...NOT_A_NUMBER, 0, 65536]),
      passing: each('containerPort', [1, 80, 65535]),
    },
    'service-health-check-path': {
      requirement: 'healthCheckPath must begin with / and have at most 1024 characters',
      remedy: 'choose one such as "/health"',
      violating: bad('healthCheckPath', ['', 'health', '/a b', `/${'a'.repeat(1024)}`, 6, null]),
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
    'service-min-capacity': {
      requirement: 'minCapacity must be a whole number of at least 1',
      remedy: 'choose a multiple of the number of zones, so that each zone has the same number of tasks',
      violating: bad('minCapacity', [...NOT_A_NUMBER, 0, 5001]),
      passing: [{ minCapacity: 1 }, { minCapacity: 5000, maxCapacity: 5000 }],
    },
    'service-max-capacity': {
      requirement: 'maxCapacity must be a whole number of at least minCapacity',
      remedy: 'raise maxCapacity or lower minCapacity; equal values keep the number of tasks fixed',
      violating: bad('maxCapacity', [...NOT_A_NUMBER, 0, 5, 5001]),
      passing: each('maxCapacity', [6, 7, 5000]),
    },
    'service-cpu-target': {
      requirement: 'cpuTargetPercent must be above 0 and at most 100',
      remedy: 'a target above 100 % would never scale out; choose one such as 75',
      violating: bad('cpuTargetPercent', [NaN, Infinity, -1, 0, 100.5, 101, '6', null, '']),
      passing: each('cpuTargetPercent', [0.5, 1, 75, 100]),
    },
    'service-environment-names': {
      requirement: 'environment must not share a name with secrets',
      remedy: 'remove the name from one of the two',
      violating: [
        [{ environment: { A: '1' }, secrets: { A: {} } }, '["A"]'],
        [{ environment: { A: '1', B: '2', C: '3' }, secrets: { C: {}, A: {} } }, '["A","C"]'],
      ],
      passing: [
        { environment: { A: '1' }, secrets: { B: {} } },
        { environment: { toString: '1' }, secrets: {} },
        { environment: {}, secrets: { A: {} } },
      ],
    },
  },
};

export const WORKER: RuleTable = {
  rules: workerRules,
  valid: { workerName: 'settlement', databaseUser: 'settlement_reader', minCapacity: 3, maxCapacity: 3 },
  cases: {
    'worker-name': {
      requirement: 'workerName must be lower-case letters and digits with single inner hyphens, 1 to 30 characters',
      remedy: 'choose one such as "settlement"',
      violating: bad('workerName', ['', 'A', '-a', 'a-', 'a--b', 'a_b', 'a b', 'a'.repeat(31), 6, null]),
      passing: each('workerName', ['a', '0', 'settlement-eu', 'a'.repeat(30)]),
    },
    'worker-database-user': {
      requirement: 'databaseUser must be a PostgreSQL user of 1 to 63 lower-case letters, digits and underscores that does not begin with a digit or pg_',
      remedy: 'choose one such as "settlement_reader"',
      violating: bad('databaseUser', ['', '1a', 'pg_reader', 'Reader', 'a-b', 'a b', 'a"', 'a'.repeat(64), 6, null]),
      passing: each('databaseUser', ['a', '_a1', 'settlement_reader', 'pgreader', 'a'.repeat(63), undefined]),
    },
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
