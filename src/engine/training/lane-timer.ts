/** Measures the time of a lane's step, with the device's timestamps or, on a device without them, by replaying dispatches. */
import type { PartCost } from '../../experiment/snapshot';
import type { Device } from '../gpu/device';
import type { NetworkStorage } from '../network/storage';
import { LaneClock, type Cut } from './lane-clock';
import type { LanePlans } from './lane-plans';
import { timeLane } from './lane-stopwatch';
import { partCosts, UNMEASURED, type MeasuredCost } from './step-cost';

export class LaneTimer {
  private readonly device: Device;
  private readonly lane: LanePlans;
  private readonly storage: NetworkStorage;
  private readonly clock: LaneClock | null;
  private measuredOutside: MeasuredCost = UNMEASURED;

  constructor(device: Device, lane: LanePlans, storage: NetworkStorage) {
    this.device = device;
    this.lane = lane;
    this.storage = storage;
    this.clock = device.timestamps ? new LaneClock(device, lane) : null;
  }

  /** Milliseconds of a step and of its parts; NaN until they are measured. */
  get cost(): { millisecondsPerStep: number; cost: PartCost[] } {
    const measured = this.clock?.cost ?? this.measuredOutside;
    return { millisecondsPerStep: measured.total, cost: partCosts(this.lane, measured) };
  }

  /** Buffers whose bytes `read` takes, after an observed step. */
  get sources(): GPUBuffer[] {
    return this.clock ? [this.clock.buffer] : [];
  }

  /**
   * Encodes an observed step, statistics and update included. Returns how the step was divided into passes if they have
   * timestamps.
   */
  encode(encoder: GPUCommandEncoder): Cut | undefined {
    if (this.clock) return this.clock.encode(encoder);
    this.lane.observedPasses.encodePass(encoder);
    this.lane.statistics.encodePass(encoder);
    this.lane.update.encodePass(encoder);
    return undefined;
  }

  /** Reads the timestamps of a step from `offset` on. Returns the offset after them. */
  read(bytes: ArrayBuffer, offset: number, cut: Cut | undefined): number {
    if (!this.clock) return offset;
    if (cut) this.clock.read(bytes, offset, cut);
    return offset + this.clock.buffer.size;
  }

  /**
   * Measures the lane by replaying its dispatches. Call it between steps, after at least one. It stops early and stores nothing
   * when `wanted` returns false.
   */
  async measure(wanted: () => boolean): Promise<void> {
    const measured = await timeLane(this.device, this.lane, this.storage, wanted);
    if (measured) this.measuredOutside = measured;
  }

  destroy(): void {
    this.clock?.destroy();
  }
}
