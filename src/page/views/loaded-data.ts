import type { ReactiveController, ReactiveControllerHost } from 'lit';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { PlaygroundClient } from '../../worker/playground-client';

/** How rows are read, whether two readings are the same, and what is done where others take their place. */
export interface Loading<Data> {
  load(client: PlaygroundClient): Promise<Data>;
  same(before: Data, now: Data): boolean;
  /** Also with null, where what was shown is of other data and the new is not there yet. */
  replaced(data: Data | null): void;
}

/**
 * What a view shows of the data in force. It is read anew with another client or dataset; rows of one's own may have been
 * replaced under the same name, so they are read again whenever the client tells of a change, and shown until others have come.
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

  /** For the host's `willUpdate`: nothing happens where neither client nor dataset is another. */
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
