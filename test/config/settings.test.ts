import { settle } from '../../src/config/settings';
import { deepFrozen } from '../support/freeze';

interface Given {
  readonly size?: number | null;
  readonly name?: string;
}

test('what is given replaces the default, and the rest stays', () => {
  expect(settle({ size: 1, name: 'a' }, { size: 2 } as Given)).toEqual({ size: 2, name: 'a' });
});

test('undefined means not given; null, zero and empty text are given', () => {
  expect(settle({ size: 1, name: 'a' }, { size: undefined, name: undefined } as Given)).toEqual({ size: 1, name: 'a' });
  expect(settle({ size: 1, name: 'a' }, { size: null, name: '' } as Given)).toEqual({ size: null, name: '' });
  expect(settle({ size: 1 }, { size: 0 } as Given)).toEqual({ size: 0 });
});

test('what has no default stays as it was given', () => {
  expect(settle({ size: 1 }, { name: 'a' } as Given)).toEqual({ size: 1, name: 'a' });
});

test('neither input is changed, and the result cannot be', () => {
  const defaults = deepFrozen({ size: 1, tags: ['a'] });
  const given = deepFrozen({ size: 2 });
  const settled = settle(defaults, given);

  expect(Object.isFrozen(settled)).toBe(true);
  expect(defaults).toEqual({ size: 1, tags: ['a'] });
  expect(given).toEqual({ size: 2 });
});
