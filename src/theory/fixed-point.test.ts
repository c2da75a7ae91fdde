import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import oracle from '../../tests/oracles/fixed_points.json';
import { admissibleMeans, solveFixedPoint } from './fixed-point';
import { backwardGain, mapMoments, momentMapJacobian, spectralNorm, spectralRadius } from './moment-map';
import { SELU_ALPHA, SELU_LAMBDA } from '../activations/selu-constants';

test.each(oracle)('mean $mu, variance $nu under ω $omega, τ $tau', (row) => {
  const target = { mean: Number(row.mu), variance: Number(row.nu) };
  const weights = { omega: Number(row.omega), tau: Number(row.tau) };
  const solution = solveFixedPoint(target, weights);
  if (!solution) throw new Error('no solution found');
  expect(Math.abs(solution.alpha - Number(row.alpha))).toBeLessThan(1e-10);
  expect(Math.abs(solution.lambda - Number(row.lam))).toBeLessThan(1e-10);

  const parameters = { ...solution, ...weights };
  const jacobian = momentMapJacobian(target, parameters);
  jacobian.flat().forEach((entry, i) => expect(entry).toBeCloseTo(Number(row.J.flat()[i]), 10));
  expect(spectralRadius(jacobian)).toBeCloseTo(Number(row.spectral_radius), 10);
  expect(spectralNorm(jacobian)).toBeCloseTo(Number(row.spectral_norm), 10);
  expect(backwardGain(target, parameters)).toBeCloseTo(Number(row.chi), 9);
});

test('the solution for (0, 1) is SELU’s constants to 14 digits', () => {
  const solution = solveFixedPoint({ mean: 0, variance: 1 });
  expect(solution?.alpha).toBeCloseTo(SELU_ALPHA, 14);
  expect(solution?.lambda).toBeCloseTo(SELU_LAMBDA, 14);
});

test('has a solution inside the admissible region and none outside', () => {
  const logVariance = fc.double({ min: -4, max: 4, noNaN: true });
  fc.assert(
    fc.property(logVariance, fc.double({ min: -0.999, max: 0.999, noNaN: true }), (exponent, place) => {
      const variance = 10 ** exponent;
      const { low, high } = admissibleMeans(variance);
      const mean = place < 0 ? -place * low : place * high;
      const target = { mean, variance };
      const solution = solveFixedPoint(target);
      if (!solution) throw new Error('no solution found');
      // The definition of a fixed point: the map returns its argument.
      const mapped = mapMoments(target, { ...solution, omega: 0, tau: 1 });
      expect(Math.abs(mapped.mean - mean)).toBeLessThan(1e-9 * Math.sqrt(variance));
      expect(Math.abs(mapped.variance / variance - 1)).toBeLessThan(1e-9);

      expect(solveFixedPoint({ mean: high * (1.0001 + Math.abs(place)), variance })).toBeNull();
      expect(solveFixedPoint({ mean: low * (1.0001 + Math.abs(place)), variance })).toBeNull();
    }),
  );
});

test('the admissible means for variance 1', () => {
  // Computed in 40-digit arithmetic: −0.80326 < μ* < 0.68333.
  expect(admissibleMeans(1).low).toBeCloseTo(-0.80326, 5);
  expect(admissibleMeans(1).high).toBeCloseTo(0.68333, 5);
  expect(solveFixedPoint({ mean: 0.69, variance: 1 })).toBeNull();
});

test.each([0, -1, NaN])('has no solution for variance %s', (variance) => {
  expect(solveFixedPoint({ mean: 0, variance })).toBeNull();
});
