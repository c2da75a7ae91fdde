/**
 * Limits the rate of snapshots: the engine sends at most 20 a second, whatever produces them. No other module limits the rate.
 */
import type { Snapshot } from '../../experiment/snapshot';

/** Milliseconds from one snapshot to the next, at least. */
const INTERVAL = 50;

/** The source of the time, in milliseconds. Tests replace it. */
export interface Clock {
  now(): number;
  /** Calls back once, after `delay`. Returns the function that cancels it. */
  after(delay: number, callback: () => void): () => void;
}

const SYSTEM_CLOCK: Clock = {
  now: () => performance.now(),
  after(delay, callback) {
    const timer = setTimeout(callback, delay);
    return () => clearTimeout(timer);
  },
};

/**
 * Slots of 50 ms, each for one snapshot. The throttle belongs to the session, because a reading costs GPU time: the training loop
 * takes one only when a slot is free (`free`, `reserve`, `deliver`). Snapshots that exist anyway, such as those after a single
 * step, use the same slots (`offer`). A second limit in the worker's client would delay a reading past its slot, so that the loop
 * would skip the next slot: that once halved the rate to 10 per second.
 */
export class SnapshotThrottle {
  private readonly waiting: Snapshot[] = [];
  private cancelTimer: (() => void) | null = null;
  private lastSlot = -Infinity;

  constructor(
    private readonly send: (snapshot: Snapshot) => void,
    private readonly clock: Clock = SYSTEM_CLOCK,
  ) {}

  /** Whether a snapshot that is measured from now on may be delivered. */
  get free(): boolean {
    return this.cancelTimer === null && this.untilNextSlot() <= 0;
  }

  /** Takes the free slot for a snapshot that is being measured. */
  reserve(): void {
    this.lastSlot = this.clock.now();
  }

  /** Sends the snapshot that a slot was reserved for. */
  deliver(snapshot: Snapshot): void {
    this.send(snapshot);
  }

  /**
   * Sends a snapshot now if a slot is free, otherwise in the next one. A newer snapshot replaces one that waits; only a snapshot
   * of step 0 is never skipped, because charts need the start of a run.
   */
  offer(snapshot: Snapshot): void {
    const newest = this.waiting.at(-1);
    // The start of a replaced run is not needed any more.
    if (snapshot.step === 0) this.waiting.length = 0;
    else if (newest && newest.step > 0) this.waiting.pop();
    this.waiting.push(snapshot);
    if (this.cancelTimer === null) this.schedule();
  }

  /** Drops the waiting snapshots. */
  clear(): void {
    this.cancelTimer?.();
    this.cancelTimer = null;
    this.waiting.length = 0;
  }

  private untilNextSlot(): number {
    return this.lastSlot + INTERVAL - this.clock.now();
  }

  private schedule(): void {
    const delay = this.untilNextSlot();
    if (delay <= 0) this.sendNext();
    else this.cancelTimer = this.clock.after(Math.ceil(delay), () => this.sendNext());
  }

  private sendNext(): void {
    this.cancelTimer = null;
    const snapshot = this.waiting.shift();
    if (!snapshot) return;
    this.reserve();
    if (this.waiting.length > 0) this.schedule();
    this.send(snapshot);
  }
}
