import { CREATION_TIMES, creationSeconds } from '../../bench/creation-times';
import { criticalPath, secondsOf } from '../../bench/critical-path';
import type { CfnTemplateResource } from '../../bench/template';

const weights = (type: string) => Number(type.split('::')[1]);
const chain = (resources: Record<string, CfnTemplateResource>) => criticalPath({ Resources: resources }, weights);
const names = (resources: Record<string, CfnTemplateResource>) => chain(resources).map(({ name }) => name);

test('without waiting, the slowest resource is the whole path', () => {
  expect(chain({ Fast: { Type: 'Test::1' }, Slow: { Type: 'Test::7' } })).toEqual([{ name: 'Slow', type: 'Test::7', seconds: 7, readyAt: 7 }]);
});

test.each([
  ['Ref', { Properties: { Id: { Ref: 'First' } } }],
  ['Fn::GetAtt', { Properties: { Arn: { 'Fn::GetAtt': ['First', 'Arn'] } } }],
  ['Fn::GetAtt in one text', { Properties: { Arn: { 'Fn::GetAtt': 'First.Arn' } } }],
  ['Fn::Sub', { Properties: { Name: { 'Fn::Sub': 'a-${First}-b' } } }],
  ['Fn::Sub of an attribute', { Properties: { Name: { 'Fn::Sub': ['${First.Arn}/${x}', { x: 1 }] } } }],
  ['DependsOn', { DependsOn: ['First'] }],
  ['DependsOn of one', { DependsOn: 'First' }],
  ['a reference deep in a list', { Properties: { List: [{ Deep: [{ Ref: 'First' }] }] } }],
])('%s makes a resource wait', (_, waiting) => {
  expect(names({ Second: { Type: 'Test::1', ...waiting }, First: { Type: 'Test::2' } })).toEqual(['First', 'Second']);
});

test('what is no reference makes nothing wait', () => {
  expect(names({ Second: { Type: 'Test::3', Properties: { Name: { 'Fn::Sub': '${!First}' }, Other: { Ref: 'AWS::Region' }, Text: 'First' } }, First: { Type: 'Test::2' } })).toEqual(['Second']);
});

test('of two ways, the slower one counts', () => {
  const resources = {
    Start: { Type: 'Test::1' },
    Quick: { Type: 'Test::1', DependsOn: 'Start' },
    Slow: { Type: 'Test::5', DependsOn: 'Start' },
    End: { Type: 'Test::2', DependsOn: ['Quick', 'Slow'] },
  };
  expect(names(resources)).toEqual(['Start', 'Slow', 'End']);
  expect(secondsOf(chain(resources))).toBe(8);
});

test('resources that wait for each other are named', () => {
  expect(() => chain({ A: { Type: 'Test::1', DependsOn: 'B' }, B: { Type: 'Test::1', DependsOn: 'A' } })).toThrow('resources wait for each other: A → B → A');
});

test('an empty template is there at once', () => {
  expect(secondsOf(criticalPath({ Resources: {} }))).toBe(0);
});

test('a type without a published time counts nothing, and every time has its source', () => {
  expect(creationSeconds('AWS::EC2::Subnet')).toBe(0);
  expect(creationSeconds('AWS::EC2::NatGateway')).toBe(105);
  Object.values(CREATION_TIMES).forEach(({ source, seconds }) => {
    expect(source).toMatch(/\d logs? in public repositories|1 log: README/);
    expect(seconds).toBeGreaterThan(0);
  });
});
