import { expect, it } from 'vitest';
import { normals } from '../../math/random-stream';
import { normalHeight, relativeHistogram } from './density';

it('gives draws of the target itself the height of its normal curve', () => {
  const target = { mean: 0.5, variance: 4 };
  const [low, high, bins] = [-9.5, 10.5, 80];
  const counts = new Uint32Array(bins);
  const draws = normals({ seed: 3, purpose: 'noise' }, 400_000);
  for (const z of draws) counts[Math.floor(((0.5 + 2 * z - low) / (high - low)) * bins)]++;
  const { heights } = relativeHistogram({ low, high, counts, below: 0, above: 0 }, target);
  for (let bin = 20; bin < 60; bin++) {
    const middle = low + ((bin + 0.5) * (high - low)) / bins;
    // Counts of about 20,000 × height per bin: 4 standard deviations of a Poisson count are below 0.03.
    expect(Math.abs(heights[bin] - normalHeight(middle, target))).toBeLessThan(0.03);
  }
});

it('counts values outside the bins in the total', () => {
  const counts = Uint32Array.of(3, 0, 0, 0);
  expect(relativeHistogram({ low: -5, high: 5, counts, below: 1, above: 4 }, { mean: 0, variance: 1 })).toMatchObject({
    below: 0.125,
    above: 0.5,
  });
});

it('is empty where nothing was counted', () => {
  const { heights, below, above } = relativeHistogram(
    { low: -5, high: 5, counts: new Uint32Array(4), below: 0, above: 0 },
    { mean: 0, variance: 1 },
  );
  expect([...heights, below, above]).toEqual([0, 0, 0, 0, 0, 0]);
});
