/** The oracles, and the comparison with them. */
import { expect } from 'vitest';
import oracles from './oracles/oracles.json';

export { oracles };

/** A number, or nested lists of numbers. */
export type Nested = number | readonly Nested[];

export function flat(values: Nested): number[] {
  return typeof values === 'number' ? [values] : values.flatMap(flat);
}

/** Returns the transpose, [columns, rows] row-major, of nested lists [rows, columns]. */
export function transposed(matrix: readonly (readonly number[])[]): number[] {
  return matrix[0].flatMap((_, column) => matrix.map((row) => row[column]));
}

/** Returns the largest relative error of the elements; absolute where 0 is expected. NaN counts as Infinity. */
function largestRelativeError(got: ArrayLike<number>, expected: Nested): number {
  const list = flat(expected);
  expect(got.length).toBe(list.length);
  const errors = list.map((value, i) => Math.abs(got[i] - value) / (Math.abs(value) || 1));
  return Math.max(...errors.map((error) => (Number.isNaN(error) ? Infinity : error)));
}

/** Expects float64 numbers that differ by at most `tolerance`, relative to each element. */
export function expectClose(got: ArrayLike<number>, expected: Nested, tolerance = 1e-12): void {
  expect(largestRelativeError(got, expected)).toBeLessThanOrEqual(tolerance);
}
