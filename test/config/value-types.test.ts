import { Duration, Token } from 'aws-cdk-lib';
import { violations } from '../../src/config/validation';
import { DURATION, FLAG, LIST, objectWith, oneOf, TEXTS, typeRules } from '../../src/config/value-types';
import type { ValueType } from '../../src/config/value-types';

const messagesOf = (type: ValueType, theValue: unknown) => violations(typeRules<{ theValue: unknown }>('cup', { theValue: type }), { theValue })
  .map(({ id, message }) => `${id}: ${message}`);

test('a rule is named after part and property', () => {
  expect(messagesOf(FLAG, 1)).toEqual(['cup-the-value-type: theValue must be true or false, got 1; give one of the two, or leave it out']);
});

test.each<[string, ValueType, unknown]>([
  ['a flag', FLAG, false],
  ['a duration', DURATION, Duration.days(1)],
  ['a duration of which only the deployment knows the length', DURATION, Duration.seconds(Token.asNumber({ Ref: 'P' }))],
  ['texts', TEXTS, { a: '', b: Token.asString({ Ref: 'P' }) }],
  ['a list', LIST, ['a']],
  ['a list that only the deployment knows', LIST, Token.asList({ Ref: 'P' })],
  ['an object', objectWith('size', 'a cup', 'take one'), Object.create({ size: 1 })],
  ['one of several', oneOf([1, 2], '1 or 2', 'take one'), 2],
  ['nothing', FLAG, undefined],
])('%s is accepted', (_, type, value) => {
  expect(messagesOf(type, value)).toEqual([]);
});

test.each<[string, ValueType, unknown]>([
  ['a flag', FLAG, 'true'],
  ['a duration', DURATION, { toSeconds: 1 }],
  ['texts', TEXTS, { a: '{{resolve:ssm:x}}' }],
  ['texts in a list', TEXTS, ['a']],
  ['a list', LIST, 'a'],
  ['an object', objectWith('size', 'a cup', 'take one'), {}],
  ['one of several', oneOf([1, 2], '1 or 2', 'take one'), '1'],
])('what is not %s is refused', (_, type, value) => {
  expect(messagesOf(type, value)).toHaveLength(1);
  expect(messagesOf(type, null)).toHaveLength(1);
});

test('a flag that only the deployment knows is refused', () => {
  expect(messagesOf(FLAG, Token.asAny({ Ref: 'P' }))).toEqual([
    'cup-the-value-type: theValue must be known at synthesis, because other values follow from it, got a value known only at deployment; '
    + 'give one of the two, or leave it out',
  ]);
});
