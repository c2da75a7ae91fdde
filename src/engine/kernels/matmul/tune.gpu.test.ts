import { expect, test } from 'vitest';
import { withDevice } from '../../../../tests/setup/with-device';
import { SHAPE_CLASSES, shapeClass, TILE_VARIANTS, TILED_KERNELS } from './tiles';
import { tuneTiles, TUNING_BUDGET, TUNING_SHAPES } from './tune';

// That every variant gives the same bits is tested in tiles.gpu.test.ts.

test('measures and chooses among the variants', { timeout: 60_000 }, () =>
  withDevice(async (device) => {
    const choices = await tuneTiles(device, {}, 4000);
    expect(choices['activations small']).toBeDefined();
    for (const variant of Object.values(choices)) expect(TILE_VARIANTS).toContain(variant);
  }),
);

test('answers within its budget, and the device is free again soon after', () =>
  withDevice(async (device) => {
    for (const budget of [0, 40, TUNING_BUDGET]) {
      const started = performance.now();
      await tuneTiles(device, {}, budget);
      // A timer may come a little late where the processor computes what the GPU should.
      expect(performance.now() - started).toBeLessThan(budget + 60);
      await device.gpu.queue.onSubmittedWorkDone();
      expect(performance.now() - started).toBeLessThan(budget + 1000);
    }
  }));

test('what is known is not measured again', () =>
  withDevice(async (device) => {
    const [known] = TILE_VARIANTS;
    const choices = await tuneTiles(device, { 'activations small': known }, 2000);
    expect(choices['activations small']).toBeUndefined();
  }));

test('every shape that stands for a class is of that class', () => {
  for (const kernel of TILED_KERNELS) {
    for (const shape of SHAPE_CLASSES) {
      const [rows, inner, columns] = TUNING_SHAPES[kernel][shape];
      expect(shapeClass(columns / 4, (kernel === 'activations' ? rows : inner) / 4), `${kernel} ${shape}`).toBe(shape);
    }
  }
});

test('without time it chooses nothing', () =>
  withDevice(async (device) => {
    expect(await tuneTiles(device, {}, 0)).toEqual({});
  }));
