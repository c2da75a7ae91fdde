/** When the held-out rows are evaluated: on demand, or beside training with a bounded share of the time. */
import type { Evaluator, HeldOutResult } from './evaluator';

/** While training runs, at least this many milliseconds, and this many times its own length, lie between two evaluations. */
const LEAST_INTERVAL = 250;
const INTERVAL_SHARE = 8;
/** Early in a run, when everything changes: half as much the first time, and twice that of the last time from then on. */
const FIRST_SHARE = 0.5;

export class HeldOutClock {
  /** Of the newest evaluation, lane by lane; null where nothing is held out or none was made. */
  latest: HeldOutResult[] | null = null;
  private readonly evaluator: Evaluator;
  private evaluatedStep = -1;
  private next = 0;
  private share = FIRST_SHARE;
  private underWay: Promise<void> | null = null;

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /** The networks are others than those that were evaluated. */
  forget(): void {
    this.evaluatedStep = -1;
    this.share = FIRST_SHARE;
  }

  /** Brings `latest` up to this step. */
  async evaluate(step: number): Promise<void> {
    await this.underWay;
    if (this.evaluatedStep !== step) await this.begin(step);
  }

  /** Begins an evaluation if it is time for one. */
  async evaluateWhenDue(step: number): Promise<void> {
    if (this.underWay || performance.now() < this.next) return;
    await this.begin(step);
  }

  private begin(step: number): Promise<void> {
    const started = performance.now();
    // Of the weights as they are now: where `forget` is called meanwhile, that holds.
    this.evaluatedStep = step;
    this.underWay = this.evaluator
      .heldOut()
      .then((results) => {
        this.latest = results;
        const now = performance.now();
        this.next = now + Math.max(LEAST_INTERVAL, this.share * (now - started));
        this.share = Math.min(INTERVAL_SHARE, 2 * this.share);
      })
      .catch((error: unknown) => {
        this.forget();
        throw error;
      })
      .finally(() => {
        this.underWay = null;
      });
    return this.underWay;
  }
}
