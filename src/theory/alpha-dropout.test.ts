import { expect, test } from 'vitest';
import oracles from '../../tests/oracles/oracles.json';
import { alphaDropout } from './alpha-dropout';

test.each(oracles.alpha_dropout_ab)('rate $rate for mean $mu, variance $nu', (row) => {
  const target = { mean: Number(row.mu), variance: Number(row.nu) };
  // Only the product α′ = −λα matters, so λ = 1 serves.
  const {
    scale: a,
    shift: b,
    dropped,
  } = alphaDropout(Number(row.rate), target, { alpha: -Number(row.alpha_prime), lambda: 1 });
  expect(a).toBeCloseTo(Number(row.a), 14);
  expect(b).toBeCloseTo(Number(row.b), 14);
  expect(dropped).toBeCloseTo(Number(row.dropped_value), 14);
});

test('uses SELU’s target and constants by default', () => {
  const [row] = oracles.alpha_dropout_ab;
  expect(alphaDropout(Number(row.rate)).dropped).toBeCloseTo(Number(row.dropped_value), 14);
});

test('keeps the mean and the variance of the target', () => {
  const target = { mean: -0.1, variance: 2 };
  const { scale: a, shift: b, dropped } = alphaDropout(0.3, target);
  // The moments of the mixture by hand: a kept unit has mean aμ + b and variance a²ν, a dropped unit is constant.
  const kept = a * target.mean + b;
  const mean = 0.7 * kept + 0.3 * dropped;
  expect(mean).toBeCloseTo(target.mean, 14);
  expect(0.7 * (a * a * target.variance + kept * kept) + 0.3 * dropped * dropped - mean * mean).toBeCloseTo(
    target.variance,
    14,
  );
});

test('is the identity at rate 0', () => {
  expect(alphaDropout(0)).toMatchObject({ scale: 1, shift: 0 });
});

test.each([1, -0.1, 1.5, NaN])('rejects the rate %s', (rate) => {
  expect(() => alphaDropout(rate)).toThrow(RangeError);
});
