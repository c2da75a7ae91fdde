/**
 * A person's session with the engine: the current experiment, its data and its lanes, running or paused. It does not depend on a
 * worker: the worker, the command line and the tests call it directly.
 */
import type { CustomData, Dataset } from '../../data/dataset';
import type { DatasetName } from '../../data/catalogue';
import type { WholeSet } from '../../data/image-sets';
import { loadDataset } from '../../data/load';
import { classifyChange, type Change } from '../../experiment/change';
import type { CompleteExperiment, DeepPartial, Experiment } from '../../experiment/experiment';
import type { Snapshot, Tensors } from '../../experiment/snapshot';
import { DEFAULT_SPEED, type Speed } from '../../experiment/speed';
import { validateExperiment } from '../../experiment/validate';
import type { Device } from '../gpu/device';
import type { Model } from '../network/model';
import { Run } from './run';
import { SnapshotThrottle } from './snapshot-throttle';
import { WorkQueue } from './work-queue';

export interface SessionEvents {
  /** At most 20 a second. */
  snapshot(snapshot: Snapshot): void;
  statechange(running: boolean): void;
  error(error: unknown): void;
}

export class Session {
  private readonly device: Device;
  private readonly dataBase: string;
  private readonly events: SessionEvents;
  private readonly throttle: SnapshotThrottle;
  private readonly queue = new WorkQueue(() => this.reportState());
  private readonly initial: CompleteExperiment;
  private custom: CustomData | undefined;
  private readonly provided = new Map<DatasetName, WholeSet>();
  private run: Run | null = null;
  private speed: Speed = DEFAULT_SPEED;
  /** Whether the last request was to run, not to pause. */
  private wanted = false;
  /** The state that was last reported to the listener. */
  private reportedRunning = false;

  /** @param dataBase absolute URL of the folder that holds the data files */
  constructor(device: Device, experiment: CompleteExperiment, dataBase: string, events: SessionEvents) {
    this.device = device;
    this.initial = experiment;
    this.dataBase = dataBase;
    this.events = events;
    this.throttle = new SnapshotThrottle((snapshot) => {
      if (this.run) events.snapshot(snapshot);
    });
    device.onError = (error) => events.error(error);
    void device.lost.then((error) => {
      events.error(error);
      if (this.run) this.halt(this.run);
    });
  }

  /** Loads the data and builds the lanes. Throws as `configure` does. */
  open(): Promise<void> {
    return this.queue.addChange(async () => {
      this.run = await this.build(this.initial, await this.load(this.initial, undefined));
      await this.run.start();
    });
  }

  /**
   * Merges a change from outside into the experiment, checks it once and applies it. If it throws, the old run continues.
   *
   * @throws RecipeError, BudgetError, DataError, ShaderCompileError
   */
  configure(change: DeepPartial<Experiment>): Promise<{ rebuilt: boolean }> {
    return this.queue.addChange(async () => {
      const { experiment } = this.current().trainer;
      const classified = classifyChange(experiment, validateExperiment(change, experiment));
      await this.switchTo(classified);
      return { rebuilt: classified.change === 'rebuild' };
    });
  }

  /** Applies a change that was checked and classified against the current experiment. Throws as `configure` does. */
  apply(change: Change): Promise<void> {
    return this.queue.addChange(() => this.switchTo(change));
  }

  /** Switches to the dataset 'custom' with these rows. Throws like `configure`; the old run then continues. */
  setData(experiment: CompleteExperiment, data: CustomData): Promise<void> {
    return this.queue.addChange(async () => {
      await this.replace(experiment, await this.load(experiment, data));
      this.custom = data;
    });
  }

  /** Keeps a dataset that was opened from files. Experiments with its name use it instead of fetching the dataset. */
  provide(name: DatasetName, whole: WholeSet): void {
    this.provided.set(name, whole);
  }

  play(): void {
    this.wanted = true;
    this.queue
      .add(async () => {
        if (!this.wanted) return;
        const run = this.current();
        run.failed = false;
        run.loop.play();
      })
      .catch((error: unknown) => this.events.error(error));
  }

  async pause(): Promise<void> {
    this.wanted = false;
    await this.queue.add(() => this.current().pause());
  }

