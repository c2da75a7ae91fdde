import { expect, test } from 'vitest';
import { predictedClasses } from './read-label';

test('the likeliest class of each row, the first of equals; none where nothing is a number', () => {
  const rows = Float32Array.of(0.25, 0.5, 0.25, 0.5, 0, 0.5, NaN, NaN, NaN);
  expect(predictedClasses(rows, 3)).toEqual([
    { predicted: 1, probability: 0.5 },
    { predicted: 0, probability: 0.5 },
    { predicted: null, probability: NaN },
  ]);
});
