import * as fc from 'fast-check';
import { ipv4Block, overlap } from '../../src/config/ipv4';

test.each([
  ['0.0.0.0/0', { first: 0, last: 4294967295, mask: 0 }],
  ['10.0.0.0/16', { first: 167772160, last: 167837695, mask: 16 }],
  ['255.255.255.255/32', { first: 4294967295, last: 4294967295, mask: 32 }],
  ['128.0.0.0/1', { first: 2147483648, last: 4294967295, mask: 1 }],
])('%s is a block', (text, block) => {
  expect(ipv4Block(text)).toEqual(block);
});

test.each(['10.0.0.1/16', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/016', '256.0.0.0/8', '10.0.0/8', '::/0', '10.0.0.0/8\n', ' 10.0.0.0/8', '', null, undefined, 10, []])(
  '%j is none', (text) => {
    expect(ipv4Block(text)).toBeUndefined();
  },
);

test('two blocks overlap exactly when one holds the first address of the other', () => {
  const block = fc.tuple(fc.nat(2 ** 32 - 1), fc.integer({ min: 0, max: 32 })).map(([address, mask]) => {
    const first = address - address % 2 ** (32 - mask);
    return `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${mask}`;
  });
  fc.assert(fc.property(block, block, (one, other) => {
    const [a, b] = [ipv4Block(one)!, ipv4Block(other)!];
    const holds = (outer: typeof a, address: number) => outer.first <= address && address <= outer.last;
    expect(overlap(a, b)).toBe(holds(a, b.first) || holds(b, a.first));
    expect(overlap(b, a)).toBe(overlap(a, b));
  }), { numRuns: 200 });
});
