/** Compares the plain kernels of dense layers with their float64 twins, and the tuned kernels with the plain ones. */
import { test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { hyperOf, laneDropout, stateAt } from '../../../../tests/setup/hyperparameters';
import {
  plainDrop,
  plainDropBackward,
  plainGradients,
  plainValues,
  runPlain,
  type PlainDropout,
} from '../../../../tests/setup/plain';
import { contentsOf, draw, inputTensor, outputTensor, runOnce, weightTensor } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf } from '../../../activations/catalogue';
import { alphaDropout } from '../../../theory/alpha-dropout';
import type { Device } from '../../gpu/device';
import { matmulBackwardInput as referenceInput } from '../../reference/matmul/backward-input';
import { matmulBackwardWeight as referenceWeight } from '../../reference/matmul/backward-weight';
import { matmulForward as referenceForward } from '../../reference/matmul/forward';
import { matmulBackwardInput } from './backward-input';
import { matmulBackwardWeight } from './backward-weight';
import { matmulForward } from './forward';

/** Sums of up to 66 products of about 1/√n, each rounded to 24 bits. */
const TOLERANCE = { absolute: 3e-6, relative: 3e-6 };
/** Two such sums, and activations without the numerics library, whose exp(x) − 1 is off by 1e-7 near 0. */
const ON_DEVICE = { absolute: 6e-6, relative: 6e-6 };

// Single entries, odd sizes, and one past a workgroup of 8 × 8.
const SHAPES = [
  [1, 1, 1],
  [5, 3, 2],
  [8, 8, 8],
  [17, 9, 33],
  [9, 65, 17],
] as const;

const operandsOf = ([batch, inputs, outputs]: readonly number[]) => ({
  x: draw(1, batch * inputs),
  weight: draw(2, inputs * outputs, 1 / Math.sqrt(inputs)),
  bias: draw(3, outputs, 0.3),
  dz: draw(4, batch * outputs, 1 / Math.sqrt(batch)),
});
type Operands = ReturnType<typeof operandsOf>;

async function forward(device: Device, [batch, inputs, outputs]: readonly number[], { x, weight, bias }: Operands) {
  const { z } = await runPlain(device, {
    kernel: 'matmul/forward',
    uniforms: { shape: { batch, inputs, outputs } },
    inputs: { x, weight, bias },
    outputs: { z: batch * outputs },
    invocations: [outputs, batch],
  });
  return z;
}

async function backwardInput(device: Device, [batch, inputs, outputs]: readonly number[], { dz, weight }: Operands) {
  const { dx } = await runPlain(device, {
    kernel: 'matmul/backward_input',
    uniforms: { shape: { batch, inputs, outputs } },
    inputs: { dz, weight },
    outputs: { dx: batch * inputs },
    invocations: [inputs, batch],
  });
  return dx;
}

function backwardWeight(device: Device, [batch, inputs, outputs]: readonly number[], { x, dz }: Operands) {
  return runPlain(device, {
    kernel: 'matmul/backward_weight',
    uniforms: { shape: { batch, inputs, outputs } },
    inputs: { x, dz },
    outputs: { weight_gradient: inputs * outputs, bias_gradient: outputs },
    invocations: [outputs, inputs],
  });
}

test.each(SHAPES)('equals the twin for batch %i, %i inputs, %i outputs', (...shape) =>
  withDevice(async (device) => {
    const [batch, fanIn, fanOut] = shape;
    const operands = operandsOf(shape);
    const { x, dz, weight, bias } = operands;
    const layer = { fanIn, fanOut, weight, bias };
    expectNear(await forward(device, shape, operands), referenceForward(x, layer, batch, null, null).z, TOLERANCE, 'z');
    expectNear(await backwardInput(device, shape, operands), referenceInput(dz, layer, batch), TOLERANCE, 'dx');
    const gradients = await backwardWeight(device, shape, operands);
    const expected = { weight: new Float64Array(fanIn * fanOut), bias: new Float64Array(fanOut) };
    referenceWeight(x, dz, batch, expected);
    expectNear(gradients.weight_gradient, expected.weight, TOLERANCE, 'dW');
    expectNear(gradients.bias_gradient, expected.bias, TOLERANCE, 'db');
  }),
);

// Only two activations, because each needs another pipeline, which takes seconds to compile on a CPU. Softplus of 0 is not 0, so
// it shows wrong padding.
const COMPARED = [activationOf('selu'), activationOf('softplus')];

