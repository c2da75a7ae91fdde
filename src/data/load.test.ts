import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { DataError } from './errors';
import type { ReadFile } from './files';
import { loadDataset, NO_OWN_DATA, type DatasetRequest } from './load';
import { CATALOGUED, DATASETS, findDataset } from './catalogue';

const base = new URL('../../public/data/', import.meta.url).href;
const read: ReadFile = async (address) => Uint8Array.from(await readFile(fileURLToPath(address))).buffer;
const settings = (change: Partial<DatasetRequest>): DatasetRequest => ({
  name: 'spirals',
  samples: 500,
  noise: 0.1,

  heldOut: 0.2,
  seed: 1,
  ...change,
});
const load = (change: Partial<DatasetRequest>) => loadDataset(settings(change), base, undefined, read);

const counts = (labels: Uint32Array, classes: number) => {
  const result = new Uint32Array(classes);
  for (const label of labels) result[label]++;
  return [...result];
};

test('every dataset of the catalogue has a consistent record', () => {
  expect(DATASETS).toEqual([...CATALOGUED, 'custom']);
  expect(findDataset('custom')).toBeUndefined();
  for (const name of CATALOGUED) {
    const record = findDataset(name);
    if (!record) throw new Error(`${name} has no record`);
    expect(record.classNames).toHaveLength(record.classes);
    expect(record.featureNames).toHaveLength(record.features);
    expect([record.sentence, record.citation].every((words) => words.endsWith('.'))).toBe(true);
  }
});

test.each(['spirals', 'circles', 'moons', 'xor', 'gaussians'] as const)(
  '%s: loads `samples` rows, of which the last are test rows',
  async (name) => {
    const dataset = await load({ name });
    expect(dataset).toMatchObject({ name, features: 2, trainingRows: 400, heldOutRows: 100 });
    expect(dataset.inputs).toHaveLength(1000);
    expect(counts(dataset.labels.subarray(400), dataset.classes)).toEqual(
      Array.from({ length: dataset.classes }, () => 100 / dataset.classes),
    );
  },
);

test('digits: seed 0 keeps the original order', async () => {
  const dataset = await load({ name: 'digits', samples: 1797, heldOut: 360, seed: 0 });
  expect(dataset).toMatchObject({ features: 64, classes: 10, trainingRows: 1437, heldOutRows: 360 });
  // The number of images of each class in the UCI archive's test part (optdigits.names).
  expect(counts(dataset.labels, 10)).toEqual([178, 182, 177, 183, 181, 182, 181, 179, 174, 180]);
  // The first image, as printed in scikit-learn's documentation.
  expect([...dataset.inputs.subarray(0, 16)]).toEqual([0, 0, 5, 13, 9, 1, 0, 0, 0, 0, 13, 15, 10, 15, 5, 0]);
  expect([...dataset.labels.subarray(0, 12)]).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1]);
  expect(Math.max(...dataset.inputs.subarray(0, 6400))).toBe(16);
});

test('digits: another seed shuffles the rows, each with its label', async () => {
  const rowsOf = async (seed: number) => {
    const { inputs, labels } = await load({ name: 'digits', samples: 5000, heldOut: 0.2, seed });
    return Array.from(labels, (label, row) => `${label}: ${inputs.subarray(row * 64, row * 64 + 64).join()}`);
  };
  const [given, first, again, second] = await Promise.all([rowsOf(0), rowsOf(1), rowsOf(1), rowsOf(2)]);
  expect(first).toEqual(again);
  expect(first).not.toEqual(second);
  expect(first.toSorted()).toEqual(given.toSorted());
});

test('digits: fewer samples are the first rows of the same order, and heldOut is a share of them', async () => {
  const few = await load({ name: 'digits', samples: 100, heldOut: 0.3 });
  const all = await load({ name: 'digits', samples: 1797 });
  expect(few).toMatchObject({ trainingRows: 70, heldOutRows: 30 });
  expect(few.inputs).toEqual(all.inputs.subarray(0, 6400));
});

test('custom: returns the given rows, and rejects without them', async () => {
  const data = { inputs: new Float32Array(6), labels: Uint32Array.from([0, 1, 0]), features: 2, classes: 2, heldOut: 1 };
  expect(await loadDataset(settings({ name: 'custom', heldOut: 0 }), base, { custom: data })).toMatchObject({
    trainingRows: 2,
    heldOutRows: 1,
  });
  await expect(load({ name: 'custom' })).rejects.toThrow(NO_OWN_DATA);
});

test('rejects a split without training rows', async () => {
  await expect(load({ name: 'moons', heldOut: 500 })).rejects.toThrow(DataError);
});
