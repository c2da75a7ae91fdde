import type { CompleteExperiment } from '../../experiment/experiment';
import type { Snapshot } from '../../experiment/snapshot';
import { DataError } from '../../data/errors';
import { DEFAULT_EXPERIMENT } from '../../experiment/defaults';
import { DEFAULT_SPEED } from '../../experiment/speed';
import { experimentToHash } from '../../experiment/url';
import { GpuUnavailable } from '../../engine/gpu/errors';
import type { PlaygroundClient } from '../../worker/playground-client';
import type { CustomData, Speed } from '../../worker/protocol';
import { ExperimentEditor } from './experiment-editor';
import { RunHistory } from './run-history';
import { StepRunner } from './step-runner';
import type { Topic } from './topic';
import type { LayerSelection } from './layer-select';

export type CreateClient = (experiment: CompleteExperiment) => PlaygroundClient;

/**
 * The page's state in one place. It follows the client, and tells components of what changed at most once a frame, by an event
 * a topic.
 */
export class Store extends EventTarget {
  client: PlaygroundClient | null = null;
  phase: 'opening' | 'ready' | 'unavailable' = 'opening';
  /** Why there is no GPU to compute on, in phase 'unavailable'. */
  unavailable: GpuUnavailable | null = null;
  snapshot: Snapshot | null = null;
  readonly history = new RunHistory();
  selection: LayerSelection | null = null;
  /** A sentence that a person should read: what went wrong, and what was done about it. */
  notice: string | null = null;
  /** The file that own rows come from; null where a script gave them. */
  ownFile: string | null = null;
  /** What is under way and takes its time. */
  activity: string | null = null;
  /** The engine failed by itself: it may be gone, and the page can start another. */
  failed = false;
  /** The experiment in force when the notice was put up; null where it is to stay. */
  private noticeOf: CompleteExperiment | null = null;
  readonly editor = new ExperimentEditor(this);
  readonly stepper = new StepRunner(this);

  private readonly createClient: CreateClient;
  private readonly pending = new Set<Topic>();

  constructor(createClient: CreateClient) {
    super();
    this.createClient = createClient;
  }

  /** The experiment in force. */
  get experiment(): CompleteExperiment {
    return this.client?.experiment ?? DEFAULT_EXPERIMENT;
  }

  get running(): boolean {
    return this.client?.running ?? false;
  }

  /** Running, or taking steps that were asked for. */
  get active(): boolean {
    return this.running || this.stepper.busy;
  }

  get speed(): Speed {
    return this.client?.speed ?? DEFAULT_SPEED;
  }

  /**
   * Starts an engine on an experiment; where the engine refuses that one, on the default, and says so. Resolves to whether it is the
   * engine in use: meanwhile another may have been opened, or the store closed. Rejects with the typed error where there is no
   * engine to be had.
   */
  async open(experiment: CompleteExperiment): Promise<boolean> {
    const client = this.start(experiment);
    try {
      await client.ready;
    } catch (error) {
      if (this.client !== client) return false;
      const isDefault = experimentToHash(experiment) === '';
      if (isDefault || error instanceof GpuUnavailable) {
        this.fail(error);
        throw error;
      }
      return this.openInstead(experiment, error);
    }
    if (this.client !== client) return false;
    this.phase = 'ready';
    this.changed('state');
    return true;
  }

  /** Where the data alone cannot be had, the networks stay as they were asked for. */
  private async openInstead(experiment: CompleteExperiment, error: unknown): Promise<boolean> {
    const noData = error instanceof DataError && experiment.dataset.name !== DEFAULT_EXPERIMENT.dataset.name;
    const opened = await this.open(noData ? { ...experiment, dataset: DEFAULT_EXPERIMENT.dataset } : DEFAULT_EXPERIMENT);
    const remedy = noData ? 'Meanwhile the networks train on two spirals.' : 'The page opened with its default instead.';
    if (opened) this.report(error, { remedy });
    return opened;
  }

  /** Ends the engine. */
  close(): void {
    this.forget();
  }

  /**
   * Trains on rows of a person's own, whose arrays are handed over and are nobody else's from then on. Rejects with a typed error
   * where they cannot be used; the run, and steps under way, then go on as they were.
   *
   * @param file the name of the file that they come from
   */
  async setData(data: CustomData, file: string): Promise<void> {
    if (!this.client) throw new Error('There is no engine to train on these rows yet.');
    await this.stepper.yieldTo(this.client.giveData(data));
    this.ownFile = file;
    this.changed('experiment');
  }

  select(selection: LayerSelection | null): void {
    this.selection = selection;
    this.changed('state');
  }

  /** @param lasting whether it stays when another experiment comes into force */
  setNotice(notice: string | null, lasting = false): void {
    this.notice = notice;
    this.noticeOf = notice === null || lasting ? null : this.experiment;
    this.changed('state');
  }

  setActivity(activity: string | null): void {
    this.activity = activity;
    this.changed('state');
  }

  /** An error as one sentence in the bar, with what was done about it; `lasting` as for setNotice. */
  report(error: unknown, { remedy = '', lasting = false } = {}): void {
    const sentence = error instanceof Error ? error.message : String(error);
    const full = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
    this.setNotice(remedy ? `${full} ${remedy}` : full, lasting);
  }

  /** Something changed that components show; they hear of it at the next frame. */
  changed(topic: Topic): void {
    if (this.pending.size === 0) requestAnimationFrame(() => this.tell());
    this.pending.add(topic);
  }

  private start(experiment: CompleteExperiment): PlaygroundClient {
    this.forget();
    const client = this.createClient(experiment);
    this.client = client;
    this.phase = 'opening';
    this.unavailable = null;
    this.failed = false;
    client.addEventListener('snapshot', this.receive);
    client.addEventListener('statechange', this.follow);
    client.addEventListener('error', this.hear);
    this.editor.follow();
    this.changed('state');
    return client;
  }

  private forget(): void {
    const { client } = this;
    if (!client) return;
    this.stepper.cancel();
    client.removeEventListener('snapshot', this.receive);
    client.removeEventListener('statechange', this.follow);
    client.removeEventListener('error', this.hear);
    client.close();
    this.client = null;
    this.snapshot = null;
    this.history.clear();
  }

  private fail(error: unknown): void {
    if (error instanceof GpuUnavailable) {
      this.unavailable = error;
      this.phase = 'unavailable';
      this.changed('state');
    } else {
      this.failed = true;
      this.report(error);
    }
  }

  private readonly receive = (): void => {
    const snapshot = this.client?.latest;
    if (!snapshot) return;
    this.snapshot = snapshot;
    this.history.add(snapshot);
    const { selection } = this;
    if (selection && !snapshot.lanes[selection.lane]?.layers[selection.layer]) this.select(null);
    this.changed('snapshot');
  };

  private readonly follow = (): void => {
    // A change was accepted since: what was wrong before is outlived.
    if (this.noticeOf && this.noticeOf !== this.experiment && !this.failed) this.setNotice(null);
    this.editor.follow();
    this.changed('experiment');
    this.changed('state');
  };

  private readonly hear = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return;
    this.failed = true;
    this.report(event.detail);
  };

  private tell(): void {
    const topics = [...this.pending];
    this.pending.clear();
    for (const topic of topics) this.dispatchEvent(new Event(topic));
  }
}
