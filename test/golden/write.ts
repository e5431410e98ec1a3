/** Writes what the next release has to preserve. Run it with a release, never to make the test pass. */
import { writeFileSync } from 'fs';
import stringify from 'json-stringify-pretty-compact';
import { goldenFile, PROFILES, statefulOf } from './stateful';

for (const profile of Object.keys(PROFILES)) {
  writeFileSync(goldenFile(profile), `${stringify(statefulOf(profile), { indent: 1, maxLength: 160 })}\n`);
}
