/** How a request is sent, and what is done with its answer. */
export interface RequestHandlers<Request, Answer> {
  send(request: Request): Promise<Answer>;
  received(answer: Answer, request: Request): void;
}

/** At most about three requests a second, which take at most this share of the time. */
const INTERVAL_MILLISECONDS = 333;
const SHARE_OF_TIME = 0.25;

/**
 * Sends requests to the engine while it trains: one at a time, with pauses, and always the newest. A failed request is dropped:
 * the client reports the error itself, and the next request tries again.
 */
export class RequestThrottle<Request, Answer> {
  private pending: { request: Request } | null = null;
  private busy = false;
  private timer = 0;
  private notBefore = -Infinity;
  /** Answers to requests of an earlier generation are ignored. */
  private generation = 0;

  constructor(private readonly handlers: RequestHandlers<Request, Answer>) {}

  request(request: Request): void {
    this.pending = { request };
    this.start();
  }

  /** Cancels the pending request and ignores the answer to one already sent. */
  stop(): void {
    this.pending = null;
    this.generation++;
    clearTimeout(this.timer);
    this.timer = 0;
  }

  private start(): void {
    if (this.busy || this.timer || !this.pending) return;
    const wait = this.notBefore - performance.now();
    if (wait <= 0) {
      void this.send(this.pending.request);
      return;
    }
    this.timer = window.setTimeout(() => {
      this.timer = 0;
      this.start();
    }, wait);
  }

  private async send(request: Request): Promise<void> {
    this.pending = null;
    this.busy = true;
    const { generation } = this;
    const started = performance.now();
    try {
      const answer = await this.handlers.send(request);
      if (generation === this.generation) this.handlers.received(answer, request);
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
