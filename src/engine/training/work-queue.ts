/** Runs the requests to a session one at a time, in the order in which they were made. */
export class WorkQueue {
  /** Resolves when all work is done. Never rejects. */
  private all: Promise<unknown> = Promise.resolve();
  /** Resolves when all work that replaces networks or weights is done. Never rejects. */
  private changes: Promise<unknown> = Promise.resolve();
  private readonly onDone: () => void;

  /** @param onDone called after each piece of work, whether it succeeded or not */
  constructor(onDone: () => void) {
    this.onDone = onDone;
  }

  /** Runs `work` when all work before it is done. */
  add<T>(work: () => Promise<T>): Promise<T> {
    const result = this.all.then(work).finally(this.onDone);
    this.all = result.catch(() => {});
    return result;
  }

  /** Like `add`, for work that replaces networks or weights. */
  addChange<T>(work: () => Promise<T>): Promise<T> {
    const result = this.add(work);
    this.changes = result.catch(() => {});
    return result;
  }

  /** Resolves when the changes added so far are done. Reading waits only for these, so it never waits for steps. */
  async changesDone(): Promise<void> {
    await this.changes;
  }
}
