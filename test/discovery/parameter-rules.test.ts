import { Token } from 'aws-cdk-lib';
import { violations } from '../../src/config/validation';
import { parameterRules } from '../../src/discovery/parameter-rules';

const found = (overrides: object) => violations(parameterRules, { path: 'db/endpoint', value: 'host', ...overrides }).map(({ id, message }) => `${id}: ${message}`);

test.each([
  [{}], [{ path: 'a' }], [{ path: 'a'.repeat(900) }], [{ path: Array.from({ length: 13 }, () => 'a').join('/') }], [{ path: 'a.b/.c/d-e_f' }],
  [{ value: 'a'.repeat(4096) }], [{ value: 'a\nb' }], [{ value: Token.asString({ Ref: 'P' }) }],
])('%j is accepted', (overrides) => {
  expect(found(overrides)).toEqual([]);
});

const PATH = 'must be 1 to 13 names of letters, digits, dots, hyphens and underscores with single slashes between them';
const VALUE = 'must be text of 1 to 4096 bytes without {{';

test.each([
  '', '/a', 'a/', 'a//b', '../admin', 'a/../b', 'a/.', 'a b', 'ä', '{{x}}', Array.from({ length: 14 }, () => 'a').join('/'), null, 7,
])('the path %j is refused', (path) => {
  const got = typeof path === 'number' ? String(path) : JSON.stringify(path).replace('ä', '\\u00e4');
  expect(found({ path })).toEqual([`parameter-path: path ${PATH}, got ${got}; choose one such as "db/endpoint"; it stands below the path of the platform`]);
});

test('a path of more than 900 characters is refused', () => {
  expect(found({ path: 'a'.repeat(901) })).toHaveLength(1);
});

test.each([
  ['', '""'], ['{{resolve:secretsmanager:x}}', '"{{resolve:secretsmanager:x}}"'], ['ä'.repeat(2049), `"${'\\u00e4'.repeat(40).slice(0, 199)}…`], [null, 'null'],
])('the value %j is refused', (value, got) => {
  expect(found({ value })).toEqual([`parameter-value: value ${VALUE}, got ${got}; publish a name or an address; a secret belongs in Secrets Manager`]);
});

test('a path that only the deployment knows is refused', () => {
  expect(found({ path: Token.asString({ Ref: 'P' }) })[0]).toMatch(/^parameter-path: path must be known at synthesis/);
});
