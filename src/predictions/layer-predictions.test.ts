import { describe, expect, test } from 'vitest';
import { initialNetwork } from '../../tests/fixtures/initial-network';
import { activationOf } from '../activations/catalogue';
import { completeExperiment } from '../experiment/defaults';
import type { Dataset } from '../data/dataset';
import type { CompleteRecipe, Recipe } from '../experiment/experiment';
import type { InitializationName } from '../experiment/choices';
import type { KeepMasks, ReferenceNetwork } from '../engine/reference/network';
import { normals } from '../math/random-stream';
import { distributionOf, momentsOf } from '../theory/point-masses';
import { initialWeights } from '../engine/network/initializers';
import { inputMoments, predictLayers } from './layer-predictions';

const WIDTH = 128;
const ROWS = 32;
const DEPTH = 5;

/** Returns the variance of each layer's output for standard normal inputs, in float64. */
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

// ReLU's outputs have a mean other than 0. Weights that sum to 0 remove it; other weights add it to the variance.
test.each(['lecun-exact', 'lecun-normal', 'he-normal'] as const)(
  'predicts the simulated variance with %s',
  (initialization) => {
    const { lanes } = completeExperiment({
      lanes: [{ activation: 'relu', depth: DEPTH, width: WIDTH, initialization, dropout: { kind: 'none', rate: 0 } }],
    });
    const predicted = predictLayers(lanes[0], WIDTH, { second: 1, withinRows: 1 }, ROWS);
    simulate(initialization).forEach((variance, layer) => {
      // Five layers of 128 units deviate by about 20 %. If the mean were kept, the last variance would be 4.6 times as large.
      expect(variance / predicted[layer].variance).toBeGreaterThan(0.75);
      expect(variance / predicted[layer].variance).toBeLessThan(1.33);
    });
  },
);

/** Returns the variance of each layer's output in a network with batch normalisation, in float64. */
function simulateNormalized(recipe: CompleteRecipe): number[] {
  const { h } = initialNetwork(recipe, WIDTH, 2, 3).forward(normals({ seed: 5, purpose: 'dataset' }, ROWS * WIDTH), null, true);
  return h.slice(1).map((values) => {
    const mean = values.reduce((a, b) => a + b, 0) / values.length;
    return values.reduce((a, b) => a + (b - mean) ** 2, 0) / values.length;
  });
}

// With small gains, the variance to normalise is so small that ε matters. Sigmoid's mean and the biases are equal in every row of a
// batch, so they do not add to that variance.
test.each([
  ['selu', 'before-activation', 1, 'lecun-normal'],
  ['selu', 'after-activation', 1, 'lecun-normal'],
  ['selu', 'before-activation', 0.003, 'lecun-normal'],
  ['selu', 'after-activation', 0.003, 'lecun-normal'],
  ['sigmoid', 'before-activation', 0.03, 'lecun-normal'],
  ['sigmoid', 'before-activation', 0.01, 'lecun-normal'],
  ['relu', 'before-activation', 0.005, 'lecun-normal'],
  ['selu', 'before-activation', 0.01, 'pytorch-default'],
] as const)(
  'predicts batch normalisation of %s %s with a gain of %f, %s',
  (activation, normalizationPlace, gain, initialization) => {
    const { lanes } = completeExperiment({
      lanes: [{ activation, initialization, depth: 3, width: WIDTH, gain, normalization: 'batch', normalizationPlace }],
    });
    const predicted = predictLayers(lanes[0], WIDTH, { second: 1, withinRows: 1 }, ROWS);
    simulateNormalized(lanes[0]).forEach((variance, layer) => {
      expect(variance / predicted[layer].variance).toBeGreaterThan(0.85);
      expect(variance / predicted[layer].variance).toBeLessThan(1.15);
    });
  },
);

test('a normalised output has an exact mean, unless dropout or a highway follows', () => {
  const noise = (change: Partial<Recipe>) => {
    const recipe = {
      normalization: 'batch',
      normalizationPlace: 'after-activation',
      depth: 3,
      width: WIDTH,
      ...change,
    } as const;
    return predictLayers(completeExperiment({ lanes: [recipe] }).lanes[0], 9, { second: 1, withinRows: 1 }, ROWS).at(-1)?.noise;
  };
  expect(noise({})).toBe(0);
  expect(noise({ dropout: { kind: 'standard', rate: 0.1 } })).toBeGreaterThan(0.01);
  expect(noise({ block: 'highway' })).toBeGreaterThan(0.005);
});

