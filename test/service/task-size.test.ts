import * as fc from 'fast-check';
import { TaskSize } from '../../src/service/task-size';
import { messageOf } from '../support/synth';

/** GiB that AWS Fargate offers for each vCPU: Amazon ECS Developer Guide, "Task size" (2026-11). */
const FARGATE: ReadonlyArray<readonly [cpu: number, gibibytes: readonly number[]]> = [
  [256, [0.5, 1, 2]],
  [512, [1, 2, 3, 4]],
  [1024, [2, 3, 4, 5, 6, 7, 8]],
  [2048, [4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
  [4096, [8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30]],
  [8192, [16, 20, 24, 28, 32, 36, 40, 44, 48, 52, 56, 60]],
  [16384, [32, 40, 48, 56, 64, 72, 80, 88, 96, 104, 112, 120]],
];

const PAIRS = FARGATE.flatMap(([cpu, gibibytes]) => gibibytes.map((gibibyte) => [cpu, gibibyte * 1024] as const));

test.each(PAIRS)('%i CPU units with %i MiB can be made', (cpu, memoryMiB) => {
  const size = TaskSize.of(cpu, memoryMiB);
  expect([size.cpu, size.memoryMiB]).toEqual([cpu, memoryMiB]);
  expect(`${size}`).toBe(`${cpu} CPU units, ${memoryMiB} MiB`);
});

test.each(FARGATE)('%i CPU units have no other step of half a GiB', (cpu, gibibytes) => {
  const steps = Array.from({ length: 256 }, (_, step) => step / 2).filter((gibibyte) => !gibibytes.includes(gibibyte));
  steps.forEach((gibibyte) => expect(() => TaskSize.of(cpu, gibibyte * 1024)).toThrow(/^TaskSize: memoryMiB for/));
});

test('no other pair can be made', () => {
  const cpu = fc.oneof(fc.constantFrom(...FARGATE.map(([units]) => units)), fc.integer({ min: -1, max: 20000 }));
  const memory = fc.oneof(fc.constantFrom(...PAIRS.map(([, mebibytes]) => mebibytes)), fc.integer({ min: -1, max: 130000 }), fc.double());
  fc.assert(fc.property(cpu, memory, (units, mebibytes) => {
    fc.pre(!PAIRS.some(([offeredCpu, offeredMemory]) => offeredCpu === units && offeredMemory === mebibytes));
    expect(() => TaskSize.of(units, mebibytes)).toThrow(/^TaskSize: (cpu must be one of|memoryMiB for)/);
  }), { numRuns: 500 });
});

test.each<[number, number, string]>([
  [300, 512, 'TaskSize: cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got 300; 1024 units are one vCPU'],
  [NaN, 512, 'TaskSize: cpu must be one of 256, 512, 1024, 2048, 4096, 8192, 16384, got NaN; 1024 units are one vCPU'],
  [256, 511, 'TaskSize: memoryMiB for 256 CPU units must be 512, 1024, 2048, got 511; choose one of these or another cpu'],
  [256, 1536, 'TaskSize: memoryMiB for 256 CPU units must be 512, 1024, 2048, got 1536; choose one of these or another cpu'],
  [512, NaN, 'TaskSize: memoryMiB for 512 CPU units must be 1024, 2048, 3072, 4096, got NaN; choose one of these or another cpu'],
  [2048, 3072, 'TaskSize: memoryMiB for 2048 CPU units must be 4096 to 16384 in steps of 1024, got 3072; choose one of these or another cpu'],
  [8192, 17408, 'TaskSize: memoryMiB for 8192 CPU units must be 16384 to 61440 in steps of 4096, got 17408; choose one of these or another cpu'],
  [16384, 131072, 'TaskSize: memoryMiB for 16384 CPU units must be 32768 to 122880 in steps of 8192, got 131072; choose one of these or another cpu'],
])('%d CPU units with %d MiB is refused: %s', (cpu, memoryMiB, message) => {
  expect(messageOf(() => TaskSize.of(cpu, memoryMiB))).toBe(message);
});

test.each([null, undefined, '', '6', Infinity, -1, 1.5, 0])('%j is no size', (value) => {
  expect(() => TaskSize.of(value as number, 512)).toThrow(/^TaskSize: cpu must be one of/);
  expect(() => TaskSize.of(256, value as number)).toThrow(/^TaskSize: memoryMiB for 256 CPU units must be/);
});

// Programs without types reach the table of sizes by its keys, which are text.
test.each(['256', 'constructor'])('%j is no size, though the table has a key of that name', (cpu) => {
  expect(() => TaskSize.of(cpu as unknown as number, 512)).toThrow(/^TaskSize: cpu must be one of/);
});
