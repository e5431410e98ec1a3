import { Template } from 'aws-cdk-lib/assertions';
import { PaymentParameters } from '../../src';
import { deepFrozen } from '../support/freeze';
import { messageOf, newStack } from '../support/synth';
import { readable, resources } from '../support/template';

const stack = newStack();
const values = deepFrozen({ 'db/endpoint': 'host.example.com', 'queue': 'q' });
new PaymentParameters(stack, 'Parameters', { environmentSuffix: 'unit', values });
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

// The other parts refuse it; this one would make a parameter that nobody looks for.
test.failing('a wrong suffix is refused', () => {
  expect(messageOf(() => new PaymentParameters(newStack(), 'Parameters', { environmentSuffix: 'A_B', values: {} })))
    .toContain('environmentSuffix must be lower-case letters and digits');
});
