import { App } from 'aws-cdk-lib';
import { Match } from 'aws-cdk-lib/assertions';
import { PaymentPlatformStack, PlatformProfile } from '../src';
import { synthReadyStack } from './support/synth';
import { only, readable, resources } from './support/template';

interface Parameter {
  readonly Type: string;
  readonly Default?: string;
  readonly AllowedPattern: string;
  readonly MinLength?: number;
  readonly MaxLength?: number;
  readonly NoEcho?: boolean;
  readonly ConstraintDescription: string;
  readonly Description: string;
}

const ready = synthReadyStack();
const template = readable(ready.template);
const json = ready.template.toJSON();
const parameters: Record<string, Parameter> = json.Parameters;

/** What CloudFormation does with a value: the pattern has to match as a whole, and the length has to fit. */
function accepts(name: string, value: string): boolean {
  const { AllowedPattern: pattern, MinLength: shortest = 0, MaxLength: longest = Infinity } = parameters[name];
  return new RegExp(`^(?:${pattern})$`).test(value) && value.length >= shortest && value.length <= longest;
}

describe('the parameters', () => {
  test('are these, in this order', () => {
    expect(Object.keys(parameters)).toEqual(['EnvironmentSuffix', 'AlertEmail', 'DBMasterUsername', 'DBMasterPassword', 'ContainerImage']);
  });

  test.each<[string, Parameter]>([
    ['EnvironmentSuffix', {
      Type: 'String',
      AllowedPattern: '^[a-z0-9]+(-[a-z0-9]+)*$',
      MinLength: 1,
      MaxLength: 20,
      ConstraintDescription: 'must be lower-case letters and digits with single inner hyphens, 1 to 20 characters',
      Description: 'Stands in the name of every resource, for example "prod"',
    }],
    ['AlertEmail', {
      Type: 'String',
      Default: 'ops@example.com',
      AllowedPattern: '^[^\\s@<>",;]+@[A-Za-z0-9-]+([.][A-Za-z0-9-]+)+$',
      ConstraintDescription: 'must be one e-mail address',
      Description: 'Receives the alarms; the subscription has to be confirmed by mail',
    }],
    ['DBMasterUsername', {
      Type: 'String',
      Default: 'dbadmin',
      AllowedPattern: '^(?!(admin|rdsadmin)$)[A-Za-z][A-Za-z0-9]{0,15}$',
      ConstraintDescription: 'must begin with a letter, hold only letters and digits, have 1 to 16 characters and not be admin or rdsadmin',
      Description: 'Master user of the database; it cannot be changed later',
    }],
    ['DBMasterPassword', {
      Type: 'String',
      Default: '',
      NoEcho: true,
      AllowedPattern: '^$|^[!#-.0-?A-Z\\[\\]-~]{8,41}$',
      ConstraintDescription: 'must be empty, or 8 to 41 printable ASCII characters without space, slash, backslash, @ and double quotation mark',
      Description: 'Password of the master user; leave it empty to have one generated in Secrets Manager',
    }],
    ['ContainerImage', {
      Type: 'String',
      Default: 'nginx:latest',
      AllowedPattern: '^\\S+$',
      MinLength: 1,
      MaxLength: 255,
      ConstraintDescription: 'must be an image name without spaces',
      Description: 'Any image that listens on the container port, public or in ECR of this account and region',
    }],
  ])('%s has its constraints', (name, parameter) => {
    expect(parameters[name]).toEqual(parameter);
  });

  test.each(['AlertEmail', 'DBMasterUsername', 'DBMasterPassword', 'ContainerImage'])('the default of %s is accepted', (name) => {
    expect(accepts(name, parameters[name].Default ?? 'no default')).toBe(true);
  });

  test.each<[string, string]>([
    ['EnvironmentSuffix', 'a'], ['EnvironmentSuffix', '0'], ['EnvironmentSuffix', 'staging-eu'], ['EnvironmentSuffix', 'abcdefghijklmnopqrst'],
    ['AlertEmail', 'a@b.c'], ['AlertEmail', 'first.last+tag@mail.example.com'],
    ['DBMasterUsername', 'a'], ['DBMasterUsername', 'admin1'], ['DBMasterUsername', 'abcdefghijklmnop'],
    ['DBMasterPassword', ''], ['DBMasterPassword', 'Abcdef1!'], ['DBMasterPassword', 'Abcdef1!'.padEnd(41, 'x')],
    ['ContainerImage', 'n'], ['ContainerImage', '111122223333.dkr.ecr.us-east-1.amazonaws.com/app@sha256:01'], ['ContainerImage', 'a'.repeat(255)],
  ])('%s accepts %j', (name, value) => {
    expect(accepts(name, value)).toBe(true);
  });

  test.each<[string, string]>([
    ['EnvironmentSuffix', ''], ['EnvironmentSuffix', '-a'], ['EnvironmentSuffix', 'a-'], ['EnvironmentSuffix', 'a--b'], ['EnvironmentSuffix', 'A'],
    ['EnvironmentSuffix', 'a_b'], ['EnvironmentSuffix', 'abcdefghijklmnopqrstu'],
    ['AlertEmail', ''], ['AlertEmail', 'ops'], ['AlertEmail', 'ops@example'], ['AlertEmail', 'a@b.c,d@e.f'], ['AlertEmail', 'o ps@example.com'],
    ['DBMasterUsername', ''], ['DBMasterUsername', 'admin'], ['DBMasterUsername', 'rdsadmin'], ['DBMasterUsername', '1abc'],
    ['DBMasterUsername', 'abcdefghijklmnopq'], ['DBMasterUsername', 'a_b'],
    ['DBMasterPassword', 'Abcdef1'], ['DBMasterPassword', 'Abcdef1!'.padEnd(42, 'x')], ['DBMasterPassword', ' '],
    ['DBMasterPassword', 'Abcdef1!/'], ['DBMasterPassword', 'Abcdef1!"'], ['DBMasterPassword', 'Abcdef1!@'], ['DBMasterPassword', 'Abcdef1! '],
    ['DBMasterPassword', 'Abcdef1!\\'],
    ['ContainerImage', ''], ['ContainerImage', 'nginx latest'], ['ContainerImage', 'a'.repeat(256)],
  ])('%s refuses %j', (name, value) => {
    expect(accepts(name, value)).toBe(false);
  });

  test('are grouped for the console', () => {
    expect(json.Metadata).toEqual({
      'AWS::CloudFormation::Interface': {
        ParameterGroups: [
          { Label: { default: 'Environment' }, Parameters: ['EnvironmentSuffix', 'AlertEmail'] },
          { Label: { default: 'Database' }, Parameters: ['DBMasterUsername', 'DBMasterPassword'] },
          { Label: { default: 'Service' }, Parameters: ['ContainerImage'] },
        ],
      },
    });
  });

  test('reach what they are about', () => {
    const named = (prefix: string) => ({ 'Fn::Join': ['', [prefix, { Ref: 'EnvironmentSuffix' }]] });
    template.hasResourceProperties('AWS::ElasticLoadBalancingV2::LoadBalancer', { Name: named('payment-alb-') });
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      DBClusterIdentifier: named('payment-aurora-cluster-'),
      MasterUsername: { Ref: 'DBMasterUsername' },
    });
    template.hasResourceProperties('AWS::SNS::Subscription', { Endpoint: { Ref: 'AlertEmail' } });
    template.hasResourceProperties('AWS::ECS::TaskDefinition', { ContainerDefinitions: [Match.objectLike({ Image: { Ref: 'ContainerImage' } })] });
  });
});

