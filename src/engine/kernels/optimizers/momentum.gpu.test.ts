import { expect, test } from 'vitest';
import { oracles } from '../../../../tests/oracles';
import { expectNear } from '../../../../tests/setup/expect-near';
import { expectTwinUpdates, LENGTHS, randomUpdates, type OptimizerPair } from '../../../../tests/setup/optimizer';
import { withDevice } from '../../../../tests/setup/with-device';
import { momentum as reference } from '../../reference/optimizers/momentum';
import { momentum } from './momentum';

/** Three updates of values of size 1, each rounded a few times to 24 bits. */
const TOLERANCE = { absolute: 3e-7, relative: 3e-7 };

const pair = (nesterov: boolean): OptimizerPair => ({
  record: (device, operands, { first }) => momentum(device, { ...operands, velocities: first, nesterov }),
  twin: (parameters, { first }, gradient, decayed, training) =>
    reference(parameters, first, gradient, decayed, { ...training, nesterov }),
});

const KINDS = ['momentum', 'nesterov'] as const;

test.each(KINDS)('%s equals the twin when all, some or none of the parameters decay', (optimizer) =>
  withDevice(async (device) => {
    for (const length of LENGTHS) {
      for (const decayed of [length, Math.floor(length / 8) * 4, 0]) {
        const training = { optimizer, learningRate: 0.1, weightDecay: 0.3, momentum: 0.9 };
        const run = { training, ...randomUpdates(length), decayed, tolerance: TOLERANCE };
        await expectTwinUpdates(device, pair(optimizer === 'nesterov'), run);
      }
    }
  }),
);

test.each(KINDS)('%s of 0 equals plain gradient descent', (optimizer) =>
  withDevice(async (device) => {
    const { parameters, gradients } = randomUpdates(8);
    const run = {
      training: { optimizer, learningRate: 0.5, momentum: 0 },
      parameters,
      gradients,
      decayed: 8,
      tolerance: TOLERANCE,
    };
    const after = await expectTwinUpdates(device, pair(optimizer === 'nesterov'), run);
    const descended = parameters.map((p, i) => p - 0.5 * gradients[0][i]);
    expectNear(after[0], descended, TOLERANCE, 'parameter');
  }),
);

test.each([
  ['sgd_momentum_lr0.1_mu0.9', 'momentum', 0],
  ['sgd_nesterov_lr0.1_mu0.9', 'nesterov', 0],
  ['sgd_momentum_lr0.1_mu0.9_l2_0.01', 'momentum', 0.01],
] as const)('the oracle’s three updates, %s', (name, optimizer, weightDecay) =>
  withDevice(async (device) => {
    const { p0, grads, params_after_steps_1_2_3: expected } = oracles.optimizers;
    const after = await expectTwinUpdates(device, pair(optimizer === 'nesterov'), {
      training: { optimizer, learningRate: 0.1, momentum: 0.9, weightDecay },
      parameters: Float64Array.from(p0),
      gradients: grads.map((gradient) => Float64Array.from(gradient)),
      decayed: 4,
      tolerance: TOLERANCE,
    });
    expect(after).toHaveLength(3);
    after.forEach((parameters, i) => expectNear(parameters, expected[name][i], TOLERANCE, `step ${i + 1}`));
  }),
);
