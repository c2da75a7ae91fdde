import { test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { caseName, NORM_CASES, normLayer } from '../../../../tests/setup/normalization';
import { contentsOf, inputTensor, outputTensor, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { layerNorm } from '../../reference/normalization/layer-norm';
import { layerNormParameters as reference } from '../../reference/normalization/layer-norm-parameters';
import { layerNormParameters } from './layer-norm-parameters';

/** Sums of up to 70 products of size 1. In a row of one unit x − m is only a rounding error, which 1/√ε = 316 magnifies. */
const TOLERANCE = { absolute: 3e-4, relative: 5e-5 };

// Without dropout, because each layer draws its mask from its own random stream.
test.each([1, 3])('equals the twin for every shape and place, %i layers at once', (layers) =>
  withDevice(async (device) => {
    for (const each of NORM_CASES) {
      const { batch, width } = each;
      const layer = normLayer({ ...each, dropout: 'none' });
      const { normalized, z, dy } = layer.expect(layerNorm);
      const { hyper, state, activation, after, group } = layer.operands(device);
      const stack = (label: string, values: ArrayLike<number>, rows = batch, columns = width) =>
        inputTensor(device, label, rows, columns, ...Array.from({ length: layers }, () => values));
      const moments = normalized.moments.flatMap(({ mean, variance }) => [mean, variance]);
      const normGradient = outputTensor(device, 'norm gradient', 2, width, layers);
      const operands = {
        hyper,
        state,
        activation,
        after,
        dropout: false,
        group,
        layers,
        u: after ? null : stack('u', layer.x),
        z: stack('z', z),
        gradient: stack('gradient', layer.g),
        moments: stack('moments', moments, 1, moments.length),
        normGradient,
      };
      runOnce(device, await layerNormParameters(device, operands));
      const { weight, bias } = reference(dy, normalized, width);
      for (const { values } of await contentsOf(device, normGradient, layers)) {
        expectNear(values, [...weight, ...bias], TOLERANCE, `dγ, dβ of ${caseName(each)}`);
      }
    }
  }),
);
