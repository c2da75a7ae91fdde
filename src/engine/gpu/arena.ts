/** One buffer for many tensors. The layout is planned first, then checked against the device's limits, then allocated. */
import type { Device } from './device';
import { matrixLength, Tensor } from './tensor';

export class Arena {
  readonly label: string;
  private floats = 0;
  private allocated: GPUBuffer | undefined;

  constructor(label: string) {
    this.label = label;
  }

  /** Number of planned floats, with padding. */
  get length(): number {
    return this.floats;
  }

  get bytes(): number {
    return this.floats * 4;
  }

  get buffer(): GPUBuffer {
    if (!this.allocated) throw new Error(`${this.label} is used before it is allocated`);
    return this.allocated;
  }

  /** Plans a tensor after the earlier ones. Returns a function that returns the tensor after `allocate`. */
  plan(label: string, rows: number, columns: number): () => Tensor {
    const offset = this.floats;
    this.floats += matrixLength(rows, columns);
    return () => new Tensor(label, this.buffer, offset, rows, columns);
  }

  /** Plans `count` 32-bit words that are not a matrix. */
  planWords(count: number): void {
    this.floats += count;
  }

  allocate(device: Device): void {
    this.allocated = device.storage(this.label, this.bytes);
  }

  destroy(): void {
    this.allocated?.destroy();
  }
}
