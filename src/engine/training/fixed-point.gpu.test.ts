/**
 * Whether a deep network keeps its mean and variance at step 0, on standard normal inputs. The bounds come from a simulation over
 * 40 seeds in float64: SELU with alpha dropout 0.1 at depth 32 and width 256 stayed within ±0.02 and 0.96 to 1.03.
 */
import { expect, test } from 'vitest';
import { withDevice } from '../../../tests/setup/with-device';
import type { CustomData } from '../../data/dataset';
import type { DeepPartial, Recipe } from '../../experiment/experiment';
import type { LayerStatistics } from '../../experiment/snapshot';
import { validateExperiment } from '../../experiment/validate';
import type { Device } from '../gpu/device';
import { normals } from '../../math/random-stream';
import { Session } from './session';

const BATCH = 128;
const FEATURES = 256;

const STANDARD_NORMAL: CustomData = {
  inputs: Float32Array.from(normals({ seed: 5, purpose: 'dataset' }, BATCH * FEATURES)),
  labels: Uint32Array.from({ length: BATCH }, (_, i) => i % 10),
  features: FEATURES,
  classes: 10,
};

async function layersAtStart(device: Device, lanes: DeepPartial<Recipe>[]): Promise<LayerStatistics[][]> {
  const small = validateExperiment({ lanes: lanes.map(() => ({ depth: 1, width: 2 })) });
  const session = new Session(device, small, '', {
    snapshot() {},
    statechange() {},
    error(error) {
      throw error;
    },
  });
  await session.open();
  const experiment = validateExperiment(
    { dataset: { name: 'custom', standardize: false, seed: 0 }, training: { batchSize: BATCH }, lanes },
    small,
  );
  await session.setData(experiment, STANDARD_NORMAL);
  const { step, lanes: measured } = await session.snapshot();
  expect(step).toBe(0);
  return measured.map(({ layers }) => layers);
}

test('SELU with alpha dropout 0.1 keeps mean 0 and variance 1 through 32 layers of 256 units', () =>
  withDevice(async (device) => {
    const [layers] = await layersAtStart(device, [
      { activation: 'selu', initialization: 'lecun-normal', depth: 32, width: 256, dropout: { kind: 'alpha', rate: 0.1 } },
    ]);
    expect(layers).toHaveLength(32);
    for (const { mean, variance, predicted } of layers) {
      // Theory says (0, 1), but for what these very inputs' second moment is off 1: about 1 % at 128 × 256 draws.
      expect(Math.abs(predicted.mean)).toBeLessThan(0.005);
      expect(Math.abs(predicted.variance - 1)).toBeLessThan(0.03);
      expect(Math.abs(mean)).toBeLessThan(0.05);
      expect(variance).toBeGreaterThan(0.9);
      expect(variance).toBeLessThan(1.1);
    }
  }));

test('ReLU with LeCun normal vanishes over 32 layers', () =>
  withDevice(async (device) => {
    const [layers] = await layersAtStart(device, [
      { activation: 'relu', initialization: 'lecun-normal', depth: 32, width: 64 },
    ]);
    expect(layers[31].variance).toBeLessThan(1e-6);
    expect(layers[31].variance).toBeGreaterThan(0);
    // ReLU halves the second moment in every layer; 1 − 1/π of it is variance.
    expect(layers[31].predicted.variance / (2 ** -32 * (1 - 1 / Math.PI))).toBeCloseTo(1, 1);
  }));

test('SELU solved for (0, 4) keeps variance 4', () =>
  withDevice(async (device) => {
    const [layers] = await layersAtStart(device, [
      { activation: 'selu', depth: 16, width: 256, fixedPoint: { mean: 0, variance: 4 } },
    ]);
    // It contracts by 0.71 a layer, so a few layers after inputs of variance 1 it is there; sampling noise at 256 × 128 is 5 %.
    expect(layers[15].variance / 4).toBeGreaterThan(0.85);
    expect(layers[15].variance / 4).toBeLessThan(1.15);
  }));

test('residual and highway networks match the theory at step 0, forward and backward', () =>
  withDevice(async (device) => {
    const lanes: DeepPartial<Recipe>[] = [
      { block: 'residual', activation: 'selu', depth: 5, width: 96 },
      // The width equals the number of features, so that the first block adds its input.
      { block: 'residual', activation: 'relu', depth: 4, width: FEATURES, normalization: 'layer' },
      { block: 'highway', activation: 'relu', depth: 4, width: 96, dropout: { kind: 'standard', rate: 0.1 } },
    ];
    for (const layers of await layersAtStart(device, lanes)) {
      for (const [l, { mean, variance, gradient, predicted }] of layers.entries()) {
        // One draw of 96 units deviates by about 10 % per layer; blocks with a skip connection accumulate the deviation.
        expect(Math.abs(mean - predicted.mean)).toBeLessThan(0.2 * Math.sqrt(predicted.variance));
        expect(Math.abs(variance / predicted.variance - 1)).toBeLessThan(0.25);
        if (l === 0) continue;
        const below = layers[l - 1].gradient;
        const gain = (below.variance + below.mean ** 2) / (gradient.variance + gradient.mean ** 2);
        expect(Math.abs(gain / predicted.backwardGain - 1)).toBeLessThan(0.25);
      }
    }
  }));
