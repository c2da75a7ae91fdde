import { expect, test } from 'vitest';
import { oracles } from '../../../../tests/oracles';
import { expectNear } from '../../../../tests/setup/expect-near';
import { expectTwinUpdates, LENGTHS, randomUpdates, type OptimizerPair } from '../../../../tests/setup/optimizer';
import { draw } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { adam as reference } from '../../reference/optimizers/adam';
import { adam } from './adam';

/** Three updates of values of size 1, each rounded a few times to 24 bits. */
const TOLERANCE = { absolute: 3e-7, relative: 3e-7 };
/** A single update: the root, the quotients and the corrections 1 − βᵗ are each off by a few units in the last place. */
const UPDATE_TOLERANCE = { absolute: 0, relative: 2e-6 };

const pair = (decoupled: boolean): OptimizerPair => ({
  record: (device, operands, { state, first, second }) =>
    adam(device, { ...operands, state, firstMoments: first, secondMoments: second, decoupled }),
  twin: (parameters, memory, gradient, decayed, training) =>
    reference(parameters, memory, gradient, decayed, memory.updates, { ...training, decoupled }),
});

const KINDS = ['adam', 'adamw'] as const;

test.each(KINDS)('%s equals the twin when all, some or none of the parameters decay', (optimizer) =>
  withDevice(async (device) => {
    for (const length of LENGTHS) {
      for (const decayed of [length, Math.floor(length / 8) * 4, 0]) {
        const training = { optimizer, learningRate: 0.01, weightDecay: 0.3 };
        const run = { training, ...randomUpdates(length), decayed, tolerance: TOLERANCE };
        await expectTwinUpdates(device, pair(optimizer === 'adamw'), run);
      }
    }
  }),
);

test.each([
  { beta1: 0.9, beta2: 0.999 },
  { beta1: 0, beta2: 0 },
  { beta1: 0, beta2: 0.99 },
  { beta1: 0.99, beta2: 0.9999 },
])('the first updates keep their digits, β₁ = $beta1, β₂ = $beta2', (betas) =>
  withDevice(async (device) => {
    // The parameters start at 0, so after the first step they equal the first update. Gradients of one sign do not cancel.
    const gradients = [1, 2, 3].map((seed) => draw(seed, 36).map((value) => Math.fround(Math.abs(value) + 0.01)));
    await expectTwinUpdates(device, pair(false), {
      training: { optimizer: 'adam', learningRate: 1e-3, ...betas },
      parameters: new Float64Array(36),
      gradients,
      decayed: 36,
      tolerance: UPDATE_TOLERANCE,
    });
  }),
);

test('the correction of update number 100000 is 1', () =>
  withDevice(async (device) => {
    const positive = (seed: number) => draw(seed, 36).map((value) => Math.fround(Math.abs(value) + 0.01));
    await expectTwinUpdates(device, pair(false), {
      training: { optimizer: 'adam', learningRate: 1e-3 },
      parameters: new Float64Array(36),
      gradients: [positive(1)],
      decayed: 36,
      before: { updates: 99_999, first: positive(2), second: positive(3) },
      tolerance: UPDATE_TOLERANCE,
    });
  }));

test('a parameter without a gradient does not change', () =>
  withDevice(async (device) => {
    const [after] = await expectTwinUpdates(device, pair(false), {
      training: { optimizer: 'adam' },
      parameters: Float64Array.of(1, -2, 0, 0.5),
      gradients: [new Float64Array(4)],
      decayed: 4,
      tolerance: { absolute: 0, relative: 0 },
    });
    expect([...after]).toEqual([1, -2, 0, 0.5]);
  }));

test.each([
  ['adam_lr1e-3_b0.9_0.999_eps1e-8', { optimizer: 'adam', learningRate: 1e-3 }],
  ['adam_lr1e-2_b0.9_0.99_eps0.01', { optimizer: 'adam', learningRate: 1e-2, beta2: 0.99, epsilon: 0.01 }],
  ['adamw_lr1e-3_wd0.01', { optimizer: 'adamw', learningRate: 1e-3, weightDecay: 0.01 }],
] as const)('the oracle’s three updates, %s', (name, training) =>
  withDevice(async (device) => {
    const { p0, grads, params_after_steps_1_2_3: expected } = oracles.optimizers;
    const after = await expectTwinUpdates(device, pair(training.optimizer === 'adamw'), {
      training,
      parameters: Float64Array.from(p0),
      gradients: grads.map((gradient) => Float64Array.from(gradient)),
      decayed: 4,
      tolerance: TOLERANCE,
    });
    after.forEach((parameters, i) => expectNear(parameters, expected[name][i], TOLERANCE, `step ${i + 1}`));
  }),
);
