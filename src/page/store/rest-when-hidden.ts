import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Store } from './store';

/** Pauses the run while the page is hidden, and resumes it when the page is visible again. */
export class RestWhenHidden implements ReactiveController {
  private readonly store: Store;
  /** Whether it runs as soon as the page is visible. */
  private resting = false;

  constructor(host: ReactiveControllerHost, store: Store) {
    this.store = store;
    host.addController(this);
  }

  /** Runs now, or as soon as the page is visible. */
  play(): void {
    if (document.hidden) this.resting = true;
    else this.store.client?.play();
  }

  /** Call this when a person or a script pauses the run while the page is hidden. The run then does not resume by itself. */
  forget(): void {
    this.resting = false;
  }

  hostConnected(): void {
    document.addEventListener('visibilitychange', this.turn);
  }

  hostDisconnected(): void {
    document.removeEventListener('visibilitychange', this.turn);
    this.resting = false;
  }

  private readonly turn = (): void => {
    if (document.hidden) {
      this.resting = this.store.running;
      if (this.resting) this.store.client?.pause().catch((error: unknown) => this.store.report(error));
    } else if (this.resting) {
      this.resting = false;
      this.store.client?.play();
    }
  };
}
