import { LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { Snapshot } from '../../experiment/snapshot';
import type { PlaygroundClient } from '../../worker/playground-client';
import type { DataShape } from './data-shape';
import { OnScreen } from './on-screen';
import { RequestThrottle } from './request-throttle';

/**
 * What the views share that show what networks say of inputs: they ask the client at each new snapshot, at the pace of a PacedAsker,
 * and only while they are on screen.
 */
export abstract class PredictionView<Question, Answer> extends LitElement {
  @property({ attribute: false }) client: PlaygroundClient | null = null;
  @property({ attribute: false }) experiment: CompleteExperiment | null = null;
  /** Of the data in force; null until they are known. */
  @property({ attribute: false }) data: DataShape | null = null;
  /** The newest; null while there is none. */
  @state() protected answer: Answer | null = null;

  private newest: Snapshot | null = null;
  private readonly sight = new OnScreen(this, () => this.ask());
  private readonly asker = new RequestThrottle<Question, Answer>({
    ask: (question) => this.answerTo(question),
    found: (answer) => {
      this.answer = answer;
    },
  });

  constructor() {
    super();
    this.addController({ hostDisconnected: () => this.asker.stop() });
  }

  get snapshot(): Snapshot | null {
    return this.newest;
  }

  /** The newest: its network is asked, and its answer is what is drawn anew. */
  set snapshot(snapshot: Snapshot | null) {
    this.newest = snapshot;
    this.ask();
  }

  /** What there is to ask as things are; null for nothing. */
  protected abstract question(): Question | null;

  /** Rejects with the client's typed errors. */
  protected abstract answerTo(question: Question): Promise<Answer>;

  protected ask(): void {
    if (!this.newest || !this.sight.visible) return;
    const question = this.question();
    if (question) this.asker.request(question);
  }

  /** An answer that is still under way is of what was there before. */
  protected stopAsking(): void {
    this.asker.stop();
  }

  protected forgetAnswer(): void {
    this.stopAsking();
    this.answer = null;
  }
}
