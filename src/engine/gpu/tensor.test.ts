import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { standIn } from '../../../tests/setup/fake-device';
import { ShapeError } from './errors';
import { matrixLength, pad, padded, Tensor, unpad } from './tensor';

const BUFFER = standIn<GPUBuffer>({});

test('counts are padded to multiples', () => {
  expect([0, 1, 4, 5].map((count) => padded(count))).toEqual([0, 4, 4, 8]);
  expect([1, 64, 65].map((count) => padded(count, 64))).toEqual([64, 64, 128]);
});

test('a matrix occupies whole quads of rows and columns, and whole 256 bytes', () => {
  // 4 × 4 floats, 4 × 20, 20 × 36.
  expect([matrixLength(1, 1), matrixLength(3, 17), matrixLength(17, 33)]).toEqual([64, 128, 768]);
});

test('pad lays rows out at the stride, with zeros between', () => {
  const laidOut = pad([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 2, 5);
  expect(laidOut).toHaveLength(64);
  expect([...laidOut.subarray(0, 16)]).toEqual([1, 2, 3, 4, 5, 0, 0, 0, 6, 7, 8, 9, 10, 0, 0, 0]);
  expect(laidOut.subarray(16).every((value) => value === 0)).toBe(true);
});

test('unpad reverses pad at any offset', () => {
  const size = fc.integer({ min: 1, max: 12 });
  fc.assert(
    fc.property(size, size, fc.nat(100), (rows, columns, offset) => {
      const values = Float32Array.from({ length: rows * columns }, (_, i) => i + 1);
      const floats = new Float32Array(offset + matrixLength(rows, columns)).fill(-1);
      floats.set(pad(values, rows, columns), offset);
      expect(unpad(floats, rows, columns, offset)).toEqual(values);
    }),
  );
});

test('a tensor has its stride and its binding', () => {
  const tensor = new Tensor('x', BUFFER, 128, 3, 17);
  expect([tensor.stride, tensor.quads, tensor.length]).toEqual([20, 5, 128]);
  expect(tensor.binding).toEqual({ buffer: BUFFER, offset: 512, size: 512 });
  expect(tensor.bindingOf(3)).toEqual({ buffer: BUFFER, offset: 512, size: 1536 });
});

test('rejects an unexpected shape with the tensor’s name', () => {
  const tensor = new Tensor('hidden.0.weight', BUFFER, 0, 3, 17);
  expect(() => tensor.expect(3, 17)).not.toThrow();
  expect(() => tensor.expect(17, 3)).toThrow(new ShapeError('hidden.0.weight is [3, 17]; expected [17, 3]'));
});
