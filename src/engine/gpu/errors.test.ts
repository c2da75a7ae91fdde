import { expect, test } from 'vitest';
import { BudgetError, GpuUnavailable, ShaderCompileError, ShapeError } from './errors';

test('a compile error shows its source line', () => {
  const error = new ShaderCompileError('adam', 'unresolved type', 12, '  let x: f33 = 1.0;  ');
  expect(error.message).toBe('adam, line 12: unresolved type\n  let x: f33 = 1.0;');
  expect([error.line, error.source.trim()]).toEqual([12, 'let x: f33 = 1.0;']);
});

test('a budget error states the required and the available memory', () => {
  const small = new BudgetError('the batch', 3.25 * 2 ** 20, 2 ** 20);
  expect(small.message).toBe('the batch needs 3.3 MiB; this device allows at most 1.0 MiB');
  expect([small.bytes, small.limit]).toEqual([3.25 * 2 ** 20, 2 ** 20]);
  const large = new BudgetError('Lane A', 4096 * 2 ** 20, 128 * 2 ** 20);
  expect(large.message).toBe('Lane A needs 4,096 MiB; this device allows at most 128 MiB');
});

test('every error has its own name, which it keeps across the worker’s boundary', () => {
  const errors = [
    new GpuUnavailable('no-webgpu', ''),
    new ShaderCompileError('', '', 1, ''),
    new ShapeError(),
    new BudgetError('', 1, 1),
  ];
  expect(errors.map(({ name }) => name)).toEqual(['GpuUnavailable', 'ShaderCompileError', 'ShapeError', 'BudgetError']);
  for (const error of errors) expect(error).toBeInstanceOf(Error);
});
