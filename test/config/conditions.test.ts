import { fromThisAccount } from '../../src/config/conditions';
import { newStack } from '../support/synth';

test('a service may act only for resources of the account that the stack is in', () => {
  expect(newStack().resolve(fromThisAccount())).toEqual({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
});

test('every caller gets an object of its own, so that none can change the condition of another', () => {
  expect(fromThisAccount()).not.toBe(fromThisAccount());
  expect(fromThisAccount().StringEquals).not.toBe(fromThisAccount().StringEquals);
});
