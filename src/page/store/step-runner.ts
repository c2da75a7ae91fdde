import type { PlaygroundClient } from '../../worker/playground-client';
import type { Topic } from './topic';

interface Owner {
  readonly client: PlaygroundClient | null;
  changed(topic: Topic): void;
  report(error: unknown): void;
}

/**
 * Milliseconds per portion: long enough that the time between two requests is negligible, short enough for the charts to move.
 */
const TARGET_MILLISECONDS = 300;

/** Takes many steps in portions, so that a person sees them and can stop them. */
export class StepRunner {
  private readonly owner: Owner;
  /** The steps in progress. */
  private work: { cancelled: boolean } | null = null;
  /** Resolves when all changes that steps wait for are done. Never rejects. */
  private changes: Promise<unknown> = Promise.resolve();

  constructor(owner: Owner) {
    this.owner = owner;
  }

  get busy(): boolean {
    return this.work !== null;
  }

  cancel(): void {
    if (this.work) this.work.cancelled = true;
  }

  /**
   * Makes steps in progress wait for a change of the networks or the data. If the change is accepted, the steps end, because they
   * were meant for the experiment before it. If it is refused, they continue.
   */
  async yieldTo(change: Promise<void>): Promise<void> {
    const { work } = this;
    const settled = change.then(
      () => {
        if (work) work.cancelled = true;
      },
      () => {},
    );
    this.changes = Promise.all([this.changes, settled]);
    await change;
  }

  /** Takes exactly `count` steps, unless cancelled. Does nothing while other steps are in progress. */
  take(count: number): Promise<void> {
    return this.run(async () => count);
  }

  /** Takes the steps of one pass over the training rows. */
  takeEpoch(): Promise<void> {
    return this.run(async (client) => {
      const { trainingRows } = await client.rows(0, 0);
      return Math.max(1, Math.round(trainingRows / client.experiment.training.batchSize));
    });
  }

  private async run(countOf: (client: PlaygroundClient) => Promise<number>): Promise<void> {
    const { client } = this.owner;
    if (!client || this.busy) return;
    const work = { cancelled: false };
    this.setWork(work);
    try {
      const count = await countOf(client);
      await this.settled();
      for (let left = count, portion = 1; left > 0 && !work.cancelled;) {
        const now = Math.min(portion, left);
        const start = performance.now();
        await client.step(now);
        left -= now;
        if (performance.now() - start < TARGET_MILLISECONDS / 2) portion *= 2;
        await this.settled();
      }
    } catch (error) {
      // A closed engine rejects every request.
      if (!work.cancelled) this.owner.report(error);
    } finally {
      this.setWork(null);
    }
  }

  private async settled(): Promise<void> {
    let seen: Promise<unknown>;
    do {
      seen = this.changes;
      await seen;
    } while (seen !== this.changes);
  }

  private setWork(work: typeof this.work): void {
    this.work = work;
    this.owner.changed('state');
  }
}
