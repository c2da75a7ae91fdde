import axe from 'axe-core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { IMPORT_WORDS } from './import-words';
import { page, userEvent } from 'vitest/browser';
import { deep, openFilePage, type FilePage } from '../../../tests/fixtures/file-page';
import { DEFAULT_EXPERIMENT } from '../../experiment/defaults';
import { TABLE_ERRORS } from '../../data/csv/messages';
import { BudgetError } from '../../engine/gpu/errors';
import { Deferred } from '../store/deferred';

let playground: FilePage['playground'];
let client: FilePage['client'];
let pickFiles: FilePage['pick'];

beforeEach(async () => {
  ({ playground, client, pick: pickFiles } = await openFilePage());
});

afterEach(() => playground.remove());

/** As a person chooses a file. */
function pick(text: string, name = 'table.csv'): void {
  pickFiles(new File([text], name, { type: 'text/csv' }));
}

const train = page.getByRole('button', { name: IMPORT_WORDS.train });
const alert = page.getByRole('dialog').getByRole('alert');
const choice = (name: string) => page.getByRole('combobox', { name });

const COLOURS = 'colour,size,class\nred,1.5,b\nblue,2.5,a\nred,3.5,b\ngreen,4.5,a\n';
const ROWS = `x,kind,group\n${Array.from({ length: 20 }, (_, i) => `${(i * 7) % 20},${i % 2 ? 'odd' : 'even'},${i % 3}`).join('\n')}`;

