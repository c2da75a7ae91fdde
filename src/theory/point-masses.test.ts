import { expect, test } from 'vitest';
import { normals, uniforms } from '../math/random-stream';
import { lawOf, mapped, momentsOf, pointMass, spread, withDropout } from './point-masses';
import { normalExpectation } from '../math/quadrature';

const sum = (values: Float64Array) => values.reduce((a, b) => a + b, 0);

// Means and variances of sums of independent variables add, whatever their laws.
test.each([1e-30, 1e-8, 1e-3, 1, 400, 1e30])('noise of variance %d is added to a law exactly', (variance) => {
  const skewed = uniforms({ seed: 1, purpose: 'dataset' }, 500).map((u) => -Math.log(u) - 0.4);
  const before = momentsOf({ points: skewed, masses: skewed.map(() => 1 / 500) });
  const { law } = spread(lawOf(skewed), variance);
  expect(sum(law.masses)).toBeCloseTo(1, 12);
  const after = momentsOf(law);
  expect(Math.abs(after.mean - before.mean)).toBeLessThan(1e-10 * Math.sqrt(1 + variance));
  // Samples of a density hold its variance to 1e−4 where it is narrowest.
  expect(Math.abs(after.variance / (before.variance + variance) - 1)).toBeLessThan(1e-6);
});

test('expectations of a normal law are those of the quadrature', () => {
  for (const f of [Math.tanh, (x: number) => Math.max(x, 0), (x: number) => Math.exp(0.3 * x)]) {
    const { mean, variance } = momentsOf(mapped(spread(pointMass(0.2), 2.5).law, f));
    const expected = normalExpectation(f, 0.2, Math.sqrt(2.5));
    expect(Math.abs(mean - expected)).toBeLessThan(2e-4);
    const second = normalExpectation((x) => (f(x) - expected) ** 2, 0.2, Math.sqrt(2.5));
    expect(Math.abs(variance / second - 1)).toBeLessThan(5e-4);
  }
});

test('E[g(x + noise) | x] of a parabola is known, and agrees with the law forward', () => {
  const points = normals({ seed: 2, purpose: 'dataset' }, 50);
  const masses = points.map(() => 1 / 50);
  const { law, expected } = spread({ points, masses }, 0.7);
  const given = expected(law.points.map((x) => 3 * x * x - x));
  for (const [i, x] of points.entries()) expect(given[i]).toBeCloseTo(3 * (x * x + 0.7) - x, 4);
  const wave = law.points.map((x) => Math.sin(x));
  const back = expected(wave);
  expect(sum(masses.map((mass, i) => mass * back[i]))).toBeCloseTo(sum(law.masses.map((mass, i) => mass * wave[i])), 12);
});

test('without noise nothing moves', () => {
  const law = withDropout(pointMass(2), { keep: 0.75, scale: 4 / 3, shift: 0, dropped: 0 });
  expect(spread(law, 0).law).toBe(law);
  expect(momentsOf(law).mean).toBeCloseTo(2, 14);
  // 2² (1/0.75 − 1)
  expect(momentsOf(law).variance).toBeCloseTo(4 / 3, 14);
});
