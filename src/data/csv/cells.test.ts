/** Which texts are numbers, and that long texts are rejected quickly. */
import { expect, test } from 'vitest';
import { shortestDuration } from '../../../tests/setup/shortest-duration';
import { isNumeric, parseNumber } from './cells';

test.each(['1', '-1', '+1', '1.', '1.5', '.5', '1e5', '1.e5', '-.5E-3', '007'])(
  '%s is a number, also with a decimal comma',
  (text) => {
    expect(parseNumber(text, false)).toBe(Number(text));
    expect(parseNumber(text.replace('.', ','), true)).toBe(Number(text));
    expect(isNumeric(text)).toBe(true);
  },
);

test.each(['', '.', 'e5', '1e', '1.2.3', '1,2,3', '--1', '1 2', '0x10', 'Infinity', '1e5.5', ',', '1,5.5'])(
  '%j is not a number',
  (text) => {
    expect(parseNumber(text, false)).toBeNaN();
    expect(parseNumber(text, true)).toBeNaN();
    expect(isNumeric(text)).toBe(false);
  },
);

test('parses the longest numbers', () => {
  // The smallest positive float64 is 2⁻¹⁰⁷⁴ = 5¹⁰⁷⁴ / 10¹⁰⁷⁴.
  expect(parseNumber(`-0.${(5n ** 1074n).toString().padStart(1074, '0')}`, false)).toBe(-Number.MIN_VALUE);
  expect(parseNumber(`${BigInt(Number.MAX_VALUE)},0`, true)).toBe(Number.MAX_VALUE);
});

/** Returns the milliseconds to reject a text a hundred times. */
const rejectionTime = (text: string) =>
  shortestDuration(() => {
    for (let time = 0; time < 100; time++) expect(isNumeric(text) || !Number.isNaN(parseNumber(text, true))).toBe(false);
  });

test.each([
  ['digits', (count: number) => '1'.repeat(count)],
  ['digits and a comma', (count: number) => `${'1'.repeat(count / 2)},${'1'.repeat(count / 2)}`],
  ['digits of an exponent', (count: number) => `${'1'.repeat(count / 2)}e${'1'.repeat(count / 2)}`],
])('the time to reject %s and a letter is linear in their number', async (_, digits) => {
  const ratio = (await rejectionTime(`${digits(1000)}x`)) / (await rejectionTime(`${digits(100)}x`));
  // The ratio is about 2, at most 10. With an expression that can match a digit in two ways, it is 27 to 120.
  expect(ratio).toBeLessThan(12);
});

test.each([
  ['a million digits', '1'.repeat(1e6)],
  ['ten million digits with a point', `1.${'1'.repeat(1e7)}`],
])('%s and a letter are rejected by their length', async (_, digits) => {
  // Without the check of the length, the time would be a thousand times as long.
  expect(await rejectionTime(`${digits}x`)).toBeLessThan(5 * (await rejectionTime(`${'1'.repeat(1000)}x`)));
});
