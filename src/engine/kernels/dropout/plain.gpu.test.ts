/**
 * Compares the plain kernels of dropout with their float64 twins. matmul/plain.gpu.test.ts compares the tuned kernels with them.
 */
import { expect, test } from 'vitest';
import { expectNear } from '../../../../tests/setup/expect-near';
import { plainDrop, plainDropBackward, plainMask, type PlainDropout } from '../../../../tests/setup/plain';
import { draw } from '../../../../tests/setup/tensors';
import { withDevice } from '../../../../tests/setup/with-device';
import { word } from '../../../math/random-stream';
import { dropoutBackward, dropoutForward, keepMask } from '../../reference/dropout';

/** One product and one sum of values of size 3. */
const TOLERANCE = { absolute: 4e-7, relative: 2e-7 };

const edge = { seed: 3, layer: 1, step: 2 };
const DRAWS = [
  { rate: 0.5, seed: 1, layer: 0, step: 0 },
  { rate: 0.05, seed: 0xffffffff, layer: 127, step: 123_456_789 },
  // Exactly the first unit's word: only words below it are dropped.
  { rate: word({ ...edge, purpose: 'dropout' }, 0) / 2 ** 32, ...edge },
];

const dropoutOf = (place: (typeof DRAWS)[number]): PlainDropout => ({
  ...place,
  coefficients: { a: 0.75, b: 0.25, alpha_prime: -1.5 },
});

// Odd and even counts, one past a workgroup.
test.each([1, 7, 64, 129])('the mask of %i units equals that of the random stream, bit for bit', (count) =>
  withDevice(async (device) => {
    for (const { seed, layer, step, rate } of DRAWS) {
      const keep = await plainMask(device, dropoutOf({ seed, layer, step, rate }), count);
      expect([...keep], `rate ${rate}`).toEqual([...keepMask(seed, layer, step, count, 1, rate)]);
    }
  }),
);

test.each([1, 7, 129])('alpha dropout of %i units equals the twin, forward and backward', (count) =>
  withDevice(async (device) => {
    const place = DRAWS[0];
    const values = draw(1, count, 2);
    const dropout = dropoutOf(place);
    const keep = keepMask(place.seed, place.layer, place.step, count, 1, place.rate);
    // a·α′ + b with the numbers above.
    const twin = { keep, scale: 0.75, shift: 0.25, dropped: -0.875 };
    expectNear(await plainDrop(device, dropout, values), dropoutForward(values, twin), TOLERANCE, 'h');
    expectNear(await plainDropBackward(device, dropout, values), dropoutBackward(values, twin), TOLERANCE, 'dy');
  }),
);
