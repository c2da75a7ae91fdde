/** A dataset on the GPU, uploaded once: in as many buffers as the device's limits ask for. */
import type { Dataset, Standardization } from '../data/dataset';
import type { Device } from '../gpu/device';
import type { DatasetBuffers, DatasetStretch } from '../kernels/gather-batch';

/** Throws a BudgetError where the device's limits are too small for a single row. */
export function uploadDataset(device: Device, dataset: Dataset, standardization: Standardization): DatasetBuffers {
  const { name, inputs, labels, features } = dataset;
  const rowBytes = features * inputs.BYTES_PER_ELEMENT;
  device.checkBudget(`a row of the dataset ${name}`, rowBytes);
  const mostRows = Math.floor(device.largestBinding / rowBytes);
  const rows = labels.length;
  const stretches: DatasetStretch[] = [];
  for (let firstRow = 0; firstRow < rows; firstRow += mostRows) {
    const end = Math.min(firstRow + mostRows, rows);
    const buffer = filled(device, `${name}: inputs from row ${firstRow}`, inputs.subarray(firstRow * features, end * features));
    stretches.push({ buffer, firstRow, rows: end - firstRow });
  }
  const pairs = new Float32Array(features * 2);
  for (let f = 0; f < features; f++) pairs.set([standardization.mean[f], standardization.scale[f]], f * 2);
  return {
    stretches,
    bytes: inputs instanceof Uint8Array,
    labels: filled(device, `${name}: labels`, labels),
    standardization: filled(device, `${name}: standardization`, pairs),
  };
}

function filled(device: Device, label: string, data: Float32Array | Uint8Array | Uint32Array): GPUBuffer {
  const buffer = device.storage(label, data.byteLength);
  // A write is a whole number of words; bytes that end within one are completed with zeros.
  const whole = data.byteLength - (data.byteLength % 4);
  const { queue } = device.gpu;
  if (whole > 0) queue.writeBuffer(buffer, 0, data.buffer, data.byteOffset, whole);
  if (whole < data.byteLength) {
    const rest = new Uint8Array(4);
    rest.set(new Uint8Array(data.buffer, data.byteOffset + whole, data.byteLength - whole));
    queue.writeBuffer(buffer, whole, rest);
  }
  return buffer;
}

export function destroyDataset({ stretches, labels, standardization }: DatasetBuffers): void {
  for (const { buffer } of stretches) buffer.destroy();
  labels.destroy();
  standardization.destroy();
}
