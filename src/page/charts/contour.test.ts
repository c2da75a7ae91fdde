import { describe, expect, it } from 'vitest';
import { zeroContour } from './contour';

function segments(values: number[], columns: number, rows: number): number[][] {
  const found: number[][] = [];
  zeroContour(values, columns, rows, (...ends) => found.push(ends));
  return found;
}

describe('zeroContour', () => {
  it('traces a circle: all ends at its radius, lengths adding up to 2πr', () => {
    const size = 41;
    const radius = 12.3;
    const values = Array.from(
      { length: size * size },
      (_, i) => Math.hypot((i % size) - 20, Math.floor(i / size) - 20) - radius,
    );
    const found = segments(values, size, size);
    let length = 0;
    for (const [x0, y0, x1, y1] of found) {
      expect(Math.abs(Math.hypot(x0 - 20, y0 - 20) - radius)).toBeLessThan(0.02);
      length += Math.hypot(x1 - x0, y1 - y0);
    }
    expect(Math.abs(length - 2 * Math.PI * radius)).toBeLessThan(0.1);
  });

  it('joins at a saddle the corners whose sign the middle has', () => {
    // Both positive corners (top left, bottom right) are joined by a positive middle, so the lines cut off the other two.
    expect(segments([3, -1, -1, 3], 2, 2)).toEqual([
      [0.75, 0, 1, 0.25],
      [0.25, 1, 0, 0.75],
    ]);
    expect(segments([1, -3, -3, 1], 2, 2)).toEqual([
      [0.25, 0, 0, 0.25],
      [1, 0.75, 0.75, 1],
    ]);
  });

  it('has nothing to say of cells without finite numbers', () => {
    expect(segments([1, NaN, -1, -1], 2, 2)).toEqual([]);
    expect(segments([1, 1, 1, 1], 2, 2)).toEqual([]);
  });
});