describe('a table that can be read', () => {
  test('is shown as it was read, and used for training once accepted', async () => {
    pick(COLOURS, 'colours.csv');
    await expect.element(page.getByText('colours.csv · 4 rows × 3 columns')).toBeVisible();
    await expect.element(choice('Delimiter')).toHaveValue(',');
    await expect.element(page.getByRole('checkbox', { name: IMPORT_WORDS.header })).toBeChecked();
    await expect.element(choice('Label column')).toHaveDisplayValue('class');
    await expect.element(choice('Use colour as')).toHaveValue('category');
    await expect.element(page.getByText('3 categories, one input each')).toBeVisible();
    await expect.element(page.getByText('3 rows to train on, 1 held out · 4 inputs, 2 classes')).toBeVisible();
    // Nothing has happened so far.
    expect(client.given).toEqual([]);
    // By the keyboard: the first click of a new browser window can be lost.
    (await train.findElement()).focus();
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    expect(client.given).toHaveLength(1);
    const [given] = client.given;
    expect(given).toMatchObject({
      features: 4,
      classes: 2,
      heldOut: 0.25,
      classNames: ['a', 'b'],
      featureNames: ['colour = blue', 'colour = green', 'colour = red', 'size'],
    });
    expect([...given.labels].toSorted((a, b) => a - b)).toEqual([0, 0, 1, 1]);
    expect(given.inputs).toHaveLength(16);
    expect(playground.experiment.dataset).toMatchObject({ name: 'custom', heldOut: 0.25 });
  });

  test('the held-out share, the label and what a column is used as can be corrected', async () => {
    pick(ROWS);
    await expect.element(choice('Label column')).toHaveDisplayValue('group');
    await choice('Label column').selectOptions('kind');
    await expect.element(page.getByRole('heading', { name: '2 classes' })).toBeVisible();
    await choice('Use group as').selectOptions('Category');
    await page.getByRole('textbox', { name: /Held out/ }).fill('5');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText('15 rows to train on, 5 held out · 4 inputs, 2 classes')).toBeVisible();
    await choice('Use x as').selectOptions('Leave out');
    await expect.element(page.getByText(/ 3 inputs, 2 classes/)).toBeVisible();
    await train.click();
    await expect.poll(() => client.given).toHaveLength(1);
    expect(client.given[0]).toMatchObject({
      heldOut: 5,
      classNames: ['even', 'odd'],
      featureNames: ['group = 0', 'group = 1', 'group = 2'],
    });
  });

  test('mean and deviation before and after standardising, computed by hand', async () => {
    // All rows train: 1.5, 2.5, 3.5, 4.5 have mean 3 and deviation √1.25.
    pick(COLOURS);
    await page.getByRole('textbox', { name: /Held out/ }).fill('0');
    await userEvent.keyboard('{Enter}');
    const row = page.getByRole('row', { name: /^size/ });
    await expect.element(row).toHaveTextContent(/3\.00 → 0\s*1\.12 → 1/);
  });

  test('the held-out share is a number; other text is kept and reported', async () => {
    pick(COLOURS);
    const heldOut = page.getByRole('textbox', { name: /Held out/ });
    await heldOut.fill('many');
    await userEvent.keyboard('{Enter}');
    await expect.element(alert).toHaveTextContent(TABLE_ERRORS.heldOut);
    await expect.element(heldOut).toHaveValue('many');
    await expect.element(train).toBeDisabled();
    await heldOut.fill('0,5');
    await userEvent.keyboard('{Enter}');
    await expect.element(page.getByText(/2 rows to train on, 2 held out/)).toBeVisible();
  });

  test('says so if nothing is standardised', async () => {
    await playground.configure({ dataset: { standardize: false } });
    pick(COLOURS);
    await expect.element(page.getByText(IMPORT_WORDS.notStandardized)).toBeVisible();
    await expect.element(page.getByRole('row', { name: /^size/ })).not.toHaveTextContent('→');
  });

  test('of thousands of columns shows the first ones, the label, and the faulty one', async () => {
    const names = Array.from({ length: 3000 }, (_, k) => `f${k}`);
    const rows = Array.from({ length: 4 }, (_, i) => [
      ...names.map((_, k) => (k === 2500 && i === 1 ? 'oops' : k + i)),
      `c${i % 2}`,
    ]);
    pick([[...names, 'label'], ...rows].map((cells) => cells.join(',')).join('\n'));
    await expect.element(alert).toHaveTextContent('Row 3, column 2501 (“f2500”) must be a number, but is “oops”');
    await expect.element(page.getByText(IMPORT_WORDS.moreColumns('2,799'))).toBeVisible();
    await choice('Use f2500 as').selectOptions('Leave out');
    await expect.element(train).toBeEnabled();
    await expect.element(choice('Use f2500 as')).toHaveValue('leave-out');
    await expect.element(page.getByRole('row', { name: /^label/ })).toBeVisible();
  });

  test('rows with missing values are left out or filled in', async () => {
    pick('a,b,y\n1,u,p\n,v,q\n3,?,p\n4,u,q\n5,v,p\n6,u,q\n');
    await expect.element(page.getByRole('row', { name: /^a Number/ })).toHaveTextContent(/1 in row 3/);
    await expect.element(page.getByRole('row', { name: /^b Category/ })).toHaveTextContent(/1 in row 4/);
    await expect.element(page.getByText(/2 rows left out because of missing values · 3 inputs/)).toBeVisible();
    await choice('Missing values').selectOptions('Fill in: mean, or a category');
    await expect.element(page.getByText('4 rows to train on, 2 held out · 4 inputs, 2 classes')).toBeVisible();
  });

  test('another delimiter or header splits it again', async () => {
    pick('1;2,5;a\n2;3,5;b\n3;4,5;a\n4;5,5;b\n');
    await expect.element(choice('Delimiter')).toHaveValue(';');
    await expect.element(choice('Decimal mark')).toHaveValue('comma');
    await expect.element(page.getByText('table.csv · 4 rows × 3 columns')).toBeVisible();
    await page.getByRole('checkbox', { name: IMPORT_WORDS.header }).click();
    await expect.element(page.getByText('table.csv · 3 rows × 3 columns')).toBeVisible();
    await choice('Delimiter').selectOptions('Comma');
    await expect.element(page.getByText('table.csv · 3 rows × 2 columns')).toBeVisible();
    await choice('Delimiter').selectOptions('Semicolon');
    await expect.element(page.getByText('table.csv · 3 rows × 3 columns')).toBeVisible();
  });

  test('cancelling changes nothing, and the same file can be opened again', async () => {
    for (const leave of [
      () => page.getByRole('button', { name: IMPORT_WORDS.cancel }).click(),
      () => userEvent.keyboard('{Escape}'),
    ]) {
      pick(COLOURS);
      await expect.element(train).toBeEnabled();
      await leave();
      await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
    }
    expect(client.given).toEqual([]);
    expect(playground.experiment).toEqual(DEFAULT_EXPERIMENT);
  });

  test('another file replaces the open one', async () => {
    pick(ROWS, 'first.csv');
    pick(COLOURS, 'second.csv');
    await expect.element(page.getByText('second.csv · 4 rows × 3 columns')).toBeVisible();
    await train.click();
    await expect.poll(() => client.given).toHaveLength(1);
    expect(client.given[0].features).toBe(4);
  });

  test('reports in the dialog what the engine refuses, and stays open', async () => {
    pick(COLOURS);
    await expect.element(train).toBeEnabled();
    client.refusal = new BudgetError('these rows', 9e9, 1e9);
    await train.click();
    await expect.element(alert).toHaveTextContent(/these rows/);
    expect(client.given).toEqual([]);
    expect(playground.experiment).toEqual(DEFAULT_EXPERIMENT);
    // Once it fits, it is taken.
    await train.click();
    await expect.poll(() => client.given).toHaveLength(1);
  });
});

test('while rows are imported the dialog waits: no key reaches the page, and nothing can be corrected or cancelled', async () => {
  pick(ROWS);
  await expect.element(train).toBeEnabled();
  const taken = new Deferred();
  const giveData = vi.spyOn(client, 'giveData').mockReturnValue(taken.promise);
  const [reset, play] = [vi.spyOn(client, 'reset'), vi.spyOn(client, 'play')];
  await train.click();
  await expect.element(page.getByText(IMPORT_WORDS.importing)).toBeVisible();

  const focused = [...deep(document.body)].filter((element) => element.matches(':focus')).at(-1);
  expect(focused?.textContent.trim()).toBe(IMPORT_WORDS.train);
  await userEvent.keyboard('{Escape}');
  // Wherever the focus has gone.
  if (focused instanceof HTMLElement) focused.blur();
  await userEvent.keyboard('r n');
  expect([reset, play].map(({ mock }) => mock.calls.length)).toEqual([0, 0]);
  await expect.element(page.getByRole('button', { name: IMPORT_WORDS.cancel })).toBeDisabled();
  const use = [...deep(document.body)].find(({ ariaLabel }) => ariaLabel === 'Use x as');
  expect(use?.matches('[inert] *')).toBe(true);
  use?.dispatchEvent(new Event('change'));
  await train.click({ force: true });
  expect(giveData).toHaveBeenCalledOnce();
  await expect.element(page.getByText(IMPORT_WORDS.importing)).toBeVisible();

  taken.resolve();
  await expect.element(page.getByRole('dialog')).not.toBeInTheDocument();
});

