/**
 * The lanes of an experiment, trained in lockstep on one dataset: gather a batch, then each lane's step. Everything is recorded when
 * it is made; a step is a replay. It knows no worker and no page.
 */
import type { Dataset, Standardization } from '../../data/dataset';
import { fitStandardization } from '../../data/standardize';
import type { CompleteExperiment, CompleteRecipe } from '../../experiment/experiment';
import type { LayerStatistics } from '../../experiment/snapshot';
import { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import { Plan } from '../gpu/plan';
import { ReadbackRing } from '../gpu/readback';
import { gatherBatch, type DatasetBuffers } from '../kernels/batch/gather-batch';
import { packState, STATE_BYTES, type Passage } from '../kernels/training-state';
import { Model } from '../network/model';
import { inputMoments, predictLayers, type InputMoments } from '../../predictions/layer-predictions';
import { destroyDataset, uploadDataset } from './dataset-buffers';
import { Evaluator } from './evaluator';
import { LaneClock, type Cut } from './lane-clock';
import { LanePlans } from './lane-plans';
import { timeLane } from './lane-stopwatch';
import { decodeReading, readingSources, type LaneReading } from './reading';
import { partCosts, UNMEASURED, type MeasuredCost } from './step-cost';

export class Trainer {
  readonly models: readonly Model[];
  readonly evaluator: Evaluator;
  readonly dataset: Dataset;
  readonly standardization: Standardization;
  /** Steps submitted so far. */
  step = 0;
  private readonly device: Device;
  private experiment: CompleteExperiment;
  private readonly buffers: DatasetBuffers;
  private readonly state: GPUBuffer;
  private readonly batch: Arena;
  private readonly labels: GPUBuffer;
  private readonly gather: Plan;
  private readonly lanes: readonly LanePlans[];
  /** Of each lane; none where the device has no timestamps. */
  private readonly clocks: readonly LaneClock[];
  private readonly ring: ReadbackRing;
  /** What theory says of each lane's layers. */
  private predicted: LayerStatistics['predicted'][][];
  private readonly inputs: InputMoments;
  /** Of each lane, where it was timed from outside. */
  private readonly timed: MeasuredCost[] = [];

  /**
   * Builds every lane and uploads the data. Throws a BudgetError for a lane or a dataset too large for the device's limits, a
   * DataError for a dataset too large for its free memory, a ShaderCompileError, or a RecipeError; what was made until then is freed.
   */
  static async create(device: Device, experiment: CompleteExperiment, dataset: Dataset): Promise<Trainer> {
    const made: { destroy(): void }[] = [];
    const keep = <T extends { destroy(): void }>(thing: T): T => {
      made.push(thing);
      return thing;
    };
    try {
      const { training, lanes } = experiment;
      const { features, classes } = dataset;
      const { batchSize } = training;
      const arena = keep(new Arena('batch'));
      const planned = arena.plan('batch', batchSize, features);
      device.checkBudget('the batch', arena.bytes);
      const models = lanes.map((recipe) =>
        keep(Model.create(device, recipe, training, { features, classes, batch: batchSize })),
      );
      arena.allocate(device);
      const standardization = fitStandardization(dataset, experiment.dataset.standardize);
      const buffers = await uploadDataset(device, dataset, standardization);
      keep({ destroy: () => destroyDataset(buffers) });
      const state = keep(device.storage('training state', STATE_BYTES));
      const labels = keep(device.storage('batch labels', batchSize * 4));
      const batch = planned();
      const parts = [
        gatherBatch(device, { state, dataset: buffers, batch, labels }),
        Promise.all(models.map((model) => model.record({ state, batch, labels }, training))),
        Evaluator.create(device, dataset, buffers, models).then(keep),
      ] as const;
      // All of them, so that nothing is still being made when one has failed and the rest is freed.
      await Promise.allSettled(parts);
      const [gather, recorded, evaluator] = await Promise.all(parts);
      const plans = recorded.map((dispatches, i) => new LanePlans(lanes[i].label, dispatches));
      return new Trainer(device, experiment, dataset, {
        standardization,
        buffers,
        state,
        arena,
        labels,
        models,
        evaluator,
        gather: new Plan('gather', gather),
        lanes: plans,
      });
    } catch (error) {
      for (const thing of made) thing.destroy();
      throw error;
    }
  }

  private constructor(
    device: Device,
    experiment: CompleteExperiment,
    dataset: Dataset,
    parts: {
      standardization: Standardization;
      buffers: DatasetBuffers;
      state: GPUBuffer;
      arena: Arena;
      labels: GPUBuffer;
      models: readonly Model[];
      evaluator: Evaluator;
      gather: Plan;
      lanes: readonly LanePlans[];
    },
  ) {
    this.device = device;
    this.experiment = experiment;
    this.dataset = dataset;
    this.standardization = parts.standardization;
    this.buffers = parts.buffers;
    this.state = parts.state;
    this.batch = parts.arena;
    this.labels = parts.labels;
    this.models = parts.models;
    this.evaluator = parts.evaluator;
    this.gather = parts.gather;
    this.lanes = parts.lanes;
    this.clocks = device.timestamps ? this.lanes.map((lane) => new LaneClock(device, lane)) : [];
    const bytes = this.sources.reduce((sum, { size }) => sum + size, 0);
    this.ring = new ReadbackRing(device, 'statistics', bytes);
    this.inputs = inputMoments(dataset, parts.standardization);
    this.predicted = experiment.lanes.map((recipe) => this.predict(recipe));
    this.writeState();
  }

  /** Whole passes over the training rows so far. */
  get epoch(): number {
    return Math.floor((this.step * this.experiment.training.batchSize) / this.dataset.trainingRows);
  }

  /** Dispatches of one training step of a lane, the shared gather included, statistics apart. */
  dispatchesPerStep(lane: number): number {
    return this.gather.length + this.lanes[lane].dispatches;
  }

  /**
   * Submits `count` steps. Where `observe` is set, statistics of the last one are read: the function returned gives them when they
   * arrive; it is null where nothing was asked for or all staging buffers are under way.
   */
  train(count: number, observe: boolean): (() => Promise<LaneReading[]>) | null {
    const encoder = this.device.gpu.createCommandEncoder({ label: `${count} steps` });
    const plain = observe ? count - 1 : count;
    if (plain > 0) {
      const pass = encoder.beginComputePass({ label: 'steps' });
      for (let i = 0; i < plain; i++) {
        this.gather.encode(pass);
        for (const { passes, update } of this.lanes) {
          passes.encode(pass);
          update.encode(pass);
        }
      }
      pass.end();
    }
    if (!observe) {
      this.step += count;
      this.device.gpu.queue.submit([encoder.finish()]);
      return null;
    }
    this.gather.encodePass(encoder);
    const cuts = this.lanes.map((lane, i) => this.encodeObserved(encoder, lane, this.clocks[i]));
    this.step += count;
    return this.read(encoder, cuts);
  }

  /** Statistics of the next step's batch without training on it. */
  observe(): (() => Promise<LaneReading[]>) | null {
    const encoder = this.device.gpu.createCommandEncoder({ label: 'observe' });
    this.gather.encodePass(encoder);
    for (const { observedPasses, statistics } of this.lanes) {
      observedPasses.encodePass(encoder);
      statistics.encodePass(encoder);
    }
    const reading = this.read(encoder, []);
    // The loss kernel has moved the position on; nothing was trained, so it goes back.
    this.writeState();
    return reading;
  }

  /** Whether the device can time lanes by itself; where it cannot, `timeLanes` does it from outside. */
  get timesItself(): boolean {
    return this.device.timestamps;
  }

  /**
   * Measures each lane's step from outside, for as long as that is `wanted`. Must be called while no step is under way, after at least
   * one was.
   */
  async timeLanes(wanted: () => boolean = () => true): Promise<void> {
    try {
      for (const [i, lane] of this.lanes.entries()) {
        const measured = await timeLane(this.device, lane, this.models[i].storage, wanted);
        if (!measured) return;
        this.timed[i] = measured;
      }
    } finally {
      // The loss kernel has moved the position on, but nothing was trained.
      this.writeState();
    }
  }

  /** How it was cut, where it is timed. */
  private encodeObserved(encoder: GPUCommandEncoder, lane: LanePlans, clock: LaneClock | undefined): Cut | undefined {
    if (clock) return clock.encode(encoder);
    lane.observedPasses.encodePass(encoder);
    lane.statistics.encodePass(encoder);
    lane.update.encodePass(encoder);
    return undefined;
  }

  /** Submits, and reads what the observed step left behind. `cuts`: how each lane's step was cut where it was timed. */
  private read(encoder: GPUCommandEncoder, cuts: readonly (Cut | undefined)[]): (() => Promise<LaneReading[]>) | null {
    const read = this.ring.copy(encoder, this.sources);
    this.device.gpu.queue.submit([encoder.finish()]);
    if (!read) return null;
    // As they are now: by the time the bytes arrive they may have changed.
    const contexts = this.models.map(({ recipe }, i) => ({ recipe, predicted: this.predicted[i] }));
    return async () => {
      const bytes = await read();
      let offset = 0;
      this.clocks.forEach((clock, i) => {
        const cut = cuts[i];
        if (cut) clock.read(bytes, offset, cut);
        offset += clock.buffer.size;
      });
      const lanes = contexts.map((context, i) => {
        const measured = this.clocks[i]?.cost ?? this.timed[i] ?? UNMEASURED;
        return { ...context, millisecondsPerStep: measured.total, cost: partCosts(this.lanes[i], measured) };
      });
      return decodeReading(bytes, offset, this.experiment.training.batchSize, lanes);
    };
  }

  private get sources(): GPUBuffer[] {
    return [...this.clocks.map(({ buffer }) => buffer), ...readingSources(this.models)];
  }

  /** Back to step 0 under the seed of `experiment`, whose shapes are those this trainer was made for. */
  reset(experiment: CompleteExperiment): void {
    this.experiment = experiment;
    this.step = 0;
    for (const model of this.models) model.reset(experiment.training);
    this.writeState();
  }

  /** Puts in force what may change while it trains; shapes, seed and optimizer stay. Throws a RecipeError, with nothing changed. */
  applyLive(experiment: CompleteExperiment): void {
    const { lanes } = this.experiment;
    // First, because it throws where a changed lane has no α and λ.
    this.predicted = experiment.lanes.map((recipe, i) =>
      sameNetwork(recipe, lanes[i]) ? this.predicted[i] : this.predict(recipe),
    );
    this.experiment = experiment;
    this.models.forEach((model, i) => model.applyLive(experiment.lanes[i], experiment.training));
  }

  private predict(recipe: CompleteRecipe): LayerStatistics['predicted'][] {
    return predictLayers(recipe, this.dataset.features, this.inputs, this.experiment.training.batchSize);
  }

  private writeState(): void {
    const { dataset, training } = this.experiment;
    const passage: Passage = {
      firstRow: 0,
      rows: this.dataset.trainingRows,
      batch: training.batchSize,
      shuffle: dataset.seed !== 0,
      seed: training.seed,
    };
    this.device.gpu.queue.writeBuffer(this.state, 0, packState(passage, this.step).buffer);
  }

  destroy(): void {
    for (const model of this.models) model.destroy();
    this.evaluator.destroy();
    destroyDataset(this.buffers);
    this.state.destroy();
    this.batch.destroy();
    this.labels.destroy();
    for (const clock of this.clocks) clock.destroy();
    this.ring.destroy();
  }
}

/** Whether two recipes differ in their names alone, which theory does not look at; it takes a tenth of a second for deep highways. */
function sameNetwork(a: CompleteRecipe, b: CompleteRecipe): boolean {
  return JSON.stringify({ ...a, label: '' }) === JSON.stringify({ ...b, label: '' });
}
