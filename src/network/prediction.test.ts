import { expect, test } from 'vitest';
import { activationOf } from '../activations/catalogue';
import { completeExperiment } from '../experiment/defaults';
import type { InitializationName } from '../experiment/experiment';
import { normals } from '../random/stream';
import { ReferenceNetwork } from '../reference/network';
import { initialWeights } from './initializers';
import { predictLayers } from './prediction';

const WIDTH = 128;
const ROWS = 32;
const DEPTH = 5;

/** Variance of each layer's output, in float64, for standard normal inputs. */
function simulate(initialization: InitializationName): number[] {
  const { value, parameters } = activationOf('relu');
  let h = normals({ seed: 5, purpose: 'dataset' }, ROWS * WIDTH);
  return Array.from({ length: DEPTH }, (_, layer) => {
    const { weight } = initialWeights({ initialization, gain: 1 }, layer, WIDTH, WIDTH, 3);
    const next = new Float64Array(ROWS * WIDTH);
    for (let row = 0; row < ROWS; row++) {
      for (let unit = 0; unit < WIDTH; unit++) {
        let sum = 0;
        for (let i = 0; i < WIDTH; i++) sum += h[row * WIDTH + i] * weight[i * WIDTH + unit];
        next[row * WIDTH + unit] = value(sum, parameters);
      }
    }
    h = next;
    const mean = h.reduce((a, b) => a + b, 0) / h.length;
    return h.reduce((a, b) => a + (b - mean) ** 2, 0) / h.length;
  });
}

// ReLU, because its outputs have a mean: weights that sum to 0 take it away, others add it to the variance.
test.each(['lecun-exact', 'lecun-normal', 'he-normal'] as const)('predicts what %s is seen to do', (initialization) => {
  const { lanes } = completeExperiment({
    lanes: [{ activation: 'relu', depth: DEPTH, width: WIDTH, initialization, dropout: { kind: 'none', rate: 0 } }],
  });
  const predicted = predictLayers(lanes[0], WIDTH, { second: 1, withinRows: 1 }, ROWS);
  simulate(initialization).forEach((variance, layer) => {
    // Five layers of 128 units stray by some 20 %; with the mean kept, the last would be 4.6 times as large.
    expect(variance / predicted[layer].variance).toBeGreaterThan(0.75);
    expect(variance / predicted[layer].variance).toBeLessThan(1.33);
  });
});

/** Variance of each layer's output in float64, of a network with batch normalisation. */
function simulateNormalized(place: 'before-activation' | 'after-activation', gain: number): number[] {
  const { lanes } = completeExperiment({
    lanes: [{ activation: 'selu', depth: 3, width: WIDTH, gain, normalization: 'batch', normalizationPlace: place }],
  });
  const norm = { shape: [WIDTH], data: new Float32Array(WIDTH).fill(1) };
  const tensors = Object.fromEntries(
    [0, 1, 2, 3].flatMap((layer) => {
      const name = layer < 3 ? `hidden.${layer}` : 'output';
      const { weight, bias } = initialWeights(lanes[0], layer, WIDTH, layer < 3 ? WIDTH : 2, 3);
      return [
        [`${name}.weight`, { shape: [WIDTH, layer < 3 ? WIDTH : 2], data: weight }],
        [`${name}.bias`, { shape: [bias.length], data: bias }],
        [`${name}.norm.weight`, norm],
        [`${name}.norm.bias`, { shape: [WIDTH], data: new Float32Array(WIDTH) }],
      ];
    }),
  );
  const network = ReferenceNetwork.fromRecipe(lanes[0], activationOf('selu').parameters, WIDTH, 2, tensors);
  const { h } = network.forward(normals({ seed: 5, purpose: 'dataset' }, ROWS * WIDTH), null, true);
  return h.slice(1).map((values) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  });
}

// A gain of 0.003 leaves so little variance to normalise that ε counts.
test.each([
  ['before-activation', 1],
  ['after-activation', 1],
  ['before-activation', 0.003],
  ['after-activation', 0.003],
] as const)('predicts batch normalisation %s with a gain of %f', (normalizationPlace, gain) => {
  const { lanes } = completeExperiment({
    lanes: [{ activation: 'selu', depth: 3, width: WIDTH, gain, normalization: 'batch', normalizationPlace }],
  });
  const predicted = predictLayers(lanes[0], WIDTH, { second: 1, withinRows: 1 }, ROWS);
  simulateNormalized(normalizationPlace, gain).forEach((variance, layer) => {
    expect(variance / predicted[layer].variance).toBeGreaterThan(0.85);
    expect(variance / predicted[layer].variance).toBeLessThan(1.15);
  });
});
