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

/** The page's state in one place. It follows the client and fires one event for each topic that has changed, at most once a frame. */
export class Store extends EventTarget {
  client: PlaygroundClient | null = null;
  phase: 'opening' | 'ready' | 'unavailable' = 'opening';
  /** Why no GPU can be used, in phase 'unavailable'. */
  unavailable: GpuUnavailable | null = null;
  snapshot: Snapshot | null = null;
  readonly history = new RunHistory();
  selection: LayerSelection | null = null;
  /** A sentence for the notice bar: what went wrong, and what was done about it. */
  notice: string | null = null;
  /** Name of the file that a person's own rows come from; null if a script gave them. */
  ownFile: string | null = null;
  /** A sentence on the work in progress, if it takes long. */
  activity: string | null = null;
  /** Whether the engine has failed. It may not answer any more, so the page offers to start another one. */
  failed = false;
  /** The experiment that the notice is about; when it changes, the notice disappears. Null for a notice that stays. */
  private noticeOf: CompleteExperiment | null = null;
  readonly editor = new ExperimentEditor(this);
  readonly stepper = new StepRunner(this);

  private readonly createClient: CreateClient;
  private readonly pending = new Set<Topic>();

  constructor(createClient: CreateClient) {
    super();
    this.createClient = createClient;
  }

  /** The current experiment. */
  get experiment(): CompleteExperiment {
    return this.client?.experiment ?? DEFAULT_EXPERIMENT;
  }

  get running(): boolean {
    return this.client?.running ?? false;
  }

  /** Whether it runs or takes steps. */
  get active(): boolean {
    return this.running || this.stepper.busy;
  }

  get speed(): Speed {
    return this.client?.speed ?? DEFAULT_SPEED;
  }

  /**
   * Starts an engine with an experiment. If the engine refuses it, starts with the default experiment and shows a notice.
   * Resolves to false if another engine was opened meanwhile or the store was closed.
   *
   * @throws GpuUnavailable, or the error of the default experiment
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

  /** If only the data are missing, the networks keep their recipes. */
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
   * Trains on a person's own rows. Their arrays are transferred: the caller cannot use them afterwards. If the rows are refused, the run
   * and steps in progress continue.
   *
   * @param file name of the file that the rows come from
   * @throws DataError and other typed errors
   */
  async setData(data: CustomData, file: string): Promise<void> {
    if (!this.client) throw new Error('The engine is not ready yet. Open the file again when the networks are training.');
    await this.stepper.yieldTo(this.client.giveData(data));
    this.ownFile = file;
    this.changed('experiment');
  }

  select(selection: LayerSelection | null): void {
    this.selection = selection;
    this.changed('state');
  }

  /** @param lasting whether it stays when the experiment changes */
  setNotice(notice: string | null, lasting = false): void {
    this.notice = notice;
    this.noticeOf = notice === null || lasting ? null : this.experiment;
    this.changed('state');
  }

  setActivity(activity: string | null): void {
    this.activity = activity;
    this.changed('state');
  }

  /** Shows an error as one sentence in the notice bar, followed by the remedy. `lasting` as for setNotice. */
  report(error: unknown, { remedy = '', lasting = false } = {}): void {
    const sentence = error instanceof Error ? error.message : String(error);
    const full = /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
    this.setNotice(remedy ? `${full} ${remedy}` : full, lasting);
  }

  /** Fires the topic's event at the next frame. */
  changed(topic: Topic): void {
    if (this.pending.size === 0) requestAnimationFrame(() => this.fireChanges());
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
    client.addEventListener('error', this.showFailure);
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
    client.removeEventListener('error', this.showFailure);
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
    // A change has been accepted since then, so the notice is out of date.
    if (this.noticeOf && this.noticeOf !== this.experiment && !this.failed) this.setNotice(null);
    this.editor.follow();
    this.changed('experiment');
    this.changed('state');
  };

  private readonly showFailure = (event: Event): void => {
    if (!(event instanceof CustomEvent)) return;
    this.failed = true;
    this.report(event.detail);
  };

  private fireChanges(): void {
    const topics = [...this.pending];
    this.pending.clear();
    for (const topic of topics) this.dispatchEvent(new Event(topic));
  }
}
