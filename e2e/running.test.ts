import { expect } from 'vitest';
import { SMALL, test } from './fixtures';

test('step pauses and trains exactly the given number of steps on every lane', async ({ small }) => {
  await small.call((playground) => playground.play());
  await small.passes(0);
  const { step, lanes } = await small.call((playground) => playground.step(1));
  expect(lanes.map(({ status }) => status)).toEqual(['paused', 'paused']);
  expect(await small.step()).toBe(step);
  expect((await small.call((playground) => playground.step(7))).step).toBe(step + 7);
  expect(await small.step()).toBe(step + 7);
});

test('play runs until pause', async ({ small }) => {
  await small.call((playground) => playground.play());
  await small.passes(2);
  await small.call((playground) => playground.pause());
  await small.restsAt();
});

test('reset returns to step 0 with the same or a new seed', async ({ small }) => {
  const start = await small.call((playground) => playground.weights(0));
  const trained = await small.call((playground) => playground.step(3));
  expect(await small.call((playground) => playground.weights(0))).not.toEqual(start);

  await small.call((playground) => playground.reset());
  expect(await small.step()).toBe(0);
  expect(await small.call((playground) => playground.weights(0))).toEqual(start);
  const again = await small.call((playground) => playground.step(3));
  expect(again.lanes.map(({ loss }) => loss)).toEqual(trained.lanes.map(({ loss }) => loss));

  await small.call((playground) => playground.reset({ newSeed: true }));
  expect(await small.step()).toBe(0);
  expect(await small.call((playground) => playground.experiment.training.seed)).not.toBe(SMALL.training?.seed);
  expect(await small.call((playground) => playground.weights(0))).not.toEqual(start);
});

test('the same experiment has the same results in another page', async ({ small, visit }) => {
  const here = await small.call((playground) => playground.step(5));
  const other = await (await visit({ hash: await small.hash() })).paused();
  await other.call((playground) => playground.reset());
  const there = await other.call((playground) => playground.step(5));
  expect(there.lanes.map(({ loss, accuracy }) => [loss, accuracy])).toEqual(
    here.lanes.map(({ loss, accuracy }) => [loss, accuracy]),
  );
});

test('a snapshot has the statistics of every layer', async ({ small }) => {
  const { lanes, epoch, step } = await small.call((playground) => playground.step(4));
  // A quarter of the 64 samples are test rows, so the 48 training rows are 3 batches of 16.
  expect([step, epoch]).toEqual([4, 1]);
  expect(lanes.map(({ label }) => label)).toEqual(['SELU', 'tanh']);
  const sizes = [8 * 16, 5 * 16];
  for (const [index, { layers, loss, heldOutLoss, dispatchesPerStep }] of lanes.entries()) {
    expect(layers).toHaveLength([3, 2][index]);
    expect(loss).toBeGreaterThan(0);
    expect(heldOutLoss).toBeGreaterThan(0);
    expect(dispatchesPerStep).toBeGreaterThan(0);
    for (const { histogram, variance, minimum, mean, maximum, nonFinite, dead, saturated } of layers) {
      expect(histogram.counts).toHaveLength(80);
      const counted = histogram.counts.reduce((sum, count) => sum + count, 0);
      expect(counted + histogram.below + histogram.above).toBe(sizes[index]);
      expect(variance).toBeGreaterThan(0);
      expect(minimum).toBeLessThan(mean);
      expect(mean).toBeLessThan(maximum);
      expect(nonFinite).toBe(0);
      expect(dead).toBeLessThanOrEqual(saturated);
    }
  }
});
