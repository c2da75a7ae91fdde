import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { contentsOf, draw, inputTensor, outputTensor, randomShapes, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import type { Device } from '../../gpu/device';
import { ShapeError } from '../../gpu/errors';
import { padded } from '../../gpu/tensor';
import { matmulBackwardWeight as reference } from '../../reference/matmul/backward-weight';
import { matmulBackwardWeight } from './backward-weight';

/** Sums over up to 130 rows of products of size 1/√batch: each addition rounds to 24 bits of a sum of size 1. */
const TOLERANCE = { absolute: 3e-6, relative: 3e-6 };

async function expectTwin(device: Device, batch: number, fanIn: number, fanOut: number, layers: number): Promise<void> {
  const xs = Array.from({ length: layers }, (_, l) => draw(20 + l, batch * fanIn));
  const deltas = Array.from({ length: layers }, (_, l) => draw(40 + l, batch * fanOut, 1 / Math.sqrt(batch)));
  const weightGradient = outputTensor(device, 'dW', fanIn, fanOut, layers);
  const biasGradient = outputTensor(device, 'db', 1, fanOut, layers);
  const backward = await matmulBackwardWeight(device, {
    layers,
    x: inputTensor(device, 'x', batch, fanIn, ...xs),
    delta: inputTensor(device, 'delta', batch, fanOut, ...deltas),
    weightGradient,
    biasGradient,
  });
  runOnce(device, backward);

  const [weights, biases] = await Promise.all([
    contentsOf(device, weightGradient, layers),
    contentsOf(device, biasGradient, layers),
  ]);
  for (let l = 0; l < layers; l++) {
    const expected = { weight: new Float64Array(fanIn * fanOut), bias: new Float64Array(fanOut) };
    reference(xs[l], deltas[l], batch, expected);
    const what = `layer ${l} of ${layers}, ${batch} × ${fanIn} × ${fanOut}`;
    expectNear(weights[l].values, expected.weight, TOLERANCE, `dW of ${what}`);
    expectNear(biases[l].values, expected.bias, TOLERANCE, `db of ${what}`);
    // Rows that fill up the matrix to a multiple of 4 are padding: an update adds them to the padding of the weights.
    const rows = weights[l].behind.subarray(0, (padded(fanIn) - fanIn) * padded(fanOut));
    const padding = [...weights[l].padding, ...rows, ...biases[l].padding];
    expect(
      padding.every((value) => value === 0),
      `padding of ${what}`,
    ).toBe(true);
  }
}

// Single entries, one past a quad and one past a workgroup, which takes 16 or 32 outputs and 8 or 16 inputs.
const SHAPES = [
  [1, 1, 1],
  [1, 2, 4],
  [4, 4, 4],
  [17, 33, 9],
  [5, 9, 17],
  [3, 17, 33],
  [7, 2, 65],
  [130, 13, 26],
  [16, 32, 32],
  ...randomShapes(3, 4),
] as const;

test('equals the twin for every shape', () =>
  withDevice(async (device) => {
    for (const [batch, fanIn, fanOut] of SHAPES) await expectTwin(device, batch, fanIn, fanOut, 1);
  }));

test('computes several layers of one shape', () =>
  withDevice(async (device) => {
    await expectTwin(device, 5, 1, 1, 2);
    await expectTwin(device, 9, 7, 7, 3);
    await expectTwin(device, 18, 17, 17, 5);
  }));

test('rejects tensors whose shapes do not match', () =>
  withDevice(async (device) => {
    const tensor = (label: string, rows: number, columns: number) => outputTensor(device, label, rows, columns);
    const operands = {
      layers: 1,
      x: tensor('x', 5, 3),
      delta: tensor('delta', 5, 2),
      weightGradient: tensor('dW', 3, 2),
      biasGradient: tensor('db', 1, 2),
    };
    await expect(matmulBackwardWeight(device, { ...operands, delta: tensor('delta', 6, 2) })).rejects.toThrow(
      new ShapeError('delta is [6, 2]; expected [5, 2]'),
    );
    await expect(matmulBackwardWeight(device, { ...operands, biasGradient: tensor('db', 1, 3) })).rejects.toThrow(
      new ShapeError('db is [1, 3]; expected [1, 2]'),
    );
  }));
