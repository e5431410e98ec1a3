// Makes packages below dist/: node scripts/package.mjs [js|java|python|dotnet|go …]; all of them by default.
import { fileURLToPath } from 'node:url';
import { packagedLanguages, packageLanguage } from './packages.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const chosen = process.argv.slice(2);
const unknown = chosen.filter((language) => !packagedLanguages.includes(language));
if (unknown.length > 0) {
  console.error(`unknown ${unknown.join(', ')}; known are ${packagedLanguages.join(', ')}`);
  process.exit(1);
}
for (const language of chosen.length > 0 ? chosen : packagedLanguages) {
  const start = Date.now();
  await packageLanguage(root, language);
  console.log(`dist/${language} in ${((Date.now() - start) / 1000).toFixed(1)} s`);
}
