/** A dataset that one buffer cannot hold trains as it would in one, and one that is too large is refused by its name. */
import { expect, test } from 'vitest';
import { withDevice } from '../../../tests/setup/with-device';
import type { Dataset } from '../../data/dataset';
import { validateExperiment } from '../../experiment/validate';
import type { Device } from '../gpu/device';
import { normals, uniforms } from '../../math/random-stream';
import { destroyDataset, uploadDataset } from './dataset-buffers';
import { Trainer } from './trainer';

const ROWS = 700;
const HELD_OUT = 150;
const CLASSES = 3;

const EXPERIMENT = validateExperiment({
  dataset: { name: 'custom', seed: 3 },
  training: { batchSize: 16, optimizer: 'adam', learningRate: 0.01 },
  lanes: [
    { activation: 'selu', depth: 3, width: 6, dropout: { kind: 'alpha', rate: 0.1 } },
    { activation: 'relu', depth: 2, width: 5, normalization: 'batch' },
  ],
});

/** Rows around a centre for each class; three runs of labels, so that rows which are mistaken for others show. */
function rowsOf(kind: 'bytes' | 'floats', features: number): Dataset {
  const labels = Uint32Array.from({ length: ROWS }, (_, row) => Math.floor((row * CLASSES * 5) / ROWS) % CLASSES);
  const centres = uniforms({ seed: 1, purpose: 'dataset' }, CLASSES * features);
  const noise = normals({ seed: 2, purpose: 'dataset' }, ROWS * features);
  const value = (_: unknown, i: number) => {
    const row = Math.floor(i / features);
    return centres[labels[row] * features + (i % features)] + 0.4 * noise[i];
  };
  const values = Float32Array.from({ length: ROWS * features }, value);
  return {
    name: 'custom',
    features,
    classes: CLASSES,
    trainingRows: ROWS - HELD_OUT,
    heldOutRows: HELD_OUT,
    inputs: kind === 'floats' ? values : Uint8Array.from(values, (x) => Math.max(0, Math.min(255, Math.round(100 * x + 50)))),
    labels,
    classNames: [],
    featureNames: [],
  };
}

/** Runs `body` as on a device that grants `bytes` a buffer. */
async function withLimit<T>(device: Device, bytes: number, body: () => Promise<T>): Promise<T> {
  Object.defineProperty(device, 'largestBinding', { value: bytes, configurable: true });
  try {
    return await body();
  } finally {
    Reflect.deleteProperty(device, 'largestBinding');
  }
}

/** Returns the result of 30 steps and the labels of the buffers that held the inputs. */
async function trained(device: Device, dataset: Dataset) {
  const { gpu } = device;
  const createBuffer = gpu.createBuffer.bind(gpu);
  const chunks: string[] = [];
  gpu.createBuffer = (descriptor) => {
    if (descriptor.label?.includes('inputs from row')) chunks.push(descriptor.label);
    return createBuffer(descriptor);
  };
  const trainer = await Trainer.create(device, EXPERIMENT, dataset);
  gpu.createBuffer = createBuffer;
  const reading = await trainer.train(30, true)?.();
  const heldOut = await trainer.evaluator.heldOut();
  const weights = await Promise.all(trainer.models.map((model) => model.weights()));
  trainer.destroy();
  return {
    chunks,
    // The cost of a step is measured each time and differs.
    lanes: reading?.lanes.map(({ loss, accuracy, layers }) => ({ loss, accuracy, layers })),
    heldOut,
    weights,
  };
}

test.each([
  // 277 rows of 59 bytes are 16,343: three more than whole words.
  ['bytes', 59, ['inputs from row 0', 'inputs from row 277', 'inputs from row 554']],
  // 186 rows of 22 floats are 16,368.
  ['floats', 22, ['inputs from row 0', 'inputs from row 186', 'inputs from row 372', 'inputs from row 558']],
] as const)('rows of %s in several buffers give what they give in one', (kind, features, chunks) =>
  withDevice(async (device) => {
    const dataset = rowsOf(kind, features);
    const whole = await trained(device, dataset);
    const split = await withLimit(device, 2 ** 14, () => trained(device, dataset));
    expect(whole.chunks).toEqual(['custom: inputs from row 0']);
    expect(split.chunks).toEqual(chunks.map((label) => `custom: ${label}`));
    expect(split.lanes).toEqual(whole.lanes);
    expect(split.weights).toEqual(whole.weights);
    expect(split.heldOut).toHaveLength(2);
    split.heldOut?.forEach(({ loss, accuracy, confusion }, lane) => {
      const expected = whole.heldOut?.[lane];
      expect(accuracy).toBe(expected?.accuracy);
      expect(confusion).toEqual(expected?.confusion);
      // Fewer rows at a time, because of the limit: sums in another order.
      expect(loss).toBeCloseTo(expected?.loss ?? NaN, 5);
      // Something was learnt of the rows, so that others in their place would show.
      expect(accuracy).toBeGreaterThan(0.6);
    });
  }),
);

const ONES = (features: number) => ({
  mean: new Float32Array(features),
  scale: new Float32Array(features).fill(1),
});

test.each([
  // 700 labels are 2,800 bytes; the means and scales of 400 features 3,200.
  ['a row', 200, 199, /^a row of the dataset custom needs/],
  ['the labels', 200, 2799, /^a label for each of the 700 rows of the dataset custom needs/],
  ['the features’ means and scales', 400, 3199, /^a mean and a scale for each of the 400 features .* needs/],
] as const)('refuses %s where they are too large for a buffer, before any is made', (what, features, limit, message) =>
  withDevice(async (device) => {
    const dataset = rowsOf('bytes', features);
    const upload = () => uploadDataset(device, dataset, ONES(features));
    const refused = withLimit(device, limit, upload);
    await expect(refused).rejects.toMatchObject({ name: 'BudgetError', limit });
    await expect(refused).rejects.toThrow(message);
    // The rows just fit, but the labels do not.
    if (what !== 'a row') destroyDataset(await withLimit(device, limit + 1, upload));
  }),
);
