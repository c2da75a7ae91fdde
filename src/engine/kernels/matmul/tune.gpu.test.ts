import { expect, test } from 'vitest';
import { turns } from '../../../../tests/setup/event-loop';
import { withDevice } from '../../../../tests/setup/with-device';
import { SHAPE_CLASSES, shapeClass, TILE_VARIANTS, TILED_KERNELS } from './tiles';
import { tuneTiles, TUNING_BUDGET, TUNING_SHAPES } from './tune';

/** A clock by which a millisecond passes from each look at it to the next, and a budget ends when the test says so. */
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

// That every variant gives the same bits is tested in tiles.gpu.test.ts.

test('measures and chooses among the variants', { timeout: 60_000 }, () =>
  withDevice(async (device) => {
    const choices = await tuneTiles(device, {}, 4000, countingClock());
    expect(choices['activations small']).toBeDefined();
    for (const variant of Object.values(choices)) expect(TILE_VARIANTS).toContain(variant);
  }),
);

test.each([40, TUNING_BUDGET])('answers after its budget of %i ms although the device has not answered by then', (budget) =>
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

test('leaves the device free after its budget', () =>
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
      // The run that warms up is followed by one more without a look at the clock.
      expect(submissions - before).toBeLessThanOrEqual(1);
    } finally {
      Reflect.deleteProperty(queue, 'submit');
    }
  }));

test('what is known is not measured again', () =>
  withDevice(async (device) => {
    const [known] = TILE_VARIANTS;
    const choices = await tuneTiles(device, { 'activations small': known }, 2000, countingClock());
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
