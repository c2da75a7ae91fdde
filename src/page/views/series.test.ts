import { expect, it } from 'vitest';
import { thin } from './series';

it('leaves short lines alone', () => {
  const points = [
    { x: 0, y: 1 },
    { x: 1, y: 2 },
    { x: 2, y: 3 },
  ];
  expect(thin(points, 3)).toEqual(points);
  expect(thin([], 10)).toEqual([]);
});

it('averages neighbours, keeps both ends and stays within the number asked for', () => {
  const points = Array.from({ length: 1000 }, (_, i) => ({ x: i, y: 2 * i }));
  const thinned = thin(points, 100);
  expect(thinned.length).toBeLessThanOrEqual(100);
  expect(thinned[0]).toEqual({ x: 0, y: 0 });
  expect(thinned.at(-1)).toEqual({ x: 999, y: 1998 });
  for (const { x, y } of thinned) expect(y).toBeCloseTo(2 * x, 9);
});

it('averages the numbers among NaN, and is NaN where there are none', () => {
  const points = Array.from({ length: 102 }, (_, i) => ({ x: i, y: i < 51 ? (i % 2 ? NaN : 4) : NaN }));
  const thinned = thin(points, 12).slice(1, -1);
  expect(thinned[0].y).toBe(4);
  expect(thinned.at(-1)?.y).toBeNaN();
});
