import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { laneDropout, hyperOf, stateAt } from '../../../../tests/setup/hyperparameters';
import { contentsOf, draw, inputTensor, outputTensor, runOnce } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { activationOf } from '../../../activations/catalogue';
import { dropoutBackward, dropoutCoefficients, keepMask } from '../../reference/dropout';
import { highwayBackward as reference } from '../../reference/blocks/highway-backward';
import { highwayBackward } from './highway-backward';

const TOLERANCE = { absolute: 2e-6, relative: 2e-6 };

test.each([false, true])('equals the twin for every shape; normalised: %s', (normalized) =>
  withDevice(async (device) => {
    const activation = activationOf('selu');
    for (const [batch, width] of [
      [1, 1],
      [5, 4],
      [17, 33],
    ]) {
      const values = (seed: number) => draw(seed, batch * width);
      const [candidate, x, z, g] = [values(1), values(2), values(3), values(4)];
      const transform = values(5).map((value) => Math.fround(1 / (1 + Math.exp(-value))));
      const coefficients = dropoutCoefficients({ kind: 'alpha', rate: 0.3 }, { mean: 0, variance: 1 }, activation.parameters);
      if (!coefficients) throw new Error('alpha dropout has coefficients');
      const tensor = (label: string, of: Float64Array) => inputTensor(device, label, batch, width, of);
      const tensors = {
        candidate: tensor('candidate', candidate),
        transform: tensor('transform', transform),
        delta: outputTensor(device, 'delta', batch, width),
        gateDelta: outputTensor(device, 'gate delta', batch, width),
      };
      const kernel = await highwayBackward(device, {
        hyper: hyperOf(device, { ...activation.parameters, dropout: laneDropout(0.3, coefficients), seed: 7 }),
        state: stateAt(device, 5),
        dropout: true,
        layer: 2,
        activation,
        normalized,
        gradient: tensor('gradient', g),
        x: tensor('x', x),
        z: tensor('z', z),
        ...tensors,
      });
      runOnce(device, kernel);
      const dy = dropoutBackward(g, { ...coefficients, keep: keepMask(7, 2, 5, batch, width, 0.3) });
      const expected = reference(dy, candidate, transform, x);
      const what = `of ${batch} × ${width}`;
      const got = async (name: keyof typeof tensors) => (await contentsOf(device, tensors[name]))[0].values;
      expectNear(await got('candidate'), expected.skip, TOLERANCE, `s ${what}`);
      expectNear(await got('gateDelta'), expected.gate, TOLERANCE, `δ of the gate ${what}`);
      if (normalized) {
        expectNear(await got('transform'), expected.candidate, TOLERANCE, `dc ${what}`);
        // The normalisation computes it.
        expect((await got('delta')).every(Number.isNaN)).toBe(true);
      } else {
        const slopes = z.map((v) => activation.slope(v, activation.value(v, activation.parameters), activation.parameters));
        expectNear(
          await got('delta'),
          expected.candidate.map((value, i) => value * slopes[i]),
          TOLERANCE,
          `δ ${what}`,
        );
        expectNear(await got('transform'), transform, TOLERANCE, `T ${what}`);
      }
    }
  }),
);
