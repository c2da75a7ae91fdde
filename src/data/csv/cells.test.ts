/** Which texts are numbers, and how long it takes to see that one is none. */
import { expect, test } from 'vitest';
import { isNumeric, numberIn } from './cells';

test.each(['1', '-1', '+1', '1.', '1.5', '.5', '1e5', '1.e5', '-.5E-3', '007'])(
  '%s is a number, with a comma as well',
  (text) => {
    expect(numberIn(text, false)).toBe(Number(text));
    expect(numberIn(text.replace('.', ','), true)).toBe(Number(text));
    expect(isNumeric(text)).toBe(true);
  },
);

test.each(['', '.', 'e5', '1e', '1.2.3', '1,2,3', '--1', '1 2', '0x10', 'Infinity', '1e5.5', ',', '1,5.5'])(
  '%j is none',
  (text) => {
    expect(numberIn(text, false)).toBeNaN();
    expect(numberIn(text, true)).toBeNaN();
    expect(isNumeric(text)).toBe(false);
  },
);

test('the longest numbers are read whole', () => {
  // 2⁻¹⁰⁷⁴ = 5¹⁰⁷⁴ / 10¹⁰⁷⁴, the smallest float64 that is not 0.
  expect(numberIn(`-0.${(5n ** 1074n).toString().padStart(1074, '0')}`, false)).toBe(-Number.MIN_VALUE);
  expect(numberIn(`${BigInt(Number.MAX_VALUE)},0`, true)).toBe(Number.MAX_VALUE);
});

test.each([
  ['a million digits', `${'1'.repeat(1e6)}x`, 1],
  ['ten million digits with a point', `1.${'1'.repeat(1e7)}x`, 1],
  ['a thousand digits, many times', `${'1'.repeat(1000)}x`, 3000],
  ['a thousand digits and a comma, many times', `${'1'.repeat(500)},${'1'.repeat(500)}x`, 3000],
  ['a thousand digits of an exponent, many times', `${'1'.repeat(500)}e${'1'.repeat(500)}x`, 3000],
])('%s and a letter are no number, which is soon seen', (_, text, times) => {
  const start = performance.now();
  for (let time = 0; time < times; time++) expect(isNumeric(text) || !Number.isNaN(numberIn(text, true))).toBe(false);
  // In one go each takes 40 ms at most here; with each digit tried in two ways it took 3 s and more.
  expect(performance.now() - start).toBeLessThan(1000);
});
