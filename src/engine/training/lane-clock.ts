/**
 * Milliseconds of a lane's step by the GPU's own clock. At each step that is read, passes carry a timestamp at either end.
 * Alternately, forward and backward are one pass, or each part is a pass of its own: cut into passes, a step takes longer.
 * Browsers round timestamps to 100 µs, so the result is a mean over many steps.
 */
import type { CostPart } from '../../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { LanePlans } from './lane-plans';
import { RunningMean } from '../../math/running-mean';
import type { MeasuredCost } from './step-cost';

const MEASUREMENTS_REMEMBERED = 200;
/** Measurements before a mean is given: the first steps after a build are not typical. */
const LEAST_MEASUREMENTS = 4;
const NANOSECONDS = 1e6;
const TIMESTAMP_BYTES = 8;

/** The object of one step's timing: forward and backward as a whole, or each part. */
export type Cut = 'whole' | 'parts';

/** Indices of the pairs of timestamps (start, end); those of the groups follow. */
const UPDATE = 0;
const STATISTICS = 1;
const PASSES = 2;
const GROUPS = 3;

export class LaneClock {
  /** Timestamps as copied, u64. */
  readonly buffer: GPUBuffer;
  private readonly queries: GPUQuerySet;
  private readonly lane: LanePlans;
  private readonly pairs: number;
  private readonly passes = new RunningMean(MEASUREMENTS_REMEMBERED, LEAST_MEASUREMENTS);
  private readonly parts = new Map<CostPart, RunningMean>();
  /** The object of the next step's timing. */
  private next: Cut = 'whole';

  constructor(device: Device, lane: LanePlans) {
    this.lane = lane;
    this.pairs = GROUPS + lane.groups.length;
    const count = 2 * this.pairs;
    this.queries = device.gpu.createQuerySet({ label: 'lane clock', type: 'timestamp', count });
    const usage = 0x200 | 0x04; // QUERY_RESOLVE | COPY_SRC
    this.buffer = device.gpu.createBuffer({ label: 'lane clock', size: count * TIMESTAMP_BYTES, usage });
  }

  /** Encodes an observed step, statistics and update included, in timed passes. Returns how it was cut, which `read` needs. */
  encode(encoder: GPUCommandEncoder): Cut {
    const cut = this.next;
    this.next = cut === 'whole' ? 'parts' : 'whole';
    const { observedPasses, groups, statistics, update } = this.lane;
    if (cut === 'whole') observedPasses.encodePass(encoder, this.writes(PASSES));
    else groups.forEach(({ plan }, i) => plan.encodePass(encoder, this.writes(GROUPS + i)));
    statistics.encodePass(encoder, this.writes(STATISTICS));
    update.encodePass(encoder, this.writes(UPDATE));
    encoder.resolveQuerySet(this.queries, 0, 2 * this.pairs, this.buffer, 0);
    return cut;
  }

  private writes(pair: number): GPUComputePassTimestampWrites {
    return { querySet: this.queries, beginningOfPassWriteIndex: 2 * pair, endOfPassWriteIndex: 2 * pair + 1 };
  }

  /** Adds one step's timestamps, which begin at `offset`, to the means. */
  read(bytes: ArrayBuffer, offset: number, cut: Cut): void {
    const times = new BigUint64Array(bytes.slice(offset, offset + this.buffer.size));
    const millisecondsOf = (pair: number) => Number(times[2 * pair + 1] - times[2 * pair]) / NANOSECONDS;
    const { groups } = this.lane;
    const timed = cut === 'whole' ? [PASSES] : groups.map((_, i) => GROUPS + i);
    const passes = timed.map(millisecondsOf);
    const update = millisecondsOf(UPDATE);
    const statistics = millisecondsOf(STATISTICS);
    // The GPU may reset its clock between two passes: such a step is ignored.
    if ([...passes, update, statistics].some((milliseconds) => milliseconds < 0)) return;
    this.add('update', update);
    this.add('statistics', statistics);
    if (cut === 'whole') {
      this.passes.add(passes[0]);
      return;
    }
    const sums = new Map<CostPart, number>();
    groups.forEach(({ part }, i) => sums.set(part, (sums.get(part) ?? 0) + passes[i]));
    for (const [part, milliseconds] of sums) this.add(part, milliseconds);
  }

  private add(part: CostPart, milliseconds: number): void {
    let mean = this.parts.get(part);
    if (!mean) {
      mean = new RunningMean(MEASUREMENTS_REMEMBERED, LEAST_MEASUREMENTS);
      this.parts.set(part, mean);
    }
    mean.add(milliseconds);
  }

  /** Means so far. */
  get cost(): MeasuredCost {
    const parts = new Map([...this.parts].map(([part, mean]) => [part, mean.value]));
    return { total: this.passes.value + (parts.get('update') ?? NaN), parts };
  }

  destroy(): void {
    this.queries.destroy();
    this.buffer.destroy();
  }
}
