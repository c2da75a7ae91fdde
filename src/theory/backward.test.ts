import { describe, expect, test } from 'vitest';
import { normals } from '../math/random-stream';
import { ACTIVATION_CATALOGUE, activationOf } from '../activations/catalogue';
import type { ActivationName } from '../activations/catalogue';
import { pointMass, addNoise } from './point-masses';
import { combineRowGroups, pooledNetwork, type NetworkTheory } from '../predictions/pooled-network';
import { backwardGain } from './moment-map';
import { normalExpectation } from '../math/quadrature';

function gainOf(name: ActivationName, entering: number, change: Partial<NetworkTheory> = {}): number {
  const { value, slope, parameters } = activationOf(name);
  const theory: NetworkTheory = {
    activation: (x) => value(x, parameters),
    slope: (x) => slope(x, value(x, parameters), parameters),
    roles: ['plain', 'plain'],
    // The bias gives the second layer's pre-activations the variance `entering`, whatever the first layer returns.
    tau: (layer) => (layer === 0 ? 0 : 1),
    bias: (layer) => (layer === 0 ? 0 : entering - value(0, parameters) ** 2),
    gateBias: -2,
    normalization: null,
    dropout: null,
    centred: false,
    ...change,
  };
  return pooledNetwork(theory, { entering: 1, distribution: () => pointMass(0) })[1].backwardGain;
}

// SCIENCE: χ at (0, 1) is 1.07157, by 40-digit arithmetic.
test('SELU at its fixed point multiplies squared gradients by 1.07157', () => {
  expect(gainOf('selu', 1)).toBeCloseTo(1.07157, 5);
});

test.each([0.05, 0.5, 1, 4, 50])('SELU agrees with the closed form at variance %d', (variance) => {
  const { parameters } = activationOf('selu');
  const closed = backwardGain({ mean: 0, variance }, { ...parameters, omega: 0, tau: 1 });
  expect(Math.abs(gainOf('selu', variance) / closed - 1)).toBeLessThan(1e-10);
});

// Independent of the catalogue's slopes.
test.each(ACTIVATION_CATALOGUE.map(({ name }) => name))('%s: the mean squared difference quotient', (name) => {
  const { value, parameters } = activationOf(name);
  const step = 1e-6;
  const quotient = (x: number) => ((value(x + step, parameters) - value(x - step, parameters)) / (2 * step)) ** 2;
  expect(gainOf(name, 1.5)).toBeCloseTo(normalExpectation(quotient, 0, Math.sqrt(1.5)), 5);
});

test('ReLU, He: 1; with ordinary dropout 1/keep', () => {
  expect(gainOf('relu', 1, { tau: () => 2 })).toBeCloseTo(1, 12);
  const dropout = { keep: 0.5, scale: 2, shift: 0, dropped: 0 };
  expect(gainOf('relu', 1, { tau: () => 2, dropout })).toBeCloseTo(2, 12);
});

// Yang et al. 2019, A Mean Field Theory of Batch Normalization: π/(π − 1) for ReLU over large batches.
test('ReLU after batch normalisation: π/(π − 1); after layer normalisation 1', () => {
  const normalized = (over: 'rows' | 'units') =>
    gainOf('relu', 1, { tau: () => 1, bias: () => 0, normalization: { over, subtractsMean: true, after: false } });
  expect(normalized('rows')).toBeCloseTo(Math.PI / (Math.PI - 1), 4);
  expect(normalized('units')).toBeCloseTo(1, 4);
});

