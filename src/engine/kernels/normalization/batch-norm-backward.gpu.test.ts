import { test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { caseName, NORM_CASES, normLayer, unitMoments } from '../../../../tests/setup/normalization';
import { contentsOf, outputTensor, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { batchNorm } from '../../reference/normalization/batch-norm';
import { batchNormBackward as reference } from '../../reference/normalization/batch-norm-backward';
import { batchNormBackward } from './batch-norm-backward';

/** Sums of up to 70 products that nearly cancel in δ; a small variance makes large factors. */
const TOLERANCE = { absolute: 5e-5, relative: 5e-5 };

test('equals the twin for every shape and place', () =>
  withDevice(async (device) => {
    for (const each of NORM_CASES) {
      const layer = normLayer(each);
      const { normalized, z, dy, delta: through } = layer.expect(batchNorm);
      const delta = layer.output(device, 'delta');
      const normGradient = outputTensor(device, 'norm gradient', 2, each.width);
      const moments = unitMoments(device, normalized.moments);
      const operands = { ...layer.operands(device, z), moments, gradient: layer.gradient(device), delta, normGradient };
      runOnce(device, await batchNormBackward(device, operands));
      const { dx, parameters } = reference(dy, normalized, layer.parameters);
      expectNear((await contentsOf(device, delta))[0].values, through(dx), TOLERANCE, `δ of ${caseName(each)}`);
      const expected = [...parameters.weight, ...parameters.bias];
      expectNear((await contentsOf(device, normGradient))[0].values, expected, TOLERANCE, `dγ, dβ of ${caseName(each)}`);
    }
  }));
