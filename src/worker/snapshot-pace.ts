import type { Snapshot } from '../experiment/snapshot';

/** The page is told of at most this many snapshots a second. */
const SNAPSHOTS_PER_SECOND = 20;

/**
 * Lets snapshots through no faster than 20 a second: the first at once, then the newest when the interval is over, so that the
 * last of a burst always arrives. One of step 0 is never passed over: a run is seen from its start.
 */
export class SnapshotPace {
  private readonly waiting: Snapshot[] = [];
  private timer: ReturnType<typeof setTimeout> | null = null;
  private last = -Infinity;

  constructor(private readonly deliver: (snapshot: Snapshot) => void) {}

  offer(snapshot: Snapshot): void {
    const newest = this.waiting.at(-1);
    // The start of a run that is itself over is of no more use.
    if (snapshot.step === 0) this.waiting.length = 0;
    else if (newest && newest.step > 0) this.waiting.pop();
    this.waiting.push(snapshot);
    if (this.timer === null) this.schedule();
  }

  /** Forgets what has not gone out. */
  clear(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    this.waiting.length = 0;
  }

  private schedule(): void {
    const wait = this.last + 1000 / SNAPSHOTS_PER_SECOND - performance.now();
    if (wait <= 0) this.release();
    else this.timer = setTimeout(() => this.release(), Math.ceil(wait));
  }

  private release(): void {
    this.timer = null;
    const snapshot = this.waiting.shift();
    if (!snapshot) return;
    this.last = performance.now();
    this.deliver(snapshot);
    if (this.waiting.length > 0 && this.timer === null) this.schedule();
  }
}
