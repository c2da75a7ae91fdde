import { expect, test } from 'vitest';
import { activationOf } from '../activations/catalogue';
import type { LayerStatistics } from '../experiment/snapshot';
import type { Moments } from '../theory/moments';
import { normals } from '../math/random-stream';
import { normalExpectation } from '../math/quadrature';
import type { DepthLimit } from '../theory/depth-limit';
import { depthLimitWithWeights } from './trained-weights-limit';

const { value, parameters } = activationOf('selu');
/** Returns the moments of a limit; NaN if there are none. */
const momentsOf = (end: DepthLimit | null): Moments => (typeof end === 'object' && end ? end : { mean: NaN, variance: NaN });
const TARGET = { mean: 0, variance: 1 };
/** Returns the statistics of newly initialised weights: ω ~ N(0, τ). */
const drawn = (tau: number) => ({ omegaMean: 0, omegaStd: Math.sqrt(tau), tauMean: tau, tauStd: 0 });

// Fixed points of q ← τ E[selu(N(0, q))²] in 40-digit arithmetic.
test.each([
  [0.5, -0.01092553, 0.00329452],
  [0.8, -0.0513, 0.4225],
  [0.9, -0.033, 0.6785],
  [0.95, -0.0184, 0.8301],
  [1, 0, 1],
  [1.1, 0.0496, 1.4078],
  [1.25, 0.1644, 2.271],
  [1.5, 0.567, 5.397],
  [1.75, 2.66555666, 31.84858714],
  [1.8, 7.61611288, 168.3241992],
])('τ = %d: mean %d and variance %d', (tau, mean, variance) => {
  const end = depthLimitWithWeights(drawn(tau), parameters, TARGET);
  expect(momentsOf(end).mean).toBeCloseTo(mean, 3);
  expect(momentsOf(end).variance).toBeCloseTo(variance, 3);
});

test.each([1.9, 2])('diverges for τ = %d', (tau) => {
  expect(depthLimitWithWeights(drawn(tau), parameters, TARGET)).toBe('diverges');
});

/** Iterates 3,000 mean-field layers by quadrature, where half of the units have a smaller τ and half a larger one. */
function byHand({ omegaMean, omegaStd, tauMean, tauStd }: LayerStatistics['weights']) {
  let at: Moments = TARGET;
  const swing = { least: Infinity, most: -Infinity };
  for (let layer = 0; layer < 3000; layer++) {
    const halves = [tauMean - tauStd, tauMean + tauStd].map((tau) => {
      const deviation = Math.sqrt(at.variance * tau + (at.mean * omegaStd) ** 2);
      const of = (power: 1 | 2) => normalExpectation((z) => value(z, parameters) ** power, at.mean * omegaMean, deviation);
      return [of(1), of(2)];
    });
    const [mean, second] = [0, 1].map((k) => (halves[0][k] + halves[1][k]) / 2);
    at = { mean, variance: second - mean * mean };
    if (layer > 2900) Object.assign(swing, { least: Math.min(swing.least, mean), most: Math.max(swing.most, mean) });
  }
  return { ...at, swings: swing.most - swing.least > 0.01 };
}

// ω is far from 0, as in layers of a few units.
test.each([
  { omegaMean: -1.3, omegaStd: 0.6, tauMean: 1, tauStd: 0.15 },
  { omegaMean: -1.3, omegaStd: 1, tauMean: 1.4, tauStd: 0.15 },
  { omegaMean: -0.9, omegaStd: 0.1, tauMean: 0.8, tauStd: 0.1 },
  { omegaMean: 1, omegaStd: 1, tauMean: 1, tauStd: 0.15 },
])('agrees with the iteration if the mean matters: %j', (weights) => {
  const hand = byHand(weights);
  const end = depthLimitWithWeights(weights, parameters, TARGET);
  if (hand.swings) {
    expect(end).toBe('oscillates');
    return;
  }
  expect(end).toMatchObject({ mean: expect.closeTo(hand.mean, 4), variance: expect.closeTo(hand.variance, 4) });
});

test.each([0.4, 0.46, 0.475])('the signal vanishes for τ = %d', (tau) => {
  expect(depthLimitWithWeights(drawn(tau), parameters, TARGET)).toMatchObject({ variance: 0 });
});

test('returns null for NaN', () => {
  expect(depthLimitWithWeights({ ...drawn(1), omegaMean: NaN }, parameters, TARGET)).toBeNull();
});

// The simulation has 2,000 units, each with its own ω and τ, 200 draws of each, and 40 layers.
test('agrees with a mean-field simulation for ω other than 0 and a spread of τ', () => {
  const weights = { omegaMean: 0.3, omegaStd: 0.8, tauMean: 1.05, tauStd: 0.2 };
  const [units, draws] = [2000, 200];
  const omegas = normals({ seed: 1, purpose: 'noise' }, units).map((z) => 0.3 + 0.8 * z);
  const taus = normals({ seed: 2, purpose: 'noise' }, units).map((z) => 1.05 + 0.2 * z);
  let { mean, variance } = TARGET;
  for (let layer = 0; layer < 40; layer++) {
    const z = normals({ seed: 3, purpose: 'noise', layer }, units * draws);
    const h = z.map((n, i) => value(mean * omegas[i % units] + Math.sqrt(variance * taus[i % units]) * n, parameters));
    mean = h.reduce((a, b) => a + b, 0) / h.length;
    variance = h.reduce((a, b) => a + (b - mean) ** 2, 0) / h.length;
  }
  const end = depthLimitWithWeights(weights, parameters, TARGET);
  // The error of each layer's 400,000 draws persists for about five layers.
  expect(Math.abs(momentsOf(end).mean - mean)).toBeLessThan(0.02);
  expect(Math.abs(momentsOf(end).variance / variance - 1)).toBeLessThan(0.02);
});
