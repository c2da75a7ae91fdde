/**
 * Milliseconds a step, lane by lane, measured on the GPU. Each lane's training passes carry a timestamp at either end; those of a
 * step are read with its statistics and averaged over many steps, because browsers round them to 100 µs.
 */
import type { Device } from '../gpu/device';

const QUERIES_PER_LANE = 4;
/** Weight of the newest measurement in the running mean. */
const NEWEST = 0.1;
const NANOSECONDS = 1e6;

export class LaneClock {
  /** Timestamps as copied, [lanes][4] of u64. */
  readonly buffer: GPUBuffer;
  private readonly queries: GPUQuerySet;
  /** Mean so far of each lane; NaN before the first measurement. */
  readonly milliseconds: number[];
  private readonly lanes: number;

  constructor(device: Device, lanes: number) {
    this.lanes = lanes;
    const count = lanes * QUERIES_PER_LANE;
    this.queries = device.gpu.createQuerySet({ label: 'lane clock', type: 'timestamp', count });
    const usage = 0x200 | 0x04; // QUERY_RESOLVE | COPY_SRC
    this.buffer = device.gpu.createBuffer({ label: 'lane clock', size: count * 8, usage });
    this.milliseconds = Array.from({ length: lanes }, () => NaN);
  }

  /** Where a lane's forward and backward pass (0) or its update (1) notes its beginning and end. */
  writes(lane: number, part: 0 | 1): GPUComputePassTimestampWrites {
    const first = lane * QUERIES_PER_LANE + part * 2;
    return { querySet: this.queries, beginningOfPassWriteIndex: first, endOfPassWriteIndex: first + 1 };
  }

  resolve(encoder: GPUCommandEncoder): void {
    encoder.resolveQuerySet(this.queries, 0, this.lanes * QUERIES_PER_LANE, this.buffer, 0);
  }

  /** Takes in one step's timestamps. */
  read(bytes: ArrayBuffer, offset: number): void {
    const times = new BigUint64Array(bytes.slice(offset, offset + this.buffer.size));
    for (let lane = 0; lane < this.lanes; lane++) {
      const [a, b, c, d] = times.subarray(lane * QUERIES_PER_LANE);
      // A clock may be reset between two passes: such a step tells nothing.
      if (b < a || d < c) continue;
      const milliseconds = Number(b - a + d - c) / NANOSECONDS;
      const mean = this.milliseconds[lane];
      this.milliseconds[lane] = Number.isNaN(mean) ? milliseconds : mean + NEWEST * (milliseconds - mean);
    }
  }

  destroy(): void {
    this.queries.destroy();
    this.buffer.destroy();
  }
}
