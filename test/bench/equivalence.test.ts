import { differences, resourcesInWords } from '../../bench/equivalence';

const template = (names: { vpc: string; subnet: string; given: string }, cidr = '10.0.0.0/16') => ({
  Conditions: { [names.given]: { 'Fn::Equals': ['a', 'b'] } },
  Resources: {
    [names.subnet]: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: names.vpc }, Arn: { 'Fn::GetAtt': [names.vpc, 'Arn'] }, Name: { 'Fn::If': [names.given, 1, 2] } } },
    [names.vpc]: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr } },
  },
});

test('logical ids and order do not matter', () => {
  const { Resources: { S: subnet, V: vpc }, Conditions: conditions } = template({ vpc: 'V', subnet: 'S', given: 'G' });
  const reordered = { Conditions: conditions, Resources: { V: vpc, S: subnet } };
  expect(resourcesInWords(reordered)).toEqual(resourcesInWords(template({ vpc: 'Vpc', subnet: 'Subnet', given: 'Given' })));
});

test('a difference in one resource shows also in those that refer to it', () => {
  const names = { vpc: 'V', subnet: 'S', given: 'G' };
  const [one, other] = [resourcesInWords(template(names)), resourcesInWords(template(names, '10.1.0.0/16'))];
  expect(one.filter((words) => other.includes(words))).toEqual([]);
});

test.each([
  ['what happens on deletion', { DeletionPolicy: 'Retain' }],
  ['a property', { Properties: { Extra: true } }],
  ['the order of a list', { Properties: { List: [2, 1] } }],
])('%s matters', (_, change) => {
  const base = { Type: 'T::T', Properties: { List: [1, 2] } };
  expect(resourcesInWords({ Resources: { A: { ...base, ...change } } })).not.toEqual(resourcesInWords({ Resources: { A: base } }));
});

test.each([
  ['what a resource waits for', { DependsOn: ['B'] }],
  ['notes for scanners', { Metadata: { checkov: {} } }],
  ['the order in which a policy lists actions', { Properties: { Action: ['b', 'a'] } }],
])('%s does not matter', (_, change) => {
  const base = { Type: 'T::T', Properties: { Action: ['a', 'b'] } };
  expect(resourcesInWords({ Resources: { A: { ...base, ...change } } })).toEqual(resourcesInWords({ Resources: { A: base } }));
});

test('a value that CloudFormation assumes does not matter; another one does', () => {
  const policy = (properties: object) => resourcesInWords({ Resources: { A: { Type: 'AWS::IAM::ManagedPolicy', Properties: { ...properties } } } });
  expect(policy({ Description: '', Path: '/' })).toEqual(policy({}));
  expect(policy({ Path: '/payments/' })).not.toEqual(policy({}));
});

test('a name that aws-cdk derives from the place of a construct does not matter; one that is composed does', () => {
  const policy = (name: unknown) => resourcesInWords({ Resources: { A: { Type: 'AWS::ApplicationAutoScaling::ScalingPolicy', Properties: { PolicyName: name } } } });
  expect(policy('StackA')).toEqual(policy('StackB'));
  expect(policy({ Ref: 'A' })).not.toEqual(policy('StackB'));
});

describe('differences', () => {
  const chain = (cidr: string, target = 'V') => ({
    Resources: {
      V: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: cidr } },
      W: { Type: 'AWS::EC2::VPC', Properties: { CidrBlock: '10.9.0.0/16' } },
      S: { Type: 'AWS::EC2::Subnet', Properties: { VpcId: { Ref: target } } },
    },
  });
  const vpc = (cidr: string) => `AWS::EC2::VPC {"CidrBlock":"${cidr}"}`;

  test('name the cause, not what follows from it', () => {
    expect(differences(chain('10.0.0.0/16'), chain('10.1.0.0/16'))).toEqual({ missing: [vpc('10.1.0.0/16')], extra: [vpc('10.0.0.0/16')] });
  });

  test('hold a reference to another resource of the same type', () => {
    const { missing, extra } = differences(chain('10.0.0.0/16', 'W'), chain('10.0.0.0/16'));
    expect([missing.length, extra.length]).toEqual([1, 1]);
    expect(missing[0]).toMatch(/^AWS::EC2::Subnet/);
  });

  test('count equal resources', () => {
    const one = { Resources: { A: { Type: 'T::T' } } };
    expect(differences(one, { Resources: { ...one.Resources, B: { Type: 'T::T' } } })).toEqual({ missing: ['T::T {}'], extra: [] });
  });

  test('are none between equal templates', () => {
    expect(differences(chain('10.0.0.0/16'), chain('10.0.0.0/16'))).toEqual({ missing: [], extra: [] });
  });
});
