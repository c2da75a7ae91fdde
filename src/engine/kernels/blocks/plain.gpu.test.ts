/**
 * Compares the plain kernels of residual and highway layers with their float64 twins, and the tuned kernels with the plain ones.
 */
import { test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { hyperOf, stateAt } from '../../../../tests/setup/hyperparameters';
import { plainGradients, runPlain } from '../../../../tests/setup/plain';
import { contentsOf, draw, inputTensor, outputTensor, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf } from '../../../activations/catalogue';
import { highway as reference } from '../../reference/blocks/highway';
import { highwayBackward as referenceBackward } from '../../reference/blocks/highway-backward';
import { highway } from './highway';
import { highwayBackward } from './highway-backward';

/** A few products and sums of values of size 3. */
const TOLERANCE = { absolute: 2e-6, relative: 2e-6 };

test.each([
  [1, 1],
  [5, 4],
  [17, 33],
])('highway, %i × %i', (batch, width) =>
  withDevice(async (device) => {
    const count = batch * width;
    const [candidate, x, dy, z] = [1, 2, 3, 4].map((seed) => draw(seed, count));
    const gate = draw(5, count).map((value) => Math.fround(1 / (1 + Math.exp(-value))));
    const { y } = await runPlain(device, {
      kernel: 'blocks/highway',
      inputs: { candidate, gate, x },
      outputs: { y: count },
      invocations: [count],
    });
    expectNear(y, reference(candidate, gate, x), TOLERANCE, 'y');
    const gradients = await runPlain(device, {
      kernel: 'blocks/highway_backward',
      inputs: { candidate, gate, x, dy },
      outputs: { candidate_gradient: count, gate_gradient: count, dx: count },
      invocations: [count],
    });
    const expected = referenceBackward(dy, candidate, gate, x);
    expectNear(gradients.candidate_gradient, expected.candidate, TOLERANCE, 'dc');
    expectNear(gradients.gate_gradient, expected.gate, TOLERANCE, 'dz of the gate');
    expectNear(gradients.dx, expected.skip, TOLERANCE, 'dx');

    const tensor = (label: string, values: Float64Array) => inputTensor(device, label, batch, width, values);
    const activation = activationOf('selu');
    const common = { hyper: hyperOf(device), state: stateAt(device, 0), dropout: false, layer: 0, x: tensor('x', x) };
    const inputs = { candidate: tensor('candidate', candidate), transform: tensor('gate', gate) };
    const [h, delta, gateDelta] = ['h', 'delta', 'gate delta'].map((label) => outputTensor(device, label, batch, width));
    const backward = { activation, normalized: false, gradient: tensor('dy', dy), z: tensor('z', z), delta, gateDelta };
    runOnce(
      device,
      await highway(device, { ...common, ...inputs, h }),
      await highwayBackward(device, { ...common, ...inputs, ...backward }),
    );
    const through = await plainGradients(device, activation, z, gradients.candidate_gradient);
    expectNear((await contentsOf(device, h))[0].values, y, TOLERANCE, 'tuned h');
    expectNear((await contentsOf(device, delta))[0].values, through, TOLERANCE, 'tuned δ');
    expectNear((await contentsOf(device, gateDelta))[0].values, gradients.gate_gradient, TOLERANCE, 'tuned δ of the gate');
    expectNear((await contentsOf(device, inputs.candidate))[0].values, gradients.dx, TOLERANCE, 'tuned dx');
  }),
);

test.each([1, 65])('the end of a residual block adds the block’s input, %i values', (count) =>
  withDevice(async (device) => {
    const [u, x] = [draw(1, count), draw(2, count)];
    const run = { inputs: { u, x }, outputs: { z: count }, invocations: [count] as const };
    const { z } = await runPlain(device, { kernel: 'blocks/residual', ...run });
    expectNear(
      z,
      u.map((value, i) => value + x[i]),
      TOLERANCE,
      'z',
    );
  }),
);
