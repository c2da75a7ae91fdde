/** Provides a device for all tests of a file, so that they share its compiled kernels. Every error that WebGPU reports fails the test. */
import { afterAll } from 'vitest';
import { type Device, requestDevice } from '../../src/engine/gpu/device';

let shared: Promise<Device> | undefined;

export async function withDevice(body: (device: Device) => Promise<void>): Promise<void> {
  shared ??= requestDevice();
  const device = await shared;
  const errors: Error[] = [];
  device.onError = (error) => errors.push(error);
  await body(device);
  await device.gpu.queue.onSubmittedWorkDone();
  if (errors.length > 0) throw errors[0];
}

afterAll(async () => (await shared)?.destroy());
