import { LitElement } from 'lit';
import { property, state } from 'lit/decorators.js';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { Snapshot } from '../../experiment/snapshot';
import type { PlaygroundClient } from '../../worker/playground-client';
import type { DataShape } from './data-shape';
import { OnScreen } from './on-screen';
import { RequestThrottle } from './request-throttle';

/**
 * Base of the views that show predictions. They request predictions from the client at each new snapshot, at the rate of a
 * RequestThrottle, and only while they are on screen.
 */
export abstract class PredictionView<Request, Answer> extends LitElement {
  @property({ attribute: false }) client: PlaygroundClient | null = null;
  @property({ attribute: false }) experiment: CompleteExperiment | null = null;
  /** The shape of the current data; null until it is known. */
  @property({ attribute: false }) data: DataShape | null = null;
  /** The newest answer; null without one. */
  @state() protected answer: Answer | null = null;

  private newest: Snapshot | null = null;
  private readonly onScreen = new OnScreen(this, () => this.requestAnswer());
  private readonly throttle = new RequestThrottle<Request, Answer>({
    send: (request) => this.answerTo(request),
    received: (answer) => {
      this.answer = answer;
    },
  });

  constructor() {
    super();
    this.addController({ hostDisconnected: () => this.throttle.stop() });
  }

  get snapshot(): Snapshot | null {
    return this.newest;
  }

  /** The newest snapshot: setting it requests predictions from its networks. */
  set snapshot(snapshot: Snapshot | null) {
    this.newest = snapshot;
    this.requestAnswer();
  }

  /** Returns the current request; null if there is nothing to predict. */
  protected abstract currentRequest(): Request | null;

  /** Answers a request. Rejects with the client's typed errors. */
  protected abstract answerTo(request: Request): Promise<Answer>;

  protected requestAnswer(): void {
    if (!this.newest || !this.onScreen.visible) return;
    const request = this.currentRequest();
    if (request) this.throttle.request(request);
  }

  /** Cancels the pending request and ignores the answer to one already sent. */
  protected cancelRequests(): void {
    this.throttle.stop();
  }

  protected clearAnswer(): void {
    this.cancelRequests();
    this.answer = null;
  }
}
