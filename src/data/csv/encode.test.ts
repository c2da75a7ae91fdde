/** Encoding of text as rows: kinds, label, missing values, one-hot, moments. The expected values are worked out by hand. */
import { expect, test } from 'vitest';
import { rowOrder } from '../split';
import type { TableChoices } from './choices';
import { TableReader } from './reader';
import { LEAVE_OUT_REASONS } from './messages';

const IN_ORDER: TableChoices = { heldOut: 0, seed: 0 };

const reader = (text: string) => new TableReader(new Blob([text]));
async function tableOf(text: string, choices: Partial<TableChoices> = {}) {
  const { table, problem } = await reader(text).preview({ ...IN_ORDER, ...choices });
  if (!table) throw new Error(problem?.message);
  return table;
}

const COLOURS = 'colour,size,class\nred,1.5,b\nblue,2.5,a\nred,3.5,b\ngreen,4.5,a\n';

test('a number is one input, a category one input per value, and the label gives the classes', async () => {
  const encoded = await reader(COLOURS).encode(IN_ORDER);
  expect(encoded).toMatchObject({
    features: 4,
    featureNames: ['colour = blue', 'colour = green', 'colour = red', 'size'],
    classes: 2,
    classNames: ['a', 'b'],
    heldOut: 0,
  });
  expect([...encoded.labels]).toEqual([1, 0, 1, 0]);
  expect([...encoded.inputs]).toEqual([0, 0, 1, 1.5, 1, 0, 0, 2.5, 0, 0, 1, 3.5, 0, 1, 0, 4.5]);
});

test('the seed shuffles inputs and labels in the same order', async () => {
  const text = `x,y\n${Array.from({ length: 40 }, (_, i) => `${39 - i},${i % 2 ? 'even' : 'odd'}`).join('\n')}`;
  const { inputs, labels } = await reader(text).encode({ ...IN_ORDER, seed: 7 });
  expect([...inputs]).toEqual([...rowOrder(40, 7)].map((row) => 39 - row));
  expect([...labels]).toEqual([...inputs].map((x) => x % 2));
  expect([...inputs]).not.toEqual([...inputs].toSorted((a, b) => b - a));
});

test('the preview’s moments are those of the training rows', async () => {
  // The last of 5 rows is held out: mean of 1, 2, 4, 9 is 4, deviation √((9 + 4 + 0 + 25) / 4).
  const { columns, result } = await tableOf('x,k,y\n1,5,a\n2,5,b\n4,5,a\n9,5,b\n1000,5,a\n', {
    heldOut: 0.2,
    uses: { 1: 'number' },
  });
  expect(result).toMatchObject({ trainingRows: 4, heldOutRows: 1, features: 2 });
  expect(columns[0].before?.mean).toBe(4);
  expect(columns[0].before?.deviation).toBeCloseTo(Math.sqrt(9.5), 14);
  expect(columns[0].after?.mean).toBeCloseTo(0, 6);
  expect(columns[0].after?.deviation).toBeCloseTo(1, 6);
  expect(columns[1].before).toEqual({ mean: 5, deviation: 0 });
  expect(columns[1].after).toEqual({ mean: 0, deviation: 0 });
  expect(columns[2].before).toBeNull();
});

test('every spelling of a missing value is counted, and the first row is reported', async () => {
  const text = 'a,b,c,y\n1,u,1,p\nNA,?,2,q\nNaN,,3,p\n4,n/a,4,q\nnull,-,5,p\n6,v,6,\n';
  const { columns, result } = await tableOf(text);
  expect(columns.map(({ missing, firstMissing }) => [missing, firstMissing])).toEqual([
    [3, 3],
    [4, 3],
    [0, null],
    [1, 7],
  ]);
  expect(result).toBeNull();
  expect((await tableOf(text, { uses: { 1: 'leave-out' } })).result).toMatchObject({ leftOut: 4, trainingRows: 2 });
});

test('a missing number becomes the mean of the training rows, a missing category its own category', async () => {
  // Rows without a label are left out; 1, –, 3 are training rows and 100 is a test row.
  const text = 'a,b,y\n1,u,p\n,?,q\n3,v,p\n100,u,q\n7,u,\n';
  const encoded = await reader(text).encode({ ...IN_ORDER, missing: 'fill', heldOut: 1 });
  expect(encoded.featureNames).toEqual(['a', 'b = u', 'b = v', 'b = (missing)']);
  expect([...encoded.inputs]).toEqual([1, 1, 0, 0, 2, 0, 0, 1, 3, 0, 1, 0, 100, 1, 0, 0]);
  expect(encoded.leftOut).toBe(1);
});

