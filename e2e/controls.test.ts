import { expect } from 'vitest';
import { test } from './fixtures';

test('a control accepts allowed values, and shows a message next to it for others', async ({ small }) => {
  const before = await small.call((playground) => playground.experiment);
  const depth = small.page.getByRole('textbox', { name: 'Depth', exact: true }).first();
  await small.call((playground) => playground.play());
  for (const refused of ['129', '0', 'abc', '']) {
    await depth.fill(refused);
    await depth.press('Enter');
    await expect.poll(() => depth.getAttribute('aria-invalid'), { message: refused }).toBe('true');
    const message = small.page.locator('#message', { hasText: /1 to 128/ });
    expect(await message.isVisible(), refused).toBe(true);
    expect(await small.call((playground) => playground.experiment)).toEqual(before);
  }
  await small.passes(await small.step());

  await depth.fill('5');
  await depth.press('Enter');
  await expect.poll(() => small.call((playground) => playground.experiment.lanes.map((lane) => lane.depth))).toEqual([5, 2]);
  expect(await depth.getAttribute('aria-invalid')).toBe('false');
});

test('the buttons run, step and reset', async ({ small }) => {
  const press = (name: RegExp) => small.page.getByRole('button', { name }).first().click();
  await press(/step$/i);
  await expect.poll(() => small.step()).toBe(1);
  await press(/epoch$/i);
  await expect.poll(() => small.step()).toBe(4);
  await press(/^Run/);
  await small.passes(5);
  await press(/^Pause/);
  await press(/^Reset/);
  await expect.poll(() => small.step()).toBe(0);
});

test('the dataset can be changed, also to digits and MNIST', async ({ small }) => {
  const chosen = small.page.getByRole('combobox', { name: 'Dataset', exact: true });
  for (const name of ['moons', 'digits', 'mnist'] as const) {
    await chosen.selectOption(name);
    await expect.poll(() => small.call((playground) => playground.experiment.dataset.name)).toBe(name);
    const { lanes } = await small.call((playground) => playground.step(2));
    for (const { loss } of lanes) expect(loss).toBeGreaterThan(0);
  }
});
