/** The middle value; of an even number, the mean of the two in the middle. */
export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length / 2;
  return sorted.length % 2 === 1 ? sorted[Math.floor(half)] : (sorted[half - 1] + sorted[half]) / 2;
}

/** The median of the ratios of pairs that were measured one after the other. */
export function medianRatio(values: number[], peers: number[]): number {
  return median(values.map((value, index) => value / peers[index]));
}

/** The exponent of growth: 1 when twice as many cost twice as much. Least squares over the logarithms. */
export function growthExponent(points: Array<readonly [count: number, cost: number]>): number {
  const logs = points.map(([count, cost]) => [Math.log(count), Math.log(cost)]);
  const mean = (axis: number) => logs.reduce((sum, point) => sum + point[axis], 0) / logs.length;
  const [x, y] = [mean(0), mean(1)];
  const covariance = logs.reduce((sum, point) => sum + (point[0] - x) * (point[1] - y), 0);
  return covariance / logs.reduce((sum, point) => sum + (point[0] - x) ** 2, 0);
}
