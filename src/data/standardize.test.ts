import { expect, test } from 'vitest';
import oracles from '../../tests/oracles/oracles.json';
import type { Dataset } from './dataset';
import { fitStandardization } from './standardize';

/** A dataset with features in columns; the labels do not matter. */
function datasetOf(inputs: Float32Array | Uint8Array, features: number, trainingRows: number): Dataset {
  const rows = inputs.length / features;
  return {
    name: 'custom',
    features,
    classes: 2,
    trainingRows,
    heldOutRows: rows - trainingRows,
    inputs,
    labels: new Uint32Array(rows),
    classNames: [],
    featureNames: [],
  };
}

const { standardise: oracle } = oracles;

test('agrees with the oracle, with scale 1 for the constant feature', () => {
  const rows = oracle.x.length;
  const { mean, scale } = fitStandardization(datasetOf(Float32Array.from(oracle.x.flat()), 3, rows));
  expect([...mean]).toEqual(oracle.mean);
  oracle.scale_population_std_zero_to_one.forEach((deviation, k) => expect(scale[k]).toBe(Math.fround(1 / deviation)));
  oracle.x.forEach((row, i) => row.forEach((x, k) => expect((x - mean[k]) * scale[k]).toBeCloseTo(oracle.y[i][k], 6)));
});

test('is fitted only on the training rows', () => {
  const held = [1e6, -1e6, 7];
  const { mean, scale } = fitStandardization(datasetOf(Float32Array.from([...oracle.x.flat(), ...held]), 3, oracle.x.length));
  expect([...mean]).toEqual(oracle.mean);
  expect(scale[1]).toBe(1);
});

test.each([0.1, -1e30, 16777217, 1e-42])('a constant feature of %f keeps scale 1 and becomes 0', (value) => {
  const { mean, scale } = fitStandardization(datasetOf(new Float32Array(1000).fill(value), 1, 1000));
  expect(scale[0]).toBe(1);
  expect(mean[0]).toBe(Math.fround(value));
});

test('is accurate if the mean is far larger than the deviation', () => {
  // 4096 + ¼ and 4096 − ¼ are exact in float32, and the population standard deviation is ¼.
  const inputs = Float32Array.from({ length: 100_000 }, (_, row) => 4096 + (row % 2 === 0 ? 0.25 : -0.25));
  const { mean, scale } = fitStandardization(datasetOf(inputs, 1, inputs.length));
  expect(mean[0]).toBe(4096);
  expect(scale[0]).toBe(4);
});

test('without standardisation, numbers are unchanged and pixels are scaled to [0, 1]', () => {
  const plain = fitStandardization(datasetOf(Float32Array.from([3, 4]), 2, 1), false);
  expect(plain).toEqual({ mean: new Float32Array(2), scale: new Float32Array([1, 1]) });
  const pixels = datasetOf(Uint8Array.from([0, 255]), 2, 1);
  expect([...fitStandardization(pixels, false).scale]).toEqual([Math.fround(1 / 255), Math.fround(1 / 255)]);
  const image = { width: 2, height: 1, channels: 1, maximum: 16 };
  expect([...fitStandardization({ ...pixels, image }, false).scale]).toEqual([1 / 16, 1 / 16]);
});
