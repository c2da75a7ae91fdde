import { expect, test } from 'vitest';
import { expectClose } from '../../../../tests/oracles';
import { activationOf } from '../../../activations/catalogue';
import { histogram, layerStatistics } from './layer-statistics';

const TARGET = { mean: 0, variance: 1 };
const RELU = { activation: activationOf('relu'), constants: activationOf('relu').parameters };
const SELU = { activation: activationOf('selu'), constants: activationOf('selu').parameters };

// Two units of three inputs each, a batch of two. The expected numbers are computed by hand.
const RECORD = {
  z: Float64Array.of(-3, 1, 2, -4),
  h: Float64Array.of(0, 1, 2, 5),
  gradient: Float64Array.of(1, -1, 3, 1),
  // Columns (1, 0, −2) and (2, 2, 0): ω = −1, 4 and τ = 5, 8.
  layer: { fanIn: 3, fanOut: 2, weight: Float64Array.of(1, 2, 0, 2, -2, 0), bias: new Float64Array(2) },
};

test('moments, extremes, slopes and weights of a small layer', () => {
  const got = layerStatistics(RECORD, RELU, TARGET);
  expectClose([got.mean, got.variance, got.minimum, got.maximum, got.nonFinite], [2, 3.5, 0, 5, 0]);
  expectClose([got.preActivation.mean, got.preActivation.variance], [-1, 6.5]);
  expectClose([got.gradient.mean, got.gradient.variance], [1, 2]);
  expectClose([got.weights.omegaMean, got.weights.omegaStd, got.weights.tauMean, got.weights.tauStd], [1.5, 2.5, 6.5, 1.5]);
  expectClose([got.saturated, got.dead], [0.5, 0.5]);
});

test('SELU saturates where its slope is below 5 % of λα, and is never dead', () => {
  // λα·eˣ < 0.05·λα for x < ln 0.05 = −2.9957.
  const got = layerStatistics({ ...RECORD, z: Float64Array.of(-2.99, -3, -20, 1) }, SELU, TARGET);
  expectClose([got.saturated, got.dead], [0.5, 0]);
});

test('counts non-finite values and ignores them in the other statistics', () => {
  const record = {
    ...RECORD,
    z: Float64Array.of(-3, NaN, 2, Infinity),
    h: Float64Array.of(0, NaN, 2, Infinity),
    gradient: Float64Array.of(-Infinity, 4, 2, NaN),
  };
  const got = layerStatistics(record, RELU, TARGET);
  expectClose([got.nonFinite, got.mean, got.variance, got.minimum, got.maximum], [0.5, 1, 1, 0, 2]);
  expectClose([got.preActivation.mean, got.gradient.mean], [-0.5, 3]);
  expectClose([got.dead, got.saturated], [0.25, 0.25]);
  expect(got.histogram.counts.reduce((sum, count) => sum + count, 0) + got.histogram.above + got.histogram.below).toBe(2);
});

test('the histogram has 80 bins over [μ* − 5σ*, μ* + 5σ*) and counts the values outside', () => {
  const got = histogram(Float64Array.of(-5.0001, -5, -4.876, -4.875, 0, 4.999, 5, 100), TARGET);
  expect([got.low, got.high, got.counts.length, got.below, got.above]).toEqual([-5, 5, 80, 1, 2]);
  expect([...got.counts.entries()].filter(([, count]) => count > 0)).toEqual([
    [0, 2],
    [1, 1],
    [40, 1],
    [79, 1],
  ]);
  const moved = histogram(Float64Array.of(0.5), { mean: 0.5, variance: 4 });
  expect([moved.low, moved.high, moved.counts[40]]).toEqual([-9.5, 10.5, 1]);
});
