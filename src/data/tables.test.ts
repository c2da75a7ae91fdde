import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { DataError } from './errors';
import type { ReadFile } from './files';
import { loadDataset, type DatasetRequest } from './load';
import { findDataset } from './catalogue';
import { fitStandardization } from './standardize';

const base = new URL('../../public/data/', import.meta.url).href;
const read: ReadFile = async (address) => Uint8Array.from(await readFile(fileURLToPath(address))).buffer;
const load = (change: Partial<DatasetRequest>, readFrom = read) =>
  loadDataset({ name: 'iris', samples: 58_000, noise: 0, heldOut: 0, seed: 0, ...change }, base, undefined, readFrom);

// Rows of each class, from UCI's description of each set (iris.names, wine.names, wdbc.names, letter-recognition.names, sat.doc,
// spambase.DOCUMENTATION); for the shuttle, counted in shuttle.trn and shuttle.tst.
const TABLES = [
  { name: 'iris', rows: 150, features: 4, counts: [50, 50, 50] },
  { name: 'wine', rows: 178, features: 13, counts: [59, 71, 48] },
  { name: 'breast-cancer', rows: 569, features: 30, counts: [212, 357] },
  {
    name: 'letter',
    rows: 20_000,
    features: 16,
    counts: [
      789, 766, 736, 805, 768, 775, 773, 734, 755, 747, 739, 761, 792, 783, 753, 803, 783, 758, 748, 796, 813, 764, 752, 787,
      786, 734,
    ],
  },
  { name: 'satellite', rows: 6435, features: 36, counts: [1533, 703, 1358, 626, 707, 1508] },
  { name: 'shuttle', rows: 58_000, features: 9, counts: [45_586, 50, 171, 8903, 3267, 10, 13] },
  { name: 'spambase', rows: 4601, features: 57, counts: [2788, 1813] },
] as const;

test.each(TABLES)(
  '$name: $rows rows, $features features and the published size of each class',
  async ({ name, rows, features, counts }) => {
    const { inputs, labels, classes, ...dataset } = await load({ name });
    expect(dataset).toMatchObject({ name, features, trainingRows: rows, heldOutRows: 0 });
    expect(inputs).toHaveLength(rows * features);
    expect(findDataset(name)).toMatchObject({ defaults: { mostSamples: rows }, features, classes: counts.length });
    expect(Array.from(counts, (_, label) => labels.filter((each) => each === label).length)).toEqual(counts);
    expect(classes).toBe(counts.length);
    expect(new Set(dataset.featureNames).size).toBe(features);
  },
);

/** Returns the decimal from which the float32 was rounded. */
const decimal = (value: number) => String(Number(value.toPrecision(7)));
const spaced = (cells: string[], label: string) => `${cells.join(' ')} ${label}\n`;
/** Returns the rows from `first` to `last`, each formatted by `line`. */
async function written(
  name: DatasetRequest['name'],
  line: (cells: string[], label: number) => string,
  [first, last]: readonly [number, number] = [0, Infinity],
): Promise<string> {
  const { inputs, labels, features } = await load({ name });
  return Array.from(labels, (label, row) => {
    return line(Array.from(inputs.subarray(row * features, (row + 1) * features), decimal), label);
  })
    .slice(first, last)
    .join('');
}

