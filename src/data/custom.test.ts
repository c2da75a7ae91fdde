import { expect, test } from 'vitest';
import { customDataset } from './custom';
import { noTrainingRows } from './split';
import type { CustomData } from './dataset';
import { DataError } from './errors';

const good: CustomData = {
  inputs: Float32Array.from([1, 2, 3, 4, 5, 6]),
  labels: Uint32Array.from([0, 1, 0]),
  features: 2,
  classes: 2,
};

test('keeps the order of the rows, with the test rows last', () => {
  const dataset = customDataset({ ...good, heldOut: 1 });
  expect(dataset).toMatchObject({ name: 'custom', trainingRows: 2, heldOutRows: 1, features: 2, classes: 2 });
  expect(dataset.inputs).toBe(good.inputs);
  expect(dataset.classNames).toEqual(['0', '1']);
  expect(customDataset(good).heldOutRows).toBe(0);
});

test('keeps the given names and the shape of the image', () => {
  const named = {
    classNames: ['no', 'yes'],
    featureNames: ['a', 'b'],
    image: { width: 2, height: 1, channels: 1, maximum: 16 },
  };
  expect(customDataset({ ...good, ...named })).toMatchObject(named);
});

test.each<{ change: Partial<CustomData>; says: RegExp | string; row?: number; column?: number }>([
  { change: { features: 0 }, says: /features must be a whole number of at least 1; got 0/ },
  { change: { features: 1.5 }, says: /got 1\.5/ },
  { change: { classes: 1 }, says: /classes must be a whole number from 2/ },
  { change: { classes: NaN }, says: /got NaN/ },
  { change: { labels: new Uint32Array(0), inputs: new Float32Array(0) }, says: /at least one row/ },
  { change: { inputs: new Float32Array(5) }, says: /6 numbers for 3 rows of 2 features; got 5/ },
  { change: { labels: Uint32Array.from([0, 2, 9]) }, says: /Row 2 has the label 2; .* from 0 to 1/, row: 2 },
  { change: { inputs: Float32Array.from([1, 2, 3, NaN, Infinity, 6]) }, says: /Row 2, column 2 is NaN/, row: 2, column: 2 },
  { change: { inputs: Float32Array.from([1, 2, 3, 4, -Infinity, 6]) }, says: /is -Infinity/, row: 3, column: 1 },
  { change: { classNames: ['one'] }, says: /classNames must have 2 names.*got 1/ },
  { change: { featureNames: ['a', 'b', 'c'] }, says: /featureNames must have 2 names.*got 3/ },
  { change: { image: { width: 2, height: 2, channels: 1 } }, says: /2 × 2 × 1, which is 4 features; expected 2/ },
  { change: { image: { width: 0.5, height: 4, channels: 1 } }, says: /at least 1; got 0\.5 × 4 × 1/ },
  {
    change: { image: { width: 2, height: 1, channels: 1, maximum: 0 } },
    says: /image\.maximum must be a number above 0; got 0/,
  },
  { change: { heldOut: 3 }, says: noTrainingRows(3, 3) },
  { change: { heldOut: -0.5 }, says: /heldOut must be a share/ },
])('rejects $change', ({ change, says, row, column }) => {
  const refused = () => customDataset({ ...good, ...change });
  expect(refused).toThrow(DataError);
  expect(refused).toThrow(says);
  expect(refused).toThrow(expect.objectContaining({ row, column }));
});

test('rejects values of other types from scripts', () => {
  const untyped: Record<string, unknown> = { labels: [0, 1, 0] };
  expect(() => customDataset({ ...good, ...untyped })).toThrow(/labels must be a Uint32Array/);
  const names: Record<string, unknown> = { classNames: ['a', 1] };
  expect(() => customDataset({ ...good, ...names })).toThrow(/classNames must be an array of strings/);
  const holes: Record<string, unknown> = { classNames: Array(2) };
  expect(() => customDataset({ ...good, ...holes })).toThrow(new DataError('classNames must be an array of strings.'));
  for (const image of [null, 28]) {
    const other: Record<string, unknown> = { image };
    expect(() => customDataset({ ...good, ...other })).toThrow(DataError);
    expect(() => customDataset({ ...good, ...other })).toThrow(/^image must be an object with a width, a height and channels/);
  }
});
