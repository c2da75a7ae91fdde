import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { hyperOf } from '../../../../tests/setup/hyperparameters';
import { draw, inputTensor, nanStorage, outputTensor, runOnce, storageOf } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf, type Activation } from '../../../activations/catalogue';
import { completeRecipe } from '../../../experiment/recipe';
import type { MeasuredStatistics } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import type { Device } from '../../gpu/device';
import { ShapeError } from '../../gpu/errors';
import { matrixLength, pad, Tensor } from '../../gpu/tensor';
import { layerStatistics as reference, type LayerRecord } from '../../reference/statistics/layer-statistics';
import { decodeStatistics } from '../../training/decode-statistics';
import { layerStatistics, statisticsBlocks, STATISTICS_BYTES } from './layer-statistics';
import { mergeStatistics } from './merge-statistics';

/** Moments of a few hundred values of size 1; each merge rounds to 24 bits. */
const TOLERANCE = { absolute: 2e-6, relative: 3e-6 };

interface Case {
  layers: readonly LayerRecord[];
  batch: number;
  activation?: Activation;
  target?: Moments;
}

const STANDARD: Moments = { mean: 0, variance: 1 };

/** Runs both statistics kernels over these layers and decodes the result. */
async function measure(device: Device, { layers, batch, activation, target }: Required<Case>): Promise<MeasuredStatistics[]> {
  const depth = layers.length;
  const width = layers[0].layer.fanOut;
  const constants = activation.parameters;
  const low = target.mean - 5 * Math.sqrt(target.variance);
  const binsPerUnit = 80 / (10 * Math.sqrt(target.variance));
  const tensor = (label: string, values: Float64Array[]) => inputTensor(device, label, batch, width, ...values);

  // The weights share one buffer that is bound as a whole; other values may precede them.
  const offset = 128;
  const laidOut = layers.map(({ layer }) => pad(layer.weight, layer.fanIn, width));
  const weights = new Float32Array(offset + laidOut.reduce((sum, { length }) => sum + length, 0)).fill(NaN);
  let at = offset;
  const places = laidOut.map((values) => {
    weights.set(values, at);
    at += values.length;
    return at - values.length;
  });
  const buffer = storageOf(device, 'weights', weights);
  const first = new Tensor('first weights', buffer, places[0], layers[0].layer.fanIn, width);
  const second = depth > 1 ? new Tensor('second weights', buffer, places[1], width, width) : undefined;

  const blocks = statisticsBlocks(width, batch);
  const parts = nanStorage(device, 'parts', (STATISTICS_BYTES / 4) * depth * blocks);
  const merged = nanStorage(device, 'merged', (STATISTICS_BYTES / 4) * depth);
  const dispatches = await Promise.all([
    layerStatistics(device, {
      hyper: hyperOf(device, {
        ...constants,
        saturation: 0.05 * activation.largestSlope(constants),
        histogram: { low, binsPerUnit },
      }),
      activation,
      layers: depth,
      h: tensor(
        'h',
        layers.map(({ h }) => h),
      ),
      z: tensor(
        'z',
        layers.map(({ z }) => z),
      ),
      gradient: tensor(
        'gradient',
        layers.map(({ gradient }) => gradient),
      ),
      weights: { buffer, first, second },
      parts,
    }),
    mergeStatistics(device, { layers: depth, blocks, parts, merged }),
  ]);
  runOnce(device, ...dispatches);
  return decodeStatistics(await device.read(merged), 0, completeRecipe({ depth, width, fixedPoint: target }), batch);
}

