import { CfnResource } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { suppress } from '../../src/config/suppressions';
import { newStack } from '../support/synth';
import { only } from '../support/template';

function suppressed(use: (resource: CfnResource) => void) {
  const stack = newStack();
  const resource = new CfnResource(stack, 'Thing', { type: 'Test::Thing' });
  use(resource);
  const acknowledged = resource.node.metadata.filter(({ type }) => type === 'aws:cdk:acknowledged-rules').map(({ data }) => data);
  return { metadata: only(Template.fromStack(stack), 'Test::Thing').Metadata, acknowledged };
}

test('every scanner finds its rules and the reason where it reads them', () => {
  const { metadata, acknowledged } = suppressed((resource) => suppress(resource, 'It is a thing.', {
    nag: ['Nag-1', 'Nag-2'],
    checkov: ['CKV_1', 'CKV_2'],
    guard: ['GUARD_1', 'GUARD_2'],
    cfnLint: ['W1', 'W2'],
  }));
  expect(metadata).toEqual({
    'cdk_nag': { rules_to_suppress: [{ id: 'Nag-1', reason: 'It is a thing.' }, { id: 'Nag-2', reason: 'It is a thing.' }] },
    'checkov': { skip: [{ id: 'CKV_1', comment: 'It is a thing.' }, { id: 'CKV_2', comment: 'It is a thing.' }] },
    'guard': { SuppressedRules: ['GUARD_1', 'GUARD_2'] },
    'cfn-lint': { config: { ignore_checks: ['W1', 'W2'] } },
  });
  expect(acknowledged).toEqual([Object.fromEntries(['Nag-1', 'Nag-2', 'GUARD_1', 'GUARD_2', 'W1', 'W2'].map((id) => [id, 'It is a thing.']))]);
});

test.each([
  ['nag', { nag: ['Nag-1'] }, { cdk_nag: { rules_to_suppress: [{ id: 'Nag-1', reason: 'Why.' }] } }, [{ 'Nag-1': 'Why.' }]],
  ['checkov', { checkov: ['CKV_1'] }, { checkov: { skip: [{ id: 'CKV_1', comment: 'Why.' }] } }, []],
  ['guard', { guard: ['GUARD_1'] }, { guard: { SuppressedRules: ['GUARD_1'] } }, [{ GUARD_1: 'Why.' }]],
  ['cfn-lint', { cfnLint: ['W1'] }, { 'cfn-lint': { config: { ignore_checks: ['W1'] } } }, [{ W1: 'Why.' }]],
])('rules of %s alone leave no metadata for another scanner', (_, rules, expected, expectedAcknowledged) => {
  const { metadata, acknowledged } = suppressed((resource) => suppress(resource, 'Why.', rules));
  expect(metadata).toEqual(expected);
  expect(acknowledged).toEqual(expectedAcknowledged);
});

test.each([{}, { nag: [], checkov: [], guard: [], cfnLint: [] }])('without rules (%j) the resource has no metadata', (rules) => {
  expect(suppressed((resource) => suppress(resource, 'Why.', rules))).toEqual({ metadata: undefined, acknowledged: [] });
});

test('a later reason joins the earlier one', () => {
  const { metadata, acknowledged } = suppressed((resource) => {
    suppress(resource, 'First.', { nag: ['Nag-1'], checkov: ['CKV_1'], guard: ['GUARD_1'], cfnLint: ['W1'] });
    suppress(resource, 'Second.', { nag: ['Nag-2'], checkov: ['CKV_2'], guard: ['GUARD_2'], cfnLint: ['W2'] });
  });
  expect(metadata).toEqual({
    'cdk_nag': { rules_to_suppress: [{ id: 'Nag-1', reason: 'First.' }, { id: 'Nag-2', reason: 'Second.' }] },
    'checkov': { skip: [{ id: 'CKV_1', comment: 'First.' }, { id: 'CKV_2', comment: 'Second.' }] },
    'guard': { SuppressedRules: ['GUARD_1', 'GUARD_2'] },
    'cfn-lint': { config: { ignore_checks: ['W1', 'W2'] } },
  });
  expect(acknowledged).toEqual([{ 'Nag-1': 'First.', 'GUARD_1': 'First.', 'W1': 'First.' }, { 'Nag-2': 'Second.', 'GUARD_2': 'Second.', 'W2': 'Second.' }]);
});

test('one finding of a rule stands apart from the rule for cdk-nag 2, and behind it for cdk-nag 3', () => {
  const { metadata, acknowledged } = suppressed((resource) => suppress(resource, 'Why.', { nag: ['Nag-1[Resource::<Bucket.Arn>/*]'] }));
  expect(metadata).toEqual({ cdk_nag: { rules_to_suppress: [{ id: 'Nag-1', reason: 'Why.', applies_to: ['Resource::<Bucket.Arn>/*'] }] } });
  expect(acknowledged).toEqual([{ 'Nag-1[Resource::<Bucket.Arn>/*]': 'Why.' }]);
});

test('metadata of others stays', () => {
  const { metadata } = suppressed((resource) => {
    resource.addMetadata('guard', { Note: ['theirs'] });
    resource.addMetadata('Owner', 'payments');
    suppress(resource, 'Why.', { guard: ['GUARD_1'] });
  });
  expect(metadata).toEqual({ guard: { Note: ['theirs'], SuppressedRules: ['GUARD_1'] }, Owner: 'payments' });
});
