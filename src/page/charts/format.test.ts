import { describe, expect, it } from 'vitest';
import { formatCount, formatNumber, formatPower, formatSeconds, formatShare, formatTick } from './format';

describe('formatNumber', () => {
  it.each([
    [0, '0'],
    [-0, '0'],
    [0.98, '0.98'],
    [1, '1.00'],
    [-0.05, '−0.050'],
    [0.0004, '0.0004'],
    [7e-11, '7e-11'],
    [-2e-5, '−2e-5'],
    [9.999, '10.0'],
    [99.96, '100'],
    [123.4, '123'],
    [12_345, '12.3k'],
    [999_960, '1e6'],
    [3e8, '3e8'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [NaN, 'NaN'],
  ])('writes %d as %s', (value, text) => {
    expect(formatNumber(value)).toBe(text);
  });
});

describe('formatTick', () => {
  it.each([
    [1, '1'],
    [-0.5, '−0.5'],
    [10, '10'],
    [100, '100'],
    [0, '0'],
    [20_000, '20k'],
    [2.25, '2.25'],
  ])('writes %d as %s', (value, text) => {
    expect(formatTick(value)).toBe(text);
  });
});

describe('formatShare', () => {
  it.each([
    [0, '0%'],
    [1, '100%'],
    [0.5, '50%'],
    [0.975, '97.5%'],
    [0.0001, '<0.1%'],
    [0.9999, '>99.9%'],
    [NaN, '–'],
  ])('writes %d as %s', (share, text) => {
    expect(formatShare(share)).toBe(text);
  });
});

it('counts and times stay short', () => {
  expect([850, 9200, 12_300, 4_100_000].map(formatCount)).toEqual(['850', '9,200', '12.3k', '4.1M']);
  expect([0.42, 12, 59.7, 125].map(formatSeconds)).toEqual(['0.4 s', '12 s', '1:00 min', '2:05 min']);
});

it('writes far powers of ten as powers', () => {
  expect([1e-12, 1e-6, 0.01, 0.2, 1, 100, 1000, 1e6].map(formatPower)).toEqual([
    '10⁻¹²',
    '10⁻⁶',
    '0.01',
    '0.2',
    '1',
    '100',
    '10³',
    '10⁶',
  ]);
});
