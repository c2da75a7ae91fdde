/**
 * A person's session with the engine: one experiment in force, its data and its lanes, running or paused. It knows no worker: the
 * worker, the command line and the tests call it directly.
 */
import type { CustomData, Dataset } from '../../data/dataset';
import type { DatasetName } from '../../data/catalogue';
import type { WholeSet } from '../../data/image-sets';
import { loadDataset } from '../../data/load';
import { classifyChange } from '../../experiment/change';
import { RecipeError } from '../../experiment/errors';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { Snapshot, Tensors } from '../../experiment/snapshot';
import { DEFAULT_SPEED, type Speed } from '../../experiment/speed';
import type { Device } from '../gpu/device';
import { softmaxRows } from '../../math/softmax';
import { checkBudget } from './budget';
import { HeldOutClock } from './held-out-clock';
import { TrainingLoop, type Reading } from './training-loop';
import { laneSnapshot } from './snapshot';
import { Trainer } from './trainer';

export interface SessionEvents {
  snapshot(snapshot: Snapshot): void;
  statechange(running: boolean): void;
  error(error: unknown): void;
}

/** What lives and dies with one build of the lanes. */
interface Run {
  trainer: Trainer;
  scheduler: TrainingLoop;
  heldOut: HeldOutClock;
  reading: Reading | null;
  /** Stopped by an error, of which those that follow are consequences. */
  failed: boolean;
}

export class Session {
  private readonly device: Device;
  private readonly dataBase: string;
  private readonly events: SessionEvents;
  private experiment: CompleteExperiment;
  private custom: CustomData | undefined;
  private readonly provided = new Map<DatasetName, WholeSet>();
  private run: Run | null = null;
  private speed: Speed = DEFAULT_SPEED;
  /** What was asked for last; `told` is what the listener knows. */
  private wanted = false;
  private lastReported = false;
  /** The tail of all that changes the run; one at a time. */
  private queue: Promise<unknown> = Promise.resolve();
  /** The tail of what replaces networks or weights, which reading them must wait for. */
  private structure: Promise<unknown> = Promise.resolve();

  /** @param dataBase absolute URL of the folder that holds the data files */
  constructor(device: Device, experiment: CompleteExperiment, dataBase: string, events: SessionEvents) {
    this.device = device;
    this.experiment = experiment;
    this.dataBase = dataBase;
    this.events = events;
    device.onError = (error) => events.error(error);
    void device.lost.then((error) => {
      events.error(error);
      if (this.run) this.halt(this.run);
    });
  }

  /** Loads the data and builds the lanes. Throws as `configure` does. */
  open(): Promise<void> {
    return this.change(async () => {
      this.run = await this.build(this.experiment, null);
      await this.settleAtStart(this.run);
    });
  }

  /**
   * Puts an experiment in force, at once where only live numbers changed, else by building anew under the same seed. Where it
   * throws (RecipeError, BudgetError, DataError, ShaderCompileError) the old run goes on.
   */
  configure(experiment: CompleteExperiment): Promise<{ rebuilt: boolean }> {
    return this.change(async () => {
      const change = classifyChange(this.experiment, experiment);
      const run = this.current();
      if (change === 'rebuild') await this.replace(experiment, this.custom);
      else if (change === 'live') await this.applyLive(run, experiment);
      return { rebuilt: change === 'rebuild' };
    });
  }

  /** Switches to the dataset 'custom' with these rows. Throws as `configure` does; the old run goes on. */
  setData(experiment: CompleteExperiment, data: CustomData): Promise<void> {
    return this.change(async () => {
      await this.replace(experiment, data);
      this.custom = data;
    });
  }

  /** Keeps a set that a person opened from files: from now on it is taken where an experiment names it, and not fetched. */
  provide(name: DatasetName, whole: WholeSet): void {
    this.provided.set(name, whole);
  }

  play(): void {
    this.wanted = true;
    this.exclusive(async () => {
      if (!this.wanted) return;
      const run = this.current();
      run.failed = false;
      run.scheduler.play();
    }).catch((error: unknown) => this.events.error(error));
  }

  async pause(): Promise<void> {
    this.wanted = false;
    await this.exclusive(() => this.rest());
  }

