import { Duration } from 'aws-cdk-lib';
import { suffixRules } from '../src/config/environment-suffix';
import { violations } from '../src/config/validation';
import type { Rule } from '../src/config/validation';
import { databaseRules } from '../src/database/database-rules';
import { monitoringRules } from '../src/monitoring/monitoring-rules';
import { PRODUCTION_DEFAULTS } from '../src/profiles/production-profile';
import { TEST_DEFAULTS } from '../src/profiles/test-profile';
import { serviceRules } from '../src/service/service-rules';
import { templateParameters } from '../src/template-parameters';
import { DATABASE } from './support/database-rule-cases';
import { SERVICE } from './support/service-rule-cases';

const SUFFIX = {
  description: 'Stands in the name of every resource, for example "prod"',
  minLength: 1,
  maxLength: 20,
  allowedPattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
  constraintDescription: 'must be lower-case letters and digits with single inner hyphens, 1 to 20 characters',
};
const EMAIL = {
  description: 'Receives the alarms; the subscription has to be confirmed by mail',
  allowedPattern: '^[^\\s@<>",;]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$',
  constraintDescription: 'must be one e-mail address',
};
const USERNAME = {
  description: 'Master user of the database; it cannot be changed later',
  allowedPattern: '^(?!(admin|rdsadmin)$)[A-Za-z][A-Za-z0-9]{0,15}$',
  constraintDescription: 'must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin',
};
const PASSWORD = {
  description: 'Password of the master user; leave it empty to have one generated in Secrets Manager',
  noEcho: true,
  default: '',
  allowedPattern: '^$|^[!#-.0-?A-Z\\[\\]-~]{8,41}$',
  constraintDescription: 'must be empty, or 8 to 41 printable ASCII characters without space, slash, backslash, @ and double quotation mark',
};
const IMAGE = {
  description: 'Any image that listens on the container port, public or in ECR of this account and region',
  minLength: 1,
  maxLength: 255,
  allowedPattern: '^\\S+$',
  constraintDescription: 'must be an image name without spaces',
};
const CERTIFICATE = {
  description: 'ACM certificate of the load balancer, in the region of the stack',
  allowedPattern: '^arn:aws[a-z-]*:acm:[a-z0-9-]+:[0-9]{12}:certificate/.+$',
  constraintDescription: 'must be the ARN of an ACM certificate',
};

const MONITORING = { responseTimeThreshold: Duration.seconds(1) };
const asked = (rules: ReadonlyArray<Rule<never>>, settings: object, id: RegExp) => {
  return violations(rules, settings as never).filter((found) => id.test(found.id)).length;
};

/** Whether CloudFormation takes the value, by the pattern and the lengths of the parameter. */
function accepts(name: string, value: string): boolean {
  const groups = [TEST_DEFAULTS, PRODUCTION_DEFAULTS].flatMap((defaults) => Object.values(templateParameters(defaults)));
  const { allowedPattern, minLength = 0, maxLength = Infinity } = groups.find((parameters) => name in parameters)![name];
  return new RegExp(allowedPattern!).test(value) && value.length >= minLength && value.length <= maxLength;
}

test('TEST asks for five values, and has a default for all but the suffix', () => {
  expect(templateParameters(TEST_DEFAULTS)).toEqual({
    Environment: { EnvironmentSuffix: SUFFIX, AlertEmail: { ...EMAIL, default: 'ops@example.com' } },
    Database: { DBMasterUsername: { ...USERNAME, default: 'dbadmin' }, DBMasterPassword: PASSWORD },
    Service: { ContainerImage: { ...IMAGE, default: 'nginx:latest' } },
  });
});

test('PRODUCTION asks for a certificate and for no password, and has a default for the master user only', () => {
  expect(templateParameters(PRODUCTION_DEFAULTS)).toEqual({
    Environment: { EnvironmentSuffix: SUFFIX, AlertEmail: EMAIL },
    Database: { DBMasterUsername: { ...USERNAME, default: 'paymentsowner' } },
    Service: { ContainerImage: IMAGE, CertificateArn: CERTIFICATE },
  });
});

