import { expect, test } from 'vitest';
import { turns } from '../../../tests/setup/event-loop';
import { storageOf } from '../../../tests/setup/tensors';
import { withDevice } from '../../../tests/setup/with-device';
import { requestDevice } from './device';

test('reads a buffer back, whole or in part', () =>
  withDevice(async (device) => {
    const buffer = storageOf(device, 'buffer', Uint32Array.of(1, 2, 3, 4));
    expect([...new Uint32Array(await device.read(buffer))]).toEqual([1, 2, 3, 4]);
    expect([...new Uint32Array(await device.read(buffer, 8))]).toEqual([3, 4]);
    expect([...new Uint32Array(await device.read(buffer, 4, 4))]).toEqual([2]);
    expect([...new Uint32Array(await device.read(device.storage('fresh', 8)))]).toEqual([0, 0]);
  }));

test('a device that was destroyed on purpose reports no loss', async () => {
  const device = await requestDevice();
  let lost = false;
  void device.lost.then(() => (lost = true));
  device.destroy();
  const { reason } = await device.gpu.lost;
  expect(reason).toBe('destroyed');
  await turns();
  expect(lost).toBe(false);
});
