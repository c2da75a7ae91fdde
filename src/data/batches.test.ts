import { expect, test } from 'vitest';
import { batchRow } from './batches';

function firstRows(count: number, batchSize: number, rows: number, datasetSeed: number, trainingSeed: number): number[] {
  return Array.from({ length: count }, (_, p) =>
    batchRow(Math.floor(p / batchSize), p % batchSize, batchSize, rows, datasetSeed, trainingSeed),
  );
}

test('takes rows in the order given where the dataset has seed 0, on across the end of a pass', () => {
  expect(firstRows(12, 3, 5, 0, 9)).toEqual([0, 1, 2, 3, 4, 0, 1, 2, 3, 4, 0, 1]);
});

test('takes every row once a pass, in an order of the pass and the training seed, whatever the batch size', () => {
  const rows = firstRows(34, 4, 17, 1, 9);
  const passes = [rows.slice(0, 17), rows.slice(17)];
  for (const pass of passes) expect(pass.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 17 }, (_, row) => row));
  expect(passes[0]).not.toEqual(passes[1]);
  expect(firstRows(34, 7, 17, 2, 9)).toEqual(rows);
  expect(firstRows(34, 4, 17, 1, 10)).not.toEqual(rows);
});

test('a batch may be larger than the set', () => {
  expect(firstRows(8, 8, 3, 0, 1)).toEqual([0, 1, 2, 0, 1, 2, 0, 1]);
});
