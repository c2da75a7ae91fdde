import { expect, test } from 'vitest';
import { activationOf } from '../activations/catalogue';
import type { LayerRole } from '../experiment/architecture';
import type { ActivationName } from '../activations/catalogue';
import { normals, uniforms } from '../math/random-stream';
import { alphaDropout } from '../theory/alpha-dropout';
import { pointMass, addNoise } from '../theory/point-masses';
import type { PooledDropout } from '../theory/pooled';
import { pooledNetwork, type NetworkTheory } from './pooled-network';

const BLOCKS_OF_FOUR: LayerRole[] = ['plain', ...Array.from({ length: 8 }, (_, i): LayerRole => (i % 2 ? 'closes' : 'opens'))];

function theoryOf(name: ActivationName, change: Partial<NetworkTheory> = {}): NetworkTheory {
  const { value, slope, parameters } = activationOf(name);
  return {
    activation: (x) => value(x, parameters),
    slope: (x) => slope(x, value(x, parameters), parameters),
    roles: BLOCKS_OF_FOUR,
    tau: () => 1,
    bias: () => 0,
    gateBias: -2,
    normalization: null,
    dropout: null,
    centred: false,
    ...change,
  };
}

const STANDARD = { entering: 1, distribution: () => addNoise(pointMass(0), 1).distribution };

test('in linear blocks, variances add, and so do squared gradients', () => {
  const tau = 0.5;
  const layers = pooledNetwork(theoryOf('linear', { tau: () => tau }), STANDARD);
  // h = x + x·W₁·W₂ has 1 + τ² times the variance of x; the gradient grows by the same factor backward.
  for (let block = 0; block < 4; block++) {
    const [opens, closes] = [layers[2 * block + 1], layers[2 * block + 2]];
    expect(closes.variance / (tau * (1 + tau * tau) ** (block + 1))).toBeCloseTo(1, 6);
    expect(closes.backwardGain).toBeCloseTo(tau, 6);
    expect(closes.backwardGain * opens.backwardGain).toBeCloseTo(1 + tau * tau, 6);
  }
});

const DRAWS = 400_000;
const DROPOUTS: Record<string, PooledDropout | null> = {
  no: null,
  standard: { keep: 0.8, scale: 1.25, shift: 0, dropped: 0 },
  alpha: { keep: 0.8, ...alphaDropout(0.2) },
};

/**
 * Simulates one unit through the blocks with 400,000 draws. Each block adds a normal number, whose variance comes from the second moment
 * over all draws. Returns the mean and variance after each block, and the factor by which the second moment of the gradient grows from
 * the block's output to its input. The gradient on the skip connection passes the slopes of the same draw.
 */
function drawn({ activation, slope }: NetworkTheory, dropout: PooledDropout | null) {
  let stream = 0;
  const uniform = () => uniforms({ seed: 7, purpose: 'noise', layer: stream++ }, DRAWS);
  const normal = () => normals({ seed: 7, purpose: 'noise', layer: stream++ }, DRAWS);
  const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / DRAWS;
  const second = (values: Float64Array) => average(values.map((value) => value * value));
  /** Returns the layer's output and the square of its slope with respect to the argument of f. */
  const layer = (z: Float64Array) => {
    const { keep, scale, shift, dropped } = dropout ?? { keep: 1, scale: 1, shift: 0, dropped: 0 };
    const kept = uniform().map((chance) => (chance < keep ? 1 : 0));
    return {
      h: z.map((value, i) => (kept[i] ? scale * activation(value) + shift : dropped)),
      squares: z.map((value, i) => kept[i] * (scale * slope(value)) ** 2),
    };
  };
  let { h } = layer(normal());
  const blocks = Array.from({ length: 4 }, () => {
    const inside = Math.sqrt(second(h));
    const opened = layer(normal().map((z) => inside * z));
    const deviation = Math.sqrt(second(opened.h));
    const added = normal();
    const closed = layer(h.map((s, i) => s + deviation * added[i]));
    h = closed.h;
    const mean = average(h);
    return { mean, variance: second(h) - mean * mean, own: average(opened.squares), squares: closed.squares, gain: NaN };
  });
  let gradient = new Float64Array(DRAWS).fill(1);
  for (const block of blocks.toReversed()) {
    const arriving = average(gradient);
    const past = gradient.map((value, i) => value * block.squares[i]);
    const inside = average(past) * block.own;
    gradient = past.map((value) => value + inside);
    block.gain = average(gradient) / arriving;
  }
  return blocks;
}

test.each((['selu', 'relu', 'tanh'] as const).flatMap((name) => Object.keys(DROPOUTS).map((dropout) => ({ name, dropout }))))(
  'agrees with a simulation of blocks, whose sums are not normal: $name, $dropout dropout',
  ({ name, dropout }) => {
    const theory = theoryOf(name, { dropout: DROPOUTS[dropout] });
    const layers = pooledNetwork(theory, STANDARD);
    drawn(theory, DROPOUTS[dropout]).forEach(({ mean, variance, gain }, block) => {
      const [opens, predicted] = [layers[2 * block + 1], layers[2 * block + 2]];
      // The mean of 400,000 draws has a standard error of 0.0016 standard deviations; that of the variance is √(kurtosis − 1) times as large,
      // here 1 to 3 times. The eight earlier draws add errors of the same size, a factor of √9. The limits are twice that.
      expect(Math.abs(mean - predicted.mean)).toBeLessThan(0.01 * Math.sqrt(variance));
      expect(Math.abs(variance / predicted.variance - 1)).toBeLessThan(0.025);
      expect(Math.abs(gain / (opens.backwardGain * predicted.backwardGain) - 1)).toBeLessThan(0.01);
    });
  },
);

test('predicts NaN beyond the range of float32', () => {
  const roles = Array.from({ length: 129 }, (_, l): LayerRole => (l === 0 ? 'plain' : l % 2 ? 'opens' : 'closes'));
  const layers = pooledNetwork(theoryOf('relu', { roles, tau: () => 8 }), STANDARD);
  expect(layers[10].variance).toBeGreaterThan(1e6);
  expect(layers[128].variance).toBeNaN();
  expect(layers[128].backwardGain).toBeNaN();
});

test('a block with zero weights returns the activation of its input', () => {
  const layers = pooledNetwork(theoryOf('relu', { roles: ['opens', 'closes', 'opens', 'closes'], tau: () => 0 }), STANDARD);
  for (const l of [1, 3]) {
    expect(layers[l].mean).toBeCloseTo(1 / Math.sqrt(2 * Math.PI), 3);
    expect(layers[l].variance).toBeCloseTo(0.5 - 0.5 / Math.PI, 3);
  }
});
