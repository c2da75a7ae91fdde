import type { XY } from '../charts/register';

/**
 * A line of at most `most` points: runs of neighbours are replaced by their averages, of what is a number among them. The first
 * and the last point stay as they are, so that a line begins and ends where the run does.
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
