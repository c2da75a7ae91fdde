import { expect } from 'vitest';
import { LEAVE_OUT_REASONS, TABLE_ERRORS } from '../src/data/csv/messages';
import { test } from './fixtures';

const FLOWERS = ['setosa', 'versicolor', 'virginica'];

/** A table of three classes that differ in length, with semicolons, decimal commas and a column of row numbers. */
function flowers(): string {
  const rows = Array.from({ length: 60 }, (_, i) => `${i + 1};${(i % 3) * 2 + (i % 7) / 7};${i % 5};"${FLOWERS[i % 3]}"`);
  return `id;length;<b>width</b>;species\r\n${rows.join('\r\n').replaceAll('.', ',')}\r\n`;
}

const file = (name: string, text: string) => ({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });

test('a chosen table is read, shown and trained on', async ({ small }) => {
  const { page } = small;
  await page.locator('snn-file-button input').setInputFiles(file('flowers.csv', flowers()));
  const dialog = page.getByRole('dialog');
  await dialog.getByText('flowers.csv · 60 rows × 4 columns').waitFor();
  await dialog.getByText(`left out: ${LEAVE_OUT_REASONS.rowNumbers}`).waitFor();
  await dialog.getByText('45 rows to train on, 15 held out · 2 inputs, 3 classes').waitFor();
  await dialog.getByRole('button', { name: 'Train on these rows' }).click();
  await dialog.waitFor({ state: 'hidden' });

  expect(await small.call((playground) => playground.experiment.dataset)).toMatchObject({ name: 'custom', heldOut: 0.25 });
  const { step, lanes } = await small.call((playground) => playground.step(40));
  expect(step).toBe(40);
  // The length alone distinguishes the classes.
  expect(lanes[0].heldOutAccuracy).toBeGreaterThan(0.6);
  // The view of two features names the classes.
  for (const name of FLOWERS) await page.locator('snn-decision-boundary').first().getByText(name, { exact: true }).waitFor();
  expect(await small.call((playground) => playground.predict(0, new Float32Array(2)))).toHaveLength(3);

  // After switching to another dataset and back, the rows and their split are the same.
  await page.getByText('rows of flowers.csv').waitFor();
  const dataset = page.getByLabel('Dataset');
  await dataset.selectOption('moons');
  const chosen = () => small.call((playground) => playground.experiment.dataset.name);
  await expect.poll(chosen).toBe('moons');
  await dataset.selectOption('custom');
  await page.locator('snn-decision-boundary').first().getByText(FLOWERS[0], { exact: true }).waitFor();
  expect(await small.call((playground) => playground.experiment.dataset)).toMatchObject({ name: 'custom', heldOut: 0.25 });
});

test('a broken table does not change the experiment', async ({ small }) => {
  const { page } = small;
  const before = await small.call((playground) => playground.experiment);
  await small.call((playground) => playground.play());
  await page.locator('snn-file-button input').setInputFiles(file('broken.csv', 'a,b,y\n1,2,u\n3,v\n'));
  const dialog = page.getByRole('dialog');
  await dialog.getByText(TABLE_ERRORS.cellCount(3, 2, 1, 3)).waitFor();
  expect(await dialog.getByRole('button', { name: 'Train on these rows' }).isDisabled()).toBe(true);
  await small.passes(await small.step());
  await dialog.getByRole('button', { name: 'Cancel' }).click();
  expect(await small.call((playground) => playground.experiment)).toEqual(before);
  await small.passes(await small.step());
});