  /** Exactly `count` more steps on every lane, then the snapshot. Pauses first. */
  step(count: number): Promise<Snapshot> {
    if (!Number.isInteger(count) || count < 1) {
      return Promise.reject(new RangeError(`step takes a whole number of steps from 1 on; got ${count}`));
    }
    this.wanted = false;
    return this.exclusive(async () => {
      await this.rest();
      const run = this.current();
      await run.scheduler.take(count);
      await run.heldOut.evaluate(run.trainer.step);
      const snapshot = this.compose(run);
      this.events.snapshot(snapshot);
      return snapshot;
    });
  }

  /** Back to step 0 under `seed`. */
  reset(seed: number): Promise<void> {
    return this.change(async () => {
      const run = this.current();
      const resume = run.scheduler.running;
      await run.scheduler.pause();
      this.experiment = { ...this.experiment, training: { ...this.experiment.training, seed } };
      run.trainer.reset(this.experiment);
      run.scheduler.seconds = 0;
      await this.settleAtStart(run);
      if (resume && this.wanted) run.scheduler.play();
    });
  }

  /** The newest snapshot; of exactly the steps trained so far where the run is paused. */
  snapshot(): Promise<Snapshot> {
    if (this.run?.scheduler.running) return Promise.resolve(this.compose(this.run));
    return this.exclusive(async () => {
      const run = this.current();
      if (!run.scheduler.running) await run.heldOut.evaluate(run.trainer.step);
      return this.compose(run);
    });
  }

  async weights(lane: number): Promise<Tensors> {
    await this.structure;
    return this.model(lane).weights();
  }

  /** Throws a ShapeError, with nothing set, for a wrong name, shape or value. */
  setWeights(lane: number, tensors: Tensors): Promise<void> {
    return this.change(async () => {
      this.model(lane).setWeights(tensors);
      const run = this.current();
      run.heldOut.forget();
      await this.settleIfAtStart(run);
    });
  }

  /** Class probabilities [rows, classes] in evaluation mode, for inputs [rows, features] in the data's own units. */
  async predict(lane: number, inputs: Float32Array): Promise<Float32Array> {
    await this.structure;
    this.model(lane);
    const { trainer } = this.current();
    const { mean, scale } = trainer.standardization;
    const { features, classes } = trainer.dataset;
    const standardized = inputs.map((value, i) => (value - mean[i % features]) * scale[i % features]);
    return softmaxRows(await trainer.evaluator.logits(lane, standardized), classes);
  }

  async dataset(): Promise<Dataset> {
    await this.structure;
    return this.current().trainer.dataset;
  }

  setSpeed(speed: Speed): void {
    this.speed = speed;
    if (this.run) this.run.scheduler.speed = speed;
  }

  /** Ends the run and the device. */
  close(): void {
    const { run } = this;
    this.run = null;
    if (run) this.halt(run);
    this.device.destroy();
  }

  /** Puts live numbers in force. */
  private async applyLive(run: Run, experiment: CompleteExperiment): Promise<void> {
    const otherLanes = JSON.stringify(experiment.lanes) !== JSON.stringify(this.experiment.lanes);
    run.trainer.applyLive(experiment);
    this.experiment = experiment;
    if (!otherLanes) return;
    run.heldOut.forget();
    await this.settleIfAtStart(run);
  }

  /** Builds what `experiment` says, then lets go of the old run. */
  private async replace(experiment: CompleteExperiment, custom: CustomData | undefined): Promise<void> {
    const old = this.current();
    const run = await this.build(experiment, custom ?? null);
    const resume = old.scheduler.running;
    await old.scheduler.pause();
    this.experiment = experiment;
    this.run = run;
    old.trainer.destroy();
    await this.settleAtStart(run);
    if (resume && this.wanted) run.scheduler.play();
  }

  private async build(experiment: CompleteExperiment, custom: CustomData | null): Promise<Run> {
    const { device } = this;
    const old = this.run?.trainer.dataset;
    const sameData = old !== undefined && custom === (this.custom ?? null) && sameDataset(experiment, this.experiment);
    const dataset = sameData ? old : await this.load(experiment, custom ?? undefined);
    checkBudget(device, experiment, dataset);
    const trainer = await this.createTrainer(experiment, dataset);
    const run: Run = {
      trainer,
      heldOut: new HeldOutClock(trainer.evaluator),
      reading: null,
      failed: false,
      scheduler: new TrainingLoop(
        device,
        trainer,
        (reading) => this.receive(run, reading),
        (error) => this.fail(run, error),
      ),
    };
    run.scheduler.speed = this.speed;
    return run;
  }

