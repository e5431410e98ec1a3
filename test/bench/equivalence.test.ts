import { resourcesInWords } from '../../bench/equivalence';

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

test('a name that aws-cdk derives from the place of a construct does not matter; one that is composed does', () => {
  const policy = (name: unknown) => resourcesInWords({ Resources: { A: { Type: 'AWS::ApplicationAutoScaling::ScalingPolicy', Properties: { PolicyName: name } } } });
  expect(policy('StackA')).toEqual(policy('StackB'));
  expect(policy({ Ref: 'A' })).not.toEqual(policy('StackB'));
});
