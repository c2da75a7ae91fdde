import type { PlaygroundClient } from '../../worker/playground-client';
import type { Topic } from './topic';

interface Owner {
  readonly client: PlaygroundClient | null;
  changed(topic: Topic): void;
  report(error: unknown): void;
}

/** Long enough that little is lost between two requests, short enough that the charts move and a person can stop it. */
const TARGET_MILLISECONDS = 300;

/** Takes many steps in portions, so that they are seen and can be stopped. */
export class StepRunner {
  private readonly owner: Owner;
  /** The steps under way. */
  private work: { cancelled: boolean } | null = null;
  /** The tail of all changes that steps wait for. Never rejects. */
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
   * Lets a change of what is trained go first, which was just asked for: steps under way wait for it. Where it is accepted they end,
   * for they were meant for what was there before; where it is refused they go on.
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

  /** Exactly `count` steps unless it is cancelled. Does nothing while others are under way. */
  take(count: number): Promise<void> {
    return this.run(async () => count);
  }

  /** As many steps as a pass over the training rows takes. */
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
      // An engine that was let go of answers no more.
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
