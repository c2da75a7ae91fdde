import { css, html, LitElement, type TemplateResult } from 'lit';
import { customElement } from 'lit/decorators.js';
import { DEFAULT_EXPERIMENT } from '../experiment/defaults';
import type { CompleteExperiment, DeepPartial, Experiment } from '../experiment/experiment';
import type { Snapshot, Tensors } from '../experiment/snapshot';
import { WorkerClient } from '../worker/client';
import type { PlaygroundClient } from '../worker/playground-client';
import type { CustomData } from '../worker/protocol';
import { Address, type ParsedAddress } from './store/address';
import { Deferred } from './store/deferred';
import './shell/page';
import { ADDRESS_WORDS } from './shell/shell-words';
import { RestWhenHidden } from './store/rest-when-hidden';
import { Store } from './store/store';

/**
 * The playground element. It opens and runs the experiment in the page's URL, or the default experiment.
 *
 * Fires 'snapshot' (CustomEvent<Snapshot>, at most 20 a second), 'statechange' (CustomEvent<{ running: boolean }>, also after
 * every change of the experiment) and 'error' (CustomEvent<Error>).
 */
@customElement('snn-playground')
export class SnnPlayground extends LitElement {
  static override styles = css`
    :host {
      display: block;
    }
  `;

  private opened = new Deferred();
  private readonly store = new Store((experiment) => this.forward(this.createClient(experiment)));
  private readonly address = new Address((reading) => this.followAddress(reading));
  private readonly rest = new RestWhenHidden(this, this.store);

  constructor() {
    super();
    this.addController({ hostConnected: () => this.enter(), hostDisconnected: () => this.leave() });
  }

  /** Resolves when the device is found and the lanes are built; rejects with a typed error. A restart creates a new promise. */
  get ready(): Promise<void> {
    return this.opened.promise;
  }

  /** The current experiment, with every default filled in. */
  get experiment(): CompleteExperiment {
    return structuredClone(this.store.experiment);
  }

  /** Merges a change into the experiment. Rejects with a RecipeError if the change is invalid; the current run then continues. */
  async configure(change: DeepPartial<Experiment>): Promise<void> {
    await (await this.client()).configure(change);
  }

  play(): void {
    this.store.stepper.cancel();
    this.store.client?.play();
  }

  async pause(): Promise<void> {
    this.store.stepper.cancel();
    this.rest.forget();
    await (await this.client()).pause();
  }

  /** Pauses, trains every lane for exactly `count` more steps, and resolves with the snapshot. */
  async step(count: number): Promise<Snapshot> {
    this.store.stepper.cancel();
    this.rest.forget();
    return (await this.client()).step(count);
  }

  /** Returns to step 0 with the same seed, or with a new one. */
  async reset(options?: { newSeed?: boolean }): Promise<void> {
    this.store.stepper.cancel();
    await (await this.client()).reset(options);
  }

  async snapshot(): Promise<Snapshot> {
    return (await this.client()).snapshot();
  }

  /** Returns a lane's weights by name; matrices are [in, out]. */
  async weights(lane: number): Promise<Tensors> {
    return (await this.client()).weights(lane);
  }

  /** Sets all weights of a lane, with the names and shapes that `weights` returns. Rejects without changing any if one does not fit. */
  async setWeights(lane: number, tensors: Tensors): Promise<void> {
    await (await this.client()).setWeights(lane, tensors);
  }

  /** Trains on the given rows, as dataset 'custom'. */
  async setData(data: CustomData): Promise<void> {
    await (await this.client()).setData(data);
    this.store.ownFile = null;
    this.store.changed('experiment');
  }

  /** Returns class probabilities [rows, classes] in evaluation mode, for inputs [rows, features] in the data's own units. */
  async predict(lane: number, inputs: Float32Array): Promise<Float32Array> {
    return (await this.client()).predict(lane, inputs);
  }

  /** Creates the engine's client. Tests replace it. */
  protected createClient(experiment: CompleteExperiment): PlaygroundClient {
    return new WorkerClient(experiment, new URL('data/', document.baseURI).href);
  }

  protected override render(): TemplateResult {
    return html`<snn-page .store=${this.store} @restart=${this.restart}></snn-page>`;
  }

  private enter(): void {
    this.address.connect();
    this.store.addEventListener('experiment', this.writeAddress);
    const linked = this.address.read();
    if (!linked.ok) this.store.report(linked.error, { remedy: ADDRESS_WORDS.defaultInstead });
    void this.open(linked.ok ? linked.experiment : DEFAULT_EXPERIMENT);
  }

  private leave(): void {
    this.address.disconnect();
    this.store.removeEventListener('experiment', this.writeAddress);
    this.store.close();
  }

  private async open(experiment: CompleteExperiment): Promise<void> {
    if (this.opened.rejected) this.opened = new Deferred();
    const { opened } = this;
    try {
      // `ready` is not resolved for an engine that was closed before it was ready; the next start resolves it.
      if (!(await this.store.open(experiment))) return;
      opened.resolve();
      this.rest.play();
    } catch (error) {
      opened.reject(error);
    }
  }

  private async client(): Promise<PlaygroundClient> {
    await this.ready;
    if (!this.store.client) throw new Error('The playground element is not connected to a document: add it to a page first.');
    return this.store.client;
  }

  private forward(client: PlaygroundClient): PlaygroundClient {
    for (const type of ['snapshot', 'statechange', 'error']) {
      client.addEventListener(type, (event) => {
        // A closed client can still fire events.
        if (client !== this.store.client) return;
        if (event instanceof CustomEvent) this.dispatchEvent(new CustomEvent<unknown>(type, { detail: event.detail }));
      });
    }
    return client;
  }

  private readonly restart = (): void => {
    this.store.setNotice(null);
    void this.open(this.store.experiment);
  };

  private readonly writeAddress = (): void => {
    if (this.store.phase === 'ready') this.address.write(this.store.experiment);
  };

  private followAddress(reading: ParsedAddress): void {
    if (reading.ok) this.store.editor.replace(reading.experiment);
    else {
      this.store.report(reading.error, { remedy: ADDRESS_WORDS.unchanged });
      this.writeAddress();
    }
  }
}

declare global {
  interface HTMLElementTagNameMap {
    'snn-playground': SnnPlayground;
  }
}