describe('the outputs', () => {
  test.each([
    ['VPCId', { Ref: 'NetworkVpc' }],
    ['AuroraClusterEndpoint', { 'Fn::GetAtt': ['DatabaseCluster', 'Endpoint.Address'] }],
    ['AuroraReaderEndpoint', { 'Fn::GetAtt': ['DatabaseCluster', 'ReadEndpoint.Address'] }],
    ['LoadBalancerDNS', { 'Fn::GetAtt': ['ServiceLoadBalancer', 'DNSName'] }],
    ['ECSClusterName', { Ref: 'ServiceCluster' }],
    ['ECSServiceName', { 'Fn::GetAtt': ['ServiceServiceService', 'Name'] }],
    ['CloudWatchDashboard', {
      'Fn::Join': ['', [
        'https://console.aws.amazon.com/cloudwatch/home?region=', { Ref: 'AWS::Region' }, '#dashboards:name=', { Ref: 'MonitoringDashboard' },
      ]],
    }],
    ['KMSKeyId', { Ref: 'EncryptionKey' }],
    ['SNSTopicArn', { Ref: 'MonitoringTopic' }],
  ])('%s is %j', (name, value) => {
    expect(template.toJSON().Outputs[name]).toEqual({ Description: expect.stringMatching(/^[A-Z]/), Value: value });
  });

  test('are these, and none is exported, so that two environments stand in one region', () => {
    expect(Object.keys(json.Outputs).sort()).toEqual([
      'AuroraClusterEndpoint', 'AuroraReaderEndpoint', 'CloudWatchDashboard', 'ECSClusterName', 'ECSServiceName', 'KMSKeyId', 'LoadBalancerDNS',
      'SNSTopicArn', 'VPCId',
    ]);
    expect(JSON.stringify(json.Outputs)).not.toContain('Export');
  });
});

