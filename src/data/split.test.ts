import { expect, test } from 'vitest';
import { DataError } from './errors';
import { noTrainingRows, heldOutCount, rowOrder, trainingCount } from './split';

test.each([
  { heldOut: 0, rows: 10, count: 0 },
  { heldOut: 0.2, rows: 10, count: 2 },
  { heldOut: 0.25, rows: 1797, count: 449 },
  { heldOut: 0.99, rows: 1000, count: 990 },
  { heldOut: 1, rows: 10, count: 1 },
  { heldOut: 360, rows: 1797, count: 360 },
])('heldOut $heldOut of $rows rows gives $count test rows', ({ heldOut, rows, count }) => {
  expect(heldOutCount(heldOut, rows)).toBe(count);
  expect(trainingCount(heldOut, rows)).toBe(rows - count);
});

test.each([-1, NaN, Infinity])('rejects heldOut %f', (heldOut) => {
  expect(() => heldOutCount(heldOut, 10)).toThrow(DataError);
});

test.each([10, 11, 0.99])('rejects heldOut %f of 10 rows, which leaves no training row', (heldOut) => {
  expect(() => trainingCount(heldOut, 10)).toThrow(noTrainingRows(heldOut, 10));
});

test('an order contains every row once and depends on the seed; seed 0 keeps the order', () => {
  const inPlace = Array.from({ length: 97 }, (_, row) => row);
  expect([...rowOrder(97, 0)]).toEqual(inPlace);
  expect([...rowOrder(97, 1)]).not.toEqual(inPlace);
  expect([...rowOrder(97, 1)].toSorted((a, b) => a - b)).toEqual(inPlace);
  expect(rowOrder(97, 2)).not.toEqual(rowOrder(97, 1));
});

test('puts every row in every position about equally often', () => {
  const size = 6;
  const counts = new Float64Array(size * size);
  for (let seed = 1; seed <= 6000; seed++) rowOrder(size, seed).forEach((row, place) => counts[place * size + row]++);
  // Chi-square over a 6 × 6 table with both margins fixed: 25 degrees of freedom, 99.9 % point 52.6 (tables).
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  expect(chiSquare).toBeLessThan(52.6);
});
