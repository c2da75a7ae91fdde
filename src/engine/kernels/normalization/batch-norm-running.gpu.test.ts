import { expect, test } from 'vitest';
import { oracles } from '../../../../tests/oracles';
import { expectNear } from '../../../../tests/setup/expect-near';
import { contentsOf, draw, inputTensor, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import type { Moments } from '../../../theory/moments';
import { batchNormRunning as reference } from '../../reference/normalization/batch-norm-running';
import { batchNormRunning } from './batch-norm-running';

const TOLERANCE = { absolute: 3e-7, relative: 3e-7 };

const listed = (moments: readonly Moments[]) => [
  ...moments.map(({ mean }) => mean),
  ...moments.map(({ variance }) => variance),
];

test('updates several layers at once, each by its own moments', () =>
  withDevice(async (device) => {
    for (const width of [1, 5, 18]) {
      const layers = 3;
      const of = (seed: number): Moments[] => {
        const [means, variances] = [draw(seed, width), draw(seed + 50, width).map(Math.abs)];
        return Array.from({ length: width }, (_, unit) => ({ mean: means[unit], variance: variances[unit] }));
      };
      const running = Array.from({ length: layers }, (_, l) => of(l));
      const batch = Array.from({ length: layers }, (_, l) => of(10 + l));
      const tensor = (label: string, each: Moments[][]) => inputTensor(device, label, 2, width, ...each.map(listed));
      const runningTensor = tensor('running', running);
      const operands = { layers, running: runningTensor, moments: tensor('moments', batch), batch: 7 };
      runOnce(device, await batchNormRunning(device, operands));
      const got = await contentsOf(device, runningTensor, layers);
      got.forEach(({ values }, l) =>
        expectNear(values, listed(reference(running[l], batch[l], 7)), TOLERANCE, `layer ${l} of width ${width}`),
      );
    }
  }));

test('equals PyTorch’s numbers', () =>
  withDevice(async (device) => {
    const { x, mean, var_biased, running_mean0, running_var0, running_mean1, running_var1_unbiased } =
      oracles['batchnorm_eps_1e-05'];
    const running = inputTensor(device, 'running', 2, 3, [...running_mean0, ...running_var0]);
    const moments = inputTensor(device, 'moments', 2, 3, [...mean, ...var_biased]);
    runOnce(device, await batchNormRunning(device, { layers: 1, moments, running, batch: x.length }));
    const [{ values }] = await contentsOf(device, running);
    expectNear(values, [...running_mean1, ...running_var1_unbiased], TOLERANCE);
    expect(values).toHaveLength(6);
  }));