const FEATURES = 40;
const SEEDS = [1, 2, 3, 4, 5, 6];

/** Returns a measurement of an untrained float64 network for each seed, over rows of equal length, as theory assumes. */
function forEachSeed<T>(
  recipe: CompleteRecipe,
  rows: number,
  measure: (network: ReferenceNetwork, x: Float64Array, masks: KeepMasks | null) => T,
): T[] {
  const features = FEATURES;
  return SEEDS.map((seed) => {
    const network = initialNetwork(recipe, features, 10, seed);
    const x = normals({ seed: 100 + seed, purpose: 'dataset' }, rows * features);
    for (let row = 0; row < rows; row++) {
      const own = x.subarray(row * features, (row + 1) * features);
      const length = Math.hypot(...own) / Math.sqrt(features);
      own.forEach((value, i) => (own[i] = value / length));
    }
    return measure(network, x, network.drawMasks(seed, 0, rows));
  });
}

/** Returns the mean over the seeds and its standard error. */
function meanAndError(values: readonly number[]): { mean: number; error: number } {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, error: Math.sqrt(squares / (values.length - 1) / values.length) };
}

/**
 * Compares one number per layer and seed with theory. It uses the largest standard error of all layers, because six seeds can agree
 * closely by chance.
 */
function expectAlike(measured: readonly number[][], expected: readonly number[], scale: readonly number[], allowed: number) {
  const layers = expected.map((_, l) => meanAndError(measured.map((ofSeed) => ofSeed[l] / scale[l])));
  const error = Math.max(...layers.map((layer) => layer.error));
  layers.forEach(({ mean }, l) => {
    expect(Math.abs(mean - expected[l] / scale[l]), `layer ${l}`).toBeLessThan(4 * error + allowed);
  });
}

const KINDS = [
  ['none', 'before-activation'],
  ['batch', 'before-activation'],
  ['layer', 'after-activation'],
  ['weight', 'before-activation'],
] as const;

const BLOCK_RECIPES = (['residual', 'highway'] as const).flatMap((block) =>
  (['selu', 'relu', 'tanh'] as const).flatMap((activation) =>
    KINDS.flatMap(([normalization, normalizationPlace]) =>
      (['none', activation === 'selu' ? 'alpha' : 'standard'] as const).map((dropout): Partial<Recipe> => ({
        block,
        activation,
        normalization,
        normalizationPlace,
        dropout: { kind: dropout, rate: 0.1 },
      })),
    ),
  ),
);

const named = (recipe: Partial<Recipe>) => {
  const { block = 'plain', activation, normalization = 'none', normalizationPlace, dropout, initialization } = recipe;
  const norm = normalization === 'none' ? 'no normalisation' : `${normalization} normalisation ${normalizationPlace}`;
  return [block, activation, norm, `${dropout?.kind ?? 'none'} dropout`, initialization ?? ''].join(', ');
};

describe('layers that add their input, over six seeds of 100 units', () => {
  const [depth, width, rows] = [8, 100, 24];

  test.each(BLOCK_RECIPES.map((recipe) => [named(recipe), recipe] as const))('%s', (_, change) => {
    const [recipe] = completeExperiment({ lanes: [{ ...change, depth, width }] }).lanes;
    const predicted = predictLayers(recipe, FEATURES, { second: 1, withinRows: 1 }, rows);
    const measured = forEachSeed(recipe, rows, (network, x, masks) =>
      network
        .forward(x, masks, true)
        .h.slice(1)
        .map((points) => momentsOf({ points, masses: points.map(() => 1 / points.length) })),
    );
    const deviations = predicted.map(({ variance }) => Math.sqrt(variance));
    // The tolerance allows for corrections of order 1/width in each layer.
    const means = predicted.map(({ mean }) => mean);
    expectAlike(
      measured.map((layers) => layers.map(({ mean }) => mean)),
      means,
      deviations,
      0.02,
    );
    const variances = predicted.map(({ variance }) => variance);
    expectAlike(
      measured.map((layers) => layers.map(({ variance }) => variance)),
      variances,
      variances,
      0.03,
    );
  });
});

