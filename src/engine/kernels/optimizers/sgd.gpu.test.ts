import { expect, test } from 'vitest';
import { oracles } from '../../../../tests/oracles';
import { expectNear } from '../../../../tests/setup/expect-near';
import { expectTwinUpdates, LENGTHS, randomUpdates, type OptimizerPair } from '../../../../tests/setup/optimizer';
import { withDevice } from '../../../../tests/setup/with-device';
import { sgd as reference } from '../../reference/optimizers/sgd';
import { sgd } from './sgd';

/** Three updates of values of size 1, each rounded a few times to 24 bits. */
const TOLERANCE = { absolute: 3e-7, relative: 3e-7 };

const PAIR: OptimizerPair = {
  record: sgd,
  twin: (parameters, _memory, gradient, decayed, training) => reference(parameters, gradient, decayed, training),
};

test.each(LENGTHS)('updates %i parameters, of which all, some or none decay', (length) =>
  withDevice(async (device) => {
    for (const decayed of [length, Math.floor(length / 8) * 4, 0]) {
      const training = { learningRate: 0.1, weightDecay: 0.3 };
      await expectTwinUpdates(device, PAIR, { training, ...randomUpdates(length), decayed, tolerance: TOLERANCE });
    }
  }),
);

test('equals the oracle after three updates', () =>
  withDevice(async (device) => {
    const { p0, grads, params_after_steps_1_2_3: expected } = oracles.optimizers;
    const after = await expectTwinUpdates(device, PAIR, {
      training: { learningRate: 0.1 },
      parameters: Float64Array.from(p0),
      gradients: grads.map((gradient) => Float64Array.from(gradient)),
      decayed: 4,
      tolerance: TOLERANCE,
    });
    after.forEach((parameters, i) => expectNear(parameters, expected['sgd_lr0.1'][i], TOLERANCE, `step ${i + 1}`));
  }));

test('loops over the remaining parameters if there are more than invocations', () =>
  withDevice(async (device) => {
    // A small grid, because exceeding 65535 workgroups would need 67 MB.
    const [length, workgroups] = [1028, [2, 1, 1]] as const;
    const small: OptimizerPair = {
      ...PAIR,
      record: async (device, operands) => ({ ...(await sgd(device, operands)), workgroups }),
    };
    const run = { training: { weightDecay: 0.1 }, ...randomUpdates(length, 1), decayed: 512, tolerance: TOLERANCE };
    const [parameters] = await expectTwinUpdates(device, small, run);
    expect(parameters).toHaveLength(length);
  }));
