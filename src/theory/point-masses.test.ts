import { expect, test } from 'vitest';
import { normals, uniforms } from '../math/random-stream';
import { distributionOf, mapPoints, momentsOf, pointMass, addNoise, withDropout } from './point-masses';
import { normalExpectation } from '../math/quadrature';

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

// Means and variances of independent variables add for every distribution.
test.each([1e-30, 1e-8, 1e-3, 1, 400, 1e30])('noise of variance %d adds exactly that variance', (variance) => {
  const skewed = uniforms({ seed: 1, purpose: 'dataset' }, 500).map((u) => -Math.log(u) - 0.4);
  const before = momentsOf({ points: skewed, masses: skewed.map(() => 1 / 500) });
  const { distribution } = addNoise(distributionOf(skewed), variance);
  expect(sum(distribution.masses)).toBeCloseTo(1, 12);
  const after = momentsOf(distribution);
  expect(Math.abs(after.mean - before.mean)).toBeLessThan(1e-10 * Math.sqrt(1 + variance));
  // For the narrowest sampled kernel, the samples have the variance of the density within 1e−4.
  expect(Math.abs(after.variance / (before.variance + variance) - 1)).toBeLessThan(1e-6);
});

test('expectations under a normal distribution agree with the quadrature', () => {
  for (const f of [Math.tanh, (x: number) => Math.max(x, 0), (x: number) => Math.exp(0.3 * x)]) {
    const { mean, variance } = momentsOf(mapPoints(addNoise(pointMass(0.2), 2.5).distribution, f));
    const expected = normalExpectation(f, 0.2, Math.sqrt(2.5));
    expect(Math.abs(mean - expected)).toBeLessThan(2e-4);
    const second = normalExpectation((x) => (f(x) - expected) ** 2, 0.2, Math.sqrt(2.5));
    expect(Math.abs(variance / second - 1)).toBeLessThan(5e-4);
  }
});

test('E[g(x + noise) | x] has the known value for a parabola, and its mean is E[g(x + noise)]', () => {
  const points = normals({ seed: 2, purpose: 'dataset' }, 50);
  const masses = points.map(() => 1 / 50);
  const { distribution, conditionalMean } = addNoise({ points, masses }, 0.7);
  const given = conditionalMean(distribution.points.map((x) => 3 * x * x - x));
  for (const [i, x] of points.entries()) expect(given[i]).toBeCloseTo(3 * (x * x + 0.7) - x, 4);
  const wave = distribution.points.map((x) => Math.sin(x));
  const back = conditionalMean(wave);
  expect(sum(masses.map((mass, i) => mass * back[i]))).toBeCloseTo(
    sum(distribution.masses.map((mass, i) => mass * wave[i])),
    12,
  );
});

test('noise of variance 0 returns the same distribution', () => {
  const distribution = withDropout(pointMass(2), { keep: 0.75, scale: 4 / 3, shift: 0, dropped: 0 });
  expect(addNoise(distribution, 0).distribution).toBe(distribution);
  expect(momentsOf(distribution).mean).toBeCloseTo(2, 14);
  // 2² (1/0.75 − 1)
  expect(momentsOf(distribution).variance).toBeCloseTo(4 / 3, 14);
});
