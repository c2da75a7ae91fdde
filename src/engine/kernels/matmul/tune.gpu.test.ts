import { expect, test } from 'vitest';
import { turns } from '../../../../tests/setup/event-loop';
import { withDevice } from '../../../../tests/setup/with-device';
import { SHAPE_CLASSES, shapeClass, TILE_KEYS, TILE_VARIANTS, TILED_KERNELS } from './tiles';
import { tuneTiles, TUNING_BUDGET, TUNING_SHAPES } from './tune';

/** A clock that advances one millisecond per reading, and a timer that the test ends. */
function countingClock() {
  let now = 0;
  let resolve = () => {};
  const clock = {
    budget: NaN,
    now: () => ++now,
    after(milliseconds: number) {
      clock.budget = milliseconds;
      return new Promise<void>((end) => (resolve = end));
    },
    endBudget() {
      now += clock.budget;
      resolve();
    },
  };
  return clock;
}

// tiles.gpu.test.ts checks that all variants give the same bits.

test('measures the variants and chooses one for each class', { timeout: 60_000 }, () =>
  withDevice(async (device) => {
    const choices = await tuneTiles(device, {}, 4000, countingClock());
    expect(choices['activations small']).toBeDefined();
    for (const variant of Object.values(choices)) expect(TILE_VARIANTS).toContain(variant);
  }),
);

test.each([40, TUNING_BUDGET])('resolves after its budget of %i ms even if the device has not finished', (budget) =>
  withDevice(async (device) => {
    const clock = countingClock();
    const { queue } = device.gpu;
    let asked = 0;
    queue.onSubmittedWorkDone = () => {
      asked++;
      return new Promise(() => {});
    };
    try {
      const answer = tuneTiles(device, {}, budget, clock);
      await expect.poll(() => asked).toBe(1);
      expect(clock.budget).toBe(budget);
      clock.endBudget();
      expect(await answer).toEqual({});
    } finally {
      Reflect.deleteProperty(queue, 'onSubmittedWorkDone');
    }
  }),
);

test('submits no work after its budget', () =>
  withDevice(async (device) => {
    const clock = countingClock();
    const { queue } = device.gpu;
    let submissions = 0;
    queue.submit = (buffers) => {
      submissions++;
      GPUQueue.prototype.submit.call(queue, buffers);
    };
    try {
      const answer = tuneTiles(device, {}, TUNING_BUDGET, clock);
      await expect.poll(() => submissions).toBeGreaterThan(0);
      clock.endBudget();
      await answer;
      const before = submissions;
      await queue.onSubmittedWorkDone();
      await turns();
      // After the warm-up run, one more run follows before the clock is read.
      expect(submissions - before).toBeLessThanOrEqual(1);
    } finally {
      Reflect.deleteProperty(queue, 'submit');
    }
  }));

test('does not measure known classes again', () =>
  withDevice(async (device) => {
    const [known] = TILE_VARIANTS;
    const allButOne = Object.fromEntries(TILE_KEYS.filter((key) => key !== 'activations small').map((key) => [key, known]));
    expect(Object.keys(await tuneTiles(device, allButOne, 2000, countingClock()))).toEqual(['activations small']);
  }));

test('each class’s typical shape belongs to that class', () => {
  for (const kernel of TILED_KERNELS) {
    for (const shape of SHAPE_CLASSES) {
      const [rows, inner, columns] = TUNING_SHAPES[kernel][shape];
      expect(shapeClass(columns / 4, (kernel === 'activations' ? rows : inner) / 4), `${kernel} ${shape}`).toBe(shape);
    }
  }
});

test('chooses nothing with a budget of 0', () =>
  withDevice(async (device) => {
    expect(await tuneTiles(device, {}, 0)).toEqual({});
  }));
