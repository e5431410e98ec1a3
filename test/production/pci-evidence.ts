import { reachesTopic } from './alarm-reach';
import { ofType, propertiesOf } from './production';
import type { Resources } from './production';

/** A change of a template: a path into a resource, and the value it gets there; without one it is taken out. */
export type Change = readonly [path: string, value?: unknown];

/** What a template shows for a requirement of PCI DSS v4.0.1. The numbers are our reading of the standard, of 2026-11. */
export interface Evidence {
  readonly requirement: string;
  /** What is in the template. */
  readonly shown: string;
  readonly holds: (resources: Resources) => boolean;
  /** Each of these alone takes the evidence away. */
  readonly breaks: readonly Change[];
}

interface Rule { readonly group: string; readonly peer: string; readonly protocol: string; readonly from?: number; readonly to?: number }
interface Statement { readonly Effect: string; readonly Action: unknown; readonly Resource: unknown; readonly Principal?: unknown }
type Properties = Record<string, unknown>;

const ANYWHERE = '0.0.0.0/0';
const YEAR = 365;

export const evidence: readonly Evidence[] = [
  {
    requirement: '1.2.5, 1.3.1, 1.4.2',
    shown: 'From everywhere, only TCP 443 of the load balancer can be reached',
    holds: (resources) => rules(resources, 'Ingress').filter(({ peer }) => peer === ANYWHERE || peer === '::/0')
      .every(({ group, protocol, from, to }) => group === balancerGroup(resources) && protocol === 'tcp' && from === 443 && to === 443),
    breaks: [
      ['PayServiceLoadBalancerSecurityGroup/Properties/SecurityGroupIngress/0/FromPort', 80],
      ['PayDatabaseSecurityGroup/Properties/SecurityGroupIngress', [{ CidrIp: ANYWHERE, IpProtocol: 'tcp', FromPort: 443, ToPort: 443 }]],
    ],
  },
  {
    requirement: '1.3.1',
    shown: 'Security groups are a chain: load balancer to tasks, tasks to database',
    holds: (resources) => peersOf(resources, taskGroup(resources)) === balancerGroup(resources)
      && peersOf(resources, databaseGroup(resources)) === taskGroup(resources),
    breaks: [
      ['PayServiceSecurityGroup/Properties/SecurityGroupIngress', [{ CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 8443, ToPort: 8443 }]],
      ['PayDatabaseSecurityGroup/Properties/SecurityGroupIngress', [{ CidrIp: '10.0.0.0/16', IpProtocol: 'tcp', FromPort: 5433, ToPort: 5433 }]],
    ],
  },
  {
    requirement: '1.3.2',
    shown: 'Nothing may send whatever it likes: egress names protocol and port in every security group',
    holds: (resources) => names(resources, 'AWS::EC2::SecurityGroup').every((group) => {
      const sent = rules(resources, 'Egress').filter((rule) => rule.group === group);
      return sent.length > 0 && sent.every(({ protocol, from, to }) => protocol !== '-1' && from !== undefined && to !== undefined);
    }),
    breaks: [
      ['PayServiceSecurityGroup/Properties/SecurityGroupEgress/0/IpProtocol', '-1'],
      ['PayDatabaseSecurityGroup/Properties/SecurityGroupEgress'],
    ],
  },
  {
    requirement: '1.4.1, 1.4.4',
    shown: 'Database and tasks have no public address, and no route from the internet',
    holds: (resources) => propertiesOf(resources, 'AWS::RDS::DBInstance').every(({ PubliclyAccessible: open }) => open === false)
      && propertiesOf(resources, 'AWS::ECS::Service').every((service) => text(service).includes('"AssignPublicIp":"DISABLED"'))
      && privateSubnets(resources).every((subnet) => !isPublic(resources, subnet)),
    breaks: [
      ['PayDatabaseClusterInstance2/Properties/PubliclyAccessible', true],
      ['PayService/Properties/NetworkConfiguration/AwsvpcConfiguration/AssignPublicIp', 'ENABLED'],
      ['PayNetworkPrivateRoute1/Properties/GatewayId', { Ref: 'PayNetworkInternetGateway' }],
    ],
  },
  {
    requirement: '1.2.1',
    shown: 'The default security group of the VPC has no rules',
    holds: (resources) => names(resources, 'Custom::VpcRestrictDefaultSG').length === 1,
    breaks: [['PayNetworkRestrictDefaultSecurityGroupCustomResource']],
  },
  {
    requirement: '1.2.1, 10.2.1, 11.5.1',
    shown: 'Accepted and rejected connections of the VPC are recorded',
    holds: (resources) => propertiesOf(resources, 'AWS::EC2::FlowLog').some(({ TrafficType: traffic, ResourceType: type }) => traffic === 'ALL' && type === 'VPC'),
    breaks: [['PayNetworkFlowLog'], ['PayNetworkFlowLog/Properties/TrafficType', 'REJECT']],
  },
  {
    requirement: '2.2.2',
    shown: 'The master user of the database has no default name',
    holds: (resources) => every(resources, 'AWS::RDS::DBCluster', ({ MasterUsername: name }) => !/^(postgres|admin|root|rdsadmin)$/i.test(String(name))),
    breaks: [['PayDatabaseCluster/Properties/MasterUsername', 'postgres']],
  },
  {
    requirement: '2.2.4, 2.2.6',
    shown: 'Containers are not root, not privileged, cannot change their root file system, and open no shell',
    holds: (resources) => containers(resources).every(({ User: user = 'root', ReadonlyRootFilesystem: fixed, Privileged: privileged }) =>
      !/^(root|0)(:|$)/.test(String(user)) && fixed === true && privileged !== true)
      && every(resources, 'AWS::ECS::Service', ({ EnableExecuteCommand: shell }) => shell !== true),
    breaks: [
      ['PayServiceTaskDefinition/Properties/ContainerDefinitions/0/User', '0:0'],
      ['PayServiceTaskDefinition/Properties/ContainerDefinitions/0/ReadonlyRootFilesystem', false],
      ['PayServiceTaskDefinition/Properties/ContainerDefinitions/0/Privileged', true],
      ['PayService/Properties/EnableExecuteCommand', true],
    ],
  },
  {
    requirement: '3.5.1 in part, 3.6.1',
    shown: 'Database, performance data, log groups and topic are encrypted with a key of the customer',
    holds: (resources) => every(resources, 'AWS::RDS::DBCluster', ({ StorageEncrypted: on, KmsKeyId: key }) => on === true && isKey(resources, key))
      && every(resources, 'AWS::RDS::DBInstance', ({ EnablePerformanceInsights: on, PerformanceInsightsKMSKeyId: key }) =>
        on !== true || isKey(resources, key))
      && every(resources, 'AWS::Logs::LogGroup', ({ KmsKeyId: key }) => isKey(resources, key))
      && every(resources, 'AWS::SNS::Topic', ({ KmsMasterKeyId: key }) => isKey(resources, key)),
    breaks: [
      ['PayDatabaseCluster/Properties/StorageEncrypted', false], ['PayDatabaseCluster/Properties/KmsKeyId'],
      ['PayDatabaseClusterInstance3/Properties/PerformanceInsightsKMSKeyId'],
      ['PayServiceLogGroup/Properties/KmsKeyId'], ['PayMonitoringTopic/Properties/KmsMasterKeyId'],
    ],
  },
  {
    requirement: '3.7.4',
    shown: 'The key is rotated every year',
    holds: (resources) => every(resources, 'AWS::KMS::Key', ({ EnableKeyRotation: rotated }) => rotated === true),
    breaks: [['PayEncryptionKey/Properties/EnableKeyRotation', false]],
  },
  {
    requirement: '3.6.1.3',
    shown: 'Nobody may use the key by being anybody, and only AWS services may be granted its use',
    holds: (resources) => every(resources, 'AWS::KMS::Key', ({ KeyPolicy: policy }) => {
      const statements = (policy as { readonly Statement: Statement[] }).Statement;
      const refused = statements.filter(({ Effect: effect, Action: action }) => effect === 'Deny' && text(action).includes('kms:CreateGrant'));
      return statements.every(({ Effect: effect, Principal: principal }) => effect === 'Deny' || !/^("\*"|\{"AWS":"\*"\})$/.test(text(principal)))
        && refused.some((statement) => text(statement).includes('"kms:GrantIsForAWSResource":"false"'));
    }),
    breaks: [
      ['PayEncryptionKey/Properties/KeyPolicy/Statement/0/Principal', { AWS: '*' }],
      ['PayEncryptionKey/Properties/KeyPolicy/Statement/1/Effect', 'Allow'],
      ['PayEncryptionKey/Properties/KeyPolicy/Statement/1/Condition', {}],
    ],
  },
  {
    requirement: '4.2.1',
    shown: 'Clients reach the load balancer by TLS 1.2 or 1.3 with a certificate, and never by HTTP',
    holds: (resources) => every(resources, 'AWS::ElasticLoadBalancingV2::Listener', ({ Protocol: protocol, SslPolicy: policy, Certificates: certificates }) =>
      protocol === 'HTTPS' && /^ELBSecurityPolicy-TLS13-1-[23]-/.test(String(policy)) && certificates !== undefined),
    breaks: [
      ['PayServiceLoadBalancerListener/Properties/Protocol', 'HTTP'],
      ['PayServiceLoadBalancerListener/Properties/SslPolicy', 'ELBSecurityPolicy-2016-08'],
      ['PayServiceLoadBalancerListener/Properties/Certificates'],
    ],
  },
  {
    requirement: '4.2.1, inside',
    shown: 'The load balancer reaches the tasks by TLS, and the database refuses connections without it',
    holds: (resources) => every(resources, 'AWS::ElasticLoadBalancingV2::TargetGroup', ({ Protocol: protocol }) => protocol === 'HTTPS')
      && every(resources, 'AWS::RDS::DBClusterParameterGroup', ({ Parameters: parameters }) => text(parameters).includes('"rds.force_ssl":"1"')),
    breaks: [
      ['PayServiceTargetGroup/Properties/Protocol', 'HTTP'],
      ['PayDatabaseClusterParameterGroup/Properties/Parameters/rds.force_ssl', '0'],
    ],
  },
  {
    requirement: '6.3.3',
    shown: 'Minor versions of the database are installed; the image of the container is the one that was released',
    holds: (resources) => every(resources, 'AWS::RDS::DBInstance', ({ AutoMinorVersionUpgrade: on }) => on === true)
      && containers(resources).every(({ Image: image }) => /@sha256:[0-9a-f]{64}$/.test(String(image))),
    breaks: [
      ['PayDatabaseClusterInstance1/Properties/AutoMinorVersionUpgrade', false],
      ['PayServiceTaskDefinition/Properties/ContainerDefinitions/0/Image', 'registry.example.com/payments:latest'],
    ],
  },
  {
    requirement: '6.4.2',
    shown: 'A web application firewall stands before the load balancer, blocks, and keeps a log',
    holds: (resources) => every(resources, 'AWS::WAFv2::WebACL', ({ Scope: scope, Rules: list }) => scope === 'REGIONAL' && blocking(list as Properties[]) >= 3)
      && propertiesOf(resources, 'AWS::WAFv2::WebACLAssociation').some(({ ResourceArn: arn }) => refersTo(arn, names(resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer')))
      && propertiesOf(resources, 'AWS::WAFv2::LoggingConfiguration').length === 1,
    breaks: [
      ['PayServiceFirewallWebAcl/Properties/Scope', 'CLOUDFRONT'], ['PayServiceWebAclAssociation'], ['PayServiceFirewallLogging'],
      ['PayServiceFirewallWebAcl/Properties/Rules', [{ OverrideAction: { Count: {} }, Statement: { ManagedRuleGroupStatement: {} } }]],
    ],
  },
  {
    requirement: '7.2.1, 7.2.5',
    shown: 'No role may do everything to anything: no wildcard action, and a wildcard resource only to sign in to ECR',
    holds: (resources) => granted(resources).length > 0 && granted(resources).every(({ Action: action, Resource: resource }) =>
      !text(action).includes('*') && (!text(resource).match(/(^|[[,])"\*"/) || text(action) === '"ecr:GetAuthorizationToken"')),
    breaks: [
      ['PayServiceTaskRolePolicy/Properties/PolicyDocument/Statement/0/Action', 'rds-db:*'],
      ['PayServiceTaskRolePolicy/Properties/PolicyDocument/Statement/0/Resource', '*'],
    ],
  },
  {
    requirement: '7.2.6',
    shown: 'Who reaches the database is decided by IAM',
    holds: (resources) => every(resources, 'AWS::RDS::DBCluster', ({ EnableIAMDatabaseAuthentication: on }) => on === true),
    breaks: [['PayDatabaseCluster/Properties/EnableIAMDatabaseAuthentication', false]],
  },
  {
    requirement: '8.6.2',
    shown: 'No password stands in the template or in the environment of a container',
    holds: (resources) => every(resources, 'AWS::RDS::DBCluster', ({ ManageMasterUserPassword: managed, MasterUserPassword: password }) =>
      managed === true || /\{\{resolve:secretsmanager:/.test(text(password ?? '')))
      && containers(resources).every(({ Environment: environment = [] }) => !/"Name":"[^"]*(PASS|SECRET|TOKEN|CREDENTIAL)/i.test(text(environment))),
    breaks: [
      ['PayDatabaseCluster/Properties/ManageMasterUserPassword'],
      ['PayServiceTaskDefinition/Properties/ContainerDefinitions/0/Environment', [{ Name: 'PGPASSWORD', Value: 'secret' }]],
    ],
  },
  {
    requirement: '8.6.3',
    shown: 'The master password is changed by itself',
    holds: (resources) => names(resources, 'AWS::SecretsManager::RotationSchedule').length > 0
      || every(resources, 'AWS::RDS::DBCluster', ({ ManageMasterUserPassword: managed }) => managed === true),
    breaks: [['PayDatabaseCluster/Properties/ManageMasterUserPassword', false]],
  },
  {
    requirement: '10.2.1',
    shown: 'Connections and changes of the database, and requests to the load balancer, are recorded',
    holds: (resources) => every(resources, 'AWS::RDS::DBCluster', ({ EnableCloudwatchLogsExports: logs }) => text(logs ?? '').includes('"postgresql"'))
      && every(resources, 'AWS::RDS::DBClusterParameterGroup', ({ Parameters: parameters }) => audits(parameters as Record<string, string>))
      && every(resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer', ({ LoadBalancerAttributes: attributes }) =>
        ['access_logs', 'connection_logs'].every((log) => text(attributes).includes(`{"Key":"${log}.s3.enabled","Value":"true"}`))),
    breaks: [
      ['PayDatabaseCluster/Properties/EnableCloudwatchLogsExports'],
      ['PayDatabaseClusterParameterGroup/Properties/Parameters/pgaudit.log'],
      ['PayDatabaseClusterParameterGroup/Properties/Parameters/shared_preload_libraries', 'pg_stat_statements'],
      ['PayDatabaseClusterParameterGroup/Properties/Parameters/log_connections', '0'],
      ['PayServiceLoadBalancer/Properties/LoadBalancerAttributes', []],
    ],
  },
  {
    requirement: '10.2.1.3',
    shown: 'Who reads the logs of the load balancer is recorded',
    holds: (resources) => propertiesOf(resources, 'AWS::S3::Bucket').some(({ LoggingConfiguration: logging }) =>
      refersTo((logging as Properties | undefined)?.DestinationBucketName, names(resources, 'AWS::S3::Bucket'))),
    breaks: [['PayServiceAccessLogsBucket/Properties/LoggingConfiguration']],
  },
  {
    requirement: '10.3.2, 10.3.4 in part',
    shown: 'Log buckets are closed to the public and keep what is overwritten or deleted',
    holds: (resources) => every(resources, 'AWS::S3::Bucket', ({ VersioningConfiguration: versions, PublicAccessBlockConfiguration: block }) =>
      text(versions ?? '').includes('"Enabled"') && Object.values(block ?? {}).filter((on) => on === true).length === 4),
    breaks: [
      ['PayServiceAccessLogsBucket/Properties/VersioningConfiguration'],
      ['PayServiceAccessLogsAudit/Properties/PublicAccessBlockConfiguration/BlockPublicPolicy', false],
    ],
  },
  {
    requirement: '10.5.1',
    shown: 'Logs are kept for a year or longer, and stay when the stack is deleted',
    holds: (resources) => every(resources, 'AWS::Logs::LogGroup', ({ RetentionInDays: days }) => Number(days) >= YEAR)
      && every(resources, 'AWS::S3::Bucket', ({ LifecycleConfiguration: lifecycle }) => expirations(lifecycle).every((days) => days >= YEAR))
      && [...entries(resources, 'AWS::Logs::LogGroup'), ...entries(resources, 'AWS::S3::Bucket')]
        .every(({ DeletionPolicy: onDelete, UpdateReplacePolicy: onReplace }) => `${onDelete}`.startsWith('Retain') && onReplace === 'Retain'),
    breaks: [
      ['PayServiceLogGroup/Properties/RetentionInDays', 90], ['PayServiceLogGroup/DeletionPolicy', 'Delete'],
      ['PayServiceAccessLogsBucket/Properties/LifecycleConfiguration/Rules/0/ExpirationInDays', 90],
      ['PayServiceAccessLogsBucket/UpdateReplacePolicy', 'Delete'],
    ],
  },
  {
    requirement: '10.7.2, 12.10.5',
    shown: 'Every alarm reaches somebody',
    holds: (resources) => names(resources, 'AWS::CloudWatch::Alarm').every((id) => reachesTopic(resources, id))
      && propertiesOf(resources, 'AWS::SNS::Subscription').some(({ TopicArn: topic }) => refersTo(topic, names(resources, 'AWS::SNS::Topic'))),
    breaks: [['PayMonitoringAlertEmail'], ['PayMonitoringPaymentsImpaired/Properties/AlarmActions', []]],
  },
  {
    requirement: 'none: availability',
    shown: 'Database and load balancer are protected against deletion, and backups are kept for a week or longer',
    holds: (resources) => every(resources, 'AWS::RDS::DBCluster', ({ DeletionProtection: on, BackupRetentionPeriod: days }) => on === true && Number(days) >= 7)
      && every(resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer', ({ LoadBalancerAttributes: attributes }) =>
        text(attributes).includes('{"Key":"deletion_protection.enabled","Value":"true"}')),
    breaks: [
      ['PayDatabaseCluster/Properties/DeletionProtection', false], ['PayDatabaseCluster/Properties/BackupRetentionPeriod', 6],
      ['PayServiceLoadBalancer/Properties/LoadBalancerAttributes/0/Value', 'false'],
    ],
  },
];

/** The resources after a change. It has to meet something that is there, unless it adds a property. */
export function changed(resources: Resources, [path, value]: Change): Resources {
  const copy = structuredClone(resources) as Record<string, unknown>;
  const [last, ...parents] = path.split('/').reverse();
  const holder = parents.reverse().reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, copy);
  if (value === undefined && !(last in holder)) {
    throw new Error(`there is no ${path} to take out`);
  }
  if (value === undefined) {
    delete holder[last];
  } else {
    holder[last] = value;
  }
  return copy as Resources;
}

function text(value: unknown): string {
  return JSON.stringify(value) ?? '';
}

function names(resources: Resources, type: string): string[] {
  return Object.keys(ofType(resources, type));
}

function entries(resources: Resources, type: string) {
  return Object.values(ofType(resources, type));
}

/** Whether there is such a resource, and it holds for each. */
function every(resources: Resources, type: string, holds: (properties: Properties) => boolean): boolean {
  const found = propertiesOf(resources, type);
  return found.length > 0 && found.every(holds);
}

function refersTo(value: unknown, ids: string[]): boolean {
  return ids.some((id) => text(value ?? '').includes(`"${id}"`));
}

/** A reference to a key of the stack, or the ARN of one: not the key that AWS keeps for everybody. */
function isKey(resources: Resources, value: unknown): boolean {
  return refersTo(value, names(resources, 'AWS::KMS::Key')) || /^arn:[\w-]+:kms:/.test(String(value));
}

/** The rules of all security groups, those inside and those apart. */
function rules(resources: Resources, direction: 'Ingress' | 'Egress'): Rule[] {
  const rule = (group: string, properties: Properties): Rule => ({
    group,
    peer: String(properties.CidrIp ?? properties.CidrIpv6 ?? idOf(properties.SourceSecurityGroupId ?? properties.DestinationSecurityGroupId)),
    protocol: String(properties.IpProtocol),
    from: properties.FromPort as number | undefined,
    to: properties.ToPort as number | undefined,
  });
  return [
    ...Object.entries(ofType(resources, 'AWS::EC2::SecurityGroup')).flatMap(([group, { Properties: properties }]) =>
      ((properties[`SecurityGroup${direction}`] ?? []) as Properties[]).map((inside) => rule(group, inside))),
    ...propertiesOf(resources, `AWS::EC2::SecurityGroup${direction}`).map((apart) => rule(idOf(apart.GroupId), apart)),
  ];
}

function idOf(value: unknown): string {
  const { 'Ref': ref, 'Fn::GetAtt': attribute } = (value ?? {}) as { readonly 'Ref'?: string; readonly 'Fn::GetAtt'?: string[] };
  return ref ?? attribute?.[0] ?? '';
}

/** Whom a security group lets in, where it is one. */
function peersOf(resources: Resources, group: string): string {
  return [...new Set(rules(resources, 'Ingress').filter((rule) => rule.group === group).map(({ peer }) => peer))].join();
}

function groupOf(resources: Resources, type: string, pattern: RegExp): string {
  const [, id = ''] = pattern.exec(text(propertiesOf(resources, type)[0])) ?? [];
  return id;
}

function balancerGroup(resources: Resources): string {
  return groupOf(resources, 'AWS::ElasticLoadBalancingV2::LoadBalancer', /"SecurityGroups":\[\{"Fn::GetAtt":\["(\w+)"/);
}

function taskGroup(resources: Resources): string {
  return groupOf(resources, 'AWS::ECS::Service', /"SecurityGroups":\[\{"Fn::GetAtt":\["(\w+)"/);
}

function databaseGroup(resources: Resources): string {
  return groupOf(resources, 'AWS::RDS::DBCluster', /"VpcSecurityGroupIds":\[\{"Fn::GetAtt":\["(\w+)"/);
}

/** The subnets of tasks and database. */
function privateSubnets(resources: Resources): string[] {
  const users = text([...propertiesOf(resources, 'AWS::ECS::Service'), ...propertiesOf(resources, 'AWS::RDS::DBSubnetGroup')]);
  return names(resources, 'AWS::EC2::Subnet').filter((subnet) => users.includes(`{"Ref":"${subnet}"}`));
}

function isPublic(resources: Resources, subnet: string): boolean {
  const table = propertiesOf(resources, 'AWS::EC2::SubnetRouteTableAssociation').find(({ SubnetId: id }) => idOf(id) === subnet)?.RouteTableId;
  return propertiesOf(resources, 'AWS::EC2::Route').some(({ RouteTableId: id, GatewayId: gateway }) => idOf(id) === idOf(table) && gateway !== undefined);
}

function containers(resources: Resources): Properties[] {
  return propertiesOf(resources, 'AWS::ECS::TaskDefinition').flatMap(({ ContainerDefinitions: definitions }) => definitions as Properties[]);
}

/** What roles may do. */
function granted(resources: Resources): Statement[] {
  const documents = ['AWS::IAM::ManagedPolicy', 'AWS::IAM::Policy'].flatMap((type) => propertiesOf(resources, type)).map(({ PolicyDocument: policy }) => policy);
  return documents.flatMap((policy) => (policy as { readonly Statement: Statement[] }).Statement).filter(({ Effect: effect }) => effect === 'Allow');
}

/** How many managed rule groups do more than count. */
function blocking(list: Properties[]): number {
  return list.filter(({ Statement: statement, OverrideAction: override }) =>
    text(statement).includes('ManagedRuleGroupStatement') && text(override).includes('None')).length;
}

function audits(parameters: Record<string, string>): boolean {
  return `${parameters.shared_preload_libraries}`.split(',').includes('pgaudit') && Boolean(parameters['pgaudit.log'])
    && parameters.log_connections === '1' && parameters.log_disconnections === '1';
}

function expirations(lifecycle: unknown): number[] {
  const { Rules: list = [] } = (lifecycle ?? {}) as { readonly Rules?: Array<{ readonly ExpirationInDays?: number }> };
  return list.flatMap(({ ExpirationInDays: days }) => days ?? []);
}
