import type { XY } from '../charts/register';

/**
 * Returns a line of at most `most` points: groups of adjacent points are replaced by their averages, ignoring NaN. The first and
 * the last point are kept, so that the line covers the whole run.
 */
export function thin(points: readonly XY[], most: number): XY[] {
  const size = Math.ceil((points.length - 2) / Math.max(1, most - 2));
  if (size <= 1) return [...points];
  const thinned = [points[0]];
  for (let start = 1; start < points.length - 1; start += size) {
    const group = points.slice(start, Math.min(start + size, points.length - 1));
    const numbers = group.filter(({ y }) => !Number.isNaN(y));
    thinned.push({
      x: average(group.map(({ x }) => x)),
      y: numbers.length ? average(numbers.map(({ y }) => y)) : NaN,
    });
  }
  thinned.push(points[points.length - 1]);
  return thinned;
}

function average(values: readonly number[]): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}
