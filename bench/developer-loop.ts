import { existsSync, readdirSync, readFileSync } from 'fs';
import { join, resolve } from 'path';
import { seconds } from './figures';
import type { Figure } from './figures';

const REPORTS = resolve(__dirname, '..', 'test-reports');
const TEST_CASE = /<testcase classname="[^"]*" name="([^"]*)" time="([^"]*)"/g;
const ENTITIES: Record<string, string> = { '&quot;': '"', '&apos;': '\'', '&lt;': '<', '&gt;': '>', '&amp;': '&' };
const SUITES = /<testsuites [^>]*time="([^"]*)"/;

/** A test and how long it took. */
export interface TimedTest {
  readonly name: string;
  readonly seconds: number;
}

/** How long the last run of each kind of tests took; nothing where none was run. */
export function developerLoop(): Figure[] {
  return reports().map(({ name, text }) => seconds(`tests, ${name}`, Number(SUITES.exec(text)?.[1] ?? 0)));
}

/** The tests that took longest in the last run. */
export function slowestTests(number: number): TimedTest[] {
  const cases = reports().flatMap(({ text }) => [...text.matchAll(TEST_CASE)]);
  const tests = cases.map(([, name, time]) => ({ name: decoded(name), seconds: Number(time) }));
  return tests.sort((a, b) => b.seconds - a.seconds).slice(0, number);
}

function decoded(text: string): string {
  return text.trim().replace(/&\w+;/g, (entity) => ENTITIES[entity] ?? entity);
}

function reports() {
  const files = existsSync(REPORTS) ? readdirSync(REPORTS).filter((file) => file.endsWith('.xml')) : [];
  return files.map((file) => ({ name: file.replace(/\.xml$/, ''), text: readFileSync(join(REPORTS, file), 'utf8') }));
}
