/** The plain kernels of the activations against the catalogue's float64. */
import { expect, test } from 'vitest';
import { expectNear, type Tolerance } from '../../tests/setup/expect-near';
import { plainGradients, plainValues } from '../../tests/setup/plain';
import { withDevice } from '../../tests/setup/with-device';
import { plainActivation, plainSource, PLAIN_KERNELS } from '../engine/kernels/plain-sources';
import { ACTIVATION_CATALOGUE } from './catalogue';

/**
 * Written as in a textbook, they lose digits that the tuned ones keep: exp(x) − 1 near 0, 1 − tanh² far out. WGSL grants exp(x)
 * an error of 3 + 2|x| units in the last place, and tanh one of sinh/cosh.
 */
const TOLERANCE: Tolerance = { absolute: 2e-6, relative: 4e-6 };

const SWEEP = Array.from({ length: 131 }, (_, i) => Math.fround((i - 65) * 0.13));

const withPlain = ACTIVATION_CATALOGUE.filter(({ name }) => plainSource(plainActivation(name)));

test('every file is an activation of the catalogue', () => {
  const files = PLAIN_KERNELS.filter((kernel) => kernel.startsWith('activations/'));
  expect(withPlain.map(({ name }) => plainActivation(name)).toSorted()).toEqual(files);
});

test.each(withPlain)('$name, value and gradient from −8 to 8', (activation) =>
  withDevice(async (device) => {
    const { parameters } = activation;
    const dy = SWEEP.map((_, i) => Math.fround(0.5 + (i % 7) / 8));
    const values = SWEEP.map((x) => activation.value(x, parameters));
    expectNear(await plainValues(device, activation, SWEEP), values, TOLERANCE, 'y');
    const gradients = SWEEP.map((x, i) => dy[i] * activation.slope(x, values[i], parameters));
    expectNear(await plainGradients(device, activation, SWEEP, dy), gradients, TOLERANCE, 'dx');
  }),
);
