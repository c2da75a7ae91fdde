import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Store } from './store';

/** Pauses the run while nobody can see the page, and goes on when it is looked at again. */
export class RestWhenHidden implements ReactiveController {
  private readonly store: Store;
  private resting = false;

  constructor(host: ReactiveControllerHost, store: Store) {
    this.store = store;
    host.addController(this);
  }

  /** Runs: at once, or as soon as the page is seen. */
  play(): void {
    if (document.hidden) this.resting = true;
    else this.store.client?.play();
  }

  /** Somebody decided otherwise meanwhile: it does not go on by itself. */
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
