// The README of the packages of the other languages: their own way to install, and links that hold outside the repository.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const NPM_INSTALL = /^```sh\nnpm install cdk-payment-platform .*\n```\n/m;

/** How a user of a language installs the package, and how that language spells `containerUser`. */
const languages = {
  python: ({ targets }) => ({ install: fenced('sh', `pip install ${targets.python.distName}`), spelling: '`container_user` here' }),
  java: ({ targets, version }) => ({
    install: fenced('xml', mavenDependency(targets.java.maven, version)),
    spelling: '`containerUser(…)` of a builder and `getContainerUser()` here',
  }),
  dotnet: ({ targets }) => ({ install: fenced('sh', `dotnet add package ${targets.dotnet.packageId}`), spelling: '`ContainerUser` here' }),
};

export function readmeOf(language, { root, assembly }) {
  const place = placeOf(assembly);
  return language === 'go' ? goReadme(root, assembly, place) : absolute(translated(language, assembly), place);
}

/** The page of the repository that belongs to a version; a version that was never released is that of the main branch. */
function placeOf({ repository, version }) {
  const page = repository.url.replace(/\.git$/, '');
  const reference = version === '0.0.0' ? 'main' : `v${version}`;
  return { file: `${page}/blob/${reference}`, raw: `${page}/raw/${reference}` };
}

/** pacmak translates the snippets; the command and the names in the text are not its business. */
function translated(language, assembly) {
  const { markdown } = assembly.readme;
  const { install, spelling } = languages[language](assembly);
  if (!NPM_INSTALL.test(markdown)) {
    throw new Error('README.md no longer says "npm install cdk-payment-platform …", which the other languages replace');
  }
  const note = `Names in the text are those of TypeScript: \`containerUser\` is ${spelling}. See [languages](docs/languages.md).`;
  return markdown.replace(NPM_INSTALL, () => `${install}\n${note}\n`);
}

function mavenDependency({ groupId, artifactId }, version) {
  return [
    '<dependency>',
    `  <groupId>${groupId}</groupId>`,
    `  <artifactId>${artifactId}</artifactId>`,
    `  <version>${version}</version>`,
    '</dependency>',
  ].join('\n');
}

function fenced(language, text) {
  return `\`\`\`${language}\n${text}\n\`\`\`\n`;
}

/** jsii-rosetta's Go does not compile; this one does, as it is the example. */
function goReadme(root, { name, description, targets }, place) {
  const module = `${targets.go.moduleName}/${targets.go.packageName}`;
  const example = readFileSync(join(root, 'examples', 'go', 'main.go'), 'utf8').trimEnd();
  const text = [
    `# ${name}`,
    `${description}. This is the module for Go.`,
    fenced('sh', `go get ${module}`).trimEnd(),
    '## In use',
    fenced('go', example).trimEnd(),
    'Put your own account, image, certificate and address there. A setting that is not usable panics with a message that names\nevery such setting and says what to change.',
    '## More',
    '[The library](README.md), [how Go differs](docs/languages.md), [the example as an app](examples/go/README.md),\n[changes](CHANGELOG.md).',
    'Licensed under [Apache-2.0](LICENSE).',
  ];
  return absolute(`${text.join('\n\n')}\n`, place);
}

function absolute(markdown, { file, raw }) {
  return markdown.replace(/(!?)\[([^\]]*)\]\((?!https?:|#|mailto:)([^)]+)\)/g, (_, image, text, target) => `${image}[${text}](${image ? raw : file}/${target})`);
}
