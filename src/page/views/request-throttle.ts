/** How a question is asked, and what is done with its answer. */
export interface Asking<Wish, Answer> {
  ask(wish: Wish): Promise<Answer>;
  found(answer: Answer, wish: Wish): void;
}

/** At most about three times a second, and never more than this share of the time that the answers themselves take. */
const INTERVAL_MILLISECONDS = 333;
const SHARE_OF_TIME = 0.25;

/**
 * Asks the engine beside its training: one question at a time, with pauses, always for the newest wish. An answer that fails is let
 * go: the client itself reports what is wrong, and the next wish tries again.
 */
export class RequestThrottle<Wish, Answer> {
  private wish: { is: Wish } | null = null;
  private busy = false;
  private timer = 0;
  private notBefore = -Infinity;
  private era = 0;

  constructor(private readonly asking: Asking<Wish, Answer>) {}

  request(wish: Wish): void {
    this.wish = { is: wish };
    this.start();
  }

  /** Forgets the wish and any answer still under way. */
  stop(): void {
    this.wish = null;
    this.era++;
    clearTimeout(this.timer);
    this.timer = 0;
  }

  private start(): void {
    if (this.busy || this.timer || !this.wish) return;
    const wait = this.notBefore - performance.now();
    if (wait <= 0) {
      void this.ask(this.wish.is);
      return;
    }
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.start();
    }, wait);
  }

  private async ask(wish: Wish): Promise<void> {
    this.wish = null;
    this.busy = true;
    const { era } = this;
    const started = performance.now();
    try {
      const answer = await this.asking.ask(wish);
      if (era === this.era) this.asking.found(answer, wish);
    } catch {
      // Reported by the client's own 'error' event.
    } finally {
      const took = performance.now() - started;
      this.notBefore = started + Math.max(INTERVAL_MILLISECONDS, took / SHARE_OF_TIME);
      this.busy = false;
      this.start();
    }
  }
}
