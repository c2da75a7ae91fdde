/**
 * When steps are taken: as fast as the GPU goes, one batch a frame, or slowly enough to watch. Never more than two submissions
 * under way, so that a change is heard soon; never a wait for a reading while training runs.
 */
import { DEFAULT_SPEED, type Speed } from '../../experiment/speed';
import type { Device } from '../gpu/device';
import { Pace } from './pace';
import type { LaneReading } from './reading';
import type { Trainer } from './trainer';

/** Statistics of a step that was trained, or of the first batch where none was. */
export interface Reading {
  step: number;
  epoch: number;
  lanes: LaneReading[];
}

const MOST_UNDER_WAY = 2;
/** At most 20 readings a second. */
const READING_INTERVAL = 50;
/** Where lanes are timed from outside: soon after the start, then rarely, because training stands still meanwhile. */
const FIRST_TIMING = 500;
const TIMING_INTERVAL = 10_000;
const SLOW_INTERVAL = 333;
const FRAME_INTERVAL = 1000 / 60;

export class TrainingLoop {
  speed: Speed = DEFAULT_SPEED;
  /** Seconds that the GPU was training. */
  seconds = 0;
  private readonly device: Device;
  private readonly trainer: Trainer;
  private readonly onReading: (reading: Reading) => void;
  private readonly onError: (error: unknown) => void;
  private readonly pace = new Pace();
  private loop: Promise<void> | null = null;
  private stopping = false;
  private wake: () => void = () => {};
  private readonly underWay = new Set<Promise<void>>();
  private readonly readings = new Set<Promise<void>>();
  /** The first thing that went wrong with what was under way, until the loop or a caller has heard of it. */
  private failure: { error: unknown } | null = null;
  private lastDone = 0;
  private lastObserved = -Infinity;

  constructor(device: Device, trainer: Trainer, onReading: (reading: Reading) => void, onError: (error: unknown) => void) {
    this.device = device;
    this.trainer = trainer;
    this.onReading = onReading;
    this.onError = onError;
  }

  get running(): boolean {
    return this.loop !== null;
  }

  play(): void {
    if (this.loop) return;
    this.stopping = false;
    this.loop = this.run()
      .catch(this.onError)
      .finally(() => {
        this.loop = null;
      });
  }

  /** Resolves when the last step, which is always read, has been read. */
  async pause(): Promise<void> {
    this.stopping = true;
    this.wake();
    await this.loop;
  }

  /** Takes exactly `count` steps, while not running, and reads the last of them. */
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

  /** Reads the statistics of the batch to come. */
  async observe(): Promise<void> {
    await this.settle();
    this.expect(this.trainer.observe(), this.trainer.step);
    await this.settle();
  }

  private async run(): Promise<void> {
    let timing = performance.now() + FIRST_TIMING;
    while (!this.stopping) {
      if (!this.trainer.timesItself && performance.now() >= timing) {
        await this.settle();
        await this.trainer.timeLanes(() => !this.stopping);
        timing = performance.now() + TIMING_INTERVAL;
      }
      const due = performance.now() - this.lastObserved >= READING_INTERVAL;
      if (this.speed === 'fast') {
        this.submit(this.pace.steps, due);
        await this.room();
        // A turn of the event loop, so that messages are heard even when the GPU is faster than this loop.
        await this.sleep(0);
      } else {
        this.submit(1, due);
        await this.sleep(this.speed === 'slow' ? SLOW_INTERVAL : FRAME_INTERVAL);
        await this.room();
      }
    }
    // The run rests on a step whose statistics are known.
    await this.settle();
    this.submit(1, true);
    await this.settle();
  }

  private submit(count: number, observe: boolean): void {
    const submitted = performance.now();
    const reading = this.trainer.train(count, observe);
    if (observe) {
      if (reading) this.lastObserved = submitted;
      this.expect(reading, this.trainer.step);
    }
    const done = this.device.gpu.queue.onSubmittedWorkDone().then(() => {
      const now = performance.now();
      // The GPU began with this when it was submitted or when it had done what came before, whichever was later.
      const busy = now - Math.max(submitted, this.lastDone);
      this.lastDone = now;
      this.seconds += busy / 1000;
      if (count > 1 || this.pace.steps === 1) this.pace.learn(count, busy);
    });
    this.follow(this.underWay, done);
  }

  private expect(reading: (() => Promise<LaneReading[]>) | null, step: number): void {
    if (!reading) return;
    const { epoch } = this.trainer;
    this.follow(
      this.readings,
      reading().then((lanes) => this.onReading({ step, epoch, lanes })),
    );
  }

  /** Keeps a promise in `set` until it settles. Where it rejects, whoever waits next is told. */
  private follow(set: Set<Promise<void>>, promise: Promise<void>): void {
    const followed = promise
      .catch((error: unknown) => {
        this.failure ??= { error };
      })
      .finally(() => set.delete(followed));
    set.add(followed);
  }

  /** Waits until another submission may go out. Throws what went wrong meanwhile. */
  private async room(): Promise<void> {
    while (this.underWay.size >= MOST_UNDER_WAY) await Promise.race(this.underWay);
    this.throwFailure();
  }

  /** Waits until nothing is under way. Throws what went wrong meanwhile. */
  private async settle(): Promise<void> {
    await Promise.all([...this.underWay, ...this.readings]);
    this.throwFailure();
  }

  private throwFailure(): void {
    const { failure } = this;
    this.failure = null;
    if (failure) throw failure.error;
  }

  /** Sleeps, or until paused. */
  private sleep(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
      setTimeout(resolve, milliseconds);
    });
  }
}
