import { expect, test } from 'vitest';
import { oracles } from '../../tests/oracles';
import { activationOf } from '../activations/catalogue';
import { alphaDropout } from './alpha-dropout';
import { mapMoments } from './moment-map';
import { normalizedLayer, pooledLayers } from './pooled';
import { normalExpectation } from '../math/quadrature';

const activation = activationOf('selu');
const { parameters } = activation;
const selu = (x: number) => activation.value(x, parameters);

test('expectations agree with their closed forms', () => {
  expect(normalExpectation((x) => x * x, 1.5, 2)).toBeCloseTo(1.5 ** 2 + 2 ** 2, 11);
  // E[max(z, 0)] = σ/√(2π) and E[max(z, 0)²] = σ²/2 for a centred normal.
  expect(normalExpectation((x) => Math.max(x, 0), 0, 3)).toBeCloseTo(3 / Math.sqrt(2 * Math.PI), 12);
  expect(normalExpectation((x) => Math.max(x, 0) ** 2, 0, 3)).toBeCloseTo(4.5, 11);
  expect(normalExpectation(Math.exp, 0.1, 0.7)).toBeCloseTo(Math.exp(0.1 + 0.245), 12);
});

test('agrees with the closed form of the moment map', () => {
  for (const [mean, variance] of [
    [0, 1],
    [0.3, 0.5],
    [-1, 4],
    [2, 0.1],
  ]) {
    const deviation = Math.sqrt(variance);
    const mapped = mapMoments({ mean, variance }, { ...parameters, omega: 1, tau: 1 });
    const first = normalExpectation(selu, mean, deviation);
    expect(first).toBeCloseTo(mapped.mean, 12);
    expect(normalExpectation((x) => selu(x) ** 2, mean, deviation) - first ** 2).toBeCloseTo(mapped.variance, 11);
  }
});

// The oracle's fixed points of q ← τ E[selu(N(0, q))²], in 40-digit arithmetic.
const scan = (oracles.tau_scan_pooled_meanfield as { rows: { tau: string; result: string[] }[] }).rows;

test.each(scan.filter(({ result }) => result.length > 1))(
  'converges to the oracle’s fixed point for τ = $tau',
  ({ tau, result }) => {
    const end = pooledLayers(selu, 3000, 1, () => Number(tau))[2999];
    const [mean, variance] = result.map(Number);
    // Near the ends of the range, 3000 layers leave a small distance.
    expect(Math.abs(end.mean - mean)).toBeLessThan(1e-6 * Math.max(1, Math.abs(mean)));
    expect(Math.abs(end.variance / variance - 1)).toBeLessThan(1e-6);
  },
);

test('alpha dropout keeps its target', () => {
  const { scale: a, shift: b, dropped } = alphaDropout(0.1);
  const layers = pooledLayers(selu, 32, 1, () => 1, undefined, { keep: 0.9, scale: a, shift: b, dropped });
  for (const { mean, variance } of layers) {
    expect(mean).toBeCloseTo(0, 10);
    expect(variance).toBeCloseTo(1, 10);
  }
});

test('ReLU with LeCun normal halves the second moment in each of 32 layers', () => {
  const layers = pooledLayers(
    (x) => Math.max(x, 0),
    32,
    1,
    () => 1,
  );
  // E[h²] = 2⁻³², and the squared mean is 1/π of it.
  expect(layers[31].variance / (2 ** -32 * (1 - 1 / Math.PI))).toBeCloseTo(1, 10);
});

test('the mean cancels if the weights of every unit sum to 0', () => {
  const relu = (x: number) => Math.max(x, 0);
  const layers = pooledLayers(
    relu,
    8,
    1,
    () => 1,
    () => 0,
    null,
    true,
  );
  // Var[max(z, 0)] = q (1/2 − 1/2π) for z ~ N(0, q). A simulation of 'lecun-exact' (256 units, 64 rows) gave 0.0040 to 0.334.
  for (const [l, { variance }] of layers.entries()) expect(variance / (0.5 - 0.5 / Math.PI) ** (l + 1)).toBeCloseTo(1, 10);
});

// ReLU of N(0, 1) has mean 1/√(2π) and mean square 1/2. Divided by the root of that, mean 1/√π and mean square 1.
test('a normalisation that leaves the mean, after ReLU: mean 1/√π, variance 1 − 1/π', () => {
  const normalization = { over: 'units', subtractsMean: false, after: true } as const;
  const { mean, variance } = normalizedLayer((x) => Math.max(x, 0), normalization, 1);
  expect(mean).toBeCloseTo(1 / Math.sqrt(Math.PI), 4);
  expect(variance).toBeCloseTo(1 - 1 / Math.PI, 4);
});
