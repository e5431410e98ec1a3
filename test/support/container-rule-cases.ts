import { Duration, Token } from 'aws-cdk-lib';
import * as ecs from 'aws-cdk-lib/aws-ecs';
import { bad, each, flagCases, typeCases } from './rule-cases';
import type { RuleCases } from './rule-cases';
import { TaskSize } from '../../src';

const named = (imageName: string) => ({ bind: 'here', imageName });
const SECRET = { grantRead: 'here' };

/** Settings of a container that break no rule. */
export const CONTAINER = {
  image: { bind: 'here' },
  expectImageDigest: false,
  environment: {},
  secrets: {},
  taskSize: TaskSize.of(256, 512),
  cpuArchitecture: ecs.CpuArchitecture.ARM64,
  readonlyRootFilesystem: false,
  scalingCooldown: Duration.seconds(60),
  cpuTargetPercent: 75,
  logRetention: 7,
};

/** The cases of the rules that every container has; their ids begin with the part. */
export function containerCases(part: string): Record<string, RuleCases> {
  return Object.fromEntries(Object.entries({ ...TYPES, ...CASES }).map(([id, cases]) => [`${part}-${id}`, cases]));
}

const TYPES: Record<string, RuleCases> = {
  'image-type': typeCases(
    'image', 'a ContainerImage', 'pass one such as ecs.ContainerImage.fromEcrRepository(repository, "sha256:…")', [null, 'nginx:latest', {}], [{ bind: 'here' }],
  ),
  'command-type': typeCases('command', 'a list of texts without {{', 'give a list, for example ["a", "b"]', [null, 'run', {}, [1], [null], ['{{resolve:ssm:x}}']], [[], ['run', '']]),
  'environment-type': typeCases(
    'environment', 'a dictionary of texts without {{', 'give texts, for example { MODE: "live" }; a secret does not belong here',
    [null, 'MODE=live', ['MODE'], { MODE: 1 }, { MODE: null }, { A: 'a', MODE: '{{resolve:secretsmanager:x}}' }, { MODE: '\udfff' }], [{}, { MODE: '' }, { A: 'a\nb' }],
  ),
  'secrets-type': typeCases(
    'secrets', 'a dictionary of ECS secrets', 'give for example { API_KEY: ecs.Secret.fromSecretsManager(secret) }',
    [null, 'x', [SECRET], { KEY: 'secret' }, { KEY: null }, { KEY: {} }], [{}, { KEY: SECRET }],
  ),
  'task-size-type': typeCases('taskSize', 'a TaskSize', 'choose one such as TaskSize.of(512, 1024)', [null, 256, '256', {}], [TaskSize.of(512, 1024)]),
  'cpu-architecture-type': typeCases(
    'cpuArchitecture', 'a CpuArchitecture', 'choose ecs.CpuArchitecture.ARM64 or ecs.CpuArchitecture.X86_64', [null, 'ARM64', {}], [ecs.CpuArchitecture.X86_64],
  ),
  'readonly-root-filesystem-type': flagCases('readonlyRootFilesystem'),
  'scaling-cooldown-type': typeCases('scalingCooldown', 'a Duration', 'choose one such as Duration.seconds(30)', [null, 60, '60', {}], [Duration.seconds(0)]),
  'log-retention-type': typeCases(
    'logRetention', 'one of RetentionDays', 'choose one such as RetentionDays.THIRTEEN_MONTHS', [null, 0, 2, 366, '7'], [1, 365, 9999],
  ),
};

