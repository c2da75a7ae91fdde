/**
 * Runs every lane in evaluation mode (no dropout), on the held-out rows or on any inputs. The evaluator has its own position,
 * batch and activations (sets of tensors that the layers use in turn), so it never disturbs a training step.
 */
import type { Dataset } from '../../data/dataset';
import { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import { ShapeError } from '../gpu/errors';
import { Plan } from '../gpu/plan';
import { pad, padded, unpad, type Tensor } from '../gpu/tensor';
import { gatherBatch, type DatasetBuffers } from '../kernels/batch/gather-batch';
import { decodeTotals, heldOutMetrics, totalsBytes } from '../kernels/loss/held-out-metrics';
import { packState, STATE_BYTES } from '../kernels/training-state';
import type { Model } from '../network/model';

/**
 * Limits for the rows of an evaluation batch. If memory allows, it has at least USUAL_ROWS rows, even with fewer held-out rows.
 */
const MOST_ROWS = 512;
const USUAL_ROWS = 64;
const FEWEST_ROWS = 16;

export interface HeldOutResult {
  loss: number;
  accuracy: number;
  /** [classes, classes], rows by label, columns by predicted class; null above MOST_CONFUSION_CLASSES classes. */
  confusion: Uint32Array | null;
}

interface LaneEvaluation {
  forward: Plan;
  metrics: Plan;
  logits: Tensor;
  totals: GPUBuffer;
}

/** An evaluation's batch and its position in the held-out rows. */
interface Inputs {
  /** [rows, features] */
  batch: Tensor;
  /** [rows], u32 */
  labels: GPUBuffer;
  state: GPUBuffer;
  gather: Plan;
}

export class Evaluator {
  private readonly device: Device;
  private readonly dataset: Dataset;
  private readonly inputs: Inputs;
  private readonly lanes: readonly LaneEvaluation[];
  private readonly made: readonly { destroy(): void }[];

  private constructor(
    device: Device,
    dataset: Dataset,
    parts: { inputs: Inputs; lanes: readonly LaneEvaluation[]; made: readonly { destroy(): void }[] },
  ) {
    this.device = device;
    this.dataset = dataset;
    this.inputs = parts.inputs;
    this.lanes = parts.lanes;
    this.made = parts.made;
  }

  /** Throws a BudgetError if FEWEST_ROWS rows do not fit on the device. After an error nothing stays allocated. */
  static async create(device: Device, dataset: Dataset, buffers: DatasetBuffers, models: readonly Model[]): Promise<Evaluator> {
    const { features, classes } = dataset;
    const rows = rowsAtOnce(device, dataset, models);
    const arena = new Arena('evaluation');
    const blockArenas = [new Arena('evaluation, dense outputs'), new Arena('evaluation, gates')];
    const planBatch = arena.plan('evaluation batch', rows, features);
    const planned = models.map((model) => model.planEvaluation([arena, ...blockArenas], rows));
    const arenas = [arena, ...blockArenas].filter(({ length }) => length > 0);
    for (const { bytes } of arenas) device.checkBudget('evaluation', bytes);
    for (const each of arenas) each.allocate(device);
    const state = device.storage('evaluation state', STATE_BYTES);
    const labels = device.storage('evaluation labels', rows * 4);
    const totals = models.map(() => device.storage('evaluation totals', totalsBytes(classes)));
    const made = [...arenas, state, labels, ...totals];

    const batch = planBatch();
    const recordLane = async (model: Model, i: number): Promise<LaneEvaluation> => {
      const into = planned[i]();
      const logits = into.head.h;
      const [forward, metrics] = await Promise.all([
        model.evaluate(batch, into, state),
        heldOutMetrics(device, { state, logits, labels, totals: totals[i] }),
      ]);
      return {
        forward: new Plan('evaluate', forward),
        metrics: new Plan('held-out metrics', [metrics]),
        logits,
        totals: totals[i],
      };
    };
    try {
      const [gather, lanes] = await Promise.all([
        gatherBatch(device, { state, dataset: buffers, batch, labels }),
        Promise.all(models.map(recordLane)),
      ]);
      const inputs = { batch, labels, state, gather: new Plan('gather held-out rows', gather) };
      return new Evaluator(device, dataset, { inputs, lanes, made });
    } catch (error) {
      for (const thing of made) thing.destroy();
      throw error;
    }
  }

  /** Rows of one evaluation batch. */
  get rows(): number {
    return this.inputs.batch.rows;
  }

  /** Batches of a pass over the held-out rows. */
  get batches(): number {
    return Math.ceil(this.dataset.heldOutRows / this.rows);
  }

  /**
   * Resolves to the mean cross-entropy (nats), accuracy and confusion of every lane over the held-out rows; null without such
   * rows.
   */
  async heldOut(): Promise<HeldOutResult[] | null> {
    const { dataset, device, inputs, lanes } = this;
    const { heldOutRows, trainingRows, classes } = dataset;
    if (heldOutRows === 0) return null;
    const { queue } = device.gpu;
    const schedule = { firstRow: trainingRows, rows: heldOutRows, batch: this.rows, shuffle: false, seed: 0 };
    queue.writeBuffer(inputs.state, 0, packState(schedule, 0).buffer);
    for (const { totals } of lanes) queue.writeBuffer(totals, 0, new Uint8Array(totals.size));
    for (let i = 0; i < this.batches; i++) {
      const encoder = device.gpu.createCommandEncoder({ label: 'held-out rows' });
      const pass = encoder.beginComputePass();
      inputs.gather.encode(pass);
      for (const { forward, metrics } of lanes) {
        forward.encode(pass);
        metrics.encode(pass);
      }
      pass.end();
      queue.submit([encoder.finish()]);
    }
    const totals = await Promise.all(lanes.map((lane) => device.read(lane.totals)));
    return totals.map((bytes) => {
      const { loss, correct, confusion } = decodeTotals(bytes, classes);
      return { loss: loss / heldOutRows, accuracy: correct / heldOutRows, confusion };
    });
  }

  /**
   * A lane's logits [rows, classes] for standardised inputs [rows, features].
   *
   * @throws ShapeError if the inputs are not whole rows
   */
  async logits(lane: number, inputs: Float32Array): Promise<Float32Array> {
    const { dataset, device, rows } = this;
    const { batch } = this.inputs;
    const { features, classes } = dataset;
    const count = inputs.length / features;
    if (!Number.isInteger(count)) {
      throw new ShapeError(`The inputs must be whole rows of ${features} features; got ${inputs.length} values.`);
    }
    const { forward, logits } = this.lanes[lane];
    const { queue } = device.gpu;
    const gathered = new Float32Array(count * classes);
    const pieces: Promise<void>[] = [];
    for (let first = 0; first < count; first += rows) {
      const taken = Math.min(rows, count - first);
      queue.writeBuffer(batch.buffer, batch.offset * 4, pad(inputs.subarray(first * features), taken, features));
      const encoder = device.gpu.createCommandEncoder({ label: 'predict' });
      const pass = encoder.beginComputePass();
      forward.encode(pass);
      pass.end();
      queue.submit([encoder.finish()]);
      const { offset, size } = logits.binding;
      pieces.push(
        device.read(logits.buffer, offset, size).then((bytes) => {
          gathered.set(unpad(new Float32Array(bytes), taken, classes), first * classes);
        }),
      );
    }
    await Promise.all(pieces);
    return gathered;
  }

  destroy(): void {
    for (const thing of this.made) thing.destroy();
  }
}

/**
 * Returns the rows of an evaluation batch: all held-out rows, within bounds that keep a submission short and the memory below the
 * device's limit.
 */
function rowsAtOnce(device: Device, { features, classes, heldOutRows }: Dataset, models: readonly Model[]): number {
  // A unit needs at most nine tensors: z, h and moments three times each, or the three gates of a layer; u needs less.
  const hidden = models.reduce((sum, { recipe }) => sum + 9 * padded(recipe.width) + 24, 0);
  const floats = padded(features) + hidden + models.length * 2 * padded(classes);
  // A multiple of 16 rows needs no padding.
  const affordable = Math.floor(device.largestBinding / (4 * floats) / FEWEST_ROWS) * FEWEST_ROWS;
  return Math.min(MOST_ROWS, Math.max(USUAL_ROWS, heldOutRows), Math.max(FEWEST_ROWS, affordable));
}
