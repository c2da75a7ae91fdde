import { expect } from 'vitest';
import { test } from './fixtures';

test('the experiment is the hash of the URL, and comes back from it', async ({ small, visit }) => {
  await small.configure({ training: { learningRate: 0.0375 }, lanes: [{ label: 'α = 1 & λ?', depth: 5, width: 7 }] });
  const experiment = await small.call((playground) => playground.experiment);
  await expect.poll(() => new URL(small.page.url()).hash).not.toBe('');
  // Written once things are quiet, so the hash may still be the one before.
  await small.page.waitForTimeout(500);
  const { hash } = new URL(small.page.url());

  const other = await visit({ hash });
  await other.ready();
  expect(await other.call((playground) => playground.experiment)).toEqual(experiment);
});

test('only what differs from the default is in the hash', async ({ visit }) => {
  const opened = await (await visit()).paused();
  await opened.page.waitForTimeout(500);
  expect(new URL(opened.page.url()).hash.length).toBeLessThan(12);
});

test('a hash that cannot be read leaves the page running with the default', async ({ visit }) => {
  const opened = await visit({ hash: '#v1&lanes=%7Bnot' });
  await opened.ready();
  expect(await opened.call((playground) => playground.experiment.lanes.length)).toBe(2);
  await opened.passes(0);
});
