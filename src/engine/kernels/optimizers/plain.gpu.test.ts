/** Compares the plain kernels of the optimizers with their float64 twins, and the tuned kernels with the plain ones. */
import { test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { hyperOf, stateAt } from '../../../../tests/setup/hyperparameters';
import { TRAINING } from '../../../../tests/setup/optimizer';
import { runPlain } from '../../../../tests/setup/plain';
import { draw, runOnce, storageOf } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { OPTIMIZERS, type OptimizerName } from '../../../experiment/choices';
import type { Device } from '../../gpu/device';
import { update } from '../../reference/optimizers/optimizer';
import { adam } from './adam';
import { momentum } from './momentum';
import { sgd } from './sgd';

/** An update of size 0.01 to values of size 1; 1 − β₂ in f32 has a relative error of 1e-5. */
const TOLERANCE = { absolute: 1e-6, relative: 2e-5 };
/** The number of the update, whose moments are given. */
const UPDATES = 3;

interface Memory {
  parameters: Float64Array;
  first: Float64Array;
  second: Float64Array;
  gradient: Float64Array;
}

const training = (optimizer: OptimizerName) => ({ ...TRAINING, optimizer, learningRate: 0.01, weightDecay: 0.3 });

/** The parameters, then the optimizer's moments. */
async function plainUpdate(device: Device, optimizer: OptimizerName, memory: Memory): Promise<Float32Array[]> {
  const { parameters, first, second, gradient } = memory;
  const { learningRate, weightDecay, momentum: mu, beta1, beta2, epsilon } = training(optimizer);
  const rates = { learning_rate: learningRate, weight_decay: weightDecay };
  const inputs = { parameters, gradients: gradient };
  const { length } = parameters;
  if (optimizer === 'sgd') {
    const run = { uniforms: { rates }, inputs, outputs: { parameters: length }, invocations: [length] as const };
    return [(await runPlain(device, { kernel: 'optimizers/sgd', ...run })).parameters];
  }
  if (optimizer === 'momentum' || optimizer === 'nesterov') {
    const updated = await runPlain(device, {
      kernel: 'optimizers/momentum',
      uniforms: { rates: { ...rates, momentum: mu, nesterov: optimizer === 'nesterov' ? 1 : 0 } },
      inputs: { ...inputs, velocities: first },
      outputs: { parameters: length, velocities: length },
      invocations: [length],
    });
    return [updated.parameters, updated.velocities];
  }
  const updated = await runPlain(device, {
    kernel: 'optimizers/adam',
    uniforms: {
      rates: { ...rates, beta1, beta2, epsilon, decoupled: optimizer === 'adamw' ? 1 : 0 },
      corrections: { first: 1 - beta1 ** (UPDATES + 1), second: 1 - beta2 ** (UPDATES + 1) },
    },
    inputs: { ...inputs, first_moments: first, second_moments: second },
    outputs: { parameters: length, first_moments: length, second_moments: length },
    invocations: [length],
  });
  return [updated.parameters, updated.first_moments, updated.second_moments];
}

async function tunedUpdate(device: Device, optimizer: OptimizerName, memory: Memory): Promise<Float32Array[]> {
  const buffer = (label: string, values: Float64Array) => storageOf(device, label, Float32Array.from(values));
  const [parameters, first, second] = [
    buffer('parameters', memory.parameters),
    buffer('first', memory.first),
    buffer('second', memory.second),
  ];
  const operands = {
    hyper: hyperOf(device, training(optimizer)),
    parameters,
    gradients: buffer('gradients', memory.gradient),
    decayed: memory.parameters.length,
  };
  const state = stateAt(device, UPDATES);
  const decoupled = optimizer === 'adamw';
  const kernel =
    optimizer === 'sgd'
      ? sgd(device, operands)
      : optimizer === 'momentum' || optimizer === 'nesterov'
        ? momentum(device, { ...operands, velocities: first, nesterov: optimizer === 'nesterov' })
        : adam(device, { ...operands, state, firstMoments: first, secondMoments: second, decoupled });
  runOnce(device, await kernel);
  const read = [parameters, first, second].map(async (each) => new Float32Array(await device.read(each)));
  return Promise.all(read);
}

// One value, and one past a workgroup; a multiple of 4, as the tuned kernels need.
test.each(OPTIMIZERS)('%s equals the twin and the tuned kernel', (optimizer) =>
  withDevice(async (device) => {
    for (const length of [4, 68]) {
      const memory: Memory = {
        parameters: draw(1, length),
        first: draw(2, length),
        second: draw(3, length).map(Math.abs),
        gradient: draw(4, length),
      };
      const plain = await plainUpdate(device, optimizer, memory);
      const tuned = await tunedUpdate(device, optimizer, memory);
      const expected = {
        parameters: memory.parameters.slice(),
        state: { first: memory.first.slice(), second: memory.second.slice(), updates: UPDATES },
      };
      update(expected.parameters, expected.state, memory.gradient, length, training(optimizer));
      const twin = [expected.parameters, expected.state.first, expected.state.second];
      for (const [i, values] of plain.entries()) {
        const what = ['parameter', 'first moment', 'second moment'][i];
        expectNear(values, twin[i], TOLERANCE, what);
        expectNear(tuned[i], values, TOLERANCE, `tuned ${what}`);
      }
    }
  }),
);
