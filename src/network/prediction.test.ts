import { expect, test } from 'vitest';
import { activationOf } from '../activations/catalogue';
import { completeExperiment } from '../experiment/defaults';
import type { InitializationName } from '../experiment/experiment';
import { normals } from '../random/stream';
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