  private load({ dataset }: CompleteExperiment, custom: CustomData | undefined): Promise<Dataset> {
    return loadDataset(dataset, this.dataBase, { custom, provided: this.provided });
  }

  private async createTrainer(experiment: CompleteExperiment, dataset: Dataset): Promise<Trainer> {
    const { device } = this;
    device.gpu.pushErrorScope('out-of-memory');
    const created = Trainer.create(device, experiment, dataset);
    // Settled either way before the scope is closed: buffers are made until then.
    await created.catch(() => {});
    const outOfMemory = await device.gpu.popErrorScope();
    const trainer = await created;
    if (outOfMemory) {
      trainer.destroy();
      throw new RecipeError('lanes', 'The GPU has not enough free memory for these lanes; fewer or smaller ones would fit.');
    }
    return trainer;
  }

  /** A run at step 0: its first batch observed, its held-out rows evaluated, its snapshot sent. */
  private async settleAtStart(run: Run): Promise<void> {
    run.heldOut.forget();
    await run.scheduler.observe();
    await run.heldOut.evaluate(run.trainer.step);
    this.events.snapshot(this.compose(run));
  }

  /** Before the first step, what is known is of the networks as they are. */
  private async settleIfAtStart(run: Run): Promise<void> {
    if (run.trainer.step === 0 && !run.scheduler.running) await this.settleAtStart(run);
  }

  private receive(run: Run, reading: Reading): void {
    run.reading = reading;
    // While it runs, held-out rows are evaluated beside it when their turn comes; a paused run is evaluated where it is asked for.
    if (run !== this.run || !run.scheduler.running) return;
    run.heldOut.evaluateWhenDue(reading.step).catch((error: unknown) => this.fail(run, error));
    this.events.snapshot(this.compose(run));
  }

  private fail(run: Run, error: unknown): void {
    // A run that was replaced may still hear of its buffers' end.
    if (run !== this.run || run.failed) return;
    this.events.error(error);
    this.halt(run);
  }

  /** Stops a run that an error ended, or that nobody needs any more. */
  private halt(run: Run): void {
    this.wanted = false;
    run.failed = true;
    void run.scheduler.pause().then(() => this.tell());
  }

  /** Tells the listener whether it runs, where that has changed. */
  private tell(): void {
    const running = this.run?.scheduler.running ?? false;
    if (running === this.lastReported) return;
    this.lastReported = running;
    this.events.statechange(running);
  }

  private async rest(): Promise<void> {
    const run = this.current();
    if (!run.scheduler.running) return;
    await run.scheduler.pause();
    await run.heldOut.evaluate(run.trainer.step);
    this.events.snapshot(this.compose(run));
    this.tell();
  }

  private compose({ trainer, scheduler, reading, heldOut }: Run): Snapshot {
    const lanes = reading?.lanes ?? [];
    const running = scheduler.running;
    return {
      step: reading?.step ?? 0,
      epoch: reading?.epoch ?? 0,
      seconds: scheduler.seconds,
      lanes: lanes.map((lane, i) =>
        laneSnapshot(this.experiment.lanes[i], lane, heldOut.latest?.[i] ?? null, {
          running,
          dispatchesPerStep: trainer.dispatchesPerStep(i),
        }),
      ),
    };
  }

  private current(): Run {
    if (!this.run) throw new Error('the session is not open');
    return this.run;
  }

  private model(lane: number): Trainer['models'][number] {
    const { models } = this.current().trainer;
    if (!models[lane]) throw new RangeError(`there is no lane ${lane}; lanes are 0 to ${models.length - 1}`);
    return models[lane];
  }

  private exclusive<T>(work: () => Promise<T>): Promise<T> {
    // Told at the end, so that a run which only rests while it is replaced counts as running throughout.
    const result = this.queue.then(work).finally(() => this.tell());
    this.queue = result.catch(() => {});
    return result;
  }

  private change<T>(work: () => Promise<T>): Promise<T> {
    const result = this.exclusive(work);
    this.structure = result.catch(() => {});
    return result;
  }
}

function sameDataset(a: CompleteExperiment, b: CompleteExperiment): boolean {
  return JSON.stringify(a.dataset) === JSON.stringify(b.dataset);
}
