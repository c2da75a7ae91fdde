import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { PlaygroundClient } from '../../worker/playground-client';

/** How data are loaded and compared, and what happens when they are replaced. */
export interface Loading<Data> {
  load(client: PlaygroundClient): Promise<Data>;
  same(before: Data, now: Data): boolean;
  /** Called with null when the old data no longer apply and the new data are not loaded yet. */
  replaced(data: Data | null): void;
}

/**
 * Loads what a view shows of the current data, again for each new client or dataset. A person's own rows can be replaced under the
 * same name, so they are also reloaded after every 'statechange', and the old ones stay visible until the new ones are loaded.
 */
export class LoadedData<Data> implements ReactiveController {
  private client: PlaygroundClient | null = null;
  private dataset = '';
  private data: Data | null = null;
  private turn = 0;

  constructor(
    private readonly host: ReactiveControllerHost,
    private readonly loading: Loading<Data>,
  ) {
    host.addController(this);
  }

  get current(): Data | null {
    return this.data;
  }

  /** Call it in the host's `willUpdate`. Does nothing if client and dataset are unchanged. */
  follow(client: PlaygroundClient | null, experiment: CompleteExperiment | null): void {
    const dataset = JSON.stringify(experiment?.dataset);
    if (client === this.client && dataset === this.dataset) return;
    this.client?.removeEventListener('statechange', this.reloadCustom);
    this.client = client;
    this.dataset = dataset;
    client?.addEventListener('statechange', this.reloadCustom);
    this.replace(null);
    void this.load();
  }

  hostConnected(): void {
    this.client?.addEventListener('statechange', this.reloadCustom);
  }

  hostDisconnected(): void {
    this.client?.removeEventListener('statechange', this.reloadCustom);
  }

  private readonly reloadCustom = (): void => {
    if (this.client?.experiment.dataset.name === 'custom') void this.load();
  };

  private async load(): Promise<void> {
    const turn = ++this.turn;
    if (!this.client) return;
    try {
      const data = await this.loading.load(this.client);
      if (turn !== this.turn || (this.data !== null && this.loading.same(this.data, data))) return;
      this.replace(data);
      this.host.requestUpdate();
    } catch {
      // Reported by the client's own 'error' event; the view keeps waiting.
    }
  }

  private replace(data: Data | null): void {
    this.data = data;
    this.loading.replaced(data);
  }
}