describe('the password', () => {
  const given = 'DatabasePasswordGiven';

  test('is the parameter when it is given, and generated otherwise', () => {
    expect(template.toJSON().Conditions).toEqual({ [given]: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'DBMasterPassword' }, ''] }] } });
    template.hasResourceProperties('AWS::RDS::DBCluster', {
      MasterUserPassword: {
        'Fn::If': [given, { Ref: 'DBMasterPassword' }, {
          'Fn::Join': ['', ['{{resolve:secretsmanager:', { Ref: 'DatabaseSecret' }, ':SecretString:password::}}']],
        }],
      },
    });
    template.hasResourceProperties('AWS::SecretsManager::Secret', {
      GenerateSecretString: { 'Fn::If': [given, { Ref: 'AWS::NoValue' }, Match.anyValue()] },
      SecretString: { 'Fn::If': [given, Match.anyValue(), { Ref: 'AWS::NoValue' }] },
    });
    expect(only(template, 'AWS::RDS::DBCluster').Metadata).toEqual({ 'cfn-lint': { config: { ignore_checks: ['W1011'] } } });
  });

  test('stands nowhere in the template as text', () => {
    const references = JSON.stringify(json.Resources).match(/"[^"]*[Pp]assword[^"]*":"[^"]*"/g);
    expect(references).toBeNull();
    expect(parameters.DBMasterPassword.Default).toBe('');
  });

  test('reaches the tasks as a secret, never as environment', () => {
    const [{ Environment: environment, Secrets: secrets }] = only(template, 'AWS::ECS::TaskDefinition').Properties.ContainerDefinitions as Array<{
      Environment: Array<{ Name: string }>;
      Secrets: Array<{ Name: string }>;
    }>;
    expect(environment.map(({ Name: name }) => name)).toEqual(['PGDATABASE', 'PGHOST', 'PGHOST_READER', 'PGPORT', 'PGSSLMODE']);
    expect(secrets.map(({ Name: name }) => name)).toEqual(['PGPASSWORD', 'PGUSER']);
  });
});

describe('the template', () => {
  test('is described', () => {
    expect(json.Description).toBe('Payment platform over three availability zones: Aurora PostgreSQL, Fargate behind a load balancer, alarms');
  });

  test('names every resource by its place in the platform, without a hash but that of the peer in a rule of a security group', () => {
    expect(Object.keys(json.Resources).filter((id) => /[0-9A-F]{8}/.test(id) || id.startsWith('Platform')).sort()).toEqual([
      'DatabaseSecurityGroupfromPaymentPlatformServiceSecurityGroup9CC9BF7E5432',
      'ServiceLoadBalancerSecurityGrouptoPaymentPlatformServiceSecurityGroup9CC9BF7E80',
      'ServiceSecurityGroupfromPaymentPlatformServiceLoadBalancerSecurityGroup516073DC80',
      'ServiceSecurityGrouptoPaymentPlatformDatabaseSecurityGroup122CEF425432',
    ]);
  });

  test('carries no metadata that only cdk-nag reads, and keeps what other scanners read', () => {
    const readers = Object.values(resources(ready.template)).flatMap(({ Metadata: metadata = {} }) => Object.keys(metadata));
    expect([...new Set(readers)].sort()).toEqual(['cfn-lint', 'guard']);
  });

  test('is the same every time', () => {
    expect(JSON.stringify(synthReadyStack().template.toJSON())).toBe(JSON.stringify(json));
  });

  test('needs no bootstrap, no asset and no look-up', () => {
    const assembly = (ready.stack.node.root as App).synth();
    expect(json.Rules).toBeUndefined();
    expect(assembly.manifest.missing ?? []).toEqual([]);
    expect(Object.values(assembly.manifest.artifacts ?? {}).map(({ type }) => type).filter((type) => type === 'cdk:asset-manifest')).toEqual([]);
    expect(assembly.getStackByName('PaymentPlatform').assets).toEqual([]);
  });

  test('has no fixed account, region or partition', () => {
    expect(JSON.stringify(json)).not.toMatch(/\d{12}|(us|eu|ap|sa|ca|me|af)-[a-z]+-\d|arn:aws/);
  });

  test('fits into --template-body', () => {
    expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThan(51200);
  });

  test('needs named capabilities at most: no role has a name', () => {
    Object.values(resources(template, 'AWS::IAM::Role')).forEach(({ Properties: properties }) => expect(properties.RoleName).toBeUndefined());
  });

  test.each(['TEST', 'PRODUCTION'] as const)('passes the checks that aws-cdk makes of a template: %s', (name) => {
    const report = jest.spyOn(console, 'error').mockImplementation(() => undefined);
    process.env.CDK_VALIDATION = 'true';
    const app = new App({ analyticsReporting: false, context: { '@aws-cdk/core:validateAgainstDefaultRules': true } });
    new PaymentPlatformStack(app, 'PaymentPlatform', { profile: PlatformProfile[name] });
    app.synth();
    expect(report.mock.calls).toEqual([]);
    process.env.CDK_VALIDATION = 'false';
  });
});

test('the stack takes the props of a stack', () => {
  const app = new App({ analyticsReporting: false });
  const stack = new PaymentPlatformStack(app, 'Mine', {
    profile: PlatformProfile.TEST,
    description: 'Mine',
    terminationProtection: true,
    stackName: 'named',
  });
  expect(stack.templateOptions.description).toBe('Mine');
  expect([stack.stackName, stack.terminationProtection]).toEqual(['named', true]);
  expect(stack.platform.profile).toBe(PlatformProfile.TEST);
});
