import { expect } from 'vitest';
import { test } from './fixtures';

test('the hash of the URL contains the experiment and restores it', async ({ small, visit }) => {
  await small.configure({ training: { learningRate: 0.0375 }, lanes: [{ label: 'α = 1 & λ?', depth: 5, width: 7 }] });
  const experiment = await small.call((playground) => playground.experiment);
  const other = await visit({ hash: await small.hash() });
  await other.ready();
  expect(await other.call((playground) => playground.experiment)).toEqual(experiment);
});

test('the hash has only the fields that differ from the default', async ({ visit }) => {
  const opened = await (await visit()).paused();
  expect((await opened.hash()).length).toBeLessThan(12);
});

test('a broken hash opens the default experiment', async ({ visit }) => {
  const opened = await visit({ hash: '#v1&lanes=%7Bnot' });
  await opened.ready();
  expect(await opened.call((playground) => playground.experiment.lanes.length)).toBe(2);
  await opened.passes(0);
});
