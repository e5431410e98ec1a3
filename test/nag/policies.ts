import type { Resources } from '../production/production';
import type { Resource } from '../support/template';

export interface NamedPolicy {
  /** The resource and the property that holds the policy. */
  readonly id: string;
  readonly policy: unknown;
}

const PROPERTIES = ['PolicyDocument', 'AssumeRolePolicyDocument', 'KeyPolicy'];
const ACCOUNT = '123456789012';
const REGION = 'us-east-1';
const ID = '11111111-2222-3333-4444-555555555555';
const PSEUDO_PARAMETERS: Record<string, string> = {
  'AWS::AccountId': ACCOUNT, 'AWS::Partition': 'aws', 'AWS::Region': REGION, 'AWS::URLSuffix': 'amazonaws.com', 'AWS::StackName': 'payments',
};

/** What CloudFormation returns for a reference, by the type of the resource; a policy checker looks at the form of an ARN. */
const ARNS: Record<string, (id: string) => string> = {
  'AWS::IAM::Role': (id) => `arn:aws:iam::${ACCOUNT}:role/${id}`,
  'AWS::KMS::Key': () => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${ID}`,
  'AWS::Logs::LogGroup': (id) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${id}:*`,
  'AWS::S3::Bucket': (id) => `arn:aws:s3:::${id.toLowerCase()}`,
  'AWS::SNS::Topic': (id) => `arn:aws:sns:${REGION}:${ACCOUNT}:${id}`,
  'AWS::SecretsManager::Secret': (id) => `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:${id}-AbCdEf`,
};
const ATTRIBUTES: Record<string, string> = {
  'DBClusterArn': `arn:aws:rds:${REGION}:${ACCOUNT}:cluster:payments`,
  'DBClusterResourceId': 'cluster-ABCDEFGHIJKLMNOPQRSTUVWXYZ',
  'MasterUserSecret.SecretArn': `arn:aws:secretsmanager:${REGION}:${ACCOUNT}:secret:rds!cluster-${ID}-AbCdEf`,
  'DefaultSecurityGroup': 'sg-0123456789abcdef0',
};

/** Every policy of a template, with its references resolved as they would be in us-east-1. */
export function policiesOf(resources: Resources): NamedPolicy[] {
  return Object.entries(resources).flatMap(([id, { Properties: properties }]) => [
    ...PROPERTIES.filter((property) => properties?.[property]).map((property) => ({ id: `${id}.${property}`, policy: properties[property] })),
    ...((properties?.Policies ?? []) as Array<Resource['Properties']>).map(({ PolicyDocument: policy }, index) => ({ id: `${id}.Policies.${index}`, policy })),
  ]).map(({ id, policy }) => ({ id, policy: withResource(id, resolve(policy, resources)) }));
}

/** A trust policy names no resource: it means its role. */
function withResource(id: string, policy: unknown): unknown {
  const [role, property] = id.split('.');
  const { Statement: statements, ...rest } = policy as { readonly Statement: object[] };
  const complete = statements.map((statement) => ({ Resource: ARNS['AWS::IAM::Role'](role), ...statement }));
  return property === 'AssumeRolePolicyDocument' ? { ...rest, Statement: complete } : policy;
}

function resolve(value: unknown, resources: Resources): unknown {
  if (Array.isArray(value)) {
    return value.map((item) => resolve(item, resources));
  }
  if (typeof value !== 'object' || value === null) {
    return value;
  }
  const [[key, argument], ...others] = Object.entries(value);
  if (others.length === 0 && (key === 'Ref' || key.startsWith('Fn::'))) {
    return intrinsic(key, argument, resources);
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, resolve(item, resources)]));
}

function intrinsic(name: string, argument: unknown, resources: Resources): unknown {
  switch (name) {
    case 'Ref':
      return PSEUDO_PARAMETERS[String(argument)] ?? reference(String(argument), resources);
    case 'Fn::GetAtt':
      return attribute(argument as [string, string], resources);
    case 'Fn::Join': {
      const [delimiter, parts] = argument as [string, unknown[]];
      return parts.map((part) => resolve(part, resources)).join(delimiter);
    }
    case 'Fn::Sub':
      return String(argument).replace(/\$\{([^}]+)\}/g, (_, text: string) => String(substitute(text, resources)));
    default:
      throw new Error(`cannot resolve ${name}`);
  }
}

function substitute(text: string, resources: Resources): unknown {
  const [id, ...path] = text.split('.');
  return path.length > 0 ? attribute([id, path.join('.')], resources) : intrinsic('Ref', text, resources);
}

function reference(id: string, resources: Resources): unknown {
  const { Type: type = 'Parameter', Properties: properties } = resources[id] ?? {};
  if (type === 'AWS::SSM::Parameter') {
    return resolve(properties?.Name, resources);
  }
  const isArn = ['AWS::SNS::Topic', 'AWS::SecretsManager::Secret'].includes(type);
  return isArn ? ARNS[type](id) : id.toLowerCase();
}

function attribute([id, name]: [string, string], resources: Resources): string {
  const value = name === 'Arn' ? ARNS[resources[id]?.Type]?.(id) : ATTRIBUTES[name];
  if (value === undefined) {
    throw new Error(`cannot resolve ${id}.${name} of ${resources[id]?.Type}`);
  }
  return value;
}
