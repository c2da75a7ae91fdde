import { expect, test } from 'vitest';
import { permute } from './permutation';

test.each([1, 2, 3, 5, 64, 65, 1000, 4097])('visits each of %i rows once', (size) => {
  const seen = new Set<number>();
  for (let i = 0; i < size; i++) seen.add(permute(i, size, 7, 3));
  expect(seen.size).toBe(size);
  expect(Math.max(...seen)).toBe(size - 1);
});

test('differs from epoch to epoch and from seed to seed', () => {
  const order = (seed: number, epoch: number) => Array.from({ length: 100 }, (_, i) => permute(i, 100, seed, epoch)).join();
  expect(new Set([order(1, 0), order(1, 1), order(2, 0)]).size).toBe(3);
});

test('puts every row in every position about equally often', () => {
  const size = 6;
  const epochs = 6000;
  const counts = new Float64Array(size * size);
  for (let epoch = 0; epoch < epochs; epoch++) {
    for (let i = 0; i < size; i++) counts[i * size + permute(i, size, 11, epoch)]++;
  }
  // A 6 × 6 table with fixed margins has 25 degrees of freedom; the chi-square tables give 52.6 as the 99.9 % point.
  const expected = epochs / size;
  const chiSquare = counts.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
  expect(chiSquare).toBeLessThan(52.6);
});