async function expectTwin(device: Device, options: Case): Promise<MeasuredStatistics[]> {
  const { activation = activationOf('selu'), target = STANDARD, layers } = options;
  const measured = await measure(device, { ...options, activation, target });
  measured.forEach((got, l) => {
    const expected = reference(layers[l], { activation, constants: activation.parameters }, target);
    const what = `of layer ${l}, ${options.batch} × ${layers[l].layer.fanOut}`;
    const moments = ({ mean, variance, preActivation, gradient, weights }: MeasuredStatistics) => [
      mean,
      variance,
      preActivation.mean,
      preActivation.variance,
      gradient.mean,
      gradient.variance,
      weights.omegaMean,
      weights.omegaStd,
      weights.tauMean,
      weights.tauStd,
    ];
    expectNear(moments(got), moments(expected), TOLERANCE, `moment ${what}`);
    // Counts and extremes are exact.
    expect([got.minimum, got.maximum], `extremes ${what}`).toEqual([expected.minimum, expected.maximum]);
    expectNear(
      [got.nonFinite, got.saturated, got.dead],
      [expected.nonFinite, expected.saturated, expected.dead],
      { absolute: 1e-12, relative: 0 },
      `share ${what}`,
    );
    expect(got.histogram, `histogram ${what}`).toEqual(expected.histogram);
  });
  return measured;
}

/** Rounds values to multiples of 1/64, so that f32 and float64 agree on which bin a value at an edge belongs to. */
const onGrid = (values: Float64Array) => values.map((value) => Math.round(value * 64) / 64);

function randomLayers(depth: number, batch: number, features: number, width: number): LayerRecord[] {
  return Array.from({ length: depth }, (_, l) => {
    const seed = 100 * l;
    const fanIn = l === 0 ? features : width;
    return {
      h: onGrid(draw(seed + 1, batch * width, 2)),
      z: onGrid(draw(seed + 2, batch * width, 2)),
      gradient: draw(seed + 3, batch * width),
      layer: {
        fanIn,
        fanOut: width,
        weight: draw(seed + 4, fanIn * width, 1 / Math.sqrt(fanIn)),
        bias: new Float64Array(width),
      },
    };
  });
}

// One and two blocks of 16 units, and one unit more; depths of one, two and more layers.
test('equals the twin for every shape', () =>
  withDevice(async (device) => {
    for (const width of [1, 2, 15, 16, 17, 33]) {
      for (const [depth, batch, features] of [
        [1, 1, 1],
        [2, 17, 5],
        [5, 6, 33],
      ]) {
        await expectTwin(device, { batch, layers: randomLayers(depth, batch, features, width) });
      }
    }
  }));

test('equals the twin for a large batch', () =>
  withDevice(async (device) => {
    await expectTwin(device, { batch: 300, layers: randomLayers(1, 300, 2, 18) });
  }));

test('saturated ReLU units count as dead', () =>
  withDevice(async (device) => {
    const activation = activationOf('relu');
    const [{ saturated, dead }] = await expectTwin(device, { batch: 21, layers: randomLayers(1, 21, 2, 5), activation });
    expect(saturated).toBe(dead);
    expect(dead).toBeGreaterThan(0.3);
  }));

test('SELU units far below 0, where the slope is 0 in f32, count as dead', () =>
  withDevice(async (device) => {
    const [layer] = randomLayers(1, 5, 2, 4);
    // λα·e^−1000 is 0 in float64 too.
    layer.z.set([-1000, -3, -1e4]);
    const [{ dead }] = await expectTwin(device, { batch: 5, layers: [layer] });
    expect(dead).toBeCloseTo(2 / 20, 12);
  }));

test('the histogram spans μ* ± 5σ*; a value at an edge belongs to the bin above', () =>
  withDevice(async (device) => {
    const target = { mean: 0.5, variance: 4 };
    const [layer] = randomLayers(1, 4, 2, 5);
    // The edges run from −9.5 to 10.5 in steps of 0.25.
    layer.h.set([-9.5, -9.515625, 10.5, 10.484375, 0.5, 0.484375, 0.75, 64, -64, 0]);
    const [{ histogram }] = await expectTwin(device, { batch: 4, layers: [layer], target });
    expect([histogram.below, histogram.above]).toEqual([2, 2]);
    // Far beyond the last bin, where the moments overflow f32 and are not compared.
    layer.h.set([2 ** 60, -(2 ** 60)], 7);
    const [far] = await measure(device, { batch: 4, layers: [layer], target, activation: activationOf('selu') });
    expect(far.histogram).toEqual(histogram);
  }));

