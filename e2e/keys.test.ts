import { expect } from 'vitest';
import { SMALL, test } from './fixtures';

test('keyboard shortcuts run, step, reset and change the seed', async ({ small }) => {
  const { keyboard } = small.page;
  await keyboard.press('ArrowRight');
  await expect.poll(() => small.step()).toBe(1);
  // 48 training rows in batches of 16: an epoch is three steps.
  await keyboard.press('Shift+ArrowRight');
  await expect.poll(() => small.step()).toBe(4);

  await keyboard.press('Space');
  await small.passes(5);
  await keyboard.press('Space');
  await expect.poll(async () => (await small.call((playground) => playground.snapshot())).lanes[0]?.status).toBe('paused');

  await keyboard.press('r');
  await expect.poll(() => small.step()).toBe(0);
  expect(await small.call((playground) => playground.experiment.training.seed)).toBe(SMALL.training?.seed);
  await keyboard.press('n');
  await expect.poll(() => small.call((playground) => playground.experiment.training.seed)).not.toBe(SMALL.training?.seed);
});

test('the question mark lists the shortcuts', async ({ small }) => {
  await small.page.keyboard.press('?');
  await small.page.getByRole('dialog').waitFor();
  expect(await small.page.getByRole('dialog').textContent()).toMatch(/Space/);
  await small.page.keyboard.press('Escape');
  await small.page.getByRole('dialog').waitFor({ state: 'hidden' });
});

test('shortcuts are off while you type', async ({ small }) => {
  await small.page.locator('input[type="number"], input[type="text"], input:not([type])').first().focus();
  await small.page.keyboard.press('ArrowRight');
  await small.page.keyboard.press('r');
  expect(await small.restsAt()).toBe(0);
});
