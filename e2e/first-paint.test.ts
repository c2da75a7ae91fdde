import { expect } from 'vitest';
import { test } from './fixtures';

test('the page opens with the default experiment running', async ({ visit }) => {
  const opened = await visit();
  await opened.ready();
  const experiment = await opened.call((playground) => playground.experiment);
  expect(experiment).toMatchObject({
    version: 1,
    dataset: { name: 'spirals' },
    training: { batchSize: 128 },
    lanes: [
      { depth: 16, width: 64, activation: 'selu', initialization: 'lecun-normal' },
      { depth: 16, width: 64, activation: 'relu', initialization: 'he-normal' },
    ],
  });

  const first = await opened.step();
  await opened.passes(first);
  const { lanes } = await opened.call((playground) => playground.snapshot());
  expect(lanes.map(({ status }) => status)).toEqual(['running', 'running']);
  expect(lanes.map(({ layers }) => layers.length)).toEqual([16, 16]);
  expect(await opened.page.title()).toContain('Self-Normalizing Playground');
});

test('snapshots are events, at most 20 per second', async ({ small }) => {
  const COUNT = 41;
  const milliseconds = await small.call(
    (playground, count) =>
      new Promise<number>((resolve) => {
        let seen = 0;
        const started = performance.now();
        playground.addEventListener('snapshot', function listen() {
          seen++;
          if (seen < count) return;
          playground.removeEventListener('snapshot', listen);
          resolve(performance.now() - started);
        });
        playground.play();
      }),
    COUNT,
  );
  // The time starts before the first event, so that no delay can shorten it. Two more are allowed for the ends of the interval.
  expect(milliseconds).toBeGreaterThanOrEqual((COUNT - 3) * 50);
});
