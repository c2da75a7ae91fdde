import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { contentsOf, draw, outputTensor, runOnce, storageOf } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import type { Device } from '../../gpu/device';
import type { Dispatch } from '../../gpu/kernel';
import { uniforms } from '../../../math/random-stream';
import { gatherBatch as reference } from '../../reference/batch/gather-batch';
import { gatherBatch, type DatasetChunk } from './gather-batch';
import { packState } from '../training-state';

/** One difference and one product of f32, each rounded once; the differences are exact to 6e-8 of values of size 3 (or 255). */
const TOLERANCE = { absolute: 1e-7, relative: 2e-7 };

interface Case {
  bytes: boolean;
  rows: number;
  features: number;
  batch: number;
  step: number;
  /** The seed of the shuffle. */
  order: 'given' | number;
  firstRow?: number;
  /** Rows per chunk, if the dataset is split into several. */
  chunk?: number;
  /** Changes the dispatches before they run. */
  change?: (dispatch: Dispatch) => Dispatch;
}

async function expectTwin(device: Device, options: Case): Promise<void> {
  const {
    bytes,
    rows,
    features,
    batch,
    step,
    order,
    firstRow = 0,
    chunk = Infinity,
    change = (dispatch) => dispatch,
  } = options;
  const stored = (firstRow + rows) * features;
  const inputs = bytes
    ? Uint8Array.from(uniforms({ seed: 1, purpose: 'dataset' }, stored), (u) => Math.floor(256 * u))
    : Float32Array.from(draw(1, stored, 3));
  const labels = Uint32Array.from({ length: firstRow + rows }, (_, i) => (i * 7) % 26);
  const mean = draw(2, features, bytes ? 100 : 1);
  const scale = draw(3, features, bytes ? 0.01 : 1);

  const words = packState({ firstRow, rows, batch, shuffle: order !== 'given', seed: order === 'given' ? 9 : order }, step);
  // The kernel writes `now`.
  words.fill(0xffffffff, 0, 3);
  const state = storageOf(device, 'state', words);
  const gathered = outputTensor(device, 'batch', batch, features);
  const gatheredLabels = storageOf(device, 'batch labels', new Uint32Array(batch).fill(0xffffffff));
  const dataset = {
    chunks: chunksOf(device, inputs, features, Math.min(chunk, firstRow + rows)),
    bytes,
    labels: storageOf(device, 'labels', labels),
    standardization: storageOf(
      device,
      'standardization',
      Float32Array.from({ length: 2 * features }, (_, i) => (i % 2 === 0 ? mean[i >> 1] : scale[i >> 1])),
    ),
  };
  const dispatches = await gatherBatch(device, { state, dataset, batch: gathered, labels: gatheredLabels });
  runOnce(device, ...dispatches.map(change));

  const part = { inputs: inputs.subarray(firstRow * features), labels: labels.subarray(firstRow), trainingRows: rows };
  const rule = { batchSize: batch, order };
  const expected = reference({ ...part, standardization: { mean, scale } }, features, step, rule);
  const [[{ values, padding }], labelBytes, stateBytes] = await Promise.all([
    contentsOf(device, gathered),
    device.read(gatheredLabels),
    device.read(state),
  ]);
  const what = JSON.stringify(options);
  expectNear(values, expected.x, TOLERANCE, `batch of ${what}`);
  expect(
    padding.every((value) => value === 0),
    `padding of ${what}`,
  ).toBe(true);
  expect(new Uint32Array(labelBytes), `labels of ${what}`).toEqual(expected.labels);
  words.copyWithin(0, 3, 6);
  expect(new Uint32Array(stateBytes), `state of ${what}`).toEqual(words);
}

function chunksOf(device: Device, inputs: Float32Array | Uint8Array, features: number, rows: number): DatasetChunk[] {
  const all = inputs.length / features;
  return Array.from({ length: Math.ceil(all / rows) }, (_, k) => {
    const firstRow = k * rows;
    const part = inputs.slice(firstRow * features, (firstRow + rows) * features);
    return { buffer: storageOf(device, `inputs from row ${firstRow}`, part), firstRow, rows: part.length / features };
  });
}

// Rows of one feature, one past a quad, one past the workgroup's 64, whole quads; steps whose batch crosses the end of an epoch;
// batches larger than the data.
const SHAPES = [
  { rows: 11, features: 5, batch: 4 },
  { rows: 1, features: 1, batch: 1 },
  { rows: 3, features: 4, batch: 8 },
  { rows: 65, features: 65, batch: 17 },
  { rows: 2, features: 7, batch: 33 },
];

test.each([
  [true, 'given'],
  [true, 11],
  [false, 'given'],
  [false, 0xffffffff],
] as const)('bytes: %s, order: %s', (bytes, order) =>
  withDevice(async (device) => {
    for (const shape of SHAPES) {
      for (const step of [0, 2, 5, 1_000_000]) await expectTwin(device, { bytes, order, step, ...shape });
    }
  }),
);

test('gathers from a range of rows that does not begin at row 0', () =>
  withDevice(async (device) => {
    for (const order of ['given', 4] as const) {
      await expectTwin(device, { bytes: true, rows: 7, features: 3, batch: 5, step: 3, order, firstRow: 6 });
    }
  }));

test.each([true, false])('gathers from several chunks, the last one shorter; bytes: %s', (bytes) =>
  withDevice(async (device) => {
    for (const shape of SHAPES) {
      for (const chunk of [1, 2, 4]) {
        await expectTwin(device, { bytes, order: 11, step: 3, ...shape, chunk });
        await expectTwin(device, { bytes, order: 'given', step: 2, ...shape, chunk, firstRow: 3 });
      }
    }
  }),
);

test('runs with more workgroups than rows', () =>
  withDevice(async (device) => {
    const change = (dispatch: Dispatch): Dispatch => ({ ...dispatch, workgroups: [4, 3, 1] });
    await expectTwin(device, { bytes: false, rows: 20, features: 3, batch: 10, step: 1, order: 5, change });
  }));

test('gathers the same rows again until the loss ends the step', () =>
  withDevice(async (device) => {
    // The loss kernel ends a step: it writes `next`, the position of the next batch.
    const labels = Uint32Array.from({ length: 6 }, (_, i) => i);
    const state = storageOf(device, 'state', packState({ firstRow: 0, rows: 6, batch: 4, shuffle: false, seed: 1 }, 1));
    const batch = outputTensor(device, 'batch', 4, 1);
    const got = storageOf(device, 'batch labels', new Uint32Array(4));
    const dataset = {
      chunks: chunksOf(device, Float32Array.from(labels), 1, 6),
      bytes: false,
      labels: storageOf(device, 'labels', labels),
      standardization: storageOf(device, 'standardization', Float32Array.of(0, 1)),
    };
    const gather = await gatherBatch(device, { state, dataset, batch, labels: got });
    runOnce(device, ...gather, ...gather);
    expect([...new Uint32Array(await device.read(got))]).toEqual([4, 5, 0, 1]);
  }));
