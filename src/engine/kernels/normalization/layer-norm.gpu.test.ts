import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { caseName, NORM_CASES, normLayer } from '../../../../tests/setup/normalization';
import { contentsOf, outputTensor, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { layerNorm as reference } from '../../reference/normalization/layer-norm';
import { layerNorm } from './layer-norm';

/** Means of up to 17 values of size 1, and a root of their variance, which may be small. */
const TOLERANCE = { absolute: 2e-5, relative: 2e-5 };

test('equals the twin for every shape and place', () =>
  withDevice(async (device) => {
    for (const each of NORM_CASES) {
      const layer = normLayer(each);
      const operands = layer.operands(device);
      const h = layer.output(device, 'h');
      const moments = outputTensor(device, 'moments', 1, 2 * each.batch);
      runOnce(device, await layerNorm(device, { ...operands, h, moments }));
      const expected = layer.expect(reference);
      const [contents] = await contentsOf(device, h);
      expectNear(contents.values, expected.h, TOLERANCE, `h of ${caseName(each)}`);
      expect(contents.padding.every((value) => value === 0)).toBe(true);
      expectNear((await contentsOf(device, operands.z))[0].values, expected.z, TOLERANCE, `z of ${caseName(each)}`);
      const list = expected.normalized.moments.flatMap(({ mean, variance }) => [mean, variance]);
      expectNear((await contentsOf(device, moments))[0].values, list, TOLERANCE, `moments of ${caseName(each)}`);
    }
  }));
