import { expect, test } from 'vitest';
import type { DataRows } from '../../worker/protocol';
import { inputsOf, loadImageSample, sameSample, spreadRows } from './image-sample';

/** Images of one pixel, which holds the row's number; sorted by class, 100 rows each. */
const client = (trainingRows: number, heldOutRows: number) => ({
  async rows(first: number, asked: number): Promise<DataRows> {
    const count = Math.min(asked, trainingRows + heldOutRows - first);
    return {
      inputs: Float32Array.from({ length: count }, (_, row) => first + row),
      labels: Uint32Array.from({ length: count }, (_, row) => Math.floor((first + row) / 100)),
      features: 1,
      classes: 10,
      first,
      trainingRows,
      heldOutRows,
      classNames: [],
      featureNames: [],
      image: { width: 1, height: 1, channels: 1 },
    };
  },
});

test('few held-out images are all taken', async () => {
  const sample = await loadImageSample(client(7, 3));
  expect([...sample.inputs]).toEqual([7, 8, 9]);
  expect(sample.heldOut).toBe(true);
});

test('where none are held out, images that are trained on', async () => {
  const sample = await loadImageSample(client(5, 0));
  expect([...sample.inputs]).toEqual([0, 1, 2, 3, 4]);
  expect(sample.heldOut).toBe(false);
});

test('of many, a few hundred different ones from beginning to end, of every class', async () => {
  const sample = await loadImageSample(client(0, 1000));
  expect(new Set(sample.inputs).size).toBe(320);
  expect(sample.inputs[0]).toBe(0);
  expect(sample.inputs.at(-1)).toBe(999);
  expect(new Set(sample.labels).size).toBe(10);
  const rows = spreadRows(sample, 24);
  expect(new Set(rows).size).toBe(24);
  expect(new Set(rows.map((row) => sample.labels[row])).size).toBeGreaterThanOrEqual(9);
  expect([...inputsOf(sample, rows)]).toEqual(rows.map((row) => sample.inputs[row]));
});

test('a sample of fewer images than are wanted gives each once', async () => {
  const rows = spreadRows(await loadImageSample(client(7, 3)), 24);
  expect(rows).toEqual([0, 1, 2]);
});

test('the same images are the same sample', async () => {
  const [a, b, other] = await Promise.all([client(7, 3), client(7, 3), client(6, 3)].map(loadImageSample));
  expect(sameSample(a, b)).toBe(true);
  expect(sameSample(a, other)).toBe(false);
});
