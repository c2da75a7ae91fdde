/**
 * Every lane in evaluation mode (no dropout): over the held-out rows, and over any inputs at all. It has its own position, batch
 * and activations, a pair of tensors that the layers take in turn, so it never disturbs a training step.
 */
import type { Dataset } from '../data/dataset';
import { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import { ShapeError } from '../gpu/errors';
import { Plan } from '../gpu/plan';
import { pad, unpad, type Tensor } from '../gpu/tensor';
import { gatherBatch, type DatasetBuffers } from '../kernels/gather-batch';
import { heldOutMetrics } from '../kernels/held-out-metrics';
import { packState, STATE_BYTES } from '../kernels/training-state';
import type { Model } from '../network/model';

/** Most rows that go through the networks at once. */
const MOST_ROWS = 512;
const TOTALS_BYTES = 8;

export interface HeldOutResult {
  loss: number;
  accuracy: number;
}

interface LaneEvaluation {
  forward: Plan;
  metrics: Plan;
  logits: Tensor;
  totals: GPUBuffer;
}

export class Evaluator {
  private readonly device: Device;
  private readonly dataset: Dataset;
  private readonly rows: number;
  private readonly arena = new Arena('evaluation');
  private readonly state: GPUBuffer;
  private readonly labels: GPUBuffer;
  private batch!: Tensor;
  private gather!: Plan;
  private lanes: LaneEvaluation[] = [];

  private constructor(device: Device, dataset: Dataset) {
    this.device = device;
    this.dataset = dataset;
    this.rows = Math.min(MOST_ROWS, Math.max(64, dataset.heldOutRows));
    this.state = device.storage('evaluation state', STATE_BYTES);
    this.labels = device.storage('evaluation labels', this.rows * 4);
  }

  static async create(device: Device, dataset: Dataset, buffers: DatasetBuffers, models: readonly Model[]): Promise<Evaluator> {
    const evaluator = new Evaluator(device, dataset);
    await evaluator.record(buffers, models);
    return evaluator;
  }

  private async record(buffers: DatasetBuffers, models: readonly Model[]): Promise<void> {
    const { arena, device, dataset, rows, state, labels } = this;
    const { features, classes } = dataset;
    const planBatch = arena.plan('evaluation batch', rows, features);
    const planned = models.map(({ recipe }) => ({
      hidden: ['z', 'h', 'z', 'h'].map((name) => arena.plan(`evaluation ${name}`, rows, recipe.width)),
      head: ['z', 'h'].map((name) => arena.plan(`evaluation output ${name}`, rows, classes)),
    }));
    device.checkBudget('evaluation', arena.bytes);
    arena.allocate(device);

    const batch = planBatch();
    this.batch = batch;
    this.gather = new Plan('gather held-out rows', [await gatherBatch(device, { state, dataset: buffers, batch, labels })]);
    this.lanes = await Promise.all(
      models.map(async (model, i) => {
        const [z0, h0, z1, h1] = planned[i].hidden.map((tensor) => tensor());
        const [z, logits] = planned[i].head.map((tensor) => tensor());
        const turns = [
          { z: z0, h: h0 },
          { z: z1, h: h1 },
        ];
        const into = Array.from({ length: model.recipe.depth }, (_, l) => turns[l % 2]);
        const totals = device.storage('evaluation totals', TOTALS_BYTES);
        const [forward, metrics] = await Promise.all([
          model.forward(batch, [...into, { z, h: logits }], state, false),
          heldOutMetrics(device, { state, logits, labels, totals }),
        ]);
        return { forward: new Plan('evaluate', forward), metrics: new Plan('held-out metrics', [metrics]), logits, totals };
      }),
    );
  }

  /** Batches that a pass over the held-out rows takes. */
  get batches(): number {
    return Math.ceil(this.dataset.heldOutRows / this.rows);
  }

  /** Mean cross-entropy and accuracy of every lane over the held-out rows; null where there are none. */
  async heldOut(): Promise<HeldOutResult[] | null> {
    const { dataset, device, lanes } = this;
    const { heldOutRows, trainingRows } = dataset;
    if (heldOutRows === 0) return null;
    const { queue } = device.gpu;
    const passage = { firstRow: trainingRows, rows: heldOutRows, batch: this.rows, shuffle: false, seed: 0 };
    queue.writeBuffer(this.state, 0, packState(passage, 0).buffer);
    for (const { totals } of lanes) queue.writeBuffer(totals, 0, new Uint32Array(2));
    for (let i = 0; i < this.batches; i++) {
      const encoder = device.gpu.createCommandEncoder({ label: 'held-out rows' });
      const pass = encoder.beginComputePass();
      this.gather.encode(pass);
      for (const { forward, metrics } of lanes) {
        forward.encode(pass);
        metrics.encode(pass);
      }
      pass.end();
      queue.submit([encoder.finish()]);
    }
    const totals = await Promise.all(lanes.map((lane) => device.read(lane.totals)));
    return totals.map((bytes) => ({
      loss: new Float32Array(bytes)[0] / heldOutRows,
      accuracy: new Uint32Array(bytes)[1] / heldOutRows,
    }));
  }

  /**
   * A lane's logits [rows, classes] for standardised inputs [rows, features].
   * Throws a ShapeError where the inputs are not whole rows.
   */
  async logits(lane: number, inputs: Float32Array): Promise<Float32Array> {
    const { dataset, device, batch, rows } = this;
    const { features, classes } = dataset;
    const count = inputs.length / features;
    if (!Number.isInteger(count)) {
      throw new ShapeError(`inputs hold ${inputs.length} values; expected whole rows of ${features} features`);
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
    this.arena.destroy();
    this.state.destroy();
    this.labels.destroy();
    for (const { totals } of this.lanes) totals.destroy();
  }
}
