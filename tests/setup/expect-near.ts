import { expect } from 'vitest';

/** A difference of up to absolute + relative · |expected| is no difference. */
export interface Tolerance {
  absolute: number;
  relative: number;
}

/** Holds every entry against its own expectation; the message names the entry that is furthest off. NaN is near nothing. */
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
