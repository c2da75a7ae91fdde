import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { moments } from './layer-statistics';
import { mergeCounts, mergeMoments, EMPTY_MOMENTS } from './merge-statistics';

const one = (x: number) => ({ count: 1, mean: x, m2: 0 });
const values = fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { maxLength: 20 });

test('merging two parts gives the two-pass moments of the whole, even far from 0', () => {
  fc.assert(
    fc.property(values, values, fc.constantFrom(0, 1000), (left, right, offset) => {
      const parts = [left, right].map((part) => part.map((x) => one(x + offset)).reduce(mergeMoments, EMPTY_MOMENTS));
      const merged = mergeMoments(parts[0], parts[1]);
      const all = Float64Array.from([...left, ...right], (x) => x + offset);
      expect(merged.count).toBe(all.length);
      if (all.length === 0) return;
      const { mean, variance } = moments(all);
      expect(merged.mean - mean).toBeCloseTo(0, 11);
      expect(merged.m2 / merged.count - variance).toBeCloseTo(0, 11);
    }),
  );
});

test('adds counts and compares extremes', () => {
  const part = (x: number) => ({
    minimum: -x,
    maximum: x,
    nonFinite: x,
    saturated: x + 1,
    dead: x + 2,
    below: x + 3,
    above: x + 4,
    counts: Uint32Array.of(x, 1),
  });
  expect(mergeCounts(part(1), part(10))).toEqual({
    minimum: -10,
    maximum: 10,
    nonFinite: 11,
    saturated: 13,
    dead: 15,
    below: 17,
    above: 19,
    counts: Uint32Array.of(11, 2),
  });
});
