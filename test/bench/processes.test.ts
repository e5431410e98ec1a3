import { compileApps, interleave, runApp } from '../../bench/processes';

const cost = (cpuSeconds: number) => ({ cpuSeconds, wallSeconds: 0, peakMebibytes: 0 });

test('apps take turns', () => {
  const order: string[] = [];
  const turn = (name: string) => () => {
    order.push(name);
    return cost(order.length);
  };
  const costs = interleave({ a: turn('a'), b: turn('b') }, 2);
  expect(order).toEqual(['a', 'b', 'a', 'b']);
  expect(costs.a.map(({ cpuSeconds }) => cpuSeconds)).toEqual([1, 3]);
});

test('a process says what it used and leaves its templates', () => {
  compileApps();
  const { cpuSeconds, peakMebibytes, wallSeconds, modules, templates } = runApp('floor', { copies: 2 });
  expect(Math.min(cpuSeconds, peakMebibytes, wallSeconds, modules.length)).toBeGreaterThan(0);
  expect(templates).toHaveLength(2);
}, 30_000);

test('an app that fails is named, with what it said', () => {
  compileApps();
  expect(() => runApp('absent' as 'floor')).toThrow(/^absent failed: .*Cannot find module/s);
}, 30_000);
