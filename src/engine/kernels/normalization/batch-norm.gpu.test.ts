import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { caseName, NORM_CASES, normLayer, unitMoments } from '../../../../tests/setup/normalization';
import { contentsOf, outputTensor, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { ShapeError } from '../../gpu/errors';
import { batchNorm as reference } from '../../reference/normalization/batch-norm';
import { batchNorm } from './batch-norm';

/** Means of up to 70 values of size 1, and a root of their variance, which may be small. */
const TOLERANCE = { absolute: 2e-5, relative: 2e-5 };

test('equals the twin for every shape and place, in training', () =>
  withDevice(async (device) => {
    for (const each of NORM_CASES) {
      const layer = normLayer(each);
      const operands = layer.operands(device);
      const h = layer.output(device, 'h');
      const moments = outputTensor(device, 'moments', 2, each.width);
      runOnce(device, await batchNorm(device, { ...operands, h, moments, evaluate: false }));
      const expected = layer.expect(reference);
      const [contents] = await contentsOf(device, h);
      expectNear(contents.values, expected.h, TOLERANCE, `h of ${caseName(each)}`);
      expect(contents.padding.every((value) => value === 0)).toBe(true);
      expectNear((await contentsOf(device, operands.z))[0].values, expected.z, TOLERANCE, `z of ${caseName(each)}`);
      const { moments: of } = expected.normalized;
      const list = [...of.map(({ mean }) => mean), ...of.map(({ variance }) => variance)];
      expectNear((await contentsOf(device, moments))[0].values, list, TOLERANCE, `moments of ${caseName(each)}`);
    }
  }));

test('uses the given moments in evaluation and does not change them', () =>
  withDevice(async (device) => {
    for (const each of NORM_CASES) {
      const layer = normLayer({ ...each, dropout: 'none' });
      const running = Array.from({ length: each.width }, (_, unit) => ({ mean: unit / 8 - 0.25, variance: 0.5 + unit / 4 }));
      const moments = unitMoments(device, running);
      const h = layer.output(device, 'h');
      const before = (await contentsOf(device, moments))[0].values;
      runOnce(device, await batchNorm(device, { ...layer.operands(device), h, moments, evaluate: true }));
      const expected = layer.expect((x, parameters) => reference(x, parameters, running));
      expectNear((await contentsOf(device, h))[0].values, expected.h, TOLERANCE, `h of ${caseName(each)}`);
      expect((await contentsOf(device, moments))[0].values).toEqual(before);
    }
  }));

test('rejects tensors whose shapes do not match', () =>
  withDevice(async (device) => {
    const operands = normLayer(NORM_CASES[4]).operands(device);
    const h = outputTensor(device, 'h', 5, 4);
    const moments = outputTensor(device, 'moments', 1, 4);
    await expect(batchNorm(device, { ...operands, h, moments, evaluate: false })).rejects.toThrow(
      new ShapeError('moments is [1, 4]; expected [2, 4]'),
    );
  }));
