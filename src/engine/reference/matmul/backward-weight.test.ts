import { expect, test } from 'vitest';
import { matmulBackwardWeight } from './backward-weight';

test('overwrites the gradients with xᵀ·δ and the column sums of δ', () => {
  const into = { weight: new Float64Array(2).fill(NaN), bias: new Float64Array(1).fill(NaN) };
  // x = [[1, 2], [3, 4]], δ = [[5], [6]]: dW = [1·5 + 3·6, 2·5 + 4·6], db = 5 + 6.
  matmulBackwardWeight(Float64Array.of(1, 2, 3, 4), Float64Array.of(5, 6), 2, into);
  expect([...into.weight, ...into.bias]).toEqual([23, 34, 11]);
});
