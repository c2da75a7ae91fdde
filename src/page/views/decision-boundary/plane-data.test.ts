import { expect, test } from 'vitest';
import type { DataRows } from '../../../worker/protocol';
import { loadPlaneData, planeAround } from './plane-data';

/** Rows along a line, the classes in turn. */
const client = (trainingRows: number, heldOutRows: number, features = 2) => ({
  async rows(first: number, count: number): Promise<DataRows> {
    return {
      inputs: Float32Array.from({ length: count * features }, (_, i) => first + Math.floor(i / features)),
      labels: Uint32Array.from({ length: count }, (_, row) => (first + row) % 2),
      features,
      classes: 2,
      first,
      trainingRows,
      heldOutRows,
      classNames: ['even', 'odd'],
      featureNames: [],
    };
  },
});

test('few rows are all drawn, in their order', async () => {
  const { points, heldOutRows } = await loadPlaneData(client(5, 2));
  expect(points.map(({ x }) => x)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  expect(points.map(({ heldOut }) => heldOut)).toEqual([false, false, false, false, false, true, true]);
  expect(heldOutRows).toBe(2);
});

// 2 and 4 rows to a point: every second row would be of one class alone.
test.each([
  [600, 300],
  [1200, 600],
  [1500, 500],
])('of %d training and %d held-out rows 300 and 150 are drawn, of all parts and both classes', async (training, heldOut) => {
  const { points } = await loadPlaneData(client(training, heldOut));
  for (const [part, first, rows, most] of [
    [points.filter((point) => !point.heldOut), 0, training, 300],
    [points.filter((point) => point.heldOut), training, heldOut, 150],
  ] as const) {
    expect(part).toHaveLength(most);
    const tenths = Array.from({ length: 10 }, () => 0);
    for (const { x } of part) tenths[Math.floor((10 * (x - first)) / rows)]++;
    expect(tenths).toEqual(Array.from({ length: 10 }, () => most / 10));
    const odd = part.filter(({ label }) => label === 1).length / most;
    expect(odd).toBeGreaterThan(0.4);
    expect(odd).toBeLessThan(0.6);
  }
});

test('data with other than two features have no points, and a plane all the same', async () => {
  const { points } = await loadPlaneData(client(10, 5, 3));
  expect(points).toEqual([]);
  expect(planeAround(points, 2)).toEqual({ left: -2, right: 2, bottom: -1, top: 1 });
});