  /** Takes exactly `count` more steps on every lane, then resolves to the snapshot. Pauses first. */
  step(count: number): Promise<Snapshot> {
    if (!Number.isInteger(count) || count < 1) {
      return Promise.reject(new RangeError(`The number of steps must be a whole number from 1; got ${count}.`));
    }
    this.wanted = false;
    return this.queue.add(async () => {
      const run = this.current();
      await run.pause();
      this.reportState();
      return run.step(count);
    });
  }

  /** Returns to step 0 with the seed `seed`. */
  reset(seed: number): Promise<void> {
    return this.queue.addChange(async () => {
      const run = this.current();
      const resume = run.loop.running;
      await run.loop.pause();
      await run.reset(seed);
      if (resume && this.wanted) run.loop.play();
    });
  }

  /** The newest snapshot; after a pause, that of the last step trained. */
  snapshot(): Promise<Snapshot> {
    if (this.run?.loop.running) return Promise.resolve(this.run.snapshot);
    return this.queue.add(async () => {
      const run = this.current();
      if (!run.loop.running) await run.evaluate();
      return run.snapshot;
    });
  }

  async weights(lane: number): Promise<Tensors> {
    await this.queue.changesDone();
    return this.model(lane).weights();
  }

  /** Throws a ShapeError for a wrong name, shape or value; no weight is changed then. */
  setWeights(lane: number, tensors: Tensors): Promise<void> {
    return this.queue.addChange(async () => {
      this.model(lane).setWeights(tensors);
      await this.current().networksChanged();
    });
  }

  /** Class probabilities [rows, classes] in evaluation mode, for inputs [rows, features] in the data's own units. */
  async predict(lane: number, inputs: Float32Array): Promise<Float32Array> {
    await this.queue.changesDone();
    this.model(lane);
    return this.current().predict(lane, inputs);
  }

  async dataset(): Promise<Dataset> {
    await this.queue.changesDone();
    return this.current().trainer.dataset;
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    if (this.run) this.run.loop.speed = speed;
  }

  /** Ends the run and releases the device. */
  close(): void {
    const { run } = this;
    this.run = null;
    this.throttle.clear();
    if (run) this.halt(run);
    this.device.destroy();
  }

  private async switchTo(change: Change): Promise<void> {
    const run = this.current();
    const { experiment } = change;
    if (change.change === 'rebuild') {
      const dataset = change.otherData ? await this.load(experiment, this.custom) : run.trainer.dataset;
      await this.replace(experiment, dataset);
    } else if (change.change === 'live') {
      await run.applyLive(change);
    }
  }

  /** Builds the lanes of `experiment`, then frees those of the old run. */
  private async replace(experiment: CompleteExperiment, dataset: Dataset): Promise<void> {
    const old = this.current();
    const run = await this.build(experiment, dataset);
    const resume = old.loop.running;
    await old.loop.pause();
    this.run = run;
    old.trainer.destroy();
    await run.start();
    if (resume && this.wanted) run.loop.play();
  }

  private load({ dataset }: CompleteExperiment, custom: CustomData | undefined): Promise<Dataset> {
    return loadDataset(dataset, this.dataBase, { custom, provided: this.provided });
  }

  private async build(experiment: CompleteExperiment, dataset: Dataset): Promise<Run> {
    const run = await Run.build(this.device, experiment, dataset, this.throttle, {
      error: (failed, error) => this.fail(failed, error),
    });
    run.loop.speed = this.speed;
    return run;
  }

  private fail(run: Run, error: unknown): void {
    // The buffers of a replaced run no longer exist, so its last reading may fail.
    if (run !== this.run || run.failed) return;
    this.events.error(error);
    this.halt(run);
  }

  /** Stops a run after an error or at the end. */
  private halt(run: Run): void {
    this.wanted = false;
    run.failed = true;
    void run.loop.pause().then(() => this.reportState());
  }

  /**
   * Reports whether the session is running, if that has changed. The queue calls it after each piece of work, so a run that
   * pauses only while it is replaced counts as running throughout.
   */
  private reportState(): void {
    const running = this.run?.loop.running ?? false;
    if (running === this.reportedRunning) return;
    this.reportedRunning = running;
    this.events.statechange(running);
  }

  private current(): Run {
    if (!this.run) throw new Error('The session must be opened first.');
    return this.run;
  }

  private model(lane: number): Model {
    const { models } = this.current().trainer;
    if (!models[lane]) throw new RangeError(`The lane must be from 0 to ${models.length - 1}; got ${lane}.`);
    return models[lane];
  }
}
