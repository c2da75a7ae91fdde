import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { laneDropout, hyperOf, stateAt } from '../../../../tests/setup/hyperparameters';
import { contentsOf, draw, inputTensor, outputTensor, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf } from '../../../activations/catalogue';
import { dropoutCoefficients, dropoutForward, keepMask } from '../../reference/dropout';
import { highway as reference } from '../../reference/blocks/highway';
import { highway } from './highway';

const TOLERANCE = { absolute: 1e-6, relative: 1e-6 };

test.each(['none', 'alpha'] as const)('equals the twin for every shape, with dropout of kind %s', (kind) =>
  withDevice(async (device) => {
    for (const [batch, width] of [
      [1, 1],
      [5, 4],
      [17, 33],
    ]) {
      const values = (seed: number) => draw(seed, batch * width);
      const [candidate, x] = [values(1), values(2)];
      const transform = values(3).map((value) => Math.fround(1 / (1 + Math.exp(-value))));
      const coefficients = dropoutCoefficients({ kind, rate: 0.3 }, { mean: 0, variance: 1 }, activationOf('selu').parameters);
      const h = outputTensor(device, 'h', batch, width);
      const tensor = (label: string, of: Float64Array) => inputTensor(device, label, batch, width, of);
      const operands = {
        hyper: hyperOf(device, { dropout: laneDropout(0.3, coefficients), seed: 7 }),
        state: stateAt(device, 5),
        dropout: coefficients !== null,
        layer: 2,
        candidate: tensor('candidate', candidate),
        transform: tensor('transform', transform),
        x: tensor('x', x),
        h,
      };
      runOnce(device, await highway(device, operands));
      const y = reference(candidate, transform, x);
      const keep = keepMask(7, 2, 5, batch, width, 0.3);
      const [contents] = await contentsOf(device, h);
      expectNear(
        contents.values,
        coefficients ? dropoutForward(y, { ...coefficients, keep }) : y,
        TOLERANCE,
        `h of ${batch} × ${width}`,
      );
      expect(contents.padding.every((value) => value === 0)).toBe(true);
    }
  }),
);
