import { expect, test } from 'vitest';
import { activationOf } from '../activations/catalogue';
import { normals } from '../random/stream';
import { settleWithWeights } from './settle-with-weights';

const { value, parameters } = activationOf('selu');
const TARGET = { mean: 0, variance: 1 };
/** As an initialiser draws them: ω ~ N(0, τ). */
const drawn = (tau: number) => ({ omegaMean: 0, omegaStd: Math.sqrt(tau), tauMean: tau, tauStd: 0 });

// SCIENCE, section 2: the fixed points of q ← τ E[selu(N(0, q))²], in 40-digit arithmetic.
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
  const end = settleWithWeights(drawn(tau), parameters, TARGET);
  expect(end?.mean).toBeCloseTo(mean, 3);
  expect(end?.variance).toBeCloseTo(variance, 3);
});

test.each([1.9, 2])('no end for τ = %d', (tau) => {
  expect(settleWithWeights(drawn(tau), parameters, TARGET)).toBeNull();
});

test.each([0.4, 0.46, 0.475])('nothing is left for τ = %d', (tau) => {
  expect(settleWithWeights(drawn(tau), parameters, TARGET)?.variance).toBe(0);
});

test('what is not a number leads nowhere', () => {
  expect(settleWithWeights({ ...drawn(1), omegaMean: NaN }, parameters, TARGET)).toBeNull();
});

// 2000 units with ω and τ of their own, 200 draws of each, through 40 layers.
test('ω off 0 and a spread of τ: as a simulation of the mean field has it', () => {
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
  const end = settleWithWeights(weights, parameters, TARGET);
  // 400,000 draws a layer, each of whose errors lives on for some five layers.
  expect(Math.abs((end?.mean ?? NaN) - mean)).toBeLessThan(0.02);
  expect(Math.abs((end?.variance ?? NaN) / variance - 1)).toBeLessThan(0.02);
});