/** UCI's original files, with their widely published SHA-256 sums. */
test.each([
  {
    // Fisher's numbers; UCI's other file, iris.data, has two wrong rows.
    file: 'bezdekIris.data',
    sha256: '0fed2a99db77ec533a62dc66894d3ec6df3b58b6a8f3cf4a6b47e4086b7f97dc',
    text: async () => {
      const line = (cells: string[], label: number) =>
        `${cells.map((cell) => Number(cell).toFixed(1)).join(',')},Iris-${['setosa', 'versicolor', 'virginica'][label]}\n`;
      return `${await written('iris', line)}\n`;
    },
  },
  {
    file: 'wine.data',
    sha256: '6be6b1203f3d51df0b553a70e57b8a723cd405683958204f96d23d7cd6aea659',
    // The file omits the 0 before the point; three numbers end in a 0.
    text: () =>
      written('wine', (cells, label) =>
        `${label + 1},${cells.join(',')}\n`.replaceAll(',0.', ',.').replace(/(?<=,8\.9|,9\.4|,8\.6),/, '0,'),
      ),
  },
  {
    file: 'letter-recognition.data',
    sha256: '2b89f3602cf768d3c8355267d2f13f2417809e101fc2b5ceee10db19a60de6e2',
    text: () => written('letter', (cells, label) => `${String.fromCodePoint(65 + label)},${cells.join(',')}\n`),
  },
  {
    file: 'sat.trn',
    sha256: 'e896dc88a960fa2404160fc4c3cb3dc53fcf4afd80ba920bf2d261bd42d12613',
    text: () => written('satellite', (cells, label) => spaced(cells, '123457'[label]), [0, 4435]),
  },
  {
    file: 'sat.tst',
    sha256: '4b9167b8a92baafafed7c8809aef86d0683a5e685c19d98d119fa6974f0f2479',
    text: () => written('satellite', (cells, label) => spaced(cells, '123457'[label]), [4435, 6435]),
  },
  {
    file: 'shuttle.trn',
    sha256: '87b24ee9fb5137e1d417659cf905d84d0e15342bbaa60770f1ae83da1a38200a',
    text: () => written('shuttle', (cells, label) => spaced(cells, String(label + 1)), [0, 43_500]),
  },
  {
    file: 'shuttle.tst',
    sha256: 'f776934a628d9b94c482cb058a76ddaa63823e0f74aec065813c9dff3b89d661',
    text: () => written('shuttle', (cells, label) => spaced(cells, String(label + 1)), [43_500, 58_000]),
  },
  {
    file: 'spambase.data',
    sha256: 'b1ef93de71f97714d3d7d4f58fc9f718da7bbc8ac8a150eff2778616a8097b12',
    text: () => written('spambase', (cells, label) => `${cells.join(',')},${label}\r\n`),
  },
])('reproduces $file character by character', async ({ sha256, text }) => {
  expect(
    createHash('sha256')
      .update(await text())
      .digest('hex'),
  ).toBe(sha256);
});

test('iris: the means agree with R and scikit-learn', async () => {
  const { mean } = fitStandardization(await load({ name: 'iris' }));
  [5.8433, 3.0573, 3.758, 1.1993].forEach((expected, k) => expect(mean[k]).toBeCloseTo(expected, 4));
});

test('breast cancer: the first row, and the extremes in scikit-learn’s documentation', async () => {
  const { inputs, labels, features } = await load({ name: 'breast-cancer' });
  // wdbc.data begins: 842302,M,17.99,10.38,122.8,1001,0.1184,0.2776,0.3001,0.1471
  expect(labels[0]).toBe(0);
  expect(Array.from(inputs.subarray(0, 8), decimal)).toEqual('17.99 10.38 122.8 1001 0.1184 0.2776 0.3001 0.1471'.split(' '));
  const least = [
    6.981, 9.71, 43.79, 143.5, 0.053, 0.019, 0, 0, 0.106, 0.05, 0.112, 0.36, 0.757, 6.802, 0.002, 0.002, 0, 0, 0.008, 0.001,
    7.93, 12.02, 50.41, 185.2, 0.071, 0.027, 0, 0, 0.156, 0.055,
  ];
  const most = [
    28.11, 39.28, 188.5, 2501, 0.163, 0.345, 0.427, 0.201, 0.304, 0.097, 2.873, 4.885, 21.98, 542.2, 0.031, 0.135, 0.396, 0.053,
    0.079, 0.03, 36.04, 49.54, 251.2, 4254, 0.223, 1.058, 1.252, 0.291, 0.664, 0.208,
  ];
  for (let k = 0; k < features; k++) {
    const column = inputs.filter((_, at) => at % features === k);
    // Rounded to 3 or 4 decimal places.
    expect(Math.min(...column)).toBeCloseTo(least[k], 2.9);
    expect(Math.max(...column)).toBeCloseTo(most[k], 2.9);
  }
});