test('a block on the inputs adds their distribution unchanged', () => {
  const [width, rows] = [100, 60];
  const { lanes } = completeExperiment({ lanes: [{ block: 'residual', activation: 'relu', depth: 2, width, gain: 0.5 }] });
  // A fifth of each row is 2 and the rest −0.5: mean 0 and variance 1, but far from a normal distribution.
  const x = Float64Array.from({ length: rows * width }, (_, i) => (i % 5 === Math.floor(i / width) % 5 ? 2 : -0.5));
  const [, known] = predictLayers(lanes[0], width, { second: 1, withinRows: 1, distribution: () => distributionOf(x) }, rows);
  const [, asNormal] = predictLayers(lanes[0], width, { second: 1, withinRows: 1 }, rows);
  const masses = x.map(() => 1 / x.length);
  const variances = SEEDS.map((seed) => {
    const { h } = initialNetwork(lanes[0], width, 2, seed).forward(x);
    return momentsOf({ points: h[2], masses }).variance;
  });
  const { mean, error } = meanAndError(variances);
  expect(Math.abs(mean - known.variance)).toBeLessThan(4 * error);
  expect(Math.abs(mean - asNormal.variance)).toBeGreaterThan(8 * error);
});

describe('rows of different lengths, over six seeds of 200 units', () => {
  const [depth, width, rows] = [5, 200, 256];
  // Two features: the squared length of a row is exponentially distributed.
  const x = normals({ seed: 9, purpose: 'dataset' }, rows * 2);
  const data: Dataset = {
    inputs: Float32Array.from(x),
    labels: Uint32Array.from({ length: rows }, (_, row) => row % 10),
    features: 2,
    classes: 10,
    trainingRows: rows,
    heldOutRows: 0,
    name: 'custom',
    classNames: [],
    featureNames: [],
  };
  const inputs = inputMoments(data, { mean: Float32Array.of(0, 0), scale: Float32Array.of(1, 1) });
  const alike = { second: inputs.second, withinRows: inputs.withinRows };

  test('are split into groups that make up all rows', () => {
    const over = (of: (group: { second: number; withinRows: number }) => number) =>
      (inputs.rows ?? []).reduce((sum, group) => sum + group.share * of(group), 0);
    expect(over(() => 1)).toBeCloseTo(1, 12);
    expect(over(({ second }) => second)).toBeCloseTo(x.reduce((sum, value) => sum + value * value, 0) / x.length, 6);
    expect(over(({ withinRows }) => withinRows)).toBeCloseTo(inputs.withinRows, 12);
  });

  test.each([
    ['batch normalisation makes them dependent', { normalization: 'batch' }, 2],
    ['a block adds the inputs', { block: 'residual' }, width],
  ] as const)('are not distinguished if %s', (_, change, features) => {
    const [recipe] = completeExperiment({ lanes: [{ ...change, depth, width }] }).lanes;
    expect(predictLayers(recipe, features, inputs, rows)).toEqual(
      predictLayers(recipe, features, { ...inputs, rows: undefined }, rows),
    );
  });

  test('a single feature has no weights that sum to 0', () => {
    const [recipe] = completeExperiment({ lanes: [{ initialization: 'lecun-exact', depth, width }] }).lanes;
    // τ = 1: SELU's fixed point.
    const [first] = predictLayers(recipe, 1, { second: 1, withinRows: 0 }, rows);
    expect(first.variance).toBeCloseTo(1, 6);
    expect(predictLayers(recipe, 2, { second: 1, withinRows: 0 }, rows)[0].variance).toBe(0);
  });

  test.each(['plain', 'residual', 'highway'] as const)('%s: gradients, and the variance in blocks', (block) => {
    const [recipe] = completeExperiment({ lanes: [{ block, activation: 'selu', depth, width }] }).lanes;
    const predicted = predictLayers(recipe, 2, inputs, rows);
    const asOne = predictLayers(recipe, 2, alike, rows);
    const measured = SEEDS.map((seed) => {
      const { outputGradients, forward } = initialNetwork(recipe, 2, 10, seed).backward(x, data.labels);
      const second = outputGradients.map((gradient) => gradient.reduce((sum, value) => sum + value * value, 0));
      const points = forward.h[2];
      return {
        growth: second[1] / second[depth],
        variance: momentsOf({ points, masses: points.map(() => 1 / points.length) }).variance,
      };
    });
    const growthOf = (layers: typeof predicted) => layers.slice(1).reduce((product, layer) => product * layer.backwardGain, 1);
    const growth = meanAndError(measured.map((each) => each.growth));
    // The allowed tenth is the error of six groups for the shortest rows.
    expect(Math.abs(growth.mean / growthOf(predicted) - 1)).toBeLessThan(4 * (growth.error / growth.mean) + 0.1);
    const variance = meanAndError(measured.map((each) => each.variance));
    const [, { variance: known }] = predicted;
    // Plain layers have the moments of the moment map, which does not distinguish rows.
    if (block !== 'plain') expect(Math.abs(variance.mean / known - 1)).toBeLessThan(4 * (variance.error / variance.mean));
    // Highway layers hardly depend on the length of a row.
    if (block !== 'highway') expect(growth.mean / growthOf(asOne)).toBeGreaterThan(1.25);
  });
});

