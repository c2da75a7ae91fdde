/** Decides when the held-out rows are evaluated: on demand, or during training with a bounded share of the time. */
import type { Evaluator, HeldOutResult } from './evaluator';

/** During training, the pause after an evaluation: at least LEAST_INTERVAL milliseconds and INTERVAL_SHARE times its duration. */
const LEAST_INTERVAL = 250;
const INTERVAL_SHARE = 8;
/** The share after a start or a change of the networks. It is small, because the figures change fastest then, and doubles until it is INTERVAL_SHARE. */
const FIRST_SHARE = 0.5;

export class HeldOutClock {
  /** The newest evaluation of each lane; null before the first, or if no rows are held out. */
  latest: HeldOutResult[] | null = null;
  private readonly evaluator: Evaluator;
  private evaluatedStep = -1;
  private next = 0;
  private share = FIRST_SHARE;
  private inProgress: Promise<void> | null = null;

  constructor(evaluator: Evaluator) {
    this.evaluator = evaluator;
  }

  /** Call this when the networks have changed: the next `evaluate` then evaluates them at any step. */
  forget(): void {
    this.evaluatedStep = -1;
    this.share = FIRST_SHARE;
  }

  /** Evaluates the networks at this step, unless `latest` is of this step. */
  async evaluate(step: number): Promise<void> {
    await this.inProgress;
    if (this.evaluatedStep !== step) await this.begin(step);
  }

  /** Starts an evaluation if the pause after the last one is over. */
  async evaluateWhenDue(step: number): Promise<void> {
    if (this.inProgress || performance.now() < this.next) return;
    await this.begin(step);
  }

  private begin(step: number): Promise<void> {
    const started = performance.now();
    // Set before the evaluation, which uses the current weights, so that a `forget` during the evaluation takes precedence.
    this.evaluatedStep = step;
    this.inProgress = this.evaluator
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
        this.inProgress = null;
      });
    return this.inProgress;
  }
}