test('decimal commas are detected if the delimiter is not a comma', async () => {
  const { inputs } = await reader('a;b;y\n1,5;1;u\n-2,25;2;v\n1;3;u\n').encode(IN_ORDER);
  expect([...inputs]).toEqual([1.5, 1, -2.25, 2, 1, 3]);
  // With comma as delimiter, a choice can still set the decimal comma.
  const quoted = reader('a,b,y\n"1,5",1,u\n"2,5",2,v\n"1,5",3,u\n"3,5",4,v\n');
  expect((await quoted.preview(IN_ORDER)).table).toMatchObject({ decimalComma: false, columns: [{ use: 'category' }, {}, {}] });
  expect([...(await quoted.encode({ ...IN_ORDER, decimalComma: true })).inputs]).toEqual([1.5, 1, 2.5, 2, 1.5, 3, 3.5, 4]);
  expect((await quoted.preview(IN_ORDER)).table?.decimalComma).toBe(false);
});

test('classes and categories are sorted; 1 and 1.0 are equal, 1 and 01 are not', async () => {
  const text = 'a,y\n1,class 10\n2,class 2\n1,class 2\n2,class 10\n';
  expect((await reader(text).encode(IN_ORDER)).classNames).toEqual(['class 2', 'class 10']);
  const numbers = 'a,y\n5,10\n6,2\n7,2.0\n8,10\n9,02\n9,02\n';
  expect((await reader(numbers).encode(IN_ORDER)).classNames).toEqual(['02', '2', '10']);
});

test.each([
  ['a column with a typical name', 'diagnosis,a,b\nM,1,0\nB,2,1\nM,3,0\nB,4,1\n', 0],
  ['the last column', 'a,b,kind\n1,u,p\n2,v,q\n3,u,p\n4,v,q\n', 2],
  ['the first column if the last is a quantity', 'kind,a,b\np,1,0.5\nq,2,1.5\np,3,2.5\nq,4,3.5\n', 0],
  ['the first column rather than a middle one', 'kind,group,b\np,u,0.5\nq,v,1.5\np,u,2.5\nq,v,3.5\n', 0],
  ['numbered classes', '1.5,2.5,0\n2.5,3.5,1\n3.5,4.5,0\n4.5,5.5,1\n', 2],
])('the label is %s', async (_, text, label) => {
  expect((await tableOf(text)).label).toBe(label);
});

test('columns without information are left out with a reason', async () => {
  const rows = Array.from({ length: 12 }, (_, i) => `${i},${100 + 3 * i},name ${i},${i * i},5,,${i % 3 ? 'u' : 'v'}`);
  const { columns } = await tableOf(`,user_id,who,a,b,c,y\n${rows.join('\n')}`);
  expect(columns.map(({ name, use, leaveOut }) => [name, use, leaveOut])).toEqual([
    ['Column 1', 'leave-out', LEAVE_OUT_REASONS.rowNumbers],
    ['user_id', 'leave-out', LEAVE_OUT_REASONS.rowNumbers],
    ['who', 'leave-out', LEAVE_OUT_REASONS.uniqueTexts],
    ['a', 'number', null],
    ['b', 'leave-out', LEAVE_OUT_REASONS.constant],
    ['c', 'leave-out', LEAVE_OUT_REASONS.empty],
    ['y', 'category', null],
  ]);
  // A person's choice overrides the proposal.
  const kept = await tableOf(`,user_id,who,a,b,c,y\n${rows.join('\n')}`, { uses: { 1: 'number' } });
  expect(kept.columns[1]).toMatchObject({ use: 'number', inputs: 1 });
});

test.each([
  ...['id', 'ID', 'Id', 'row_id', 'customerId', 'userID', 'sample id', 'key', '#', 'Unnamed: 0'].map(
    (name) => [name, true] as const,
  ),
  ...['paid', 'humid', 'grid', 'android', 'PAID', 'Madrid', 'turnkey', 'y'].map((name) => [name, false] as const),
])('a column %j of different whole numbers is left out: %s', async (name, leftOut) => {
  const rows = Array.from({ length: 12 }, (_, i) => `${(i * 7) % 13},${i * i},${i % 3 ? 'u' : 'v'}`);
  const { columns } = await tableOf(`${name},a,class\n${rows.join('\n')}`, { header: true });
  expect(columns[0].leaveOut).toBe(leftOut ? LEAVE_OUT_REASONS.rowNumbers : null);
});

test.each([
  ['n', 0, true],
  ['n', 1, true],
  ['year', 1990, false],
  ['age', 2, false],
  ['row_id', 500, true],
])('a column %s of consecutive numbers from %i is left out: %s', async (name, start, leftOut) => {
  const rows = Array.from({ length: 20 }, (_, i) => `${start + i},${i * i},${i % 3 ? 'u' : 'v'}`);
  const { columns } = await tableOf(`${name},a,class\n${rows.join('\n')}`);
  expect(columns[0].leaveOut).toBe(leftOut ? LEAVE_OUT_REASONS.rowNumbers : null);
});

test('the file is read again only if its format changes', async () => {
  const table = reader('1,2,0\n3,4,1\n5,6,0\n7,8,1\n');
  expect((await table.preview(IN_ORDER)).table?.rows).toBe(4);
  expect((await table.preview({ ...IN_ORDER, header: true })).table).toMatchObject({ rows: 3 });
  const relabelled = await table.preview({ ...IN_ORDER, label: 0, uses: { 2: 'leave-out' } });
  expect(relabelled.table).toMatchObject({ rows: 4, label: 0 });
});
