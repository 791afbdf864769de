type Point = { size: number; value: number };

/**
 * How something grows with a size: 1 is in proportion, 2 with the square. The slope of the line through the logarithms that
 * lies nearest to them all (least squares).
 */
export function exponentOf(points: readonly Point[]): number {
  const logs = points.map(({ size, value }) => ({ x: Math.log(size), y: Math.log(Math.max(value, 1e-9)) }));
  const mean = (of: (log: { x: number; y: number }) => number) =>
    logs.reduce((sum, log) => sum + of(log), 0) / logs.length;
  const [x, y] = [mean((log) => log.x), mean((log) => log.y)];
  const slope = mean((log) => (log.x - x) * (log.y - y)) / mean((log) => (log.x - x) * (log.x - x));
  return Math.round(slope * 100) / 100;
}
