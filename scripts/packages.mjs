// How the package of each language is made from the compiled library, by the release as well as by the proof of the bindings.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mavenRepository } from './cache.mjs';
import { isInstalled, run } from './command.mjs';
import { readmeOf } from './package-readme.mjs';

/** Makes the package of a language below `dist/`. */
export async function packageLanguage(root, language) {
  if (language === 'js') {
    await pacmak(root, 'js');
  } else {
    const source = await stage(root, language);
    await pacmak(root, language, ...optionsOf(language), source);
    rmSync(source, { recursive: true, force: true });
  }
}

export const packagedLanguages = ['js', 'java', 'python', 'dotnet', 'go'];

function optionsOf(language) {
  if (language === 'java') {
    return ['--maven-local-repository', mavenRepository];
  }
  if (language === 'dotnet' && !isInstalled('dotnet')) {
    console.error('There is no dotnet here: the C# sources are generated, not compiled.');
    return ['--code-only'];
  }
  return [];
}

/** A copy of the npm package whose README is written for the language; inside the repository, where its dependencies are found. */
async function stage(root, language) {
  const folder = join(root, '.cache', 'package', language);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const [{ filename }] = JSON.parse(await run('npm', ['pack', '--json', '--silent', '--ignore-scripts', '--pack-destination', folder], { cwd: root }));
  await run('tar', ['--extract', '--gzip', '--strip-components=1', '--file', filename], { cwd: folder });
  rmSync(join(folder, filename));

  const assembly = JSON.parse(readFileSync(join(folder, '.jsii'), 'utf8'));
  const markdown = readmeOf(language, { root, assembly });
  writeFileSync(join(folder, '.jsii'), JSON.stringify({ ...assembly, readme: { markdown } }));
  writeFileSync(join(folder, 'README.md'), markdown);
  return folder;
}

async function pacmak(root, target, ...options) {
  if (!existsSync(join(root, '.jsii'))) {
    throw new Error('.jsii is missing: run "npx projen compile" first');
  }
  rmSync(join(root, 'dist', target), { recursive: true, force: true });
  await run(join(root, 'node_modules', '.bin', 'jsii-pacmak'), ['--target', target, '--outdir', join(root, 'dist'), ...options], { cwd: root });
}
