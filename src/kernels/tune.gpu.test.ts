import { expect, test } from 'vitest';
import { withDevice } from '../../tests/setup/with-device';
import { chooseTiles, TILE_VARIANTS } from './tiles';
import { tuneTiles } from './tune';

// That every variant gives the same bits is tested in tiles.gpu.test.ts.

test('measures within its budget and chooses among the variants', { timeout: 60_000 }, () =>
  withDevice(async (device) => {
    const started = performance.now();
    const choices = await tuneTiles(device, 3000);
    // A submission under way cannot be called back, and this device is slow.
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(choices['rows small']).toBeDefined();
    for (const variant of Object.values(choices)) expect(TILE_VARIANTS).toContain(variant);
  }),
);

test('without time it chooses nothing', () =>
  withDevice(async (device) => {
    const mine = { 'rows small': TILE_VARIANTS[3] };
    chooseTiles(device, mine);
    expect(await tuneTiles(device, 0)).toEqual({});
    // What was chosen before is still chosen.
    expect(chooseTiles(device, {})).toEqual(mine);
  }));