test('infinities and NaNs are counted and do not affect the other statistics', () =>
  withDevice(async (device) => {
    const layers = randomLayers(2, 19, 3, 17);
    layers[0].h.set([NaN, Infinity, -Infinity], 20);
    layers[0].z.set([Infinity, NaN], 3);
    layers[1].gradient.set([-Infinity, NaN, 5], 40);
    const [first, second] = await expectTwin(device, { batch: 19, layers });
    expect(first.nonFinite).toBeCloseTo(3 / (19 * 17), 12);
    expect(second.nonFinite).toBe(0);
  }));

test('a layer without finite values has no moments', () =>
  withDevice(async (device) => {
    const layers = randomLayers(1, 3, 2, 3);
    for (const values of [layers[0].h, layers[0].z, layers[0].gradient]) values.fill(NaN);
    const [got] = await measure(device, { batch: 3, layers, activation: activationOf('selu'), target: STANDARD });
    expect([got.mean, got.variance, got.preActivation.mean, got.gradient.mean]).toEqual([NaN, NaN, NaN, NaN]);
    expect([got.nonFinite, got.saturated, got.dead]).toEqual([1, 0, 0]);
    expect(got.histogram.counts.every((count) => count === 0)).toBe(true);
  }));

test('a small deviation around a large mean keeps its precision', () =>
  withDevice(async (device) => {
    const layers = randomLayers(1, 64, 3, 33);
    // f32 represents 1000 + 0.05·n to 6e-5; E[x²] − E[x]² would be off by 0.06, while the variance is 0.0025.
    for (const values of [layers[0].h, layers[0].z, layers[0].gradient]) {
      values.set(draw(9, values.length, 0.05).map((value) => Math.fround(1000 + value)));
    }
    const [got] = await measure(device, { batch: 64, layers, activation: activationOf('selu'), target: STANDARD });
    const expected = reference(
      layers[0],
      { activation: activationOf('selu'), constants: activationOf('selu').parameters },
      STANDARD,
    );
    expectNear(
      [got.mean, got.preActivation.mean, got.gradient.mean],
      [expected.mean, expected.preActivation.mean, expected.gradient.mean],
      { absolute: 0, relative: 1e-6 },
      'mean',
    );
    expectNear(
      [got.variance, got.preActivation.variance, got.gradient.variance],
      [expected.variance, expected.preActivation.variance, expected.gradient.variance],
      { absolute: 0, relative: 1e-3 },
      'variance',
    );
  }));

test('rejects tensors whose shapes do not match', () =>
  withDevice(async (device) => {
    const buffer = device.storage('weights', 4 * matrixLength(3, 6));
    const operands = {
      hyper: hyperOf(device),
      activation: activationOf('selu'),
      layers: 1,
      h: outputTensor(device, 'h', 5, 6),
      z: outputTensor(device, 'z', 5, 6),
      gradient: outputTensor(device, 'gradient', 5, 6),
      weights: { buffer, first: new Tensor('first weights', buffer, 0, 3, 6), second: undefined },
      parts: device.storage('parts', STATISTICS_BYTES),
    };
    await expect(layerStatistics(device, { ...operands, z: outputTensor(device, 'z', 5, 7) })).rejects.toThrow(
      new ShapeError('z is [5, 7]; expected [5, 6]'),
    );
    const second = new Tensor('second weights', buffer, 0, 3, 6);
    await expect(layerStatistics(device, { ...operands, weights: { ...operands.weights, second } })).rejects.toThrow(
      new ShapeError('second weights is [3, 6]; expected [6, 6]'),
    );
  }));
