/** Which texts are numbers, and how long it takes to see that one is none. */
import { expect, test } from 'vitest';
import { shortestDuration } from '../../../tests/setup/shortest-duration';
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

/** Milliseconds to find out, a hundred times, that a text is no number. */
const refusal = (text: string) =>
  shortestDuration(() => {
    for (let time = 0; time < 100; time++) expect(isNumeric(text) || !Number.isNaN(numberIn(text, true))).toBe(false);
  });

test.each([
  ['digits', (count: number) => '1'.repeat(count)],
  ['digits and a comma', (count: number) => `${'1'.repeat(count / 2)},${'1'.repeat(count / 2)}`],
  ['digits of an exponent', (count: number) => `${'1'.repeat(count / 2)}e${'1'.repeat(count / 2)}`],
])('to refuse %s and a letter takes no longer than their number says', async (_, digits) => {
  const ratio = (await refusal(`${digits(1000)}x`)) / (await refusal(`${digits(100)}x`));
  // About 2, and 10 at most; 27 to 120 when a digit can be matched in two ways.
  expect(ratio).toBeLessThan(12);
});

test.each([
  ['a million digits', '1'.repeat(1e6)],
  ['ten million digits with a point', `1.${'1'.repeat(1e7)}`],
])('%s and a letter are refused by their length', async (_, digits) => {
  // A thousandth of the time or less; a thousand times as long when every digit is looked at.
  expect(await refusal(`${digits}x`)).toBeLessThan(5 * (await refusal(`${'1'.repeat(1000)}x`)));
});