test('what the template refuses, the rules refuse, and the other way round', () => {
  const samples = ['', 'a', 'prod', 'A', 'a--b', 'a'.repeat(20), 'a'.repeat(21), 'admin', 'dbadmin', 'rdsadmin', 'a_b', 'a b', 'nginx:latest', 'a'.repeat(255), 'a'.repeat(256),
    'ops', 'ops@example.com', 'a@b.c,d@e.f', 'arn:aws:acm:us-east-1:111122223333:certificate/1', 'arn:aws:acm:us-east-1:111122223333:key/1'];
  const refusedBy: Record<string, (text: string) => number> = {
    EnvironmentSuffix: (environmentSuffix) => violations(suffixRules, { environmentSuffix }).length,
    AlertEmail: (alertEmail) => asked(monitoringRules, { ...MONITORING, alertEmail }, /^monitoring-alert-email$/),
    DBMasterUsername: (masterUsername) => asked(databaseRules, { ...DATABASE.valid, masterUsername }, /^database-master-username$/),
    ContainerImage: (imageName) => asked(serviceRules, { ...SERVICE.valid, image: { bind: 'here', imageName } }, /^service-image-name$/),
    CertificateArn: (certificateArn) => asked(serviceRules, { ...SERVICE.valid, certificate: { certificateArn } }, /^service-certificate-arn$/),
  };
  for (const [name, refused] of Object.entries(refusedBy)) {
    expect([name, ...samples.filter((text) => refused(text) > 0)]).toEqual([name, ...samples.filter((text) => !accepts(name, text))]);
  }
});

test('the groups and names are shown in their order', () => {
  const shown = (defaults: typeof TEST_DEFAULTS) => {
    return Object.entries(templateParameters(defaults)).map(([group, names]) => [group, ...Object.keys(names)]);
  };
  expect(shown(TEST_DEFAULTS)).toEqual([
    ['Environment', 'EnvironmentSuffix', 'AlertEmail'], ['Database', 'DBMasterUsername', 'DBMasterPassword'], ['Service', 'ContainerImage'],
  ]);
  expect(shown(PRODUCTION_DEFAULTS)).toEqual([
    ['Environment', 'EnvironmentSuffix', 'AlertEmail'], ['Database', 'DBMasterUsername'], ['Service', 'ContainerImage', 'CertificateArn'],
  ]);
});

test.each([
  ['EnvironmentSuffix', ['prod', 'a', 'eu-1', '01234567890123456789']],
  ['AlertEmail', ['ops@example.com', 'a.b+c@sub.example.co']],
  ['DBMasterUsername', ['dbadmin', 'A', 'a123456789012345', 'admins']],
  ['DBMasterPassword', ['', 'Abcdefg1']],
  ['ContainerImage', ['nginx', '111122223333.dkr.ecr.us-east-1.amazonaws.com/app@sha256:01', 'a'.repeat(255)]],
  ['CertificateArn', [
    'arn:aws:acm:us-east-1:111122223333:certificate/11111111-2222-3333-4444-555555555555',
    'arn:aws-cn:acm:cn-north-1:111122223333:certificate/1',
    'arn:aws-us-gov:acm:us-gov-west-1:111122223333:certificate/1',
  ]],
])('%s takes %j', (name, values) => {
  expect(values.filter((value) => !accepts(name, value))).toEqual([]);
});

test.each([
  ['EnvironmentSuffix', ['', 'Prod', '-a', 'a-', 'a--b', '012345678901234567890']],
  ['AlertEmail', ['', 'ops', 'ops@example', 'a@b.c,d@e.f', 'Ops <ops@example.com>']],
  ['DBMasterUsername', ['', 'admin', 'rdsadmin', '1a', 'a_b', 'a1234567890123456']],
  ['DBMasterPassword', ['short', 'Abcdefg/', 'Abcdefg@']],
  ['ContainerImage', ['', 'a b', ' nginx', 'a'.repeat(256)]],
  ['CertificateArn', [
    '',
    '11111111-2222-3333-4444-555555555555',
    'arn:aws:acm:us-east-1:111122223333:certificate/',
    'arn:aws:acm:us-east-1:11112222333:certificate/1',
    'arn:aws:acm::111122223333:certificate/1',
    'arn:aws:iam::111122223333:server-certificate/1',
    ' arn:aws:acm:us-east-1:111122223333:certificate/1',
    'arn:aws:acm:us-east-1:111122223333:certificate-authority/1',
  ]],
])('%s refuses %j', (name, values) => {
  expect(values.filter((value) => accepts(name, value))).toEqual([]);
});