const RATE = 0.3;
const { scale: a, shift: b } = alphaDropout(RATE);
const DROPOUT: PlainDropout = {
  seed: 7,
  layer: 2,
  step: 5,
  rate: RATE,
  coefficients: { a, b, alpha_prime: -1.7580993408473768 },
};
const LANE_DROPOUT = laneDropout(RATE, { scale: a, shift: b, dropped: a * -1.7580993408473768 + b });

test.each(COMPARED)('the tuned forward kernel with $name equals the plain kernels', (activation) =>
  withDevice(async (device) => {
    const shape = [17, 9, 33] as const;
    const [batch, inputs, outputs] = shape;
    const operands = operandsOf(shape);
    const skip = draw(5, batch * outputs);
    const z = outputTensor(device, 'z', batch, outputs);
    const h = outputTensor(device, 'h', batch, outputs);
    const tuned = await matmulForward(device, {
      hyper: hyperOf(device, { ...activation.parameters, dropout: LANE_DROPOUT, seed: DROPOUT.seed }),
      state: stateAt(device, DROPOUT.step),
      activation,
      dropout: true,
      layer: DROPOUT.layer,
      x: inputTensor(device, 'x', batch, inputs, operands.x),
      weight: weightTensor(device, 'weight', inputs, outputs, operands.weight),
      bias: weightTensor(device, 'bias', 1, outputs, operands.bias),
      skip: inputTensor(device, 'skip', batch, outputs, skip),
      z,
      h,
    });
    runOnce(device, tuned);

    const u = await forward(device, shape, operands);
    const sum = await runPlain(device, {
      kernel: 'blocks/residual',
      inputs: { u, x: skip },
      outputs: { z: u.length },
      invocations: [u.length],
    });
    const y = await plainValues(device, activation, sum.z);
    expectNear((await contentsOf(device, z))[0].values, sum.z, ON_DEVICE, 'z');
    expectNear((await contentsOf(device, h))[0].values, await plainDrop(device, DROPOUT, y), ON_DEVICE, 'h');
  }),
);

test.each(COMPARED)('the tuned backward kernel with $name equals the plain kernels', (activation) =>
  withDevice(async (device) => {
    const shape = [17, 33, 9] as const;
    const [batch, inputs, outputs] = shape;
    const operands = operandsOf(shape);
    const zBelow = draw(6, batch * inputs, 2);
    const deltaBelow = outputTensor(device, 'delta below', batch, inputs);
    const tuned = await matmulBackwardInput(device, {
      hyper: hyperOf(device, { ...activation.parameters, dropout: LANE_DROPOUT, seed: DROPOUT.seed }),
      state: stateAt(device, DROPOUT.step),
      activation,
      dropout: true,
      layerBelow: DROPOUT.layer,
      delta: inputTensor(device, 'delta', batch, outputs, operands.dz),
      weight: weightTensor(device, 'weight', inputs, outputs, operands.weight),
      zBelow: inputTensor(device, 'z below', batch, inputs, zBelow),
      deltaBelow,
      gradient: outputTensor(device, 'gradient', batch, inputs),
      keepGradient: false,
    });
    runOnce(device, tuned);

    const dy = await plainDropBackward(device, DROPOUT, await backwardInput(device, shape, operands));
    const expected = await plainGradients(device, activation, zBelow, dy);
    expectNear((await contentsOf(device, deltaBelow))[0].values, expected, ON_DEVICE, 'δ below');
  }),
);

test('the tuned weight kernel equals the plain one', () =>
  withDevice(async (device) => {
    for (const shape of SHAPES) {
      const [batch, inputs, outputs] = shape;
      const operands = operandsOf(shape);
      const weightGradient = outputTensor(device, 'dW', inputs, outputs);
      const biasGradient = outputTensor(device, 'db', 1, outputs);
      const tuned = await matmulBackwardWeight(device, {
        layers: 1,
        x: inputTensor(device, 'x', batch, inputs, operands.x),
        delta: inputTensor(device, 'delta', batch, outputs, operands.dz),
        weightGradient,
        biasGradient,
      });
      runOnce(device, tuned);
      const plain = await backwardWeight(device, shape, operands);
      expectNear((await contentsOf(device, weightGradient))[0].values, plain.weight_gradient, ON_DEVICE, 'dW');
      expectNear((await contentsOf(device, biasGradient))[0].values, plain.bias_gradient, ON_DEVICE, 'db');
    }
  }));
