import { minifiedBytes, wasteOf } from '../../bench/template-size';

test('parameters and conditions that nothing refers to are named', () => {
  const template = {
    Parameters: { Used: {}, UsedByCondition: {}, UsedByOutput: {}, Unused: {} },
    Conditions: { Used2: { 'Fn::Equals': [{ Ref: 'UsedByCondition' }, ''] }, Unused2: true, UsedByResource: true },
    Resources: { A: { Type: 'T', Condition: 'UsedByResource', Properties: { Name: { Ref: 'Used' }, Other: { 'Fn::If': ['Used2', 1, 2] } } } },
    Outputs: { Out: { Value: { 'Fn::Sub': '${UsedByOutput}' } } },
  };
  expect(wasteOf(template).unused).toEqual(['Unused', 'Unused2']);
});

test('a dependency is redundant when a reference, or another dependency, says it already', () => {
  const template = {
    Resources: {
      Root: { Type: 'T' },
      Middle: { Type: 'T', DependsOn: ['Root'] },
      Referring: { Type: 'T', Properties: { Id: { Ref: 'Root' } }, DependsOn: ['Root'] },
      Skipping: { Type: 'T', DependsOn: ['Middle', 'Root'] },
      Needed: { Type: 'T', DependsOn: ['Middle', 'Referring'] },
    },
  };
  expect(wasteOf(template).redundantDependencies).toEqual(['Referring → Root', 'Skipping → Root']);
});

test('a long text that is repeated counts every time but the first', () => {
  const long = 'x'.repeat(40);
  const template = { Resources: { A: { Type: 'T', Properties: { a: long, b: [long, long], c: 'short', d: 'short' } } } };
  expect(wasteOf(template).repeatedLiteralBytes).toBe(2 * 42);
});

test('the size counts bytes, not characters', () => {
  expect(minifiedBytes({ Resources: {} })).toBe(16);
  expect(minifiedBytes({ Resources: { Ä: { Type: 'T' } } })).toBe('{"Resources":{"A":{"Type":"T"}}}'.length + 1);
});
