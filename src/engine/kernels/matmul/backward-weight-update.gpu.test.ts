/** Tests matmul_backward_weight joined with each optimizer: one dispatch computes the gradients and updates the parameters. */
import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { hyperOf, stateAt } from '../../../../tests/setup/hyperparameters';
import { TRAINING } from '../../../../tests/setup/optimizer';
import { draw, inputTensor, runOnce, storageOf } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { OPTIMIZERS, type OptimizerName } from '../../../experiment/choices';
import { matrixLength, pad, Tensor, unpad } from '../../gpu/tensor';
import { matmulBackwardWeight as reference } from '../../reference/matmul/backward-weight';
import { update } from '../../reference/optimizers/optimizer';
import { adamRule } from '../optimizers/adam';
import { matmulUpdate } from './backward-weight';
import { momentumRule } from '../optimizers/momentum';
import { sgdRule } from '../optimizers/sgd';
import type { UpdateRule } from '../optimizers/update-rule';

/** Gradients sum 6 or 7 products of size 1/√batch; the optimizer adds a few roundings of values of size 1. */
const TOLERANCE = { absolute: 4e-6, relative: 4e-6 };

const RULES: Record<OptimizerName, (memory: Memory) => UpdateRule> = {
  sgd: sgdRule,
  momentum: ({ first, ...memory }) => momentumRule({ ...memory, velocities: first, nesterov: false }),
  nesterov: ({ first, ...memory }) => momentumRule({ ...memory, velocities: first, nesterov: true }),
  adam: ({ first, second, ...memory }) => adamRule({ ...memory, firstMoments: first, secondMoments: second, decoupled: false }),
  adamw: ({ first, second, ...memory }) => adamRule({ ...memory, firstMoments: first, secondMoments: second, decoupled: true }),
};

interface Memory {
  hyper: GPUBuffer;
  parameters: GPUBuffer;
  state: GPUBuffer;
  first: GPUBuffer;
  second: GPUBuffer;
}

/** Floats of another layer before the layers' parameters. */
const OTHERS = 128;

// Layers of 5 × 9 and 17 × 17: rows and columns of padding, several workgroups.
test.each(OPTIMIZERS)('updates the parameters with %s in one dispatch', (optimizer) =>
  withDevice(async (device) => {
    for (const { batch, fanIn, fanOut, layers } of [
      { batch: 7, fanIn: 5, fanOut: 9, layers: 1 },
      { batch: 6, fanIn: 17, fanOut: 17, layers: 3 },
    ]) {
      const training = { ...TRAINING, optimizer, learningRate: 0.1, weightDecay: 0.3 };
      const t = 4;
      const xs = Array.from({ length: layers }, (_, l) => draw(20 + l, batch * fanIn));
      const deltas = Array.from({ length: layers }, (_, l) => draw(40 + l, batch * fanOut, 1 / Math.sqrt(batch)));
      const count = fanIn * fanOut + fanOut;
      const before = Array.from({ length: layers }, (_, l) => ({
        parameters: draw(60 + l, count),
        first: draw(80 + l, count),
        // A mean of squares: positive, and away from 0, where Adam would magnify every rounding.
        second: draw(100 + l, count).map((value) => Math.fround(value * value + 0.1)),
      }));

      // All weights, then all biases, as in a network's storage.
      const [weightLength, biasLength] = [matrixLength(fanIn, fanOut), matrixLength(1, fanOut)];
      const biasStart = OTHERS + layers * weightLength;
      const layOut = (label: string, vectors: Float64Array[]) => {
        const floats = new Float32Array(biasStart + layers * biasLength).fill(NaN, 0, OTHERS);
        vectors.forEach((vector, l) => {
          floats.set(pad(vector.subarray(0, fanIn * fanOut), fanIn, fanOut), OTHERS + l * weightLength);
          floats.set(pad(vector.subarray(fanIn * fanOut), 1, fanOut), biasStart + l * biasLength);
        });
        return storageOf(device, label, floats);
      };
      const memory: Memory = {
        hyper: hyperOf(device, training),
        state: stateAt(device, t - 1),
        parameters: layOut(
          'parameters',
          before.map(({ parameters }) => parameters),
        ),
        first: layOut(
          'first',
          before.map(({ first }) => first),
        ),
        second: layOut(
          'second',
          before.map(({ second }) => second),
        ),
      };
      const weight = new Tensor('weight', memory.parameters, OTHERS, fanIn, fanOut);
      const bias = new Tensor('bias', memory.parameters, biasStart, 1, fanOut);
      const x = inputTensor(device, 'x', batch, fanIn, ...xs);
      const delta = inputTensor(device, 'delta', batch, fanOut, ...deltas);
      runOnce(device, await matmulUpdate(device, { layers, x, delta, weight, bias }, RULES[optimizer](memory)));

      const buffers = [memory.parameters, memory.first, memory.second];
      const after = (await Promise.all(buffers.map((buffer) => device.read(buffer)))).map((bytes) => new Float32Array(bytes));
      for (let l = 0; l < layers; l++) {
        const { parameters, first, second } = before[l];
        const gradient = new Float64Array(count);
        const into = { weight: gradient.subarray(0, fanIn * fanOut), bias: gradient.subarray(fanIn * fanOut) };
        reference(xs[l], deltas[l], batch, into);
        update(parameters, { updates: t - 1, first, second }, gradient, fanIn * fanOut, training);
        [parameters, first, second].forEach((expected, i) => {
          const got = [
            ...unpad(after[i], fanIn, fanOut, OTHERS + l * weightLength),
            ...unpad(after[i], 1, fanOut, biasStart + l * biasLength),
          ];
          expectNear(got, expected, TOLERANCE, `${['parameter', 'first moment', 'second moment'][i]} of layer ${l}`);
        });
      }
      for (const floats of after) {
        expect(floats.subarray(0, OTHERS).every(Number.isNaN)).toBe(true);
        // All other values are padding and stay 0.
        expect(floats.subarray(OTHERS).filter((value) => value !== 0)).toHaveLength(layers * count);
      }
    }
  }),
);
