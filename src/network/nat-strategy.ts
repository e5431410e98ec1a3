/**
 * How private subnets reach the internet.
 */
export class NatStrategy {
  /** One NAT gateway in the first zone: the cheapest; losing that zone cuts the egress of all zones. */
  public static single(): NatStrategy {
    return new NatStrategy('single', () => 0);
  }

  /** A NAT gateway in every zone: losing a zone leaves the egress of the others whole. */
  public static perZone(): NatStrategy {
    return new NatStrategy('per-zone', (zone) => zone);
  }

  /** No NAT gateway: tasks reach only what VPC endpoints offer. */
  public static none(): NatStrategy {
    return new NatStrategy('none', () => undefined);
  }

  private constructor(
    /** The name of the strategy: `single`, `per-zone` or `none`. */
    public readonly name: string,
    private readonly gatewayZone: (zone: number) => number | undefined,
  ) {}

  /**
   * The index of the zone whose NAT gateway serves a zone, or nothing when there is none.
   *
   * @param zone index of the zone, from 0
   */
  public servingZone(zone: number): number | undefined {
    return this.gatewayZone(zone);
  }

  /**
   * How many NAT gateways the strategy makes.
   *
   * @param zoneCount number of zones
   */
  public gatewayCount(zoneCount: number): number {
    const serving = Array.from({ length: zoneCount }, (_, zone) => this.servingZone(zone));
    return new Set(serving.filter((zone) => zone !== undefined)).size;
  }

  /** The name of the strategy. */
  public toString(): string {
    return this.name;
  }
}