describe('a layer of zeros', () => {
  const zeros: Partial<NetworkTheory> = { tau: () => 0, bias: () => 0 };

  test.each([
    null,
    { over: 'rows', subtractsMean: true, after: false },
    { over: 'units', subtractsMean: true, after: true },
  ] as const)('has a gain of 0 with normalisation %j', (normalization) => {
    expect(gainOf('tanh', 1, { ...zeros, normalization })).toBe(0);
  });

  test('at the end of a block passes no gradient to the block’s layers and all of it to the block’s input', () => {
    const layers = pooledNetwork(
      {
        activation: (x) => x,
        slope: () => 1,
        roles: ['plain', 'opens', 'closes'],
        tau: (layer) => (layer === 0 ? 1 : 0),
        bias: () => 0,
        gateBias: -2,
        normalization: null,
        dropout: null,
        centred: false,
      },
      { entering: 1, distribution: () => pointMass(0) },
    );
    expect(layers.slice(1).map(({ backwardGain: gain }) => gain)).toEqual([Infinity, 0]);
  });

  test('has a gain of 0 for every group of rows', () => {
    const layer = { mean: 0, variance: 1, backwardGain: 0 };
    const groups = [0.25, 0.75].map((share) => ({ share, layers: [layer, layer, layer] }));
    expect(combineRowGroups(groups).map(({ backwardGain: gain }) => gain)).toEqual([0, 0, 0]);
  });
});

/**
 * Returns E|∂loss/∂x|² / E|∂loss/∂h|² of one highway layer of 600 units with half-open gates, for random weights and a random
 * gradient g at its output: ∂loss/∂x = g·(1 − T) + W(g·T·f′(z)) + V(g·(f(z) − x)·T(1 − T)).
 */
function drawnHighway(name: ActivationName, tau: number): number {
  const { value, slope, parameters } = activationOf(name);
  const n = 600;
  const draw = (layer: number, count: number, variance: number) =>
    normals({ seed: 3, purpose: 'noise', layer }, count).map((z) => Math.sqrt(variance) * z);
  const [w, v] = [draw(1, n * n, tau / n), draw(2, n * n, tau / n)];
  let [arriving, leaving] = [0, 0];
  for (let row = 0; row < 8; row++) {
    const [x, g] = [draw(10 + row, n, 1), draw(30 + row, n, 1)];
    const past = new Float64Array(n);
    const [throughLayer, throughGate] = [new Float64Array(n), new Float64Array(n)];
    for (let unit = 0; unit < n; unit++) {
      let [z, gate] = [0, 0];
      for (let i = 0; i < n; i++) {
        z += x[i] * w[i * n + unit];
        gate += x[i] * v[i * n + unit];
      }
      const t = 1 / (1 + Math.exp(-gate));
      const y = value(z, parameters);
      past[unit] = g[unit] * (1 - t);
      throughLayer[unit] = g[unit] * t * slope(z, y, parameters);
      throughGate[unit] = g[unit] * (y - x[unit]) * t * (1 - t);
      arriving += g[unit] ** 2;
    }
    for (let i = 0; i < n; i++) {
      let sum = past[i];
      for (let unit = 0; unit < n; unit++) sum += w[i * n + unit] * throughLayer[unit] + v[i * n + unit] * throughGate[unit];
      leaving += sum * sum;
    }
  }
  return leaving / arriving;
}

test.each(['linear', 'relu', 'tanh'] as const)(
  '%s: the gradient takes three paths back through a highway layer with open gates',
  (name) => {
    const tau = 4;
    const { value, slope, parameters } = activationOf(name);
    const { backwardGain: gain } = pooledNetwork(
      {
        activation: (x) => value(x, parameters),
        slope: (x) => slope(x, value(x, parameters), parameters),
        // The first layer has zero weights and half-open gates, so it halves its input of variance 4 to variance 1.
        roles: ['highway', 'highway'],
        tau: (layer) => (layer === 0 ? 0 : tau),
        bias: () => 0,
        gateBias: 0,
        normalization: null,
        dropout: null,
        centred: false,
      },
      { entering: 4, distribution: () => addNoise(pointMass(0), 4).distribution },
    )[1];
    expect(Math.abs(drawnHighway(name, tau) / gain - 1)).toBeLessThan(0.05);
  },
);
