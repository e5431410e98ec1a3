// How each language's package is made, and how a project of that language installs, builds and runs.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './bindings-run.mjs';

/** `work` holds the projects and what they installed; `mavenRepository` what Maven downloaded. */
export function bindingsOf({ root, work, mavenRepository }) {
  const { name, version, devDependencies, jsii } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const context = {
    root,
    work,
    mavenRepository,
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

function typescript({ root, work, name, version, cdk, constructs, dist }) {
  const directory = join(work, 'typescript');
  const tarball = dist('js', `${name}@${version}.jsii.tgz`);
  const program = (file) => () => synthesize(directory, 'node', [file]);
  return {
    tools: ['node', 'npm'],
    pack: () => pacmak(root, 'js'),
    packageBytes: () => statSync(tarball).size,
    projects: {
      consumer: {
        install: () => {
          copyProject(join(root, 'test', 'bindings', 'typescript'), directory, ['node_modules']);
          // npm would keep what it once unpacked from a tarball of the same version.
          [name, '.package-lock.json'].forEach((entry) => rmSync(join(directory, 'node_modules', entry), { recursive: true, force: true }));
          const options = ['--no-audit', '--no-fund', '--no-package-lock', '--prefer-offline', '--loglevel=error'];
          run('npm', ['install', ...options, tarball, `aws-cdk-lib@${cdk}`, `constructs@${constructs}`], { cwd: directory });
        },
        build: () => run(join(directory, 'node_modules', '.bin', 'tsc'), [], { cwd: directory }),
        synthesize: program('consumer.mjs'),
      },
      // Installed and built with the consumer.
      example: { synthesize: program('production.mjs') },
    },
  };
}

function python({ root, work, name, version, targets, cdk, constructs, dist }) {
  const environment = join(work, 'python-environment');
  const interpreter = join(environment, 'bin', 'python');
  const pip = (...args) => run(interpreter, ['-m', 'pip', '--disable-pip-version-check', '--quiet', ...args]);
  const wheel = dist('python', `${targets.python.module}-${version}-py3-none-any.whl`);
  const constraints = join(work, 'python-constraints.txt');
  const install = (directory) => {
    // Also where the package index has the library, the packed one is meant.
    writeFileSync(constraints, `${name} @ file://${wheel}\naws-cdk-lib==${cdk}\nconstructs==${constructs}\n`);
    pip('install', '--requirement', join(directory, 'requirements.txt'), '--constraint', constraints);
  };
  const [consumer, example] = [join(work, 'python'), join(work, 'python-example')];
  return {
    tools: ['python3'],
    pack: () => pacmak(root, 'python'),
    packageBytes: () => statSync(wheel).size,
    projects: {
      consumer: {
        install: () => {
          copyProject(join(root, 'test', 'bindings', 'python'), consumer);
          if (!runs(interpreter)) {
            rmSync(environment, { recursive: true, force: true });
            run('python3', ['-m', 'venv', environment]);
          }
          // pip would keep a wheel of the same version.
          pip('uninstall', '--yes', targets.python.distName);
          install(consumer);
        },
        synthesize: () => synthesize(consumer, interpreter, ['consumer.py']),
      },
      example: {
        install: () => {
          copyProject(join(root, 'examples', 'python'), example);
          symlinkSync(environment, join(example, '.venv'));
          install(example);
        },
        synthesize: () => synthesizeExample(example),
      },
    },
  };
}

function java({ root, work, mavenRepository, version, targets, cdk, constructs, dist }) {
  const { groupId, artifactId } = targets.java.maven;
  const artifact = [...groupId.split('.'), artifactId, version];
  const local = `-Dmaven.repo.local=${mavenRepository}`;
  const maven = (directory, ...args) => run('mvn', ['--quiet', '--batch-mode', local, ...args], { cwd: directory });
  const versions = { [`${artifactId}.version`]: version, 'aws-cdk-lib.version': cdk, 'constructs.version': constructs };
  const project = (source, directory, synthesis) => ({
    install: () => {
      copyProject(source, directory);
      setProperties(join(directory, 'pom.xml'), versions);
      // Maven keeps a release for ever; dist/java is laid out like its local repository.
      rmSync(join(mavenRepository, ...artifact), { recursive: true, force: true });
      cpSync(dist('java'), mavenRepository, { recursive: true });
    },
    build: () => maven(directory, 'compile'),
    synthesize: () => synthesis(directory),
  });
  return {
    tools: ['javac', 'mvn'],
    pack: () => pacmak(root, 'java', '--maven-local-repository', mavenRepository),
    packageBytes: () => statSync(dist('java', ...artifact, `${artifactId}-${version}.jar`)).size,
    projects: {
      consumer: project(join(root, 'test', 'bindings', 'java'), join(work, 'java'), (directory) => synthesize(directory, 'mvn', ['--quiet', '--batch-mode', local, 'exec:java'])),
      example: project(join(root, 'examples', 'java'), join(work, 'java-example'), (directory) => synthesizeExample(directory, { MAVEN_OPTS: local })),
    },
  };
}

function go({ root, work, version, targets, cdk, dist }) {
  const module = `${targets.go.moduleName}/${targets.go.packageName}`;
  const packed = dist('go', targets.go.packageName);
  const edits = [`-require=${module}@v${version}`, `-replace=${module}=${packed}`, `-require=github.com/aws/aws-cdk-go/awscdk/v2@v${cdk}`];
  const project = (source, directory, synthesis) => ({
    install: () => {
      copyProject(source, directory);
      run('go', ['mod', 'edit', ...edits], { cwd: directory });
      run('go', ['mod', 'tidy'], { cwd: directory });
    },
    build: () => run('go', ['build', '-o', 'app', '.'], { cwd: directory }),
    synthesize: () => synthesis(directory),
  });
  return {
    tools: ['go'],
    pack: () => {
      pacmak(root, 'go', '--code-only');
      pinIndirectModules(packed);
    },
    packageBytes: () => readdirSync(packed, { recursive: true }).reduce((sum, file) => sum + fileSize(join(packed, file)), 0),
    projects: {
      consumer: project(join(root, 'test', 'bindings', 'go'), join(work, 'go'), (directory) => synthesize(directory, join(directory, 'app'), [])),
      example: project(join(root, 'examples', 'go'), join(work, 'go-example'), (directory) => synthesizeExample(directory)),
    },
  };
}

/**
 * pacmak writes the installed npm versions of indirect modules into go.mod, and the Go proxy does not have all of them;
 * without them, go takes what the module of aws-cdk-lib asks for.
 */
function pinIndirectModules(directory) {
  const { Require } = JSON.parse(run('go', ['mod', 'edit', '-json'], { cwd: directory }));
  const indirect = Require.filter(({ Indirect }) => Indirect).map(({ Path }) => `-droprequire=${Path}`);
  if (indirect.length > 0) {
    run('go', ['mod', 'edit', ...indirect], { cwd: directory });
  }
  run('go', ['mod', 'tidy'], { cwd: directory });
}

function pacmak(root, target, ...options) {
  rmSync(join(root, 'dist', target), { recursive: true, force: true });
  run(join(root, 'node_modules', '.bin', 'jsii-pacmak'), ['--target', target, ...options], { cwd: root });
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

function synthesize(directory, command, args) {
  rmSync(join(directory, OUTPUT), { recursive: true, force: true });
  const printed = run(command, args, { cwd: directory, env: SYNTHESIS });
  return { output: join(directory, OUTPUT), printed };
}

/** The way the CDK CLI does it: by the command of cdk.json. */
function synthesizeExample(directory, env = {}) {
  const { app } = JSON.parse(readFileSync(join(directory, 'cdk.json'), 'utf8'));
  run(app, [], { cwd: directory, env: { ...SYNTHESIS, ...env }, shell: true });
  return { output: join(directory, OUTPUT) };
}

function setProperties(pom, values) {
  const text = Object.entries(values).reduce(
    (content, [property, value]) => content.replace(new RegExp(`(<${property}>).*(</${property}>)`), (_, open, close) => `${open}${value}${close}`),
    readFileSync(pom, 'utf8'),
  );
  writeFileSync(pom, text);
}

function runs(interpreter) {
  try {
    return existsSync(interpreter) && run(interpreter, ['-m', 'pip', '--version']) !== '';
  } catch {
    return false;
  }
}

function fileSize(file) {
  const entry = statSync(file);
  return entry.isFile() ? entry.size : 0;
}