describe('gradient gain, over six seeds of 160 units', () => {
  const [depth, width, rows] = [5, 160, 40];
  const RECIPES: Partial<Recipe>[] = [
    { activation: 'selu' },
    { activation: 'relu' },
    { activation: 'gelu' },
    { activation: 'tanh', initialization: 'pytorch-default' },
    { activation: 'selu', initialization: 'lecun-exact', normalization: 'weight' },
    { activation: 'selu', dropout: { kind: 'alpha', rate: 0.2 } },
    { activation: 'relu', dropout: { kind: 'standard', rate: 0.2 } },
    { activation: 'selu', normalization: 'batch', normalizationPlace: 'before-activation' },
    { activation: 'relu', normalization: 'batch', normalizationPlace: 'before-activation' },
    { activation: 'relu', normalization: 'batch', normalizationPlace: 'after-activation' },
    { activation: 'relu', normalization: 'layer', normalizationPlace: 'before-activation' },
    { activation: 'tanh', normalization: 'layer', normalizationPlace: 'after-activation' },
    { block: 'residual', activation: 'selu' },
    { block: 'residual', activation: 'relu', dropout: { kind: 'standard', rate: 0.2 } },
    { block: 'residual', activation: 'tanh', normalization: 'batch', normalizationPlace: 'before-activation' },
    { block: 'residual', activation: 'relu', normalization: 'layer', normalizationPlace: 'after-activation' },
    { block: 'highway', activation: 'selu', dropout: { kind: 'alpha', rate: 0.2 } },
    { block: 'highway', activation: 'relu', normalization: 'batch', normalizationPlace: 'before-activation' },
    { block: 'highway', activation: 'tanh', normalization: 'layer', normalizationPlace: 'after-activation' },
  ];

  test.each(RECIPES.map((recipe) => [named(recipe), recipe] as const))('%s', (_, change) => {
    const [recipe] = completeExperiment({ lanes: [{ ...change, depth, width }] }).lanes;
    const predicted = predictLayers(recipe, FEATURES, { second: 1, withinRows: 1 }, rows).slice(1);
    const gains = predicted.map(({ backwardGain }) => backwardGain);
    const labels = Array.from({ length: rows }, (_row, row) => row % 10);
    const measured = forEachSeed(recipe, rows, (network, x, masks) => {
      const second = network
        .backward(x, labels, masks)
        .outputGradients.map((gradient) => gradient.reduce((sum, value) => sum + value * value, 0));
      return second.slice(2).map((value, l) => second[l + 1] / value);
    });
    // Theory neglects the part of the gradient that a normalisation removes and the correlation of the gradient with the outputs: terms
    // of order 1/batch and 1/width.
    expectAlike(measured, gains, gains, 0.04);
  });
});
