/** The oracles, and how numbers are held against them. */
import { expect } from 'vitest';
import oracles from './oracles/oracles.json';

export { oracles };

/** Numbers, or lists of them however deep. */
export type Nested = number | readonly Nested[];

export function flat(values: Nested): number[] {
  return typeof values === 'number' ? [values] : values.flatMap(flat);
}

/** [rows, columns] as nested lists, to [columns, rows], row-major. */
export function transposed(matrix: readonly (readonly number[])[]): number[] {
  return matrix[0].flatMap((_, column) => matrix.map((row) => row[column]));
}

/** Largest |got − expected| / |expected|, element by element; the absolute error where 0 is expected; NaN counts as Infinity. */
function largestRelativeError(got: ArrayLike<number>, expected: Nested): number {
  const list = flat(expected);
  expect(got.length).toBe(list.length);
  const errors = list.map((value, i) => Math.abs(got[i] - value) / (Math.abs(value) || 1));
  return Math.max(...errors.map((error) => (Number.isNaN(error) ? Infinity : error)));
}

/** Float64 against float64: no more than `tolerance` apart, relative to each element. */
export function expectClose(got: ArrayLike<number>, expected: Nested, tolerance = 1e-12): void {
  expect(largestRelativeError(got, expected)).toBeLessThanOrEqual(tolerance);
}
