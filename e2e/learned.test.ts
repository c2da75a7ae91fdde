import { gunzipSync } from 'node:zlib';
import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { CONFUSION_WORDS } from '../src/page/views/confusion-matrix/confusion-words';
import { test } from './fixtures';

const HELD_OUT = 300;
const ROWS = 1797;

/** The last rows of the published file, which are the test rows for seed 0. */
function heldOutDigits(): { inputs: Float32Array; labels: Uint8Array } {
  const bytes = gunzipSync(readFileSync(new URL('../public/data/digits.bin', import.meta.url)));
  return {
    inputs: Float32Array.from(bytes.subarray(ROWS + 64 * (ROWS - HELD_OUT))),
    labels: bytes.subarray(ROWS - HELD_OUT, ROWS),
  };
}

test('digits: the confusion matrix agrees with predict, images are shown, and drawings are classified', async ({ visit }) => {
  const opened = await (await visit({ viewport: { width: 1400, height: 1200 } })).paused();
  await opened.configure({
    dataset: { name: 'digits', heldOut: HELD_OUT, seed: 0 },
    training: { batchSize: 64, optimizer: 'adam', learningRate: 0.002, seed: 3 },
    lanes: [
      { label: 'SELU', depth: 2, width: 64 },
      { label: 'ReLU', depth: 2, width: 32, activation: 'relu', initialization: 'he-normal' },
    ],
  });
  const { lanes } = await opened.call((playground) => playground.step(150));
  const { inputs, labels } = heldOutDigits();
  for (const [lane, { confusion, heldOutAccuracy }] of lanes.entries()) {
    const probabilities = await opened.call((playground, [of, rows]) => playground.predict(of, rows), [lane, inputs] as [
      number,
      Float32Array,
    ]);
    const counts = new Uint32Array(100);
    labels.forEach((label, row) => {
      const of = [...probabilities.subarray(10 * row, 10 * row + 10)];
      counts[10 * label + of.indexOf(Math.max(...of))]++;
    });
    expect(confusion).toEqual(counts);
    const right = counts.filter((_, at) => at % 11 === 0).reduce((a, b) => a + b);
    expect(right).toBe(Math.round((heldOutAccuracy ?? Number.NaN) * HELD_OUT));
    expect(right / HELD_OUT).toBeGreaterThan(0.8);
  }

  const grid = opened.page.locator('snn-image-predictions');
  await grid.scrollIntoViewIfNeeded();
  await expect.poll(() => grid.locator('.readings b').count()).toBe(48);
  expect(await grid.getByRole('img').count()).toBe(24);
  const matrix = opened.page.locator('snn-confusion-matrix').first();
  await expect.poll(() => matrix.locator('.sentence').innerText()).toContain(CONFUSION_WORDS.correct(''));

  const pad = opened.page.locator('snn-drawing-pad');
  const place = pad.locator('.pad');
  await place.scrollIntoViewIfNeeded();
  const draw = async (points: [number, number][]) => {
    const box = await place.boundingBox();
    if (!box) throw new Error('the drawing pad is not visible');
    for (const [at, [x, y]] of points.entries()) {
      await opened.page.mouse.move(box.x + x * box.width, box.y + y * box.height, { steps: 4 });
      if (at === 0) await opened.page.mouse.down();
    }
    await opened.page.mouse.up();
  };
  const ring = Array.from({ length: 25 }, (_, i): [number, number] => [
    0.5 + 0.2 * Math.sin((Math.PI * i) / 12),
    0.5 - 0.32 * Math.cos((Math.PI * i) / 12),
  ]);
  await draw(ring);
  await expect.poll(() => pad.locator('p').innerText()).toMatch(/SELU predicts 0 .*ReLU predicts 0 /);
  const ofRing = await pad.locator('.share').allInnerTexts();
  await pad.getByRole('button', { name: 'Clear' }).click();
  await draw([
    [0.5, 0.15],
    [0.5, 0.85],
  ]);
  await expect.poll(() => pad.locator('p').innerText()).toMatch(/SELU predicts 1 /);
  expect(await pad.locator('.share').allInnerTexts()).not.toEqual(ofRing);
});
