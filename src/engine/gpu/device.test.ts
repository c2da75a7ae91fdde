import { expect, test } from 'vitest';
import { turns } from '../../../tests/setup/event-loop';
import { fakeDevice, standIn } from '../../../tests/setup/fake-device';
import { requestDevice } from './device';
import { BudgetError, GpuUnavailable } from './errors';

/** Returns the current result of a promise, or 'pending'. */
const stateOf = (promise: Promise<unknown>) => Promise.race([promise, turns().then(() => 'pending')]);

async function reasonOf(attempt: Promise<unknown>): Promise<string> {
  const error: unknown = await attempt.catch((thrown: unknown) => thrown);
  if (!(error instanceof GpuUnavailable)) throw new Error('expected a GpuUnavailable');
  return error.reason;
}

test('reports whether WebGPU or an adapter is missing', async () => {
  // Node has no navigator.gpu.
  expect(await reasonOf(requestDevice())).toBe('no-webgpu');
  await expect(requestDevice()).rejects.toThrow('This browser has no WebGPU');
  const withoutAdapter = standIn<GPU>({ requestAdapter: () => Promise.resolve(null) });
  expect(await reasonOf(requestDevice(withoutAdapter))).toBe('no-adapter');
  await expect(requestDevice(withoutAdapter)).rejects.toThrow('offers no GPU');
});

test('reports an adapter that returns no device', async () => {
  const cause = new Error('too many devices');
  const { gpu } = browserWith({ refuses: cause });
  expect(await reasonOf(requestDevice(gpu))).toBe('no-adapter');
  await expect(requestDevice(gpu)).rejects.toMatchObject({ cause });
});

interface AdapterTraits {
  description?: string;
  isFallbackAdapter?: boolean;
  features?: string[];
  /** The reason that there is no device. */
  refuses?: Error;
}

/** A browser with such an adapter, and the requested device. */
function browserWith({ description = 'GeForce', isFallbackAdapter, features = [], refuses }: AdapterTraits) {
  const requested: GPUDeviceDescriptor[] = [];
  const gpu = standIn<GPU>({
    requestAdapter: () =>
      Promise.resolve({
        info: { vendor: 'vendor', architecture: 'architecture', description, isFallbackAdapter },
        limits: { maxBufferSize: 12, maxStorageBufferBindingSize: 8, maxComputeWorkgroupsPerDimension: 1 },
        features: new Set(features),
        requestDevice: (descriptor: GPUDeviceDescriptor) => {
          requested.push(descriptor);
          if (refuses) return Promise.reject(refuses);
          const { requiredFeatures = [] } = descriptor;
          return Promise.resolve({ ...fakeDevice().device.gpu, features: new Set(requiredFeatures) });
        },
      }),
  });
  return { gpu, requested };
}

test('requests the adapter’s buffer limits, and timestamps if the adapter has them', async () => {
  const { gpu, requested } = browserWith({ features: ['timestamp-query', 'shader-f16'] });
  expect((await requestDevice(gpu)).timestamps).toBe(true);
  expect(requested[0]).toMatchObject({
    requiredLimits: { maxBufferSize: 12, maxStorageBufferBindingSize: 8 },
    requiredFeatures: ['timestamp-query'],
  });
  expect((await requestDevice(gpu, { timestamps: false })).timestamps).toBe(false);
  expect((await requestDevice(browserWith({}).gpu)).timestamps).toBe(false);
});

test.each([
  [{ description: 'GeForce' }, false],
  [{ description: 'GeForce', isFallbackAdapter: true }, true],
  [{ description: 'SwiftShader Device (Subzero)' }, true],
  [{ description: 'llvmpipe (LLVM 15)' }, true],
])('an adapter %j computes in software: %s', async (traits, software) => {
  const { adapter } = await requestDevice(browserWith(traits).gpu);
  expect(adapter).toMatchObject({ vendor: 'vendor', architecture: 'architecture', description: traits.description });
  expect(adapter.software).toBe(software);
});

test('reports a lost device but not a destroyed one', async () => {
  const lost = fakeDevice();
  lost.lose('unknown', 'the driver crashed');
  const loss = await lost.device.lost;
  expect(loss.reason).toBe('lost');
  expect(loss.message).toContain('the driver crashed');

  const destroyed = fakeDevice();
  destroyed.lose('destroyed', '');
  expect(await stateOf(destroyed.device.lost)).toBe('pending');
});

test('reports errors outside error scopes to onError', () => {
  const { device, report } = fakeDevice();
  const errors: Error[] = [];
  device.onError = (error) => errors.push(error);
  report('invalid buffer');
  expect(errors.map(({ message }) => message)).toEqual(['invalid buffer']);
  expect(errors[0].cause).toBeInstanceOf(Error);
});

test('a buffer may be as large as the smaller of the two limits', () => {
  const { device } = fakeDevice(1024);
  expect(device.largestBinding).toBe(1024);
  expect(() => device.checkBudget('the batch', 1024)).not.toThrow();
  expect(() => device.checkBudget('the batch', 1028)).toThrow(new BudgetError('the batch', 1028, 1024));
});

test('a storage buffer has whole words and at least one', () => {
  const { device, buffers } = fakeDevice();
  for (const bytes of [0, 1, 4, 5]) device.storage('buffer', bytes);
  expect(buffers).toEqual([4, 4, 4, 8]);
});
