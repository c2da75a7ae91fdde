import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { draw, inputTensor, runOnce, storageOf } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf } from '../../../activations/catalogue';
import { MOST_CONFUSION_CLASSES } from '../../../experiment/snapshot';
import type { Device } from '../../gpu/device';
import { heldOutMetrics as reference } from '../../reference/loss/held-out-metrics';
import { ReferenceNetwork } from '../../reference/network';
import { decodeTotals, heldOutMetrics, totalsBytes } from './held-out-metrics';
import { packState } from '../training-state';

/** Sums of up to 600 losses of size 1, added in f32 as a tree and over batches; exp as in softmax_cross_entropy. */
const TOLERANCE = { absolute: 0, relative: 3e-6 };

const FIRST_ROW = 3;

/** A network whose logits equal its inputs: two identity layers. */
function identityNetwork(classes: number): ReferenceNetwork {
  const identity = Array.from({ length: classes ** 2 }, (_, at) => (at % (classes + 1) === 0 ? 1 : 0));
  const linear = activationOf('linear');
  const shape = {
    sizes: [classes, classes, classes],
    nonlinearity: { activation: linear, constants: linear.parameters },
    dropout: null,
    dropoutRate: 0,
    target: { mean: 0, variance: 1 },
  };
  const layer = (name: string) => ({
    [`${name}.weight`]: { shape: [classes, classes], data: identity },
    [`${name}.bias`]: { shape: [classes], data: new Float64Array(classes) },
  });
  return new ReferenceNetwork(shape, { ...layer('hidden.0'), ...layer('output') });
}

interface Evaluation {
  batch: number;
  classes: number;
  logits: Float64Array;
  labels: Uint32Array;
}

/** Evaluates the rows batch by batch; the last batch is filled up with rows from the beginning. */
async function evaluate(device: Device, { batch, classes, logits, labels }: Evaluation) {
  const rows = labels.length;
  const totals = storageOf(device, 'totals', new Uint8Array(totalsBytes(classes)));
  const schedule = { firstRow: FIRST_ROW, rows, batch, shuffle: false, seed: 0 };
  const batches = Math.ceil(rows / batch);
  for (let step = 0; step < batches; step++) {
    const taken = Array.from({ length: batch }, (_, i) => (step * batch + i) % rows);
    const words = packState(schedule, step);
    // The kernel writes `next`.
    words.fill(0xffffffff, 3, 6);
    const state = storageOf(device, 'state', words);
    const batchLogits = taken.flatMap((row) => [...logits.subarray(row * classes, (row + 1) * classes)]);
    const kernel = await heldOutMetrics(device, {
      state,
      logits: inputTensor(device, 'logits', batch, classes, batchLogits),
      labels: storageOf(
        device,
        'labels',
        Uint32Array.from(taken, (row) => labels[row]),
      ),
      totals,
    });
    runOnce(device, kernel);
    const next = packState(schedule, step + 1).subarray(0, 3);
    expect([...new Uint32Array(await device.read(state)).subarray(3, 6)]).toEqual([...next]);
  }
  const { loss, correct, confusion } = decodeTotals(await device.read(totals), classes);
  return { loss: loss / rows, accuracy: correct / rows, confusion };
}

test.each([
  [1, 1, 2],
  [10, 4, 3],
  [12, 4, 26],
  [3, 8, 5],
  [600, 257, 2],
  [31, 10, 10],
  [70, 33, 64],
])('%i rows in batches of %i, of %i classes', (rows, batch, classes) =>
  withDevice(async (device) => {
    const logits = draw(61, rows * classes, 2);
    const labels = Uint32Array.from({ length: rows }, (_, i) => (i * 3 + (i >> 2)) % classes);
    const got = await evaluate(device, { batch, classes, logits, labels });
    const expected = reference(identityNetwork(classes), {
      // The training rows come before the held-out rows.
      inputs: [...new Float64Array(FIRST_ROW * classes), ...logits],
      labels: [0, 0, 0, ...labels],
      trainingRows: FIRST_ROW,
      standardization: null,
    });
    expectNear([got.loss], [expected?.loss ?? NaN], TOLERANCE, 'loss');
    expect(got.accuracy).toBe(expected?.accuracy);
    expect(got.confusion).toEqual(expected?.confusion);
  }),
);

test('predicts the first of equal logits, and ignores logits that are NaN', () =>
  withDevice(async (device) => {
    const logits = Float64Array.of(2, 2, 1, /**/ 1, 2, 2, /**/ 0, 0, 0, /**/ 1, NaN, 2, /**/ NaN, NaN, NaN);
    const labels = Uint32Array.of(1, 1, 2, 1, 2);
    const { accuracy, confusion } = await evaluate(device, { batch: 2, classes: 3, logits, labels });
    // By hand: the predictions are 0, 1, 0, 2 and 0.
    expect([...(confusion ?? [])]).toEqual([0, 0, 0, /**/ 1, 1, 1, /**/ 2, 0, 0]);
    expect(accuracy).toBe(1 / 5);
  }));

test('omits the confusion matrix and keeps the other totals for more classes than it counts', () =>
  withDevice(async (device) => {
    const classes = MOST_CONFUSION_CLASSES + 1;
    const labels = Uint32Array.from({ length: 5 }, (_, row) => classes - 1 - row);
    const logits = new Float64Array(5 * classes);
    // Each row predicts its label, except the last one.
    labels.forEach((label, row) => (logits[row * classes + (row < 4 ? label : 0)] = 50));
    const { accuracy, confusion } = await evaluate(device, { batch: 2, classes, logits, labels });
    expect(accuracy).toBe(4 / 5);
    expect(confusion).toBeNull();
  }));
