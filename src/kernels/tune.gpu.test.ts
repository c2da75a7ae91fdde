import { expect, test } from 'vitest';
import { withDevice } from '../../tests/setup/with-device';
import type { Dataset } from '../data/dataset';
import { validateExperiment } from '../experiment/validate';
import type { Device } from '../gpu/device';
import { normals } from '../random/stream';
import { Trainer } from '../training/trainer';
import { chooseTiles, SHAPE_CLASSES, TILE_VARIANTS, TILED_KERNELS, type TileChoices, type TileVariant } from './tiles';
import { tuneTiles } from './tune';

const ROWS = 40;
const FEATURES = 5;
const DATASET: Dataset = {
  name: 'custom',
  features: FEATURES,
  classes: 3,
  trainingRows: ROWS,
  heldOutRows: 0,
  inputs: Float32Array.from(normals({ seed: 3, purpose: 'dataset' }, ROWS * FEATURES)),
  labels: Uint32Array.from({ length: ROWS }, (_, i) => i % 3),
  classNames: [],
  featureNames: [],
};

/** Odd on every side, so that tiles of 4 and 8 rows end beyond the matrix. */
const EXPERIMENT = validateExperiment({
  training: { batchSize: 21, optimizer: 'adam' },
  lanes: [{ depth: 3, width: 37, dropout: { kind: 'alpha', rate: 0.1 } }],
});

const everywhere = (variant: TileVariant): TileChoices =>
  Object.fromEntries(TILED_KERNELS.flatMap((kernel) => SHAPE_CLASSES.map((shape) => [`${kernel} ${shape}`, variant])));

async function weightsAfter(device: Device, steps: number, choices: TileChoices) {
  chooseTiles(device, choices);
  const trainer = await Trainer.create(device, EXPERIMENT, DATASET);
  trainer.train(steps, false);
  const weights = await trainer.models[0].weights();
  trainer.destroy();
  return weights;
}

test('every variant trains to the same bits', { timeout: 60_000 }, () =>
  withDevice(async (device) => {
    // The replay tests hold the usual cut against the float64 reference.
    const usual = await weightsAfter(device, 3, {});
    for (const variant of TILE_VARIANTS) {
      expect(await weightsAfter(device, 3, everywhere(variant)), JSON.stringify(variant)).toEqual(usual);
    }
    chooseTiles(device, {});
  }),
);

test('measures within its budget and chooses among the variants', { timeout: 60_000 }, () =>
  withDevice(async (device) => {
    const started = performance.now();
    const choices = await tuneTiles(device, 5000);
    // A submission under way cannot be called back, and this device is slow.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(choices['rows small']).toBeDefined();
    for (const variant of Object.values(choices)) expect(TILE_VARIANTS).toContain(variant);
    expect(await tuneTiles(device, 0)).toEqual({});
  }),
);
