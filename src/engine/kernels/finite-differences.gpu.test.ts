/** Compares the gradient of a whole network on the GPU with difference quotients of the loss in float64. */
import { expect, test } from 'vitest';
import { expectNear } from '../../../tests/setup/expect-near';
import { stateAt } from '../../../tests/setup/hyperparameters';
import { draw, inputTensor, runOnce, storageOf } from '../../../tests/setup/tensors';
import { withDevice } from '../../../tests/setup/with-device';
import { completeExperiment } from '../../experiment/defaults';
import type { DeepPartial, Recipe } from '../../experiment/experiment';
import type { Device } from '../gpu/device';
import { requireConstants } from '../../predictions/resolved-constants';
import { Model } from '../network/model';
import { ReferenceNetwork } from '../reference/network';

const [FEATURES, CLASSES, BATCH, STEP] = [5, 3, 6, 9];

/**
 * The gradient is the difference that an update with learning rate 1 makes, which rounds it to 6e-8 of the parameter. The GPU's
 * own error is a few 1e-7 for gradients up to 1; that of the quotients is 1e-9.
 */
const TOLERANCE = { absolute: 1e-6, relative: 1e-5 };

async function expectQuotients(device: Device, recipe: DeepPartial<Recipe>): Promise<void> {
  const experiment = completeExperiment({
    training: { optimizer: 'sgd', learningRate: 1, weightDecay: 0, seed: 5 },
    lanes: [recipe],
  });
  const [lane] = experiment.lanes;
  const x = draw(1, BATCH * FEATURES);
  const labels = Uint32Array.from({ length: BATCH }, (_, i) => (i * 2) % CLASSES);
  const model = Model.create(device, lane, experiment.training, { features: FEATURES, classes: CLASSES, batch: BATCH });
  const before = await model.weights();
  const { passes, update } = await model.record(
    {
      state: stateAt(device, STEP, { batch: BATCH }),
      batch: inputTensor(device, 'batch', BATCH, FEATURES, x),
      labels: storageOf(device, 'labels', labels),
    },
    experiment.training,
  );
  runOnce(device, ...passes.flatMap(({ dispatches }) => dispatches), ...update);
  const after = await model.weights();
  model.destroy();

  const network = ReferenceNetwork.fromRecipe(lane, requireConstants(lane), FEATURES, CLASSES, before);
  const masks = network.drawMasks(experiment.training.seed, STEP, BATCH);
  const { parameters } = network;
  const step = 1e-5;
  const quotients = parameters.map((value, i) => {
    const lossAt = (moved: number) => {
      parameters[i] = moved;
      return network.backward(x, labels, masks).loss;
    };
    const quotient = (lossAt(value + step) - lossAt(value - step)) / (2 * step);
    parameters[i] = value;
    return quotient;
  });
  parameters.set(quotients);
  for (const [name, { data: expected }] of Object.entries(network.tensors())) {
    const got = before[name].data.map((value, i) => value - after[name].data[i]);
    expectNear(got, expected, TOLERANCE, name);
    expect(got.some((value) => Math.abs(value) > 0.01)).toBe(true);
  }
}

test.each([
  { activation: 'selu', depth: 3, width: 7, dropout: { kind: 'alpha', rate: 0.2 } },
  { activation: 'tanh', depth: 1, width: 5, dropout: { kind: 'standard', rate: 0.3 } },
  { activation: 'gelu', depth: 4, width: 6 },
] as const)('$activation, $depth layers of $width', (recipe) => withDevice((device) => expectQuotients(device, recipe)));
