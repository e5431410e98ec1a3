import { Template } from 'aws-cdk-lib/assertions';
import { PaymentParameters } from '../../src';
import { messageOf, newStack } from '../support/synth';
import { readable, resources } from '../support/template';

const stack = newStack();
const parameters = new PaymentParameters(stack, 'Parameters', { environmentSuffix: 'unit' });
const published = [parameters.publish('db/endpoint', 'host.example.com'), parameters.publish('queue', 'q')];
const template = readable(Template.fromStack(stack));

test('every value stands under the path of the platform', () => {
  expect(Object.values(resources(template)).map(({ Type: type, Properties: properties }) => ({ type, ...properties }))).toEqual([
    { type: 'AWS::SSM::Parameter', Type: 'String', Name: '/payment/unit/db/endpoint', Value: 'host.example.com' },
    { type: 'AWS::SSM::Parameter', Type: 'String', Name: '/payment/unit/queue', Value: 'q' },
  ]);
});

test('the logical ids follow the paths, so that adding one renames no other', () => {
  expect(Object.keys(resources(template))).toEqual(['Parametersdbendpoint', 'Parametersqueue']);
});

test('what is published can be granted and read by its ARN', () => {
  expect(published.map(({ parameterArn }) => stack.resolve(parameterArn))).toEqual(['Parametersdbendpoint', 'Parametersqueue'].map((id) => ({
    'Fn::Join': ['', [
      'arn:', { Ref: 'AWS::Partition' }, ':ssm:', { Ref: 'AWS::Region' }, ':', { Ref: 'AWS::AccountId' }, ':parameter',
      { Ref: expect.stringMatching(new RegExp(`^${id}[0-9A-F]{8}$`)) },
    ]],
  })));
});

test('a wrong suffix is refused', () => {
  expect(messageOf(() => new PaymentParameters(newStack(), 'Parameters', { environmentSuffix: 'A_B' }))).toBe([
    'Stack/Parameters: 1 invalid setting',
    '  - environmentSuffix must be lower-case letters and digits with single inner hyphens, 1 to 20 characters, got "A_B"; '
    + 'it stands in every name, so choose one such as "prod" or "staging-eu" [environment-suffix]',
  ].join('\n'));
});
