import { expect } from 'vitest';

/** The allowed difference is absolute + relative · |expected|. */
export interface Tolerance {
  absolute: number;
  relative: number;
}

/** Compares every entry with its expected value. The message names the entry with the largest difference. NaN never passes. */
export function expectNear(
  actual: ArrayLike<number>,
  expected: ArrayLike<number>,
  { absolute, relative }: Tolerance,
  what = 'entry',
): void {
  expect(actual.length, `length of ${what}`).toBe(expected.length);
  let worst = 1;
  let message = '';
  for (let i = 0; i < expected.length; i++) {
    const tolerance = absolute + relative * Math.abs(expected[i]);
    const difference = Math.abs(actual[i] - expected[i]);
    if (difference <= tolerance) continue;
    const excess = Number.isNaN(difference) ? Infinity : difference / tolerance;
    if (excess < worst) continue;
    worst = excess;
    message = `${what} ${i} is ${actual[i]}; expected ${expected[i]} ± ${tolerance}`;
  }
  expect(message).toBe('');
}
