/**
 * Tests the three matrix kernels in every tile variant: each equals the twin within its tolerance and the other variants bit for
 * bit.
 */
import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { hyperOf, stateAt } from '../../../../tests/setup/hyperparameters';
import { contentsOf, draw, inputTensor, outputTensor, runOnce, weightTensor } from '../../../../tests/setup/tensors';
import { withTiles } from '../../../../tests/setup/tiles';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf } from '../../../activations/catalogue';
import type { Device } from '../../gpu/device';
import { matmulBackwardInput as referenceInput, preActivationGradient } from '../../reference/matmul/backward-input';
import { matmulBackwardWeight as referenceWeight } from '../../reference/matmul/backward-weight';
import { matmulForward as referenceForward } from '../../reference/matmul/forward';
import { matmulBackwardInput } from './backward-input';
import { matmulBackwardWeight } from './backward-weight';
import { matmulForward } from './forward';
import { TILE_VARIANTS } from './tiles';

/** As in the tests of the kernels: sums of up to 67 products with a total of size 1. */
const TOLERANCE = { absolute: 3e-6, relative: 3e-6 };

const relu = activationOf('relu');
const NONLINEARITY = { activation: relu, constants: relu.parameters };

/** Returns the results of the three kernels on a layer [in, out]: h, g, δ_below, dW and db. */
async function results(device: Device, batch: number, fanIn: number, fanOut: number) {
  const x = draw(1, batch * fanIn);
  const zBelow = draw(2, batch * fanIn);
  const delta = draw(3, batch * fanOut, 1 / Math.sqrt(batch));
  const weight = draw(4, fanIn * fanOut, 1 / Math.sqrt(fanIn));
  const bias = draw(5, fanOut);
  const shared = {
    hyper: hyperOf(device),
    state: stateAt(device, 0),
    activation: relu,
    dropout: false,
    weight: weightTensor(device, 'weight', fanIn, fanOut, weight),
  };
  const output = (label: string, rows: number, columns: number) => outputTensor(device, label, rows, columns);
  const h = output('h', batch, fanOut);
  const gradient = output('gradient', batch, fanIn);
  const deltaBelow = output('delta below', batch, fanIn);
  const weightGradient = output('dW', fanIn, fanOut);
  const biasGradient = output('db', 1, fanOut);
  const xTensor = inputTensor(device, 'x', batch, fanIn, x);
  const deltaTensor = inputTensor(device, 'delta', batch, fanOut, delta);
  const dispatches = await Promise.all([
    matmulForward(device, {
      ...shared,
      layer: 0,
      x: xTensor,
      bias: weightTensor(device, 'bias', 1, fanOut, bias),
      z: output('z', batch, fanOut),
      h,
    }),
    matmulBackwardInput(device, {
      ...shared,
      layerBelow: 0,
      delta: deltaTensor,
      zBelow: inputTensor(device, 'z below', batch, fanIn, zBelow),
      deltaBelow,
      gradient,
      keepGradient: true,
    }),
    matmulBackwardWeight(device, { layers: 1, x: xTensor, delta: deltaTensor, weightGradient, biasGradient }),
  ]);
  runOnce(device, ...dispatches);

  const layer = { fanIn, fanOut, weight, bias };
  const into = { weight: new Float64Array(fanIn * fanOut), bias: new Float64Array(fanOut) };
  referenceWeight(x, delta, batch, into);
  const g = referenceInput(delta, layer, batch);
  const expected = [
    referenceForward(x, layer, batch, NONLINEARITY, null).h,
    g,
    preActivationGradient(g, zBelow, NONLINEARITY, null),
    into.weight,
    into.bias,
  ];
  const got = await Promise.all(
    [h, gradient, deltaBelow, weightGradient, biasGradient].map(async (tensor) => (await contentsOf(device, tensor))[0].values),
  );
  return { got, expected };
}

// One more than the largest workgroup of any variant, which computes 32 columns and 64 rows; and a single entry.
test('all variants equal the twin, and each other bit for bit', () =>
  withDevice(async (device) => {
    for (const [batch, fanIn, fanOut] of [
      [67, 5, 37],
      [6, 67, 37],
      [67, 37, 3],
      [1, 1, 1],
    ]) {
      const bits: Float32Array[][] = [];
      for (const variant of TILE_VARIANTS) {
        await withTiles(device, variant, async () => {
          const { got, expected } = await results(device, batch, fanIn, fanOut);
          const what = `${batch} × ${fanIn} × ${fanOut}, ${JSON.stringify(variant)}`;
          got.forEach((values, i) => expectNear(values, expected[i], TOLERANCE, `${'h g δ dW db'.split(' ')[i]} of ${what}`));
          bits.push(got);
          expect(got, what).toEqual(bits[0]);
        });
      }
    }
  }));
