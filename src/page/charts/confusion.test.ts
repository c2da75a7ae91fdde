import { expect, test } from 'vitest';
import { mostFrequentMistake, rowsOfClasses, worstMistake } from './confusion';

// Counted by hand.
const THREE = { classes: 3, counts: Uint32Array.of(5, 1, 2, /**/ 0, 7, 0, /**/ 4, 4, 1) };

test('rows of each class', () => {
  expect(rowsOfClasses(THREE)).toEqual([8, 7, 9]);
});

test('the worst mistake of a class, and of all', () => {
  expect(worstMistake(THREE, 0)).toEqual({ label: 0, predicted: 2, count: 2, of: 8 });
  expect(worstMistake(THREE, 1)).toBeNull();
  // Of two that are equal the first.
  expect(worstMistake(THREE, 2)).toEqual({ label: 2, predicted: 0, count: 4, of: 9 });
  expect(mostFrequentMistake(THREE)).toEqual({ label: 2, predicted: 0, count: 4, of: 9 });
});

test('nothing was mistaken', () => {
  expect(mostFrequentMistake({ classes: 2, counts: Uint32Array.of(3, 0, 0, 0) })).toBeNull();
});
