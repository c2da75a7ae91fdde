import { expect, test } from 'vitest';
import { storageOf } from '../../../tests/setup/tensors';
import { withDevice } from '../../../tests/setup/with-device';
import type { Device } from './device';
import { ReadbackRing } from './readback';

function copy(device: Device, ring: ReadbackRing, sources: GPUBuffer[]): (() => Promise<ArrayBuffer>) | null {
  const encoder = device.gpu.createCommandEncoder();
  const read = ring.copy(encoder, sources);
  device.gpu.queue.submit([encoder.finish()]);
  return read;
}

test('returns the sources one after another, with their contents at the time of the copy', () =>
  withDevice(async (device) => {
    const ring = new ReadbackRing(device, 'test', 12);
    const first = storageOf(device, 'first', Uint32Array.of(1, 2));
    const second = storageOf(device, 'second', Uint32Array.of(3));
    const read = copy(device, ring, [first, second]);
    device.gpu.queue.writeBuffer(first, 0, Uint32Array.of(9, 9));
    expect(read && [...new Uint32Array(await read())]).toEqual([1, 2, 3]);
    ring.destroy();
  }));

test('returns null while all buffers are in use, and copies again after one was read', () =>
  withDevice(async (device) => {
    const ring = new ReadbackRing(device, 'test', 4, 2);
    const source = (value: number) => [storageOf(device, 'source', Uint32Array.of(value))];
    const [first, second, refused] = [1, 2, 3].map((value) => copy(device, ring, source(value)));
    if (!first || !second) throw new Error('two buffers should be free');
    expect(refused).toBeNull();
    expect([...new Uint32Array(await first())]).toEqual([1]);
    const fourth = copy(device, ring, source(4));
    if (!fourth) throw new Error('the buffer that was read should be free');
    expect(copy(device, ring, source(5))).toBeNull();
    expect([...new Uint32Array(await fourth())]).toEqual([4]);
    expect([...new Uint32Array(await second())]).toEqual([2]);
    ring.destroy();
  }));

test('rejects too many bytes and keeps its buffer free', () =>
  withDevice(async (device) => {
    const ring = new ReadbackRing(device, 'test', 4, 1);
    const [small, large] = [storageOf(device, 'small', Uint32Array.of(7)), device.storage('large', 8)];
    expect(() => copy(device, ring, [large])).toThrow(
      new RangeError('the readback of 8 bytes exceeds the 4 bytes of the staging buffer'),
    );
    const read = copy(device, ring, [small]);
    expect(read && [...new Uint32Array(await read())]).toEqual([7]);
    ring.destroy();
  }));
