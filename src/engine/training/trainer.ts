/**
 * The lanes of an experiment, trained in lockstep on one dataset: gather a batch, then each lane's step. Everything is recorded
 * when the trainer is created; a step is a replay. The trainer depends on neither the worker nor the page.
 */
import type { Dataset, Standardization } from '../../data/dataset';
import type { Change } from '../../experiment/change';
import type { CompleteExperiment, CompleteRecipe } from '../../experiment/experiment';
import type { LayerPrediction } from '../../experiment/snapshot';
import { inputMoments, predictLayers, type InputMoments } from '../../predictions/layer-predictions';
import type { Device } from '../gpu/device';
import { ReadbackRing } from '../gpu/readback';
import { packState, type BatchSchedule } from '../kernels/training-state';
import type { Model } from '../network/model';
import type { Evaluator } from './evaluator';
import type { Cut } from './lane-clock';
import { LaneTimer } from './lane-timer';
import { decodeReading, readingSources, type LaneContext, type Reading } from './reading';
import { createTrainerParts, type TrainerParts } from './trainer-parts';

/** Resolves to a reading when its bytes have arrived. Call it only once. */
export type PendingReading = () => Promise<Reading>;

export class Trainer {
  readonly dataset: Dataset;
  /** Steps submitted so far. */
  step = 0;
  private readonly device: Device;
  private readonly parts: TrainerParts;
  private readonly timers: readonly LaneTimer[];
  private readonly ring: ReadbackRing;
  private readonly inputs: InputMoments;
  private current: CompleteExperiment;
  /** The predicted moments of each lane's layers. */
  private predicted: LayerPrediction[][];

  /** Builds all lanes and uploads the data. Throws like `createTrainerParts`, after freeing what it allocated. */
  static async create(device: Device, experiment: CompleteExperiment, dataset: Dataset): Promise<Trainer> {
    return new Trainer(device, experiment, dataset, await createTrainerParts(device, experiment, dataset));
  }

  private constructor(device: Device, experiment: CompleteExperiment, dataset: Dataset, parts: TrainerParts) {
    this.device = device;
    this.current = experiment;
    this.dataset = dataset;
    this.parts = parts;
    this.timers = parts.lanes.map((lane, i) => new LaneTimer(device, lane, parts.models[i].storage));
    const bytes = this.sources.reduce((sum, { size }) => sum + size, 0);
    this.ring = new ReadbackRing(device, 'statistics', bytes);
    this.inputs = inputMoments(dataset, parts.standardization);
    this.predicted = experiment.lanes.map((recipe) => this.predict(recipe));
    this.writeState();
  }

  /** The experiment that it trains. */
  get experiment(): CompleteExperiment {
    return this.current;
  }

  get models(): readonly Model[] {
    return this.parts.models;
  }

  get evaluator(): Evaluator {
    return this.parts.evaluator;
  }

  get standardization(): Standardization {
    return this.parts.standardization;
  }

  /** Whole passes over the training rows so far. */
  get epoch(): number {
    return Math.floor((this.step * this.current.training.batchSize) / this.dataset.trainingRows);
  }

  /** Dispatches of one training step of a lane: the shared gather included, statistics excluded. */
  dispatchesPerStep(lane: number): number {
    return this.parts.gather.length + this.parts.lanes[lane].dispatches;
  }

  /**
   * Submits `count` steps. With `observe`, the statistics of the last one are read, and the returned function resolves to them.
   * Returns null without `observe`, or while all staging buffers are in use.
   */
  train(count: number, observe: boolean): PendingReading | null {
    const { gather, lanes } = this.parts;
    const encoder = this.device.gpu.createCommandEncoder({ label: `${count} steps` });
    const plain = observe ? count - 1 : count;
    if (plain > 0) {
      const pass = encoder.beginComputePass({ label: 'steps' });
      for (let i = 0; i < plain; i++) {
        gather.encode(pass);
        for (const { passes, update } of lanes) {
          passes.encode(pass);
          update.encode(pass);
        }
      }
      pass.end();
    }
    this.step += count;
    if (!observe) {
      this.device.gpu.queue.submit([encoder.finish()]);
      return null;
    }
    gather.encodePass(encoder);
    const cuts = this.timers.map((timer) => timer.encode(encoder));
    return this.read(encoder, cuts);
  }

