import { expect, test } from 'vitest';
import oracle from '../../tests/oracles/moment_map.json';
import { activationOf } from '../activations/catalogue';
import { alphaDropout } from './alpha-dropout';
import { solveFixedPoint } from './fixed-point';
import { constantMap, layerMap, activationMoments } from './layer-map';
import { mapMoments } from './moment-map';
import { pooledLayers } from './pooled';
import { depthLimit } from './depth-limit';

const { value, parameters } = { ...activationOf('selu') };
const selu = (x: number) => value(x, parameters);
const throughSelu = (preActivation: { mean: number; variance: number }) =>
  mapMoments(preActivation, { ...parameters, omega: 1, tau: 1 });

test.each(oracle)('by quadrature, at mean $mu, variance $nu, ω $omega, τ $tau', (row) => {
  const leaving = activationMoments(selu, {
    mean: Number(row.mu) * Number(row.omega),
    variance: Number(row.nu) * Number(row.tau),
  });
  expect(leaving.mean).toBeCloseTo(Number(row.mu_new), 11);
  expect(leaving.variance).toBeCloseTo(Number(row.nu_new), 11);
});

test('agrees with the closed form', () => {
  for (const mean of [-2, -0.3, 0, 1]) {
    for (const variance of [1e-3, 0.5, 1, 7]) {
      const expected = throughSelu({ mean, variance });
      const leaving = activationMoments(selu, { mean, variance });
      expect(leaving.mean).toBeCloseTo(expected.mean, 11);
      expect(leaving.variance / expected.variance).toBeCloseTo(1, 10);
    }
  }
});

test('the entering mean cancels if the weights sum to 0, and otherwise adds variance', () => {
  const entering = { mean: 0.5, variance: 2 };
  const centred = layerMap(throughSelu, { tau: 0.9, centred: true });
  // The paper's map at ω = 0.
  expect(centred.leaving(centred.entering(entering))).toEqual(mapMoments(entering, { ...parameters, omega: 0, tau: 0.9 }));
  const varied = layerMap(throughSelu, { tau: 0.9, centred: false });
  const [pooled] = pooledLayers(selu, 1, 2.25, () => 0.9);
  expect(varied.leaving(varied.entering(entering)).variance).toBeCloseTo(pooled.variance, 11);
});

test('a target with a mean is a fixed point only for weights that sum to 0', () => {
  const target = { mean: 0.5, variance: 4 };
  const solved = solveFixedPoint(target);
  if (!solved) throw new Error('no solution found');
  const through = (preActivation: typeof target) => mapMoments(preActivation, { ...solved, omega: 1, tau: 1 });
  const held = depthLimit(layerMap(through, { tau: 1, centred: true }), 3);
  expect(held?.mean).toBeCloseTo(0.5, 5);
  expect(held?.variance).toBeCloseTo(4, 5);
  const value = (x: number) => solved.lambda * (x > 0 ? x : solved.alpha * Math.expm1(x));
  const missed = depthLimit(layerMap(through, { tau: 1, centred: false }), 3);
  const pooled = pooledLayers(value, 200, 3, () => 1)[199];
  expect(missed?.variance).toBeCloseTo(pooled.variance, 4);
  expect(pooled.variance).toBeGreaterThan(6);
});

test('alpha dropout keeps the fixed point; a normalised layer has constant moments', () => {
  const { scale: a, shift: b, dropped } = alphaDropout(0.1);
  const map = layerMap(throughSelu, { tau: 1, centred: false }, { keep: 0.9, scale: a, shift: b, dropped });
  expect(map.leaving(1).mean).toBeCloseTo(0, 12);
  expect(map.leaving(1).variance).toBeCloseTo(1, 12);
  const normalized = constantMap({ mean: 0.4, variance: 0.3 });
  for (const mean of [-1, 5])
    expect(normalized.leaving(normalized.entering({ mean, variance: 9 }))).toEqual({ mean: 0.4, variance: 0.3 });
});
