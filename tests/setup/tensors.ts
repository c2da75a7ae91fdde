/**
 * Tensors for kernel tests. Values that a kernel must not read, or must write, are NaN beforehand: all outputs, and in inputs the rows
 * after the last one. Every tensor starts at an offset within its buffer, so a kernel must not use the values before it either.
 */
import type { Device } from '../../src/engine/gpu/device';
import { type Dispatch } from '../../src/engine/gpu/kernel';
import { Plan, submit } from '../../src/engine/gpu/plan';
import { matrixLength, pad, padded, Tensor, unpad } from '../../src/engine/gpu/tensor';
import { normals, uniforms } from '../../src/math/random-stream';

/** Number of floats before every tensor: the smallest allowed offset of a binding. */
const OFFSET = 64;

/** Returns `count` normal draws rounded to float32, so that the float64 twin starts from the same numbers as the kernel. */
export function draw(seed: number, count: number, scale = 1): Float64Array {
  return Float64Array.from(normals({ seed, purpose: 'noise' }, count), (value) => Math.fround(value * scale));
}

/** Shapes of three sizes, each from 1 to 40. */
export function randomShapes(seed: number, count: number): [number, number, number][] {
  const sizes = uniforms({ seed, purpose: 'noise' }, 3 * count).map((u) => 1 + Math.floor(40 * u));
  return Array.from({ length: count }, (_, i) => [sizes[3 * i], sizes[3 * i + 1], sizes[3 * i + 2]]);
}

/** Returns a storage buffer with `data`, padded with zeros to whole words. */
export function storageOf(device: Device, label: string, data: Float32Array | Uint32Array | Uint8Array): GPUBuffer {
  const buffer = device.storage(label, data.byteLength);
  const bytes = new Uint8Array(buffer.size);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  device.gpu.queue.writeBuffer(buffer, 0, bytes);
  return buffer;
}

/** Returns a storage buffer of `count` NaN floats. */
export function nanStorage(device: Device, label: string, count: number): GPUBuffer {
  return storageOf(device, label, new Float32Array(count).fill(NaN));
}

function stack(device: Device, label: string, rows: number, columns: number, laidOut: Float32Array[]): Tensor {
  const length = matrixLength(rows, columns);
  const floats = new Float32Array(OFFSET + laidOut.length * length).fill(NaN);
  laidOut.forEach((values, l) => floats.set(values, OFFSET + l * length));
  return new Tensor(label, storageOf(device, label, floats), OFFSET, rows, columns);
}

/** Returns the first of several consecutive tensors [rows, columns], whose columns are padded with zeros, as kernels expect. */
export function inputTensor(
  device: Device,
  label: string,
  rows: number,
  columns: number,
  ...layers: readonly ArrayLike<number>[]
): Tensor {
  const used = rows * padded(columns);
  const laidOut = layers.map((values) => pad(values, rows, columns).fill(NaN, used));
  return stack(device, label, rows, columns, laidOut);
}

/** Like `inputTensor`, but the rows after the last one are also zeros, as a weight matrix requires. */
export function weightTensor(
  device: Device,
  label: string,
  rows: number,
  columns: number,
  ...layers: readonly ArrayLike<number>[]
): Tensor {
  const laidOut = layers.map((values) => pad(values, rows, columns));
  return stack(device, label, rows, columns, laidOut);
}

/** Returns the first of `layers` tensors, which are all NaN. */
export function outputTensor(device: Device, label: string, rows: number, columns: number, layers = 1): Tensor {
  const nothing = Array.from({ length: layers }, () => new Float32Array());
  return stack(device, label, rows, columns, nothing);
}

export interface TensorContents {
  /** [rows, columns], row-major */
  values: Float32Array;
  /** The padding of each row. */
  padding: Float32Array;
  /** The floats after the last row. */
  behind: Float32Array;
}

/** Returns the contents of `layers` consecutive tensors, starting with `first`, after all submitted work. */
export async function contentsOf(device: Device, first: Tensor, layers = 1): Promise<TensorContents[]> {
  const { buffer, offset, rows, columns, stride, length } = first;
  const floats = new Float32Array(await device.read(buffer));
  return Array.from({ length: layers }, (_, l) => {
    const own = floats.subarray(offset + l * length, offset + (l + 1) * length);
    const padding = own.subarray(0, rows * stride).filter((_value, at) => at % stride >= columns);
    return { values: unpad(own, rows, columns), padding, behind: own.subarray(rows * stride) };
  });
}

/** Runs the dispatches once, in this order. */
export function runOnce(device: Device, ...dispatches: Dispatch[]): void {
  submit(device.gpu, new Plan('test', dispatches));
}
