import { existsSync } from 'fs';
import { join } from 'path';
import { criticalPath } from '../bench/critical-path';
import { differences } from '../bench/equivalence';
import { exactFigures, readyTemplate } from '../bench/exact';
import { failures, gateOf, readBudgets } from '../bench/gates';
import { compileApps, runApp } from '../bench/processes';

beforeAll(() => {
  if (!existsSync(join(__dirname, '..', 'lib', 'index.js'))) {
    throw new Error('the footprint is that of the compiled library, which is not there: run the compile first');
  }
  compileApps();
}, 30_000);

test('what needs no clock is within its budget', () => {
  const budgets = { ...readBudgets(), measured: {} };
  const figures = exactFigures();
  expect(failures(budgets, figures)).toEqual([]);
  expect(figures.filter(({ name }) => gateOf(budgets, name) !== undefined)).toHaveLength(Object.keys(budgets.exact).length);
}, 60_000);

test.each(['test', 'production'] as const)('the hand-written %s app makes the same resources, so that the comparison is fair', (profile) => {
  const [platform] = runApp(`platform-${profile}`).templates;
  const [handWritten] = runApp(`hand-written-${profile}`).templates;
  expect(differences(handWritten, platform)).toEqual({ missing: [], extra: [] });
  expect(Object.keys(handWritten.Parameters ?? {}).sort()).toEqual(Object.keys(platform.Parameters ?? {}).sort());
  expect(Object.keys(handWritten.Outputs ?? {}).sort()).toEqual(Object.keys(platform.Outputs ?? {}).sort());
}, 60_000);

test.each(['test', 'production'] as const)('nothing in the ready-made %s template waits longer than the service for the first database instance', (profile) => {
  const types = criticalPath(readyTemplate(profile).template).filter(({ seconds }) => seconds > 0).map(({ type }) => type);
  expect(types).toEqual(['AWS::KMS::Key', 'AWS::RDS::DBCluster', 'AWS::RDS::DBInstance', 'AWS::ECS::Service']);
});
