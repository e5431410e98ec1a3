// What a project of the binding proof gave, and how it differs from what TypeScript gave.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const SHOWN_LINES = 3;
const SHOWN_WIDTH = 200;

/** Texts by name: every template, the warnings of every stack, and what the program printed. */
export function observed(output, printed) {
  const files = readdirSync(output).sort();
  const read = (file) => readFileSync(join(output, file), 'utf8');
  return new Map([
    ...files.filter((file) => file.endsWith('.template.json')).map((file) => [file, read(file)]),
    ...files.filter((file) => file.endsWith('.metadata.json')).map((file) => [file.replace('metadata.json', 'warnings'), warnings(JSON.parse(read(file)))]),
    ...(printed === undefined ? [] : [['printed', readable(printed)]]),
  ]);
}

/** One text for each name that is not the same, with the first lines that differ. */
export function differences(reference, found) {
  const names = [...new Set([...reference.keys(), ...found.keys()])];
  return names.filter((name) => reference.get(name) !== found.get(name)).map((name) => {
    if (!reference.has(name) || !found.has(name)) {
      return `${name} is only ${reference.has(name) ? 'in TypeScript' : 'here'}`;
    }
    return [`${name} differs from TypeScript (-)`, ...differingLines(reference.get(name), found.get(name))].join('\n');
  });
}

function differingLines(reference, found) {
  const [expected, actual] = [reference.split('\n'), found.split('\n')];
  const numbers = Array.from({ length: Math.max(expected.length, actual.length) }, (_, index) => index);
  const different = numbers.filter((index) => expected[index] !== actual[index]);
  const line = (mark, text) => `    ${mark} ${text === undefined ? '(end)' : text.slice(0, SHOWN_WIDTH)}`;
  return [
    ...different.slice(0, SHOWN_LINES).flatMap((index) => [`  line ${index + 1}`, line('-', expected[index]), line('+', actual[index])]),
    ...(different.length > SHOWN_LINES ? [`  and ${different.length - SHOWN_LINES} more lines`] : []),
  ];
}

/** What the library says about a stack; where it was said is a file of the one language. */
function warnings(metadata) {
  const said = Object.entries(metadata).flatMap(([path, entries]) => entries
    .filter(({ type }) => ['aws:cdk:info', 'aws:cdk:warning', 'aws:cdk:error'].includes(type))
    .map(({ type, data }) => `${path} ${type} ${data}`));
  return said.sort().join('\n');
}

/** Maven resets colours that it never set; jsii puts "Error: " before what a static method throws. */
function readable(printed) {
  return printed.replaceAll('\u001b[0m', '').replace(/^Error: /gm, '');
}
