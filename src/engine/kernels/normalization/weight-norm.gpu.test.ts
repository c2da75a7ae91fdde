import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { contentsOf, draw, outputTensor, runOnce, weightTensor } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { weightNorm as reference } from '../../reference/normalization/weight-norm';
import { weightNorm } from './weight-norm';

const TOLERANCE = { absolute: 1e-6, relative: 2e-6 };

test('equals the twin for every shape, several layers at once', () =>
  withDevice(async (device) => {
    for (const [fanIn, fanOut] of [
      [1, 1],
      [3, 5],
      [17, 33],
      [40, 132],
    ]) {
      const layers = 2;
      const v = Array.from({ length: layers }, (_, l) => draw(l, fanIn * fanOut));
      const gamma = Array.from({ length: layers }, (_, l) => draw(10 + l, fanOut));
      const weight = outputTensor(device, 'weight', fanIn, fanOut, layers);
      const operands = {
        layers,
        v: weightTensor(device, 'v', fanIn, fanOut, ...v),
        norm: weightTensor(device, 'norm', 1, fanOut, ...gamma),
        weight,
      };
      runOnce(device, await weightNorm(device, operands));
      (await contentsOf(device, weight, layers)).forEach(({ values, padding }, l) => {
        expectNear(values, reference(v[l], gamma[l]), TOLERANCE, `W of layer ${l}, ${fanIn} × ${fanOut}`);
        expect(padding.every((value) => value === 0)).toBe(true);
      });
    }
  }));

test('a unit whose V is 0 has W = 0', () =>
  withDevice(async (device) => {
    const weight = outputTensor(device, 'weight', 2, 2);
    const v = weightTensor(device, 'v', 2, 2, [0, 3, 0, 4]);
    runOnce(device, await weightNorm(device, { layers: 1, v, norm: weightTensor(device, 'norm', 1, 2, [2, 10]), weight }));
    expectNear((await contentsOf(device, weight))[0].values, [0, 6, 0, 8], TOLERANCE);
  }));
