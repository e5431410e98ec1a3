/** Memory of the size `large` in GiB by family: Amazon Aurora User Guide, Hardware specifications for DB instance classes (2026-11). */
const MEMORY_OF_LARGE: ReadonlyArray<readonly [family: RegExp, gib: number]> = [[/^t\d/, 8], [/^r\d/, 16], [/^x\d/, 32]];

const CLASS = /^(?<family>[a-z]+\d[a-z]*)\.(?<size>medium|large|(?<factor>\d*)xlarge)$/;

/**
 * How many connections an Aurora PostgreSQL instance of a class takes unless its parameters say otherwise, or nothing for a class
 * that is not known. The formula is LEAST({DBInstanceClassMemory/9531392},5000), read as AWS does in its example: Amazon Aurora User
 * Guide, Managing Aurora PostgreSQL, Maximum connections (2026-11).
 */
export function connectionLimit(instanceClass: string): number | undefined {
  const { family = '', size = '', factor = '' } = CLASS.exec(instanceClass)?.groups ?? {};
  const memory = MEMORY_OF_LARGE.find(([pattern]) => pattern.test(family))?.[1];
  return memory && Math.min(Math.floor((memory * sizeFactor(size, factor) * 1e9) / 9_531_392), 5000);
}

function sizeFactor(size: string, factor: string): number {
  const named: Record<string, number> = { medium: 0.5, large: 1 };
  return named[size] ?? 2 * Number(factor || 1);
}