test.each(TABLES)('$name: standardised, every feature has mean 0 and variance 1', async ({ name, features }) => {
  const dataset = await load({ name, seed: 1, heldOut: 0.25 });
  const { mean, scale } = fitStandardization(dataset);
  const { inputs, trainingRows } = dataset;
  for (let k = 0; k < features; k++) {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < trainingRows; row++) {
      const x = (inputs[row * features + k] - mean[k]) * scale[k];
      sum += x;
      squares += x * x;
    }
    expect(sum / trainingRows).toBeCloseTo(0, 4);
    expect(squares / trainingRows).toBeCloseTo(1, 4);
  }
});

test.each(['iris', 'breast-cancer', 'spambase'] as const)(
  '%s: the seed shuffles the rows, each with its label',
  async (name) => {
    const rowsOf = async (seed: number) => {
      const { inputs, labels, features } = await load({ name, seed });
      return Array.from(labels, (label, row) => `${label}: ${inputs.subarray(row * features, (row + 1) * features).join()}`);
    };
    const [given, first, again, second] = await Promise.all([rowsOf(0), rowsOf(1), rowsOf(1), rowsOf(2)]);
    expect(first).toEqual(again);
    expect(first).not.toEqual(second);
    expect(first).not.toEqual(given);
    expect(first.toSorted()).toEqual(given.toSorted());
  },
);

test('fewer samples are the first rows of the same order; heldOut is a share or a number of rows', async () => {
  const few = await load({ name: 'letter', seed: 3, samples: 1000, heldOut: 0.25 });
  const all = await load({ name: 'letter', seed: 3, heldOut: 4000 });
  expect(few).toMatchObject({ trainingRows: 750, heldOutRows: 250 });
  expect(all).toMatchObject({ trainingRows: 16_000, heldOutRows: 4000 });
  expect(few.inputs).toEqual(all.inputs.subarray(0, 16_000));
  expect(few.labels).toEqual(all.labels.subarray(0, 1000));
});

test.each<{ what: string; change: (file: Uint8Array) => Uint8Array; says: string }>([
  {
    what: 'an incomplete file',
    change: (file) => file.subarray(0, 400),
    says: 'is damaged and cannot be unpacked',
  },
  {
    what: 'a file that lacks a byte',
    change: (file) => gzipSync(gunzipSync(file).subarray(0, -1)),
    // 4 × 2 + 150 + 4 × 150 bytes and 35 + 23 + 43 + 22 distinct values (numpy.unique), 4 bytes each.
    says: 'has 1249 bytes instead of 1250',
  },
  {
    what: 'an empty file',
    change: () => gzipSync(new Uint8Array()),
    // The length of four columns without a dictionary: 4 × 2 + 150 + 4 × 4 × 150.
    says: 'has 0 bytes instead of 2558',
  },
])('rejects $what', async ({ change, says }) => {
  const reading = load(
    { name: 'iris' },
    async (address) => Uint8Array.from(change(new Uint8Array(await read(address)))).buffer,
  );
  await expect(reading).rejects.toThrow(new DataError(`The data file iris.bin ${says}: restore public/data/iris.bin.`));
});

test('reports a missing file with its remedy, and a split without training rows', async () => {
  const missing: ReadFile = () => Promise.reject(new Error('status 404'));
  await expect(load({ name: 'breast-cancer' }, missing)).rejects.toThrow(
    'The data file breast-cancer.bin could not be read (status 404): restore public/data/breast-cancer.bin.',
  );
  await expect(load({ name: 'wine', heldOut: 178 })).rejects.toThrow(DataError);
});
