// How a project of each language installs the package, builds and runs.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mavenRepository } from './cache.mjs';
import { run } from './command.mjs';

/** `work` holds the projects and what they installed. */
export function bindingsOf({ root, work }) {
  const { name, version, devDependencies, jsii } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const context = {
    root,
    work,
    name,
    version,
    targets: jsii.targets,
    // The minimum that the peer dependencies allow, in every language.
    cdk: devDependencies['aws-cdk-lib'],
    constructs: devDependencies.constructs,
    dist: (...path) => join(root, 'dist', ...path),
  };
  return { typescript: typescript(context), python: python(context), java: java(context), go: go(context) };
}

const NPM_INSTALL = ['install', '--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];

function typescript({ root, work, name, version, cdk, constructs, dist }) {
  const directory = join(work, 'typescript');
  const fresh = join(work, 'typescript-fresh');
  const tarball = dist('js', `${name}@${version}.jsii.tgz`);
  const install = (folder) => run('npm', [...NPM_INSTALL, tarball, `aws-cdk-lib@${cdk}`, `constructs@${constructs}`], { cwd: folder });
  const compile = (folder, ...args) => run(join(folder, 'node_modules', '.bin', 'tsc'), args, { cwd: folder });
  return {
    tools: ['node', 'npm'],
    package: 'js',
    packageBytes: () => statSync(tarball).size,
    projects: {
      consumer: {
        install: async () => {
          // Changing the version of aws-cdk-lib in place leaves out what only the other one needs.
          const stamp = join(directory, 'node_modules', '.installed');
          const versions = `aws-cdk-lib ${cdk}, constructs ${constructs}`;
          const kept = existsSync(stamp) && readFileSync(stamp, 'utf8') === versions;
          copyProject(join(root, 'test', 'bindings', 'typescript'), directory, kept ? ['node_modules'] : []);
          // npm would keep what it once unpacked from a tarball of the same version.
          [name, '.package-lock.json', '.installed'].forEach((entry) => rmSync(join(directory, 'node_modules', entry), { recursive: true, force: true }));
          await install(directory);
          writeFileSync(stamp, versions);
        },
        build: () => compile(directory),
        synthesize: () => synthesize(directory, 'node', ['consumer.mjs']),
      },
      // What the examples of the other languages are compared with; installed and built with the consumer.
      example: { synthesize: () => synthesize(directory, 'node', ['production.mjs']) },
      // What somebody who has nothing yet gets: an empty folder, the package, one of the examples.
      fresh: {
        install: async () => {
          copyProject(join(root, 'examples', 'minimal'), fresh);
          await install(fresh);
        },
        synthesize: () => synthesizeExample(fresh),
      },
    },
  };
}

function python({ root, work, name, version, targets, cdk, constructs, dist }) {
  const environment = join(work, 'python-environment');
  const interpreter = join(environment, 'bin', 'python');
  const pip = (...args) => run(interpreter, ['-m', 'pip', '--disable-pip-version-check', '--quiet', ...args]);
  const wheel = dist('python', `${targets.python.module}-${version}-py3-none-any.whl`);
  const constraints = join(work, 'python-constraints.txt');
  const install = async (directory) => {
    // Also where the package index has the library, the packed one is meant.
    writeFileSync(constraints, `${name} @ file://${wheel}\naws-cdk-lib==${cdk}\nconstructs==${constructs}\n`);
    await pip('install', '--requirement', join(directory, 'requirements.txt'), '--constraint', constraints);
  };
  const [consumer, example] = [join(work, 'python'), join(work, 'python-example')];
  return {
    tools: ['python3'],
    package: 'python',
    packageBytes: () => statSync(wheel).size,
    projects: {
      consumer: {
        install: async () => {
          copyProject(join(root, 'test', 'bindings', 'python'), consumer);
          if (!await runs(interpreter)) {
            rmSync(environment, { recursive: true, force: true });
            await run('python3', ['-m', 'venv', environment]);
          }
          // pip would keep a wheel of the same version.
          await pip('uninstall', '--yes', targets.python.distName);
          await install(consumer);
        },
        synthesize: () => synthesize(consumer, interpreter, ['consumer.py']),
      },
      example: {
        install: async () => {
          copyProject(join(root, 'examples', 'python'), example);
          symlinkSync(environment, join(example, '.venv'));
          await install(example);
        },
        synthesize: () => synthesizeExample(example),
      },
    },
  };
}

function java({ root, work, version, targets, cdk, constructs, dist }) {
  const { groupId, artifactId } = targets.java.maven;
  const artifact = [...groupId.split('.'), artifactId, version];
  const options = ['--quiet', '--batch-mode', `-Dmaven.repo.local=${mavenRepository}`];
  const versions = { [`${artifactId}.version`]: version, 'aws-cdk-lib.version': cdk, 'constructs.version': constructs };
  const project = (source, directory, synthesis) => ({
    install: async () => {
      copyProject(source, directory);
      setProperties(join(directory, 'pom.xml'), versions);
      // Maven keeps a release for ever; dist/java is laid out like its local repository.
      rmSync(join(mavenRepository, ...artifact), { recursive: true, force: true });
      cpSync(dist('java'), mavenRepository, { recursive: true });
    },
    build: () => run('mvn', [...options, 'compile'], { cwd: directory }),
    synthesize: () => synthesis(directory),
  });
  return {
    tools: ['javac', 'mvn'],
    package: 'java',
    packageBytes: () => statSync(dist('java', ...artifact, `${artifactId}-${version}.jar`)).size,
    projects: {
      consumer: project(join(root, 'test', 'bindings', 'java'), join(work, 'java'), (directory) => synthesize(directory, 'mvn', [...options, 'exec:java'])),
      example: project(join(root, 'examples', 'java'), join(work, 'java-example'), (directory) => synthesizeExample(directory, { MAVEN_OPTS: options[2] })),
    },
  };
}

function go({ root, work, version, targets, cdk, dist }) {
  const module = `${targets.go.moduleName}/${targets.go.packageName}`;
  const packed = dist('go', targets.go.packageName);
  const edits = [`-require=${module}@v${version}`, `-replace=${module}=${packed}`, `-require=github.com/aws/aws-cdk-go/awscdk/v2@v${cdk}`];
  const project = (source, directory, synthesis) => ({
    install: async () => {
      copyProject(source, directory);
      await run('go', ['mod', 'edit', ...edits], { cwd: directory });
      await run('go', ['mod', 'tidy'], { cwd: directory });
    },
    build: () => run('go', ['build', '-o', 'app', '.'], { cwd: directory }),
    synthesize: () => synthesis(directory),
  });
  return {
    tools: ['go'],
    package: 'go',
    packageBytes: () => readdirSync(packed, { recursive: true }).reduce((sum, file) => sum + fileSize(join(packed, file)), 0),
    projects: {
      consumer: project(join(root, 'test', 'bindings', 'go'), join(work, 'go'), (directory) => synthesize(directory, join(directory, 'app'), [])),
      example: project(join(root, 'examples', 'go'), join(work, 'go-example'), (directory) => synthesizeExample(directory)),
    },
  };
}

/** Puts a project's files into its work folder, where only what `kept` names stays from the last run. */
function copyProject(source, directory, kept = []) {
  mkdirSync(directory, { recursive: true });
  for (const entry of readdirSync(directory).filter((name) => !kept.includes(name))) {
    rmSync(join(directory, entry), { recursive: true, force: true });
  }
  cpSync(source, directory, { recursive: true });
}

const OUTPUT = 'cdk.out';

/** Templates do not depend on the validation that ends a synthesis; it takes most of its time, and other tests run it. */
const SYNTHESIS = { CDK_OUTDIR: OUTPUT, CDK_VALIDATION: 'false' };

async function synthesize(directory, command, args) {
  rmSync(join(directory, OUTPUT), { recursive: true, force: true });
  const printed = await run(command, args, { cwd: directory, env: SYNTHESIS });
  return { output: join(directory, OUTPUT), printed };
}

/** The way the CDK CLI does it: by the command of cdk.json. */
async function synthesizeExample(directory, env = {}) {
  const { app } = JSON.parse(readFileSync(join(directory, 'cdk.json'), 'utf8'));
  await run(app, [], { cwd: directory, env: { ...SYNTHESIS, ...env }, shell: true });
  return { output: join(directory, OUTPUT) };
}

function setProperties(pom, values) {
  const text = Object.entries(values).reduce(
    (content, [property, value]) => content.replace(new RegExp(`(<${property}>).*(</${property}>)`), (_, open, close) => `${open}${value}${close}`),
    readFileSync(pom, 'utf8'),
  );
  writeFileSync(pom, text);
}

async function runs(interpreter) {
  try {
    return existsSync(interpreter) && await run(interpreter, ['-m', 'pip', '--version']) !== '';
  } catch {
    return false;
  }
}

function fileSize(file) {
  const entry = statSync(file);
  return entry.isFile() ? entry.size : 0;
}
