/**
 * Random props, valid and invalid, as often as you like: `npm run fuzz -- --runs 20000 --seed 7`. A hundredth of the runs makes
 * templates, each twice; cfn-lint looks at a sample of them. The rest breaks properties, which costs no template.
 */
import { execFileSync, spawnSync } from 'child_process';
import { createHash } from 'crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'fs';
import { tmpdir } from 'os';
import { join, resolve } from 'path';
import { parseArgs } from 'util';
import * as fc from 'fast-check';
import { anyField, brokenField, validProps, withField } from '../support/arbitrary-props';
import { answerOf, checkValid, templateOf } from '../support/fuzz';

const CFN_LINT = resolve('.cache/scanners-venv/bin/cfn-lint');
const VALID_SHARE = 0.01;
const ANY_SHARE = 0.04;
const LINTED = 20;

const { values } = parseArgs({ options: { runs: { type: 'string', default: '1000' }, seed: { type: 'string' }, hash: { type: 'boolean', default: false } } });
const runs = Number(values.runs);
const seed = values.seed === undefined ? Date.now() % 2 ** 31 : Number(values.seed);
const templates: object[] = [];

/** Whether a property holds as often as it was tried; what it broke on is printed. */
function check<T>(name: string, numRuns: number, property: fc.IProperty<T>): boolean {
  const started = Date.now();
  const details = fc.check(property, { numRuns, seed });
  const seconds = ((Date.now() - started) / 1000).toFixed(0);
  console.log(`${name}: ${details.failed ? `FAILED after ${details.numRuns} of ${numRuns}` : `${numRuns} runs`} in ${seconds} s`);
  if (details.failed) {
    console.log(fc.defaultReportMessage(details));
  }
  return !details.failed;
}

const isOurs = (answer: string) => /^Stack\/Pay: \d+ invalid settings?\n {2}- [\w.]+ must /.test(answer);

function fuzz(): boolean {
  const ofValid = Math.max(1, Math.round(runs * VALID_SHARE));
  const ofAny = Math.max(1, Math.round(runs * ANY_SHARE));
  console.log(`seed ${seed}`);
  return [
    check('valid props, template twice', ofValid, fc.property(validProps, (props) => {
      templates.push(checkValid(props).toJSON());
    })),
    check('any value in one property: a template or our message', ofAny, fc.property(validProps, anyField, (props, [path, value]) => {
      const answer = answerOf(withField(props, path, value));
      return answer === 'template' || isOurs(answer);
    })),
    check('a wrong value in one property: our message', Math.max(1, runs - ofValid - ofAny), fc.property(validProps, brokenField, (props, [path, value]) => {
      const answer = answerOf(withField(props, path, value));
      return isOurs(answer) && (answer.includes(`  - ${path} must `) || answer.includes(`  - ${path}.`));
    })),
    sameEverywhere(),
    lint(),
  ].every(Boolean);
}

function hash(): string {
  const sample = fc.sample(validProps, { numRuns: 5, seed });
  return createHash('sha256').update(JSON.stringify(sample.map((props) => templateOf(props).toJSON()))).digest('hex');
}

/** The same templates in another directory, time zone and language. */
function sameEverywhere(): boolean {
  const elsewhere = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const command = ['-r', require.resolve('ts-node/register/transpile-only'), resolve(__filename), '--hash', '--seed', String(seed)];
  const places = [{ TZ: 'UTC', LANG: 'C' }, { TZ: 'Pacific/Kiritimati', LANG: 'tr_TR.UTF-8' }, { TZ: 'America/St_Johns', LANG: 'ar_EG.UTF-8' }];
  const hashes = places.map((env) => execFileSync(process.execPath, command, {
    cwd: elsewhere, env: { ...process.env, ...env, LC_ALL: env.LANG, TS_NODE_PROJECT: resolve('tsconfig.dev.json') }, encoding: 'utf8',
  }).trim());
  rmSync(elsewhere, { recursive: true });
  const isSame = new Set(hashes).size === 1;
  console.log(`5 templates in ${places.length} directories, time zones and languages: ${isSame ? 'the same bytes' : `DIFFERENT: ${hashes.join(', ')}`}`);
  return isSame;
}

function lint(): boolean {
  if (!existsSync(CFN_LINT)) {
    console.log(`cfn-lint: NOT RUN, because ${CFN_LINT} is missing; \`npm run setup\` makes it`);
    return false;
  }
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-lint-'));
  mkdirSync(folder, { recursive: true });
  const step = Math.max(1, Math.floor(templates.length / LINTED));
  const files = templates.filter((_, index) => index % step === 0).map((template, index) => {
    const file = join(folder, `${index}.template.json`);
    writeFileSync(file, JSON.stringify(template));
    return file;
  });
  // Only errors: warnings are looked at with the templates of the profiles.
  const { status, stdout, stderr } = spawnSync(CFN_LINT, ['--ignore-checks', 'W', '--non-zero-exit-code', 'error', '--', ...files], { encoding: 'utf8' });
  console.log(status === 0 ? `cfn-lint: no error in ${files.length} templates` : `cfn-lint: FAILED, templates in ${folder}\n${stdout}${stderr}`);
  return status === 0;
}

if (values.hash) {
  console.log(hash());
} else {
  process.exitCode = fuzz() ? 0 : 1;
}
