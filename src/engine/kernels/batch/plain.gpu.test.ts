/** Compares the plain kernel that gathers a batch with the float64 twin, and the tuned kernel with the plain one. */
import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { runPlain, words } from '../../../../tests/setup/plain';
import { contentsOf, draw, outputTensor, runOnce, storageOf } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { batchRow, gatherBatch as reference } from '../../reference/batch/gather-batch';
import { packState } from '../training-state';
import { gatherBatch } from './gather-batch';

/** One difference and one product of values of size 3. */
const TOLERANCE = { absolute: 1e-6, relative: 3e-7 };

test.each([
  { rows: 1, features: 1, batch: 1 },
  { rows: 11, features: 5, batch: 4 },
  { rows: 67, features: 9, batch: 17 },
])('$batch of $rows rows, $features features', ({ rows, features, batch }) =>
  withDevice(async (device) => {
    const dataset = draw(1, rows * features, 3);
    const labels = Uint32Array.from({ length: rows }, (_, i) => (i * 7) % 26);
    const [mean, scale] = [draw(2, features), draw(3, features)];
    const [step, seed] = [2, 11];
    const rule = { batchSize: batch, order: seed };
    const plain = await runPlain(device, {
      kernel: 'batch/gather_batch',
      uniforms: { shape: { batch, features } },
      inputs: {
        dataset,
        labels,
        rows: Uint32Array.from({ length: batch }, (_, i) => batchRow(step, i, rows, rule)),
        mean,
        scale,
      },
      outputs: { batch: batch * features, batch_labels: batch },
      invocations: [features, batch],
    });
    const data = { inputs: dataset, labels, trainingRows: rows, standardization: { mean, scale } };
    const expected = reference(data, features, step, rule);
    expectNear(plain.batch, expected.x, TOLERANCE, 'batch');
    expect([...words(plain.batch_labels)]).toEqual([...expected.labels]);

    const gathered = outputTensor(device, 'batch', batch, features);
    const gatheredLabels = storageOf(device, 'batch labels', new Uint32Array(batch));
    const standardization = Float32Array.from({ length: 2 * features }, (_, i) => (i % 2 === 0 ? mean : scale)[i >> 1]);
    const tuned = await gatherBatch(device, {
      state: storageOf(device, 'state', packState({ firstRow: 0, rows, batch, shuffle: true, seed }, step)),
      dataset: {
        chunks: [{ buffer: storageOf(device, 'inputs', Float32Array.from(dataset)), firstRow: 0, rows }],
        bytes: false,
        labels: storageOf(device, 'labels', labels),
        standardization: storageOf(device, 'standardization', standardization),
      },
      batch: gathered,
      labels: gatheredLabels,
    });
    runOnce(device, ...tuned);
    expectNear((await contentsOf(device, gathered))[0].values, plain.batch, TOLERANCE, 'tuned batch');
    expect([...new Uint32Array(await device.read(gatheredLabels))]).toEqual([...words(plain.batch_labels)]);
  }),
);
