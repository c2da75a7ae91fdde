/**
 * A tensor of f32 on the GPU: a range of a buffer with a shape and a label. Zeros pad rows and columns to multiples of 4, so that
 * kernels can load vec4f along both dimensions without bounds checks.
 */
import { ShapeError } from './errors';

/** Offsets of bindings are multiples of 256 bytes. */
const ALIGNMENT = 64;

export function padded(count: number, multiple = 4): number {
  return Math.ceil(count / multiple) * multiple;
}

/** Returns the floats of a [rows, columns] matrix with padding; a multiple of the alignment of bindings. */
export function matrixLength(rows: number, columns: number): number {
  return padded(padded(rows) * padded(columns), ALIGNMENT);
}

export class Tensor {
  readonly label: string;
  readonly buffer: GPUBuffer;
  /** Offset in the buffer, in floats. */
  readonly offset: number;
  readonly rows: number;
  readonly columns: number;

  constructor(label: string, buffer: GPUBuffer, offset: number, rows: number, columns: number) {
    this.label = label;
    this.buffer = buffer;
    this.offset = offset;
    this.rows = rows;
    this.columns = columns;
  }

  /** Floats from one row to the next. */
  get stride(): number {
    return padded(this.columns);
  }

  /** vec4f in a row. */
  get quads(): number {
    return this.stride / 4;
  }

  /** Floats it occupies, padding included. */
  get length(): number {
    return matrixLength(this.rows, this.columns);
  }

  get binding(): GPUBufferBinding {
    return { buffer: this.buffer, offset: this.offset * 4, size: this.length * 4 };
  }

  /** This and the `count − 1` tensors of its shape that follow it in the buffer, as one binding. */
  bindingOf(count: number): GPUBufferBinding {
    return { buffer: this.buffer, offset: this.offset * 4, size: count * this.length * 4 };
  }

  /** Throws a ShapeError unless this is [rows, columns]. */
  expect(rows: number, columns: number): void {
    if (this.rows !== rows || this.columns !== columns) {
      throw new ShapeError(`${this.label} is [${this.rows}, ${this.columns}]; expected [${rows}, ${columns}]`);
    }
  }
}

/** Row-major [rows, columns] values laid out with a tensor's padding. */
export function pad(values: ArrayLike<number>, rows: number, columns: number): Float32Array {
  const stride = padded(columns);
  const laidOut = new Float32Array(matrixLength(rows, columns));
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) laidOut[row * stride + column] = values[row * columns + column];
  }
  return laidOut;
}

/** The row-major [rows, columns] values of a tensor's floats, which begin at `offset` of `laidOut`. */
export function unpad(laidOut: Float32Array, rows: number, columns: number, offset = 0): Float32Array {
  const stride = padded(columns);
  const values = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    const start = offset + row * stride;
    values.set(laidOut.subarray(start, start + columns), row * columns);
  }
  return values;
}
