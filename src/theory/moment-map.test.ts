import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import oracle from '../../tests/oracles/moment_map.json';
import oracles from '../../tests/oracles/oracles.json';
import { backwardGain, mapMoments, momentMapJacobian, NORMALIZED_LAYER, spectralNorm, spectralRadius } from './moment-map';

test.each(oracle)('at mean $mu, variance $nu, ω $omega, τ $tau', (row) => {
  const entering = { mean: Number(row.mu), variance: Number(row.nu) };
  const parameters = { ...NORMALIZED_LAYER, omega: Number(row.omega), tau: Number(row.tau) };
  const leaving = mapMoments(entering, parameters);
  expect(leaving.mean).toBeCloseTo(Number(row.mu_new), 13);
  expect(leaving.variance).toBeCloseTo(Number(row.nu_new), 13);
  const jacobian = momentMapJacobian(entering, parameters);
  jacobian.flat().forEach((entry, i) => expect(entry).toBeCloseTo(Number(row.J.flat()[i]), 13));
  expect(spectralNorm(jacobian)).toBeCloseTo(Number(row.spectral_norm), 13);
  expect(backwardGain(entering, parameters)).toBeCloseTo(parameters.tau * Number(row.E_fprime2), 13);
});

test('iterates over layers as the oracle does', () => {
  const starts = Object.entries(oracles.moment_iterates);
  expect(starts.length).toBeGreaterThan(4);
  for (const [name, layers] of starts) {
    // '(0.1,1.5) omega=0.1 tau=1.1'
    const [mean, variance, omega, tau] = name.match(/[\d.]+/g)?.map(Number) ?? [];
    let moments = { mean, variance };
    for (const [expectedMean, expectedVariance] of layers) {
      moments = mapMoments(moments, { ...NORMALIZED_LAYER, omega, tau });
      expect(moments.mean).toBeCloseTo(expectedMean, 12);
      expect(moments.variance).toBeCloseTo(expectedVariance, 12);
    }
  }
});

// Mean and variance of input and output (ω = 1, τ = 1), where the closed form cancels or overflows. By mpmath with 80 digits.
test.each([
  [0, 1e-4, -0.0027783913386538442, 0.0001995854432841118],
  [0, 1e-20, -2.8221111225032342e-11, 2.0177998164346973e-20],
  [1e-11, 1e-20, -1.431809767034339e-11, 1.9391175397138516e-20],
  [0.01, 4e-3, -0.0027130508198793359, 0.0071540491339404601],
  [-1e-6, 1e-12, -1.8170348756907783e-6, 2.7305025153673096e-12],
  [-3, 0.01, -1.6701299797482235, 7.7774308345503861e-5],
  [30, 0.5, 31.521029620664415, 0.55198628241489079],
  [0, 400, 7.5393132728447152, 165.40652954544552],
])('is accurate at mean %s, variance %s', (mean, variance, expectedMean, expectedVariance) => {
  const leaving = mapMoments({ mean, variance }, { ...NORMALIZED_LAYER, omega: 1 });
  expect(Math.abs(leaving.mean / expectedMean - 1)).toBeLessThan(1e-12);
  expect(Math.abs(leaving.variance / expectedVariance - 1)).toBeLessThan(1e-10);
});

test('is SELU itself at variance 0', () => {
  const fixed = { ...NORMALIZED_LAYER, omega: 1 };
  expect(mapMoments({ mean: 2, variance: 0 }, fixed)).toEqual({ mean: 2 * NORMALIZED_LAYER.lambda, variance: 0 });
  // The saturation value −λα; λα = 1.7580993408473768599 (the oracle's lambda_alpha).
  expect(mapMoments({ mean: -100, variance: 0 }, fixed).mean).toBeCloseTo(-Number(oracles.constants.lambda_alpha), 14);
  expect(mapMoments({ mean: -100, variance: 1 }, fixed).variance).toBeLessThan(1e-15);
  expect(() => momentMapJacobian({ mean: 0, variance: 0 })).toThrow(RangeError);
  expect(() => backwardGain({ mean: 0, variance: 0 })).toThrow(RangeError);
  expect(() => mapMoments({ mean: 0, variance: -1 })).toThrow(RangeError);
  expect(() => mapMoments({ mean: 0, variance: NaN })).toThrow(RangeError);
});

test('has a Jacobian that agrees with finite differences', () => {
  const near = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });
  fc.assert(
    fc.property(near(-1, 1), near(0.05, 4), near(-1, 1), near(0.3, 2), (mean, variance, omega, tau) => {
      const parameters = { ...NORMALIZED_LAYER, omega, tau };
      const step = 1e-5;
      const jacobian = momentMapJacobian({ mean, variance }, parameters);
      for (const [column, byMean, byVariance] of [
        [0, step, 0],
        [1, 0, step],
      ] as const) {
        const above = mapMoments({ mean: mean + byMean, variance: variance + byVariance }, parameters);
        const below = mapMoments({ mean: mean - byMean, variance: variance - byVariance }, parameters);
        expect(jacobian[0][column]).toBeCloseTo((above.mean - below.mean) / (2 * step), 6);
        expect(jacobian[1][column]).toBeCloseTo((above.variance - below.variance) / (2 * step), 6);
      }
    }),
    { numRuns: 200 },
  );
});

test('is a contraction on the domain of the paper’s theorem 1', () => {
  // At the corners of μ, ω ∈ [−0.1, 0.1], ν ∈ [0.8, 1.5], τ ∈ [0.95, 1.1], the largest spectral norm is 0.8976 (recomputed).
  const corners = [-0.1, 0.1].flatMap((mean) =>
    [0.8, 1.5].flatMap((variance) =>
      [-0.1, 0.1].flatMap((omega) =>
        [0.95, 1.1].map((tau) => spectralNorm(momentMapJacobian({ mean, variance }, { ...NORMALIZED_LAYER, omega, tau }))),
      ),
    ),
  );
  expect(Math.max(...corners)).toBeCloseTo(0.8976, 4);
});

test('spectral norm and radius of matrices with known values', () => {
  expect(
    spectralNorm([
      [3, 0],
      [0, -4],
    ]),
  ).toBe(4);
  expect(
    spectralRadius([
      [3, 0],
      [0, -4],
    ]),
  ).toBe(4);
  // A shear has norm (1 + √5)/2 and both eigenvalues 1; twice a quarter turn has the eigenvalues ±2i.
  expect(
    spectralNorm([
      [1, 1],
      [0, 1],
    ]),
  ).toBeCloseTo((1 + Math.sqrt(5)) / 2, 14);
  expect(
    spectralRadius([
      [1, 1],
      [0, 1],
    ]),
  ).toBe(1);
  expect(
    spectralRadius([
      [0, -2],
      [2, 0],
    ]),
  ).toBe(2);
});
