import { expect, test } from 'vitest';
import { loadTensors, namedTensors, parameterVector } from './parameters';

const TENSORS = {
  'hidden.0.weight': { shape: [2, 3], data: [1, 2, 3, 4, 5, 6] },
  'hidden.0.bias': { shape: [3], data: [7, 8, 9] },
  'output.weight': { shape: [3, 2], data: [10, 11, 12, 13, 14, 15] },
  'output.bias': { shape: [2], data: [16, 17] },
};

test('stores weights first, then biases, and gives layers as views', () => {
  const { values, decaying, layers } = parameterVector([2, 3, 2]);
  loadTensors(layers, TENSORS);
  expect([...values]).toEqual([1, 2, 3, 4, 5, 6, 10, 11, 12, 13, 14, 15, 7, 8, 9, 16, 17]);
  expect(decaying).toBe(12);
  values[12] = -1;
  expect([...layers[0].bias]).toEqual([-1, 8, 9]);
  expect([...namedTensors(layers)['hidden.0.bias'].data]).toEqual([-1, 8, 9]);
});

test.each([
  ['a tensor is missing', { ...TENSORS, 'output.bias': undefined }],
  ['a shape is transposed', { ...TENSORS, 'hidden.0.weight': { shape: [3, 2], data: [1, 2, 3, 4, 5, 6] } }],
  ['values are missing', { ...TENSORS, 'hidden.0.bias': { shape: [3], data: [1, 2] } }],
])('is refused where %s', (_, tensors) => {
  const given = Object.fromEntries(Object.entries(tensors).flatMap(([name, tensor]) => (tensor ? [[name, tensor]] : [])));
  expect(() => loadTensors(parameterVector([2, 3, 2]).layers, given)).toThrow(RangeError);
});
