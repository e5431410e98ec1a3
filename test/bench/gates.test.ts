import { count, ratio } from '../../bench/figures';
import { failures, gateOf } from '../../bench/gates';

const budgets = { noise: 1.05, measured: { time: 1.1 }, stretch: {}, exact: { modules: 10 } };

test('a measured figure may be a twentieth above its goal, an exact one not at all', () => {
  expect([gateOf(budgets, 'time'), gateOf(budgets, 'modules'), gateOf(budgets, 'other')]).toEqual([1.155, 10, undefined]);
});

test('figures at their gates hold', () => {
  expect(failures(budgets, [ratio('time', 1.155), count('modules', 10), count('other', 99)])).toEqual([]);
});

test('figures beyond their gates are named', () => {
  expect(failures(budgets, [ratio('time', 1.156), count('modules', 11)])).toEqual(['time: 1.156, at most 1.155', 'modules: 11, at most 10']);
});

test('a goal without a figure fails', () => {
  expect(failures(budgets, [count('modules', 1)])).toEqual(['time: not measured']);
});