const CASES: Record<string, RuleCases> = {
  'image': {
    requirement: 'image must be given',
    remedy: 'pass one by digest, for example ecs.ContainerImage.fromRegistry("registry.example.com/payments@sha256:…")',
    violating: [[{ image: undefined }, 'nothing']],
    passing: [{ image: { bind: 'here' } }],
  },
  'image-name': {
    requirement: 'image must be an image name without spaces, of at most 255 characters',
    remedy: 'pass a name such as "registry.example.com/payments@sha256:…"',
    violating: ['', 'my app', 'a\tb', '{{resolve:ssm:image}}', 'a'.repeat(256)].map((name) => {
      return [{ image: named(name) }, name.length > 200 ? `"${'a'.repeat(199)}…` : JSON.stringify(name)] as const;
    }),
    passing: [...each('image', ['a', 'nginx:latest', 'a'.repeat(255), Token.asString({ Ref: 'Image' })].map(named)), { image: undefined }],
  },
  'image-digest': {
    requirement: 'image should be given by digest',
    remedy: 'a tag can point to another image tomorrow; pass for example "registry.example.com/payments@sha256:…"',
    severity: 'WARNING',
    violating: [
      [{ expectImageDigest: true, image: named('nginx:latest') }, '"nginx:latest"'],
      [{ expectImageDigest: true, image: named('sha256:0123') }, '"sha256:0123"'],
    ],
    passing: [
      { expectImageDigest: true, image: named('registry.example.com/payments@sha256:0123') },
      { expectImageDigest: true, image: named(Token.asString({ Ref: 'Image' })) },
      { expectImageDigest: true, image: { bind: 'here' } },
      { expectImageDigest: true, image: undefined },
      { image: named('nginx:latest') },
    ],
  },
  'environment-names': {
    requirement: 'environment must not share a name with secrets',
    remedy: 'remove the name from one of the two',
    violating: [
      [{ environment: { A: '1' }, secrets: { A: SECRET } }, '["A"]'],
      [{ environment: { A: '1', B: '2', C: '3' }, secrets: { C: SECRET, A: SECRET } }, '["A","C"]'],
    ],
    passing: [
      { environment: { A: '1' }, secrets: { B: SECRET } },
      { environment: { toString: '1' }, secrets: {} },
      { environment: {}, secrets: { A: SECRET } },
    ],
  },
  'environment-form': {
    requirement: 'environment must have names without space and =, as those of secrets',
    remedy: 'choose names such as "PAYMENT_MODE"',
    violating: [
      [{ environment: { '': 'x' } }, '[""]'],
      [{ environment: { 'A B': 'x', 'C': 'x', 'D=': 'x' }, secrets: { '{{E}}': SECRET } }, '["A B","D=","{{E}}"]'],
      [{ environment: { 'A\u0000': 'x' } }, '["A\\u0000"]'],
    ],
    passing: [{ environment: { 'A': 'a b=c', 'spring.mode': 'x', '_': 'x' }, secrets: { B: SECRET } }],
  },
  'environment-size': {
    requirement: 'environment must leave the task definition below 64 KiB',
    remedy: 'keep large values in Systems Manager or S3, and give the container their names',
    violating: [
      [{ environment: { A: 'x'.repeat(65518) } }, '"65536 bytes with command and the names of secrets"'],
      [{ environment: { A: 'ä'.repeat(40000) } }, '"80018 bytes with command and the names of secrets"'],
    ],
    passing: [{ environment: { A: 'x'.repeat(65517) } }],
  },
  'container-user': {
    requirement: 'containerUser must be a user, or a user and a group with a colon between them',
    remedy: 'choose one such as "10001:10001", or leave it out',
    violating: bad('containerUser', ['', ':', 'a:', ':1', 'a b', 'a:b:c', '-a', '{{a}}', 10001, null, 'a'.repeat(33)]),
    passing: each('containerUser', [undefined, 'nobody', '10001', '10001:10001', 'app:payments', 'a'.repeat(32)]),
  },
  'cpu-target': {
    requirement: 'cpuTargetPercent must be above 0 and at most 100',
    remedy: 'a target above 100 % would never scale out; choose one such as 75',
    violating: bad('cpuTargetPercent', [NaN, Infinity, -1, 0, 100.5, 101, '6', null, '']),
    passing: each('cpuTargetPercent', [0.5, 1, 75, 100]),
  },
  'scaling-cooldown': {
    requirement: 'scalingCooldown must be a whole number of seconds',
    remedy: 'choose a duration such as Duration.seconds(60)',
    violating: [[{ scalingCooldown: Duration.millis(1500) }, '1.5'], [{ scalingCooldown: Duration.seconds(2147483648) }, '2147483648']],
    passing: each('scalingCooldown', [Duration.seconds(0), Duration.minutes(1), Duration.seconds(2147483647)]),
  },
};
