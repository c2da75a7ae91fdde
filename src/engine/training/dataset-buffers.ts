/** A dataset on the GPU, uploaded once. Datasets larger than one buffer are split. */
import type { Dataset, Standardization } from '../../data/dataset';
import { DataError } from '../../data/errors';
import type { Device } from '../gpu/device';
import type { DatasetBuffers, DatasetChunk } from '../kernels/batch/gather-batch';

type Values = Float32Array | Uint8Array | Uint32Array;

/**
 * Uploads inputs and labels, and the mean and scale of each feature. After an error nothing stays allocated.
 *
 * @throws BudgetError if a single row, the labels, or the means and scales exceed the device's limits
 * @throws DataError if the rows exceed the device's free memory
 */
export async function uploadDataset(
  device: Device,
  dataset: Dataset,
  standardization: Standardization,
): Promise<DatasetBuffers> {
  const { name, inputs, labels, features } = dataset;
  const rowBytes = features * inputs.BYTES_PER_ELEMENT;
  const rows = labels.length;
  device.checkBudget(`a row of the dataset ${name}`, rowBytes);
  device.checkBudget(`a label for each of the ${rows} rows of the dataset ${name}`, labels.byteLength);
  const pairs = new Float32Array(features * 2);
  device.checkBudget(`a mean and a scale for each of the ${features} features of the dataset ${name}`, pairs.byteLength);
  for (let f = 0; f < features; f++) pairs.set([standardization.mean[f], standardization.scale[f]], f * 2);

  const contents: [GPUBuffer, Values][] = [];
  const hold = (what: string, values: Values): GPUBuffer => {
    const buffer = device.storage(`${name}: ${what}`, values.byteLength);
    contents.push([buffer, values]);
    return buffer;
  };
  device.gpu.pushErrorScope('out-of-memory');
  const mostRows = Math.floor(device.largestBinding / rowBytes);
  const chunks: DatasetChunk[] = [];
  for (let firstRow = 0; firstRow < rows; firstRow += mostRows) {
    const end = Math.min(firstRow + mostRows, rows);
    const buffer = hold(`inputs from row ${firstRow}`, inputs.subarray(firstRow * features, end * features));
    chunks.push({ buffer, firstRow, rows: end - firstRow });
  }
  const buffers = {
    chunks,
    bytes: inputs instanceof Uint8Array,
    labels: hold('labels', labels),
    standardization: hold('standardization', pairs),
  };
  // Written only after this check: a write into a buffer without memory is an error.
  if (await device.gpu.popErrorScope()) {
    destroyDataset(buffers);
    const mebibytes = Math.ceil(contents.reduce((sum, [{ size }]) => sum + size, 0) / 2 ** 20);
    throw new DataError(
      `The GPU does not have enough free memory for the dataset ${name}, which needs ${mebibytes.toLocaleString('en')} MiB. Use fewer rows.`,
    );
  }
  for (const [buffer, values] of contents) fill(device, buffer, values);
  return buffers;
}

function fill(device: Device, buffer: GPUBuffer, data: Values): void {
  // A write must be a whole number of 4-byte words, so the last bytes are padded with zeros.
  const whole = data.byteLength - (data.byteLength % 4);
  const { queue } = device.gpu;
  if (whole > 0) queue.writeBuffer(buffer, 0, data.buffer, data.byteOffset, whole);
  if (whole < data.byteLength) {
    const rest = new Uint8Array(4);
    rest.set(new Uint8Array(data.buffer, data.byteOffset + whole, data.byteLength - whole));
    queue.writeBuffer(buffer, whole, rest);
  }
}

export function destroyDataset({ chunks, labels, standardization }: DatasetBuffers): void {
  for (const { buffer } of chunks) buffer.destroy();
  labels.destroy();
  standardization.destroy();
}
