import { expect, test } from 'vitest';
import { expectClose, flat, oracles } from '../../../../tests/oracles';
import { permute } from '../../../math/permutation';
import { batchRow, gatherBatch, type DataRows } from './gather-batch';

const { x, mean, scale_population_std_zero_to_one: deviation, y } = oracles.standardise;

const DATA: DataRows = {
  inputs: flat(x),
  labels: [3, 2, 1, 0],
  trainingRows: 4,
  standardization: { mean, scale: deviation.map((value) => 1 / value) },
};

test('standardises each feature, a constant one by scale 1', () => {
  expectClose(gatherBatch(DATA, 3, 0, { batchSize: 4, order: 'given' }).x, y);
});

test('takes rows in the given order, across the end of an epoch', () => {
  const { x: rows, labels } = gatherBatch({ ...DATA, standardization: null }, 3, 1, { batchSize: 3, order: 'given' });
  expect([...labels]).toEqual([0, 3, 2]);
  expect([...rows]).toEqual([9, 5, 2, 1, 5, 0, 2, 5, 10]);
});

test('does not use held-out rows', () => {
  const { labels } = gatherBatch({ ...DATA, trainingRows: 2 }, 3, 0, { batchSize: 5, order: 'given' });
  expect([...labels]).toEqual([3, 2, 3, 2, 3]);
});

test('shuffles the rows again in every epoch, by the seed', () => {
  const [rows, batchSize, seed] = [7, 4, 11];
  const positions = Array.from({ length: 4 * rows }, (_, position) =>
    batchRow(Math.floor(position / batchSize), position % batchSize, rows, { batchSize, order: seed }),
  );
  for (let epoch = 0; epoch < 4; epoch++) {
    const pass = positions.slice(epoch * rows, (epoch + 1) * rows);
    expect(pass.toSorted((a, b) => a - b)).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(pass).toEqual(Array.from({ length: rows }, (_, i) => permute(i, rows, seed, epoch)));
  }
});
