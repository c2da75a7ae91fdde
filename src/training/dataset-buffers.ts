/** A dataset on the GPU, uploaded once. */
import type { Dataset, Standardization } from '../data/dataset';
import type { Device } from '../gpu/device';
import type { DatasetBuffers } from '../kernels/gather-batch';

/** Throws a BudgetError where the device's limits are too small. */
export function uploadDataset(device: Device, dataset: Dataset, standardization: Standardization): DatasetBuffers {
  const { name, inputs, labels, features } = dataset;
  const bytes = inputs instanceof Uint8Array;
  device.checkBudget(`the dataset ${name}`, inputs.byteLength);
  const pairs = new Float32Array(features * 2);
  for (let f = 0; f < features; f++) pairs.set([standardization.mean[f], standardization.scale[f]], f * 2);
  return {
    inputs: filled(device, `${name}: inputs`, inputs),
    bytes,
    labels: filled(device, `${name}: labels`, labels),
    standardization: filled(device, `${name}: standardization`, pairs),
  };
}

function filled(device: Device, label: string, data: Float32Array | Uint8Array | Uint32Array): GPUBuffer {
  const buffer = device.storage(label, data.byteLength);
  // A write is a whole number of words; bytes that end within one are completed with zeros.
  const rest = data.byteLength % 4;
  const whole = rest === 0 ? data : new Uint8Array(data.byteLength + 4 - rest);
  if (whole !== data && whole instanceof Uint8Array) whole.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  device.gpu.queue.writeBuffer(buffer, 0, whole.buffer, whole.byteOffset, whole.byteLength);
  return buffer;
}

export function destroyDataset({ inputs, labels, standardization }: DatasetBuffers): void {
  inputs.destroy();
  labels.destroy();
  standardization.destroy();
}
