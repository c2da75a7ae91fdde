/** Stand-ins for WebGPU's objects where a test asks what is asked of them, not what they compute. */
import { Device } from '../../src/engine/gpu/device';

/** An object with these members alone, in the place of one that has more. */
export function standIn<T extends object>(members: Partial<Record<keyof T, unknown>>): T {
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- what is missing is what the test says nobody asks for
  return members as T;
}

export interface FakeDevice {
  device: Device;
  /** Bytes of every buffer made. */
  buffers: number[];
  /** Ends the device as a browser would. */
  lose(reason: GPUDeviceLostReason, message: string): void;
  /** Reports an error that no scope caught. */
  report(message: string): void;
}

/** A device that makes buffers of up to `limit` bytes and does nothing with them. */
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
