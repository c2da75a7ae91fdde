import type { PlaygroundClient } from '../worker/playground-client';
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
  busy = false;
  private readonly owner: Owner;
  private cancelled = false;

  constructor(owner: Owner) {
    this.owner = owner;
  }

  cancel(): void {
    this.cancelled = true;
  }

  /** Exactly `count` steps unless it is cancelled. Does nothing while others are under way. */
  take(count: number): Promise<void> {
    return this.work(async () => count);
  }

  /** As many steps as a pass over the training rows takes. */
  takeEpoch(): Promise<void> {
    return this.work(async (client) => {
      const { trainingRows } = await client.rows(0, 0);
      return Math.max(1, Math.round(trainingRows / client.experiment.training.batchSize));
    });
  }

  private async work(countOf: (client: PlaygroundClient) => Promise<number>): Promise<void> {
    const { client } = this.owner;
    if (!client || this.busy) return;
    this.setBusy(true);
    this.cancelled = false;
    try {
      const count = await countOf(client);
      for (let left = count, portion = 1; left > 0 && !this.cancelled;) {
        const now = Math.min(portion, left);
        const start = performance.now();
        await client.step(now);
        left -= now;
        if (performance.now() - start < TARGET_MILLISECONDS / 2) portion *= 2;
      }
    } catch (error) {
      // An engine that was let go of answers no more.
      if (!this.cancelled) this.owner.report(error);
    } finally {
      this.setBusy(false);
    }
  }

  private setBusy(busy: boolean): void {
    this.busy = busy;
    this.owner.changed('state');
  }
}
