/** Fakes of WebGPU's objects, for tests of the calls to them, not of their results. */
import { Device } from '../../src/engine/gpu/device';

/** Returns an object with only these members as one of a type with more members. */
export function standIn<T extends object>(members: Partial<Record<keyof T, unknown>>): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the test states that the missing members are not used
  return members as T;
}

export interface FakeDevice {
  device: Device;
  /** Size in bytes of every created buffer. */
  buffers: number[];
  /** Loses the device, as a browser may. */
  lose(reason: GPUDeviceLostReason, message: string): void;
  /** Reports an error outside every error scope. */
  report(message: string): void;
}

/** Returns a device that creates buffers of up to `limit` bytes and does nothing with them. */
export function fakeDevice(limit = 1024): FakeDevice {
  const buffers: number[] = [];
  let lose: FakeDevice['lose'] = () => {};
  let report: FakeDevice['report'] = () => {};
  const lost = new Promise<object>((resolve) => {
    lose = (reason, message) => resolve({ reason, message });
  });
  const gpu = standIn<GPUDevice>({
    lost,
    limits: { maxBufferSize: limit, maxStorageBufferBindingSize: 2 * limit },
    features: new Set<string>(),
    createBuffer: ({ label, size }: GPUBufferDescriptor) => {
      buffers.push(size);
      return { label, size, destroy() {} };
    },
    addEventListener: (_type: string, listener: (event: object) => void) => {
      report = (message) => listener({ error: new Error(message) });
    },
  });
  const device = new Device(gpu, { vendor: '', architecture: '', description: '', software: true });
  return { device, buffers, lose: (...args) => lose(...args), report: (message) => report(message) };
}
