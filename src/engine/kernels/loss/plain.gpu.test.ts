/** Compares the plain kernel of the loss with the float64 twin and the oracle, and the tuned kernel with the plain one. */
import { test } from 'vitest';
import { flat, oracles } from '../../../../tests/oracles';
import { expectNear } from '../../../../tests/setup/expect-near';
import { stateAt } from '../../../../tests/setup/hyperparameters';
import { runPlain } from '../../../../tests/setup/plain';
import { contentsOf, draw, inputTensor, nanStorage, outputTensor, runOnce, storageOf } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import type { Device } from '../../gpu/device';
import { softmaxCrossEntropy as reference } from '../../reference/loss/softmax-cross-entropy';
import { softmaxCrossEntropy } from './softmax-cross-entropy';

/** exp(x) has an error of up to 3 + 2|x| units in the last place, and log(Σ) loses digits near 0. */
const TOLERANCE = { absolute: 1e-6, relative: 3e-6 };

async function run(device: Device, logits: ArrayLike<number>, labels: ArrayLike<number>, classes: number) {
  const batch = labels.length;
  const { losses, dz } = await runPlain(device, {
    kernel: 'loss/softmax_cross_entropy',
    uniforms: { shape: { batch, classes } },
    inputs: { logits, labels: Uint32Array.from(labels) },
    outputs: { losses: batch, dz: batch * classes },
    invocations: [batch],
  });
  return { loss: losses.reduce((sum, loss) => sum + loss, 0) / batch, dz };
}

test.each([
  [1, 2],
  [5, 3],
  [17, 26],
  [67, 10],
])('%i rows of %i classes', (batch, classes) =>
  withDevice(async (device) => {
    const logits = draw(51, batch * classes, 3);
    const labels = Uint32Array.from({ length: batch }, (_, i) => (i * 5 + (i >> 1)) % classes);
    const plain = await run(device, logits, labels, classes);
    const expected = reference(logits, labels, classes);
    expectNear([plain.loss], [expected.loss], TOLERANCE, 'loss');
    expectNear(plain.dz, expected.dlogits, TOLERANCE, 'dz');

    const delta = outputTensor(device, 'delta', batch, classes);
    const metrics = nanStorage(device, 'metrics', 2);
    const tuned = await softmaxCrossEntropy(device, {
      state: stateAt(device, 0, { batch }),
      logits: inputTensor(device, 'logits', batch, classes, logits),
      labels: storageOf(device, 'labels', labels),
      delta,
      metrics,
    });
    runOnce(device, tuned);
    expectNear((await contentsOf(device, delta))[0].values, plain.dz, TOLERANCE, 'tuned δ');
    expectNear(new Float32Array(await device.read(metrics)).subarray(0, 1), [plain.loss], TOLERANCE, 'tuned loss');
  }),
);

test('equals the oracle for logits 200 apart', () =>
  withDevice(async (device) => {
    const { logits, labels, mean_loss: mean, dlogits_mean: dlogits } = oracles.softmax_ce;
    const { loss, dz } = await run(device, flat(logits), labels, 4);
    expectNear([loss], [mean], TOLERANCE, 'loss');
    expectNear(dz, flat(dlogits), TOLERANCE, 'dz');
  }));
