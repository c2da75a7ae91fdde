import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { caseName, NORM_CASES, normLayer, rowMoments } from '../../../../tests/setup/normalization';
import { contentsOf, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { layerNorm } from '../../reference/normalization/layer-norm';
import { layerNormBackward as reference } from '../../reference/normalization/layer-norm-backward';
import { layerNormBackward } from './layer-norm-backward';

/** Sums of products that nearly cancel; a small variance makes large factors. */
const TOLERANCE = { absolute: 5e-5, relative: 5e-5 };

test('equals the twin for every shape and place', () =>
  withDevice(async (device) => {
    for (const each of NORM_CASES) {
      const layer = normLayer(each);
      const { normalized, z, dy, delta: through } = layer.expect(layerNorm);
      const delta = layer.output(device, 'delta');
      const moments = rowMoments(device, normalized.moments);
      const operands = { ...layer.operands(device, z), moments, gradient: layer.gradient(device), delta };
      runOnce(device, await layerNormBackward(device, operands));
      const [contents] = await contentsOf(device, delta);
      const expected = through(reference(dy, normalized, layer.parameters));
      expectNear(contents.values, expected, TOLERANCE, `δ of ${caseName(each)}`);
      expect(contents.padding.every((value) => value === 0)).toBe(true);
    }
  }));
