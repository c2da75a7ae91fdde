/**
 * Measures the milliseconds of a lane's step with the GPU's own clock. At each step that is read, every pass has a timestamp at
 * its start and its end. Steps alternate: in one, forward and backward are a single pass; in the next, each part is a separate
 * pass. A step takes longer when it is divided into passes, so both are measured. Browsers round timestamps to 100 µs, so the
 * result is a mean over many steps.
 */
import type { CostPart } from '../../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { LanePlans } from './lane-plans';
import { RunningMean } from '../../math/running-mean';
import type { MeasuredCost } from './step-cost';

const MEASUREMENTS_REMEMBERED = 200;
/** The mean is NaN until there are this many measurements, because the first steps after a build are not typical. */
const LEAST_MEASUREMENTS = 4;
const NANOSECONDS = 1e6;
const TIMESTAMP_BYTES = 8;

/** What the timestamps of a step measure: forward and backward as a whole, or each part. */
export type Cut = 'whole' | 'parts';

/** Indices of the pairs of timestamps (start, end); those of the groups follow. */
const UPDATE = 0;
const STATISTICS = 1;
const PASSES = 2;
const GROUPS = 3;

export class LaneClock {
  /** The timestamps of the newest step, u64. */
  readonly buffer: GPUBuffer;
  private readonly queries: GPUQuerySet;
  private readonly lane: LanePlans;
  private readonly pairs: number;
  private readonly passes = new RunningMean(MEASUREMENTS_REMEMBERED, LEAST_MEASUREMENTS);
  private readonly parts = new Map<CostPart, RunningMean>();
  /** What the timestamps of the next step measure. */
  private next: Cut = 'whole';

  constructor(device: Device, lane: LanePlans) {
    this.lane = lane;
    this.pairs = GROUPS + lane.groups.length;
    const count = 2 * this.pairs;
    this.queries = device.gpu.createQuerySet({ label: 'lane clock', type: 'timestamp', count });
    const usage = 0x200 | 0x04; // QUERY_RESOLVE | COPY_SRC
    this.buffer = device.gpu.createBuffer({ label: 'lane clock', size: count * TIMESTAMP_BYTES, usage });
  }

  /** Encodes an observed step, statistics and update included, in timed passes. Returns how the step was divided, for `read`. */
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
    // The GPU may reset its clock between two passes. Such a step is ignored.
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
