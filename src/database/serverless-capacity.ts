import { display } from '../config/validation';

/** Source: Amazon RDS API Reference, ServerlessV2ScalingConfiguration (2026-11). */
const SMALLEST_ACU = 0.5;
const LARGEST_ACU = 256;

/**
 * How far Aurora Serverless v2 instances scale, in Aurora capacity units (ACU): about 2 GiB of memory each, with the CPU that goes with it.
 */
export class ServerlessCapacity {
  /**
   * A range of capacity. The writer and every reader scale in it on their own, and readers as far as the writer, so that each can take over.
   *
   * @param minimum the smallest capacity, 0.5 to 256 ACU in steps of 0.5; an instance never pauses
   * @param maximum the largest capacity, 1 to 256 ACU in steps of 0.5
   * @throws if the range is not one that Aurora offers
   */
  public static between(minimum: number, maximum: number): ServerlessCapacity {
    for (const [name, value, least] of [['minimum', minimum, SMALLEST_ACU], ['maximum', maximum, 2 * SMALLEST_ACU]] as const) {
      if (typeof value !== 'number' || !Number.isInteger(value / SMALLEST_ACU) || value < least || value > LARGEST_ACU) {
        const range = `${least} to ${LARGEST_ACU} in steps of ${SMALLEST_ACU}`;
        throw new Error(`ServerlessCapacity: ${name} must be ${range}, got ${display(value)}; one unit has about 2 GiB of memory`);
      }
    }
    if (minimum > maximum) {
      throw new Error(`ServerlessCapacity: minimum must not be above maximum, got ${minimum} and ${maximum}; exchange them`);
    }
    return new ServerlessCapacity(minimum, maximum);
  }

  private constructor(
    /** The smallest capacity, in ACU. */
    public readonly minimum: number,
    /** The largest capacity, in ACU. */
    public readonly maximum: number,
  ) {}

  /** The range in words, for example `0.5 to 8 ACU`. */
  public toString(): string {
    return `${this.minimum} to ${this.maximum} ACU`;
  }
}