describe('a table that cannot be read', () => {
  test('because of too many columns shows the first ones and offers no label', async () => {
    const row = (cell: string) => Array.from({ length: 100_000 }, (_, k) => `${cell}${k}`).join(',');
    pick(`${row('f')}\n${row('')}\n`);
    await expect.element(alert).toHaveTextContent(TABLE_ERRORS.columnLimit(1, 4096));
    await expect.element(page.getByRole('columnheader', { name: 'f19', exact: true })).toBeVisible();
    await expect.element(choice('Label column')).not.toBeInTheDocument();
    await expect.element(train).toBeDisabled();
  });

  test.each([
    ['a,b,y\n1,2,u\n2,v\n', TABLE_ERRORS.cellCount(3, 2, 1, 3)],
    ['a,b,y\n1,2,u\n2,2,u\n', TABLE_ERRORS.singleClass(3, 'y', 'u', 2)],
    ['a,b,y\n1,2,u\n2,oops,v\n3,4,u\n', TABLE_ERRORS.notANumber(3, 2, 'b', 'oops')],
    ['a,b,y\n1,\0,u\n', TABLE_ERRORS.nulByte(2, 2)],
    ['a,b,y\n', TABLE_ERRORS.onlyHeader(1)],
    ['', TABLE_ERRORS.emptyFile],
    ['y\nu\nv\nu\nv\n', TABLE_ERRORS.noFeature],
  ])('%j is refused in a sentence and leaves the run as it is', async (text, says) => {
    pick(text);
    await expect.element(alert).toHaveTextContent(says);
    await expect.element(train).toBeDisabled();
    await page.getByRole('button', { name: IMPORT_WORDS.cancel }).click();
    expect(client.given).toEqual([]);
    expect(playground.experiment).toEqual(DEFAULT_EXPERIMENT);
  });

  test('with a text among numbers is fixed by a correction', async () => {
    pick('a,b,y\n1,2,u\n2,oops,v\n3,2,u\n4,5,v\n');
    await expect.element(alert).toHaveTextContent(TABLE_ERRORS.notANumber(3, 2, 'b', 'oops'));
    await choice('Use b as').selectOptions('Category');
    await expect.element(alert).toHaveTextContent('');
    await expect.element(train).toBeEnabled();
  });
});

test('names, cells and the file name are shown as text, never as markup', async () => {
  const before = [...deep(document.body)].filter(
    (element) => element.localName === 'img' || element.localName === 'script',
  ).length;
  const tag = '<img src=x onerror=alert(1)>';
  const rows = Array.from({ length: 6 }, (_, i) => `${i * i},${i % 2 ? '<script>1</script>' : '&lt;b&gt;'},<i>${i % 2}</i>`);
  pick(`${tag},<b>bold</b>,y\n${rows.join('\n')}`, `${tag}.csv`);
  await expect.element(page.getByText(`${tag}.csv · 6 rows × 3 columns`)).toBeVisible();
  await expect.element(page.getByRole('rowheader', { name: tag })).toBeVisible();
  await expect.element(page.getByRole('cell', { name: '<script>1</script>' }).first()).toBeVisible();
  await expect.element(page.getByRole('cell', { name: '&lt;b&gt;' }).first()).toBeVisible();
  await choice('Use <b>bold</b> as').selectOptions('Number');
  await expect.element(alert).toHaveTextContent('(“<b>bold</b>”) must be a number, but is “&lt;b&gt;”');
  const dialog = [...deep(document.body)].find((element) => element.localName === 'snn-table-import')?.shadowRoot;
  expect(dialog?.querySelectorAll('img, script, i, dialog b:not(.classes b, .missing b)')).toHaveLength(0);
  expect([...deep(document.body)].filter(({ localName }) => localName === 'img' || localName === 'script')).toHaveLength(
    before,
  );
});

test('axe finds no violation in the dialog, wide or narrow, with or without a problem', async () => {
  for (const [text, width] of [
    [ROWS, 1400],
    ['a,b,y\n1,2,u\n2,oops,v\n3,4,u\n4,5,v\n', 390],
  ] as const) {
    await page.viewport(width, 900);
    pick(text);
    await expect.element(page.getByText(/table\.csv · /)).toBeVisible();
    const { violations } = await axe.run(playground, { resultTypes: ['violations'] });
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => String(target)).join(', ')}`)).toEqual([]);
    await userEvent.keyboard('{Escape}');
  }
  await page.viewport(1400, 900);
});
