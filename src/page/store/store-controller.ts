import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { Store } from './store';
import type { Topic } from './topic';

/** Redraws a component when the store fires an event of one of the topics that it shows. */
export class StoreController implements ReactiveController {
  private readonly host: ReactiveControllerHost & { store: Store };
  private readonly topics: readonly Topic[];
  private followed: Store | null = null;

  constructor(host: ReactiveControllerHost & { store: Store }, ...topics: Topic[]) {
    this.host = host;
    this.topics = topics;
  }

  hostConnected(): void {
    // The store is a property, which is set by the first update at the latest.
    this.host.requestUpdate();
  }

  hostUpdate(): void {
    if (this.followed === this.host.store) return;
    this.unfollow();
    this.followed = this.host.store;
    for (const topic of this.topics) this.followed.addEventListener(topic, this.redraw);
  }

  hostDisconnected(): void {
    this.unfollow();
  }

  private unfollow(): void {
    for (const topic of this.topics) this.followed?.removeEventListener(topic, this.redraw);
    this.followed = null;
  }

  private readonly redraw = (): void => this.host.requestUpdate();
}
