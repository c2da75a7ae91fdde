import { expect, test } from 'vitest';
import { RunningMean } from './running-mean';

test('is NaN until it has the minimum number of values', () => {
  const mean = new RunningMean(10, 3);
  mean.add(1);
  mean.add(2);
  expect(mean.value).toBeNaN();
  mean.add(6);
  expect(mean.value).toBe(3);
});

test('is the plain mean at first and an exponential average afterwards', () => {
  const mean = new RunningMean(4);
  expect(mean.value).toBeNaN();
  for (const value of [2, 4, 9, 1]) mean.add(value);
  expect(mean.value).toBe(4);
  // With a window of 4, each further value moves the mean by a quarter of the difference.
  mean.add(8);
  expect(mean.value).toBe(5);
  for (let i = 0; i < 100; i++) mean.add(7);
  expect(mean.value).toBeCloseTo(7, 9);
});
