/** How a session applies or refuses changes of its experiment. */
import { expect, test } from 'vitest';
import { changed, losses, openSession, SMALL } from '../../../tests/setup/session';
import { withDevice } from '../../../tests/setup/with-device';
import { requestDevice } from '../gpu/device';

test('continues from the same step after a live change, and restarts under the same seed after others', () =>
  withDevice(async (device) => {
    const { session } = await openSession(device);
    await session.step(5);
    const lanes = SMALL.lanes.map((lane) => ({ ...lane, dropout: { ...lane.dropout, rate: 0.2 } }));
    expect(await session.configure(changed({ training: { learningRate: 0 }, lanes }))).toEqual({ rebuilt: false });
    expect((await session.snapshot()).step).toBe(5);
    const before = await session.weights(0);
    await session.step(2);
    // With a learning rate of 0 the weights stay the same.
    expect((await session.weights(0))['hidden.0.weight'].data).toEqual(before['hidden.0.weight'].data);
    expect(await session.configure(changed({ training: { batchSize: 8 } }))).toEqual({ rebuilt: true });
    expect((await session.snapshot()).step).toBe(0);
  }));

test('keeps running after a rebuild', () =>
  withDevice(async (device) => {
    const { session, errors } = await openSession(device);
    session.play();
    await session.configure(changed({ lanes: [{ depth: 3, width: 5 }] }));
    await expect.poll(async () => (await session.snapshot()).step).toBeGreaterThan(0);
    await session.pause();
    const snapshot = await session.snapshot();
    expect(snapshot.lanes).toHaveLength(1);
    expect(snapshot.step).toBeGreaterThan(0);
    expect(errors).toEqual([]);
  }));

test('recomputes the statistics of the first batch after a live change before the first step', () =>
  withDevice(async (device) => {
    const { session, snapshots } = await openSession(device);
    const lanes = SMALL.lanes.map((lane) => ({ ...lane, dropout: { ...lane.dropout, rate: 0.5 } }));
    await session.configure(changed({ lanes }));
    await expect.poll(() => snapshots).toHaveLength(2);
    const start = await session.snapshot();
    expect(losses(start)).not.toEqual(losses(snapshots[0]));
    expect(losses(await session.step(1))).toEqual(losses(start));
  }));

test('frees the memory of a build that fails', async () => {
  const device = await requestDevice();
  const { gpu } = device;
  const { session } = await openSession(device);
  const alive = new Set<GPUBuffer>();
  const createBuffer = gpu.createBuffer.bind(gpu);
  gpu.createBuffer = (descriptor) => {
    const buffer = createBuffer(descriptor);
    const destroy = buffer.destroy.bind(buffer);
    // Uniforms of dispatches are left to the garbage collector; they are a few bytes each.
    if ((descriptor.usage & GPUBufferUsage.STORAGE) !== 0) alive.add(buffer);
    buffer.destroy = () => {
      alive.delete(buffer);
      destroy();
    };
    return buffer;
  };
  const createPipeline = gpu.createComputePipelineAsync.bind(gpu);
  gpu.createComputePipelineAsync = (descriptor) =>
    descriptor.label?.startsWith('matmul_forward tanh')
      ? Promise.reject(new Error('does not compile'))
      : createPipeline(descriptor);
  await expect(session.configure(changed({ lanes: [{ activation: 'tanh', depth: 2, width: 6 }] }))).rejects.toThrow(
    'does not compile',
  );
  expect([...alive].map(({ label }) => label)).toEqual([]);
  expect((await session.step(1)).step).toBe(1);
  session.close();
});

test('rejects a lane that is too large for the device, names it and keeps running', () =>
  withDevice(async (device) => {
    const { session } = await openSession(device);
    await session.step(3);
    // A device whose buffers hold 1 MiB at most.
    Object.defineProperty(device, 'largestBinding', { value: 2 ** 20, configurable: true });
    try {
      const tooLarge = changed({
        lanes: [
          { depth: 2, width: 6 },
          { depth: 128, width: 2048 },
        ],
      });
      await expect(session.configure(tooLarge)).rejects.toMatchObject({ name: 'RecipeError', field: 'lanes.1.width' });
      await expect(session.configure(tooLarge)).rejects.toThrow(/widths from 2 to \d+ fit/);
    } finally {
      Reflect.deleteProperty(device, 'largestBinding');
    }
    expect((await session.step(1)).step).toBe(4);
  }));
