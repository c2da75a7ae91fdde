import { expect, test } from 'vitest';
import { RunningMean } from './running-mean';

test('tells nothing before it has enough', () => {
  const mean = new RunningMean(10, 3);
  mean.add(1);
  mean.add(2);
  expect(mean.value).toBeNaN();
  mean.add(6);
  expect(mean.value).toBe(3);
});

test('is the mean of what there was, then follows what comes', () => {
  const mean = new RunningMean(4);
  expect(mean.value).toBeNaN();
  for (const value of [2, 4, 9, 1]) mean.add(value);
  expect(mean.value).toBe(4);
  // Each one more brings a quarter of its distance.
  mean.add(8);
  expect(mean.value).toBe(5);
  for (let i = 0; i < 100; i++) mean.add(7);
  expect(mean.value).toBeCloseTo(7, 9);
});
