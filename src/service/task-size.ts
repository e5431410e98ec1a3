import { display } from '../config/validation';

/** Memory in MiB that AWS Fargate offers for each CPU size: smallest, largest, step (0 for a list of doublings). */
const MEMORY_RANGES: Readonly<Record<number, readonly [number, number, number]>> = {
  256: [512, 2048, 0],
  512: [1024, 4096, 1024],
  1024: [2048, 8192, 1024],
  2048: [4096, 16384, 1024],
  4096: [8192, 30720, 1024],
  8192: [16384, 61440, 4096],
  16384: [32768, 122880, 8192],
};

/**
 * CPU and memory of a Fargate task; only the pairs that AWS offers can be made.
 *
 * Source: Amazon ECS Developer Guide, "Fargate task definition parameters: Task size" (read 2026-11).
 */
export class TaskSize {
  /**
   * A task size.
   *
   * @param cpu CPU units, 1024 for one vCPU: 256, 512, 1024, 2048, 4096, 8192 or 16384
   * @param memoryMiB memory in MiB
   * @throws if Fargate does not offer the pair
   */
  public static of(cpu: number, memoryMiB: number): TaskSize {
    const offered = memorySizes(cpu);
    if (offered.length === 0) {
      throw new Error(`TaskSize: cpu must be one of ${Object.keys(MEMORY_RANGES).join(', ')}, got ${display(cpu)}; 1024 units are one vCPU`);
    }
    if (!offered.includes(memoryMiB)) {
      throw new Error(`TaskSize: memoryMiB for ${cpu} CPU units must be ${describe(offered)}, got ${display(memoryMiB)}; choose one of these or another cpu`);
    }
    return new TaskSize(cpu, memoryMiB);
  }

  private constructor(
    /** CPU units, 1024 for one vCPU. */
    public readonly cpu: number,
    /** Memory in MiB. */
    public readonly memoryMiB: number,
  ) {}

  /** The size in words, for example `256 CPU units, 512 MiB`. */
  public toString(): string {
    return `${this.cpu} CPU units, ${this.memoryMiB} MiB`;
  }
}

function memorySizes(cpu: number): number[] {
  // A caller without types may pass anything, even the name of an inherited property.
  const [smallest, largest, step] = (typeof cpu === 'number' && MEMORY_RANGES[cpu]) || [1, 0, 1];
  const sizes: number[] = [];
  for (let size = smallest; size <= largest; size = step === 0 ? size * 2 : size + step) {
    sizes.push(size);
  }
  return sizes;
}

function describe(sizes: number[]): string {
  return sizes.length <= 8 ? sizes.join(', ') : `${sizes[0]} to ${sizes[sizes.length - 1]} in steps of ${sizes[1] - sizes[0]}`;
}
