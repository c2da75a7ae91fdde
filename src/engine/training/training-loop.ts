/**
 * Decides when steps are taken: as fast as possible, one batch per frame, or slowly enough to watch. At most two submissions are
 * in flight, so that a change takes effect soon, and training never waits for a reading.
 */
import { DEFAULT_SPEED, type Speed } from '../../experiment/speed';
import type { Device } from '../gpu/device';
import { Pace } from './pace';
import type { Reading } from './reading';
import type { SnapshotThrottle } from './snapshot-throttle';
import type { PendingReading, Trainer } from './trainer';

export interface LoopEvents {
  /** `reserved`: a slot of the throttle was reserved for it. */
  reading(reading: Reading, reserved: boolean): void;
  error(error: unknown): void;
}

const MOST_IN_FLIGHT = 2;
/** Without timestamps, lanes are timed soon after the start, and then rarely, because training stops meanwhile. */
const FIRST_TIMING = 500;
const TIMING_INTERVAL = 10_000;
const SLOW_INTERVAL = 333;
const FRAME_INTERVAL = 1000 / 60;

export class TrainingLoop {
  speed: Speed = DEFAULT_SPEED;
  /** Seconds that the GPU has spent training. */
  seconds = 0;
  private readonly device: Device;
  private readonly trainer: Trainer;
  private readonly throttle: Pick<SnapshotThrottle, 'free' | 'reserve'>;
  private readonly events: LoopEvents;
  private readonly pace = new Pace();
  private loop: Promise<void> | null = null;
  private stopping = false;
  private wake: () => void = () => {};
  private readonly inFlight = new Set<Promise<void>>();
  private readonly readings = new Set<Promise<void>>();
  /** The first error of a submission or a reading that no caller has received yet. */
  private failure: { error: unknown } | null = null;
  private lastDone = 0;

  constructor(device: Device, trainer: Trainer, throttle: Pick<SnapshotThrottle, 'free' | 'reserve'>, events: LoopEvents) {
    this.device = device;
    this.trainer = trainer;
    this.throttle = throttle;
    this.events = events;
  }

  get running(): boolean {
    return this.loop !== null;
  }

  play(): void {
    if (this.loop) return;
    this.stopping = false;
    this.loop = this.run()
      .catch((error: unknown) => this.events.error(error))
      .finally(() => {
        this.loop = null;
      });
  }

  /** Resolves when the last step, whose statistics are always read, has been read. */
  async pause(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
  }

  /** Takes exactly `count` steps and reads the last one. Must not be called while it runs. */
  async take(count: number): Promise<void> {
    for (let left = count; left > 0;) {
      const now = left === 1 ? 1 : Math.min(this.pace.steps, left - 1);
      left -= now;
      if (left === 0) await this.settle();
      this.submit(now, left === 0);
      await this.room();
    }
    await this.settle();
  }

  /** Reads the statistics of the next batch, without training on it. */
  async observe(): Promise<void> {
    await this.settle();
    this.expect(this.trainer.observe(), false);
    await this.settle();
  }

  private async run(): Promise<void> {
    let timing = performance.now() + FIRST_TIMING;
    while (!this.stopping) {
      if (!this.trainer.hasTimestamps && performance.now() >= timing) {
        await this.settle();
        await this.trainer.timeLanes(() => !this.stopping);
        timing = performance.now() + TIMING_INTERVAL;
      }
      if (this.speed === 'fast') {
        this.submitInSlot(this.pace.steps);
        await this.room();
        // A turn of the event loop, so that messages are received even if the GPU is faster than this loop.
        await this.sleep(0);
      } else {
        this.submitInSlot(1);
        await this.sleep(this.speed === 'slow' ? SLOW_INTERVAL : FRAME_INTERVAL);
        await this.room();
      }
    }
    // A paused run shows the statistics of the step that it stopped at.
    await this.settle();
    this.submit(1, true);
    await this.settle();
  }

  /** Submits steps, and reads the last one if a slot is free for its snapshot. */
  private submitInSlot(count: number): void {
    const reserved = this.submit(count, this.throttle.free, true);
    // Without a free staging buffer nothing was read: the slot stays free for the next submission.
    if (reserved) this.throttle.reserve();
  }

  /** Returns whether the last step is read. */
  private submit(count: number, observe: boolean, reserved = false): boolean {
    const submitted = performance.now();
    const reading = this.trainer.train(count, observe);
    this.expect(reading, reserved);
    const done = this.device.gpu.queue.onSubmittedWorkDone().then(() => {
      const now = performance.now();
      // The GPU started this submission when it was submitted or when the work before it was done, whichever was later.
      const busy = now - Math.max(submitted, this.lastDone);
      this.lastDone = now;
      this.seconds += busy / 1000;
      if (count > 1 || this.pace.steps === 1) this.pace.learn(count, busy);
    });
    this.track(this.inFlight, done);
    return reading !== null;
  }

  private expect(reading: PendingReading | null, reserved: boolean): void {
    if (!reading) return;
    this.track(
      this.readings,
      reading().then((arrived) => this.events.reading(arrived, reserved)),
    );
  }

  /** Keeps a promise in `set` until it settles. Its error is thrown by the next `room` or `settle`. */
  private track(set: Set<Promise<void>>, promise: Promise<void>): void {
    const tracked = promise
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => set.delete(tracked));
    set.add(tracked);
  }

  /** Waits until another submission is allowed. Throws the first error since the last wait. */
  private async room(): Promise<void> {
    while (this.inFlight.size >= MOST_IN_FLIGHT) await Promise.race(this.inFlight);
    this.throwFailure();
  }

  /** Waits until nothing is in flight. Throws the first error since the last wait. */
  private async settle(): Promise<void> {
    await Promise.all([...this.inFlight, ...this.readings]);
    this.throwFailure();
  }

  private throwFailure(): void {
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure.error;
  }

  /** Sleeps for this time, or until `pause` is called. */
  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }
}
