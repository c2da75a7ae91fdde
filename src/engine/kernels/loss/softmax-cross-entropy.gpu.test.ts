import { expect, test } from 'vitest';
import { flat, oracles } from '../../../../tests/oracles';
import { expectNear } from '../../../../tests/setup/expect-near';
import {
  contentsOf,
  draw,
  inputTensor,
  nanStorage,
  outputTensor,
  runOnce,
  storageOf,
  type TensorContents,
} from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import type { Device } from '../../gpu/device';
import { ShapeError } from '../../gpu/errors';
import { softmaxCrossEntropy as reference } from '../../reference/loss/softmax-cross-entropy';
import { softmaxCrossEntropy } from './softmax-cross-entropy';
import { packState } from '../training-state';

/**
 * WGSL allows exp(x) an error of 3 + 2|x| units in the last place: a relative error of 3e-6 for these logits, at most 20 apart.
 */
const LOSS_TOLERANCE = { absolute: 0, relative: 3e-6 };
/** p − 1 cancels if p is near 1, which leaves an absolute error. Both errors are divided by the batch size. */
const deltaTolerance = (batch: number) => ({ absolute: 3e-7 / batch, relative: 3e-6 });

interface Outcome {
  loss: number;
  correct: number;
  delta: TensorContents;
  state: Uint32Array;
}

const SCHEDULE = { firstRow: 0, rows: 7, shuffle: true, seed: 3 };

async function run(
  device: Device,
  logits: ArrayLike<number>,
  labels: readonly number[],
  classes: number,
  step = 0,
): Promise<Outcome> {
  const batch = labels.length;
  const words = packState({ ...SCHEDULE, batch }, step);
  // The kernel writes `next`.
  words.fill(0xffffffff, 3, 6);
  const state = storageOf(device, 'state', words);
  const delta = outputTensor(device, 'delta', batch, classes);
  const metrics = nanStorage(device, 'metrics', 2);
  const kernel = await softmaxCrossEntropy(device, {
    state,
    logits: inputTensor(device, 'logits', batch, classes, logits),
    labels: storageOf(device, 'labels', Uint32Array.from(labels)),
    delta,
    metrics,
  });
  runOnce(device, kernel);
  const [[contents], metricBytes, stateBytes] = await Promise.all([
    contentsOf(device, delta),
    device.read(metrics),
    device.read(state),
  ]);
  return {
    loss: new Float32Array(metricBytes)[0],
    correct: new Uint32Array(metricBytes)[1],
    delta: contents,
    state: new Uint32Array(stateBytes),
  };
}

// 257 rows and more are one past the workgroup.
test.each([
  [1, 2],
  [17, 26],
  [4, 4],
  [5, 3],
  [300, 10],
  [257, 2],
  [2, 33],
])('%i rows of %i classes', (batch, classes) =>
  withDevice(async (device) => {
    const logits = draw(51, batch * classes, 3);
    const labels = Array.from({ length: batch }, (_, i) => (i * 5 + (i >> 1)) % classes);
    const { loss, correct, delta } = await run(device, logits, labels, classes);
    const expected = reference(logits, labels, classes);
    expectNear([loss], [expected.loss], LOSS_TOLERANCE, 'loss');
    expect(correct / batch).toBe(expected.accuracy);
    expectNear(delta.values, expected.dlogits, deltaTolerance(batch), 'δ');
    expect(delta.padding.every((value) => value === 0)).toBe(true);
  }),
);

test('equals the oracle for logits 200 apart', () =>
  withDevice(async (device) => {
    const { logits, labels, mean_loss: mean, dlogits_mean: dlogits } = oracles.softmax_ce;
    const { loss, delta } = await run(device, flat(logits), labels, 4);
    expectNear([loss], [mean], LOSS_TOLERANCE, 'loss');
    expectNear(delta.values, flat(dlogits), deltaTolerance(3), 'δ');
  }));

test('logits of ±10000 do not overflow', () =>
  withDevice(async (device) => {
    const { loss, correct, delta } = await run(device, [1e4, -1e4, 0, -1e4, 1e4, 0], [1, 1], 3);
    // The loss of one row is 20000, that of the other is 0.
    expect(loss).toBe(1e4);
    expect(correct).toBe(1);
    expect([...delta.values]).toEqual([0.5, -0.5, 0, 0, 0, 0]);
  }));

test.each([10, 20, 50, 80])('a loss of e^−%i keeps its precision', (gap) =>
  withDevice(async (device) => {
    const { loss } = await run(device, [gap, 0], [0], 2);
    // log(1 + e^−gap); exp's error grows with its argument, see above.
    expectNear([loss], [Math.log1p(Math.exp(-gap))], { absolute: 0, relative: 2e-7 * (3 + 2 * gap) }, 'loss');
  }),
);

test('predicts the first of equal logits', () =>
  withDevice(async (device) => {
    const tied = [0, 3, 3, -1, 3];
    const { correct: first } = await run(device, tied, [1], 5);
    const { correct: second } = await run(device, [...tied, ...tied], [2, 4], 5);
    expect([first, second]).toEqual([1, 0]);
  }));

test('advances the position across the end of one epoch and of several', () =>
  withDevice(async (device) => {
    for (const batch of [3, 7, 20]) {
      for (const step of [0, 2, 1000]) {
        const { state } = await run(
          device,
          new Float32Array(batch * 2),
          Array.from({ length: batch }, () => 0),
          2,
          step,
        );
        // The state that the host writes to continue the run at the next step.
        const schedule = { ...SCHEDULE, batch };
        const now = packState(schedule, step).subarray(0, 3);
        const next = packState(schedule, step + 1).subarray(0, 3);
        expect([...state]).toEqual([...now, ...next, 7, 0, batch, 1, 3]);
      }
    }
  }));

test('rejects a gradient of a wrong shape', () =>
  withDevice(async (device) => {
    const operands = {
      state: device.storage('state', 44),
      logits: outputTensor(device, 'logits', 5, 3),
      labels: device.storage('labels', 20),
      delta: outputTensor(device, 'delta', 5, 4),
      metrics: device.storage('metrics', 8),
    };
    await expect(softmaxCrossEntropy(device, operands)).rejects.toThrow(new ShapeError('delta is [5, 4]; expected [5, 3]'));
  }));
