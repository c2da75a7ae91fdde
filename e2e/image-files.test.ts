import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { test } from './fixtures';

/** An idx file as MNIST's makers describe it. */
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

test('images that a person opens are read and trained on', async ({ small }) => {
  await small.page
    .locator('snn-file-button input')
    .setInputFiles([file('train-images-idx3-ubyte.gz', IMAGES), file('train-labels-idx1-ubyte.gz', LABELS)]);
  await expect.poll(() => small.call((playground) => playground.experiment.dataset.name)).toBe('custom');
  const { lanes } = await small.call((playground) => playground.step(40));
  // Bright and dark.
  expect(lanes[0].heldOutAccuracy).toBe(1);
  await small.page.locator('snn-image-predictions').waitFor();
});

test('files that are dropped on the page; a broken one leaves the running experiment as it is', async ({ small }) => {
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
  await page.getByText('<b>images</b>.gz is damaged or cut short and cannot be unpacked: download it again.').waitFor();
  expect(await page.getByText('Drop to open').count()).toBe(0);
  await small.passes(await small.step());
  expect(await small.call((playground) => playground.experiment)).toEqual(before);
});
