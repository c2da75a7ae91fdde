/** One run of an experiment's lanes. It begins at step 0 and ends when a change rebuilds the lanes. */
import type { Dataset } from '../../data/dataset';
import type { Change } from '../../experiment/change';
import { RecipeError } from '../../experiment/errors';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { Snapshot } from '../../experiment/snapshot';
import { softmaxRows } from '../../math/softmax';
import type { Device } from '../gpu/device';
import { checkBudget } from './budget';
import { HeldOutClock } from './held-out-clock';
import { laneSnapshot } from './lane-snapshot';
import type { Reading } from './reading';
import type { SnapshotThrottle } from './snapshot-throttle';
import { Trainer } from './trainer';
import { TrainingLoop } from './training-loop';

export interface RunEvents {
  error(run: Run, error: unknown): void;
}

export class Run {
  /** Whether an error has stopped the run; further errors are consequences of the first. */
  failed = false;
  readonly trainer: Trainer;
  readonly loop: TrainingLoop;
  private readonly heldOut: HeldOutClock;
  private readonly throttle: SnapshotThrottle;
  private readonly events: RunEvents;
  private newest: Reading | null = null;

  /**
   * Builds the lanes.
   *
   * @throws RecipeError for lanes that exceed the device's limits or its free memory, with the field that is too large; and what
   *   Trainer.create throws
   */
  static async build(
    device: Device,
    experiment: CompleteExperiment,
    dataset: Dataset,
    throttle: SnapshotThrottle,
    events: RunEvents,
  ): Promise<Run> {
    checkBudget(device, experiment, dataset);
    return new Run(device, await createTrainer(device, experiment, dataset), throttle, events);
  }

  private constructor(device: Device, trainer: Trainer, throttle: SnapshotThrottle, events: RunEvents) {
    this.trainer = trainer;
    this.heldOut = new HeldOutClock(trainer.evaluator);
    this.throttle = throttle;
    this.events = events;
    this.loop = new TrainingLoop(device, trainer, throttle, {
      reading: (reading, reserved) => this.receive(reading, reserved),
      error: (error) => events.error(this, error),
    });
  }

  /** The newest snapshot. */
  get snapshot(): Snapshot {
    const { newest, trainer, loop, heldOut } = this;
    const { lanes } = trainer.experiment;
    return {
      step: newest?.step ?? 0,
      epoch: newest?.epoch ?? 0,
      seconds: loop.seconds,
      lanes: (newest?.lanes ?? []).map((reading, i) =>
        laneSnapshot(lanes[i], reading, heldOut.latest?.[i] ?? null, loop.running),
      ),
    };
  }

  /** At step 0: reads the first batch without training on it, evaluates the held-out rows and sends a snapshot. */
  async start(): Promise<void> {
    this.heldOut.forget();
    await this.loop.observe();
    await this.sendEvaluated();
  }

  /** Pauses, evaluates the held-out rows and sends a snapshot. Does nothing if it is paused. */
  async pause(): Promise<void> {
    if (!this.loop.running) return;
    await this.loop.pause();
    await this.sendEvaluated();
  }

  /** Takes exactly `count` steps while paused. Resolves to the snapshot after them, which it also sends. */
  async step(count: number): Promise<Snapshot> {
    await this.loop.take(count);
    await this.sendEvaluated();
    return this.snapshot;
  }

  /** Returns to step 0 with the seed `seed`. */
  async reset(seed: number): Promise<void> {
    this.trainer.reset(seed);
    this.loop.seconds = 0;
    await this.start();
  }

  /** Applies a live change. Throws like Trainer.applyLive. */
  async applyLive(change: Change): Promise<void> {
    this.trainer.applyLive(change);
    if (change.lanes.some((lane) => lane !== 'none')) await this.networksChanged();
  }

  /**
   * Call this when the networks have changed. Before the first step, it measures statistics and held-out figures again; later,
   * the next step measures them.
   */
  async networksChanged(): Promise<void> {
    this.heldOut.forget();
    if (this.trainer.step === 0 && !this.loop.running) await this.start();
  }

  /** Evaluates the held-out rows at the current step, unless that was done already. */
  evaluate(): Promise<void> {
    return this.heldOut.evaluate(this.trainer.step);
  }

  /** Class probabilities [rows, classes] in evaluation mode, for inputs [rows, features] in the data's own units. */
  async predict(lane: number, inputs: Float32Array): Promise<Float32Array> {
    const { standardization, dataset, evaluator } = this.trainer;
    const { mean, scale } = standardization;
    const { features, classes } = dataset;
    const standardized = inputs.map((value, i) => (value - mean[i % features]) * scale[i % features]);
    return softmaxRows(await evaluator.logits(lane, standardized), classes);
  }

  private async sendEvaluated(): Promise<void> {
    await this.evaluate();
    this.throttle.offer(this.snapshot);
  }

  private receive(reading: Reading, reserved: boolean): void {
    this.newest = reading;
    // A reading without a slot was requested by a method that sends the snapshot itself, after it has evaluated the held-out
    // rows.
    if (!reserved) return;
    this.heldOut.evaluateWhenDue(reading.step).catch((error: unknown) => this.events.error(this, error));
    this.throttle.deliver(this.snapshot);
  }
}

async function createTrainer(device: Device, experiment: CompleteExperiment, dataset: Dataset): Promise<Trainer> {
  device.gpu.pushErrorScope('out-of-memory');
  const created = Trainer.create(device, experiment, dataset);
  // The scope closes after the promise is resolved or rejected, because buffers are allocated until then.
  await created.catch(() => {});
  const outOfMemory = await device.gpu.popErrorScope();
  const trainer = await created;
  if (outOfMemory) {
    trainer.destroy();
    throw new RecipeError('lanes', 'The GPU does not have enough free memory for these lanes. Use fewer or smaller ones.');
  }
  return trainer;
}
