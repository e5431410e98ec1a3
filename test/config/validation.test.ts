import { App, CfnParameter, Lazy, Stack, Token } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import { assertValid, Severity, violations } from '../../src/config/validation';
import type { Rule } from '../../src/config/validation';
import { messageOf } from '../support/synth';

interface Cup {
  readonly size: unknown;
}

const RULE: Rule<Cup> = {
  id: 'cup-size',
  property: 'size',
  requirement: 'must be small',
  value: ({ size }) => size,
  holds: ({ size }) => size === 'small',
  remedy: 'drink less',
  source: 'test',
};

function scope(): Construct {
  return new Construct(new Stack(new App(), 'Stack'), 'Cup');
}

describe('a violation', () => {
  test('is absent when the rule holds', () => {
    expect(violations([RULE], { size: 'small' })).toEqual([]);
  });

  test('is an error with id, property, requirement, value and remedy', () => {
    expect(violations([RULE], { size: 'large' })).toEqual([
      { id: 'cup-size', severity: 'ERROR', message: 'size must be small, got "large"; drink less' },
    ]);
  });

  test('names the group of props when several parts report together', () => {
    expect(violations([RULE], { size: 1 }, 'kitchen.')[0].message).toBe('kitchen.size must be small, got 1; drink less');
  });

  test('has the severity of its rule', () => {
    expect(violations([{ ...RULE, severity: Severity.WARNING }], { size: 1 })[0].severity).toBe('WARNING');
  });

  test('is found for every rule, in the order of the rules', () => {
    expect(violations([RULE, { ...RULE, id: 'other' }], { size: 1 }).map(({ id }) => id)).toEqual(['cup-size', 'other']);
  });

  test.each<[string, unknown, string]>([
    ['text', 'a"b', '"a\\"b"'],
    ['empty text', '', '""'],
    ['a number', 1.5, '1.5'],
    ['no number', NaN, 'NaN'],
    ['infinity', Infinity, 'Infinity'],
    ['nothing', undefined, 'nothing'],
    ['null', null, 'null'],
    ['a truth value', false, 'false'],
    ['a list', ['a', 1], '["a",1]'],
    ['an object', { a: 1 }, '{"a":1}'],
    ['a function', Math.max, 'function max() { [native code] }'],
    ['a line break', 'a\nb', '"a\\nb"'],
    ['an escape sequence', 'a\u001b[31m', '"a\\u001b[31m"'],
    ['a text direction mark', 'a\u202eb', '"a\\u202eb"'],
    ['a lone surrogate', '\ud800', '"\\ud800"'],
  ])('shows %s', (_, size, shown) => {
    expect(violations([RULE], { size })[0].message).toBe(`size must be small, got ${shown}; drink less`);
  });
});

describe('a value that is known only at deployment', () => {
  const tokens: Array<[string, unknown]> = [
    ['text', Token.asString({ Ref: 'A' })],
    ['text with a token inside', `a-${Token.asString({ Ref: 'A' })}`],
    ['a number', Token.asNumber({ Ref: 'A' })],
    ['a list', Token.asList({ Ref: 'A' })],
    ['a list with one token inside', ['a', Token.asString({ Ref: 'A' })]],
    ['any value', Lazy.any({ produce: () => 1 })],
  ];

  test.each(tokens)('is skipped: %s', (_, size) => {
    expect(violations([RULE], { size })).toEqual([]);
  });

  test.each(tokens)('is refused where other values follow from it: %s', (_, size) => {
    expect(violations([{ ...RULE, shapesTemplate: true }], { size })[0].message)
      .toBe('size must be known at synthesis, because other values follow from it, got a value known only at deployment; drink less');
  });

  test('is the value of a parameter', () => {
    const parameter = new CfnParameter(new Stack(), 'Size', { type: 'Number' });
    expect(violations([RULE], { size: parameter.valueAsNumber })).toEqual([]);
  });
});

describe('the report', () => {
  const error = { id: 'cup-size', severity: Severity.ERROR, message: 'size must be small' };
  const warning = { id: 'cup-old', severity: Severity.WARNING, message: 'size should be new' };

  test('of one error names the construct', () => {
    expect(messageOf(() => assertValid(scope(), [error]))).toBe('Stack/Cup: 1 invalid setting\n  - size must be small [cup-size]');
  });

  test('of several errors comes at once', () => {
    const other = { ...error, id: 'cup-form', message: 'form must be round' };
    expect(messageOf(() => assertValid(scope(), [error, warning, other]))).toBe([
      'Stack/Cup: 2 invalid settings',
      '  - size must be small [cup-size]',
      '  - form must be round [cup-form]',
    ].join('\n'));
  });

  test('of nothing is silence', () => {
    const cup = scope();
    expect(() => assertValid(cup, [])).not.toThrow();
    expect(cup.node.metadata).toEqual([]);
  });

  test('of a warning is an annotation with a stable id', () => {
    const cup = scope();
    assertValid(cup, [warning]);
    expect(cup.node.metadata).toEqual([
      expect.objectContaining({ type: 'aws:cdk:warning', data: 'size should be new [ack: cdk-payment-platform:cup-old]' }),
    ]);
  });
});
