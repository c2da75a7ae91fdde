import { test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { contentsOf, draw, outputTensor, runOnce, weightTensor } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { weightNormBackward as reference } from '../../reference/normalization/weight-norm-backward';
import { weightNormBackward } from './weight-norm-backward';

/** Sums of up to 40 products, divided by a norm that is small if the only weight is. */
const TOLERANCE = { absolute: 1e-5, relative: 1e-5 };

test('equals the twin for every shape, several layers at once', () =>
  withDevice(async (device) => {
    for (const [fanIn, fanOut] of [
      [2, 1],
      [3, 5],
      [17, 33],
      [40, 132],
    ]) {
      const layers = 2;
      const of = (seed: number, count: number) => Array.from({ length: layers }, (_, l) => draw(seed + l, count));
      const [v, dW, gamma] = [of(1, fanIn * fanOut), of(5, fanIn * fanOut), of(9, fanOut)];
      const weightGradient = weightTensor(device, 'dW', fanIn, fanOut, ...dW);
      const normGradient = outputTensor(device, 'norm gradient', 1, fanOut, layers);
      const operands = {
        layers,
        v: weightTensor(device, 'v', fanIn, fanOut, ...v),
        norm: weightTensor(device, 'norm', 1, fanOut, ...gamma),
        weightGradient,
        normGradient,
      };
      runOnce(device, await weightNormBackward(device, operands));
      const gotV = await contentsOf(device, weightGradient, layers);
      const gotGamma = await contentsOf(device, normGradient, layers);
      for (let l = 0; l < layers; l++) {
        const expected = reference(dW[l], v[l], gamma[l]);
        expectNear(gotV[l].values, expected.v, TOLERANCE, `dV of layer ${l}, ${fanIn} × ${fanOut}`);
        expectNear(gotGamma[l].values, expected.gamma, TOLERANCE, `dγ of layer ${l}, ${fanIn} × ${fanOut}`);
      }
    }
  }));
