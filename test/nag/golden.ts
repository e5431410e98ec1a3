import { readFileSync, writeFileSync } from 'fs';
import { join } from 'path';

/**
 * Compares with a file that is reviewed in diffs. The test task never writes it; `GOLDEN=write npx jest test/nag` does.
 */
export function expectGolden(name: string, actual: ReadonlyArray<Record<string, string>>): void {
  const file = join(__dirname, name);
  const text = `[\n${actual.map((row) => `  ${JSON.stringify(row)}`).join(',\n')}\n]\n`;
  if (process.env.GOLDEN === 'write') {
    writeFileSync(file, text);
  }
  expect(text.split('\n')).toEqual(readFileSync(file, 'utf8').split('\n'));
}

/** Rows in an order that does not depend on how they were found, each once. */
export function sorted<T extends Record<string, string>>(rows: T[]): T[] {
  const byText = new Map(rows.map((row) => [JSON.stringify(row), row]));
  return [...byText.keys()].sort().map((text) => byText.get(text)!);
}
