import { expect, test } from 'vitest';
import { fakeDevice } from '../../../tests/setup/fake-device';
import type { Dataset } from '../../data/dataset';
import { RecipeError } from '../../experiment/errors';
import type { DeepPartial, Experiment } from '../../experiment/experiment';
import { validateExperiment } from '../../experiment/validate';
import { checkBudget } from './budget';

const MEBIBYTE = 2 ** 20;

const dataset = (features: number, classes: number): Dataset => ({
  name: 'custom',
  features,
  classes,
  trainingRows: 1,
  heldOutRows: 0,
  inputs: new Float32Array(features),
  labels: new Uint32Array(1),
  classNames: [],
  featureNames: [],
});

/** Returns the check's result on a device that allows 1 MiB per buffer. */
function refusal(experiment: DeepPartial<Experiment>, data: Dataset): RecipeError | null {
  try {
    checkBudget(fakeDevice(MEBIBYTE).device, validateExperiment(experiment), data);
    return null;
  } catch (error) {
    if (error instanceof RecipeError) return error;
    throw error;
  }
}

test('accepts a lane that fits, up to the last row', () => {
  // 4096 rows × 64 units × 4 bytes are 1 MiB, and δ also holds the output's 4096 × 4; with 4032 rows both fit.
  const lanes = [{ depth: 1, width: 64 }];
  expect(refusal({ training: { batchSize: 2048 }, lanes }, dataset(2, 2))).toBeNull();
  expect(refusal({ training: { batchSize: 4096 }, lanes }, dataset(2, 2))).toMatchObject({ field: 'lanes.0.width' });
});

test('names the largest width that fits', () => {
  // 1 MiB is 2¹⁸ floats. At width 504 the weights between the hidden layers are 504² floats, and the four other tensors of that
  // width, padded to 4 rows each, 2048: with the output's bias, 64, that is 128 too many; at 500 it fits.
  const error = refusal({ training: { batchSize: 1 }, lanes: [{ depth: 2, width: 1024 }] }, dataset(2, 2));
  expect(error?.field).toBe('lanes.0.width');
  expect(error?.message).toContain('widths from 2 to 500 fit');
});

test('names the largest batch if no width fits', () => {
  // z and the logits are both [batch, 1000] in one buffer: 131 rows × 8000 bytes fit in 1 MiB, in whole quads 128 to 131.
  const error = refusal({ training: { batchSize: 1000 }, lanes: [{ depth: 1, width: 2 }] }, dataset(2, 1000));
  expect(error?.field).toBe('training.batchSize');
  const batch = Number(/batches from 1 to (\d+) fit/.exec(error?.message ?? '')?.[1]);
  expect(batch).toBeGreaterThanOrEqual(128);
  expect(batch).toBeLessThanOrEqual(131);
});

test('says so if neither a smaller width nor a smaller batch fits', () => {
  const lanes = [{ depth: 2, width: 1024 }];
  const error = refusal({ training: { batchSize: 1000 }, lanes }, dataset(2, 1000));
  expect(error?.field).toBe('lanes.0.width');
  expect(error?.message).toContain('neither a smaller width nor a smaller batch fits on its own');
});

test('checks the inputs of a batch independently of the lanes', () => {
  const lanes = [{ depth: 1, width: 2 }];
  // 4096 floats a row: 16 KiB, 64 rows in 1 MiB.
  const error = refusal({ training: { batchSize: 65 }, lanes }, dataset(4096, 2));
  expect(error).toMatchObject({ field: 'training.batchSize' });
  expect(error?.message).toContain('batches from 1 to 64 fit');
  expect(refusal({ training: { batchSize: 64 }, lanes }, dataset(4096, 2))).toBeNull();
});