  /**
   * Measures the statistics of the next step's batch, without training on it. Returns null while all staging buffers are in use.
   */
  observe(): PendingReading | null {
    const encoder = this.device.gpu.createCommandEncoder({ label: 'observe' });
    this.parts.gather.encodePass(encoder);
    for (const { observedPasses, statistics } of this.parts.lanes) {
      observedPasses.encodePass(encoder);
      statistics.encodePass(encoder);
    }
    const reading = this.read(encoder, []);
    // The loss kernel has advanced the position; nothing was trained, so it is set back.
    this.writeState();
    return reading;
  }

  /** Whether the device times every observed step; on other devices `timeLanes` measures from outside. */
  get hasTimestamps(): boolean {
    return this.device.timestamps;
  }

  /** Measures each lane's step from outside until `wanted` returns false. Must be called between steps, after at least one. */
  async timeLanes(wanted: () => boolean = () => true): Promise<void> {
    try {
      for (const timer of this.timers) {
        if (wanted()) await timer.measure(wanted);
      }
    } finally {
      // The loss kernel has advanced the position, but nothing was trained.
      this.writeState();
    }
  }

  /** Returns to step 0 with the seed `seed`, from which the weights, the batches and the dropout are drawn. */
  reset(seed: number): void {
    const training = { ...this.current.training, seed };
    this.current = { ...this.current, training };
    this.step = 0;
    for (const model of this.models) model.reset(training);
    this.writeState();
  }

  /**
   * Applies a live change, which keeps shapes, seed and optimizer. For a target without α and λ, it throws a RecipeError and
   * changes nothing.
   */
  applyLive({ experiment, lanes }: Change): void {
    // First, because it throws if a changed lane has no α and λ. Theory ignores labels, and takes 0.1 s for deep highway
    // networks.
    this.predicted = experiment.lanes.map((recipe, i) => (lanes[i] === 'network' ? this.predict(recipe) : this.predicted[i]));
    this.current = experiment;
    this.models.forEach((model, i) => model.applyLive(experiment.lanes[i], experiment.training));
  }

  destroy(): void {
    this.parts.destroy();
    for (const timer of this.timers) timer.destroy();
    this.ring.destroy();
  }

  /**
   * Submits the commands and reads the results of the observed step. `cuts`: how each lane's step was divided, if it was timed.
   */
  private read(encoder: GPUCommandEncoder, cuts: readonly (Cut | undefined)[]): PendingReading | null {
    const read = this.ring.copy(encoder, this.sources);
    this.device.gpu.queue.submit([encoder.finish()]);
    if (!read) return null;
    // The current values are stored, because they may have changed when the bytes arrive.
    const { step, epoch, predicted } = this;
    const recipes = this.models.map(({ recipe }) => recipe);
    return async () => {
      const bytes = await read();
      const offset = this.timers.reduce((at, timer, i) => timer.read(bytes, at, cuts[i]), 0);
      const contexts = recipes.map((recipe, i): LaneContext => ({
        recipe,
        predicted: predicted[i],
        dispatchesPerStep: this.dispatchesPerStep(i),
        ...this.timers[i].cost,
      }));
      return { step, epoch, lanes: decodeReading(bytes, offset, this.current.training.batchSize, contexts) };
    };
  }

  private get sources(): GPUBuffer[] {
    return [...this.timers.flatMap(({ sources }) => sources), ...readingSources(this.models)];
  }

  private predict(recipe: CompleteRecipe): LayerPrediction[] {
    return predictLayers(recipe, this.dataset.features, this.inputs, this.current.training.batchSize);
  }

  private writeState(): void {
    const { dataset, training } = this.current;
    const schedule: BatchSchedule = {
      firstRow: 0,
      rows: this.dataset.trainingRows,
      batch: training.batchSize,
      shuffle: dataset.seed !== 0,
      seed: training.seed,
    };
    this.device.gpu.queue.writeBuffer(this.parts.state, 0, packState(schedule, this.step).buffer);
  }
}
