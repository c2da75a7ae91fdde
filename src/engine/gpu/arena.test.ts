import { expect, test } from 'vitest';
import { fakeDevice } from '../../../tests/setup/fake-device';
import { NetworkStorage } from '../network/storage';
import { Arena } from './arena';
import { BudgetError } from './errors';

test('places tensors one after another at aligned offsets', () => {
  const { device, buffers } = fakeDevice();
  const arena = new Arena('activations');
  const planned = [arena.plan('x', 3, 17), arena.plan('y', 1, 1)];
  arena.planWords(5);
  arena.allocate(device);
  const [x, y] = planned.map((tensor) => tensor());
  expect([x.offset, y.offset, arena.length, arena.bytes]).toEqual([0, 128, 197, 788]);
  expect(y).toMatchObject({ label: 'y', buffer: arena.buffer, rows: 1, columns: 1 });
  expect(buffers).toEqual([788]);
});

test('throws if a tensor is used before the allocation', () => {
  const arena = new Arena('activations');
  const planned = arena.plan('x', 1, 1);
  expect(planned).toThrow('activations is used before it is allocated');
});

test('a network too large for the device is rejected before any allocation', () => {
  const size = { features: 2, classes: 2, batch: 4 };
  const fits = new NetworkStorage({ depth: 2, width: 8 }, size, 'adam');
  const { device, buffers } = fakeDevice(fits.largestBuffer);
  const tooLarge = new NetworkStorage({ depth: 2, width: 9 }, size, 'adam');
  expect(() => tooLarge.allocate(device, 'Lane A')).toThrow(BudgetError);
  expect(() => tooLarge.allocate(device, 'Lane A')).toThrow(/^Lane A: the buffer of its .* needs .* MiB/);
  expect(buffers).toEqual([]);
  fits.allocate(device, 'Lane A');
  expect(buffers.reduce((sum, bytes) => sum + bytes, 0)).toBe(fits.bytes);
});
