/**
 * A recipe as a network on the GPU: its memory, its parameters, and the dispatches of a training step, recorded once.
 *
 *   forward    one dispatch a layer: matmul, bias, activation and dropout
 *   loss       one, with its gradient
 *   backward   one a layer, for δ
 *   update     one for all layers of a shape: their weight gradients and the optimizer's step from them
 */
import { activationOf } from '../activations/catalogue';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import type { CostPart, Tensors } from '../experiment/snapshot';
import type { Device } from '../gpu/device';
import { ShapeError } from '../gpu/errors';
import type { Dispatch } from '../gpu/kernel';
import { pad, unpad, type Tensor } from '../gpu/tensor';
import { denseBackwardInput } from '../kernels/dense-backward-input';
import { denseUpdate } from '../kernels/dense-backward-weight';
import { denseForward } from '../kernels/dense-forward';
import { LANE_BYTES, packLane } from '../kernels/lane-parameters';
import { layerStatistics, statisticsBlocks } from '../kernels/layer-statistics';
import { mergeStatistics } from '../kernels/merge-statistics';
import { softmaxCrossEntropy } from '../kernels/softmax-cross-entropy';
import type { UpdateRule } from '../kernels/update-rule';
import { initialWeights } from './initializers';
import { laneParameters } from './lane-numbers';
import { optimizerRule } from './optimizer';
import { type HiddenTensors, type NetworkSize, NetworkStorage } from './storage';

/** What all lanes of a run share. */
export interface SharedBuffers {
  state: GPUBuffer;
  /** [batch, features] */
  batch: Tensor;
  /** [batch], u32 */
  labels: GPUBuffer;
}

/** Dispatches that follow one another and belong to one part of a step. */
export interface Stretch {
  part: CostPart;
  dispatches: Dispatch[];
}

/** The dispatches of a step, by what they are for. */
export interface StepDispatches {
  /** Forward, loss and backward, down to every layer's δ. */
  passes: Stretch[];
  /** The same, leaving behind what the statistics read. */
  observedPasses: Stretch[];
  statistics: Dispatch[];
  /** Weight gradients and the optimizer's step. */
  update: Dispatch[];
}

export class Model {
  readonly device: Device;
  readonly size: NetworkSize;
  readonly storage: NetworkStorage;
  readonly lane: GPUBuffer;
  /** Mean loss (f32) and number of correct rows (u32) of the last batch. */
  readonly metrics: GPUBuffer;
  recipe: CompleteRecipe;

  private constructor(device: Device, recipe: CompleteRecipe, size: NetworkSize, storage: NetworkStorage) {
    this.device = device;
    this.recipe = recipe;
    this.size = size;
    this.storage = storage;
    this.lane = device.uniform(`${recipe.label}: lane`, new ArrayBuffer(LANE_BYTES));
    this.metrics = device.storage(`${recipe.label}: metrics`, 8);
  }

  /**
   * Allocates and fills a network. Throws a BudgetError where the device's limits are too small, before anything is allocated, or a
   * RecipeError; either way nothing is left behind.
   */
  static create(device: Device, recipe: CompleteRecipe, training: CompleteExperiment['training'], size: NetworkSize): Model {
    const storage = new NetworkStorage(recipe, size, training.optimizer);
    storage.allocate(device, recipe.label);
    const model = new Model(device, recipe, size, storage);
    try {
      model.reset(training);
    } catch (error) {
      model.destroy();
      throw error;
    }
    return model;
  }

  /** Draws the initial weights anew from the training's seed and forgets what the optimizer remembers. */
  reset(training: CompleteExperiment['training']): void {
    this.applyLive(this.recipe, training);
    this.storage.layers.forEach((values, l) => {
      const { rows, columns } = values.weight;
      const { weight, bias } = initialWeights(this.recipe, l, rows, columns, training.seed);
      this.write(values.weight, weight);
      this.write(values.bias, bias);
    });
    const encoder = this.device.gpu.createCommandEncoder({ label: 'forget moments' });
    for (const { buffer } of this.storage.optimizer) encoder.clearBuffer(buffer);
    this.device.gpu.queue.submit([encoder.finish()]);
  }

  /** Puts the numbers in force that may change while the lane trains. */
  applyLive(recipe: CompleteRecipe, training: CompleteExperiment['training']): void {
    this.recipe = recipe;
    this.device.gpu.queue.writeBuffer(this.lane, 0, packLane(laneParameters(recipe, training)));
  }

  /** Records forward passes over `x`, each layer writing into the tensors given for it; the last are the output layer's. */
  forward(
    x: Tensor,
    into: readonly Pick<HiddenTensors, 'z' | 'h'>[],
    state: GPUBuffer,
    training: boolean,
  ): Promise<Dispatch[]> {
    const { device, lane, recipe, storage } = this;
    return Promise.all(
      storage.layers.map((values, l) => {
        const hidden = l < recipe.depth;
        return denseForward(device, {
          lane,
          state,
          activation: activationOf(hidden ? recipe.activation : 'linear'),
          dropout: training && hidden && recipe.dropout.kind !== 'none',
          layer: l,
          x: l === 0 ? x : into[l - 1].h,
          ...values,
          ...into[l],
        });
      }),
    );
  }

  /** Records the dispatches of a training step. */
  async record({ state, batch, labels }: SharedBuffers, training: CompleteExperiment['training']): Promise<StepDispatches> {
    const { device, lane, metrics, storage } = this;
    const { hidden, head } = storage;
    const [forward, loss, delta, observedDelta, statistics, update] = await Promise.all([
      this.forward(batch, [...hidden, head], state, true),
      softmaxCrossEntropy(device, { state, logits: head.h, labels, delta: head.delta, metrics }),
      this.backwardToInputs(state, false),
      this.backwardToInputs(state, true),
      this.recordStatistics(),
      this.update(batch, optimizerRule(training.optimizer, { lane, state, storage })),
    ]);
    const passes = (backward: Dispatch[]): Stretch[] => [
      { part: 'forward', dispatches: forward.slice(0, -1) },
      { part: 'output', dispatches: [...forward.slice(-1), loss] },
      { part: 'backward', dispatches: backward },
    ];
    return { passes: passes(delta), observedPasses: passes(observedDelta), statistics, update };
  }

  /** δ of every hidden layer, the last one first. */
  private backwardToInputs(state: GPUBuffer, keepGradient: boolean): Promise<Dispatch[]> {
    const { device, lane, recipe, storage } = this;
    const { layers, hidden, head } = storage;
    const recorded = hidden.map((below, l) =>
      denseBackwardInput(device, {
        lane,
        state,
        activation: activationOf(recipe.activation),
        dropout: recipe.dropout.kind !== 'none',
        layerBelow: l,
        delta: l + 1 < recipe.depth ? hidden[l + 1].delta : head.delta,
        weight: layers[l + 1].weight,
        zBelow: below.z,
        deltaBelow: below.delta,
        gradient: below.gradient,
        keepGradient,
      }),
    );
    return Promise.all(recorded.toReversed());
  }

  /** Of the first layer, of the output layer, and of all between, which have one shape. */
  private update(batch: Tensor, rule: UpdateRule): Promise<Dispatch[]> {
    const { device, recipe, storage } = this;
    const { layers, hidden, head } = storage;
    const { depth } = recipe;
    const record = (first: number, count: number, x: Tensor, delta: Tensor) =>
      denseUpdate(device, { layers: count, x, delta, ...layers[first] }, rule);
    const dispatches = [record(0, 1, batch, hidden[0].delta), record(depth, 1, hidden[depth - 1].h, head.delta)];
    if (depth > 1) dispatches.push(record(1, depth - 1, hidden[0].h, hidden[1].delta));
    return Promise.all(dispatches);
  }

  private recordStatistics(): Promise<Dispatch[]> {
    const { device, lane, recipe, storage } = this;
    const { layers, hidden, statisticsParts: parts, statistics: wholes } = storage;
    const { depth, width } = recipe;
    return Promise.all([
      layerStatistics(device, {
        lane,
        activation: activationOf(recipe.activation),
        layers: depth,
        ...hidden[0],
        weights: {
          buffer: storage.parameters.buffer,
          first: layers[0].weight,
          second: depth > 1 ? layers[1].weight : undefined,
        },
        parts,
      }),
      mergeStatistics(device, { layers: depth, blocks: statisticsBlocks(width, this.size.batch), parts, wholes }),
    ]);
  }

  /** All parameters by name, once the GPU has done what was submitted before. */
  async weights(): Promise<Tensors> {
    const { parameters } = this.storage;
    const laidOut = new Float32Array(await this.device.read(parameters.buffer));
    return Object.fromEntries(
      this.named.map(({ name, tensor, shape }) => [
        name,
        { shape, data: unpad(laidOut, tensor.rows, tensor.columns, tensor.offset) },
      ]),
    );
  }

  /** Sets all parameters; throws a ShapeError for a missing or unknown name, another shape or a value that is not finite. */
  setWeights(tensors: Tensors): void {
    const { named } = this;
    const unknown = Object.keys(tensors).find((name) => !named.some((tensor) => tensor.name === name));
    if (unknown !== undefined) {
      throw new ShapeError(`no tensor is called '${unknown}'; this network has ${named.map(({ name }) => name).join(', ')}`);
    }
    for (const { name, shape } of named) {
      const given = tensors[name];
      if (!given) throw new ShapeError(`the tensor '${name}' [${shape.join(', ')}] is missing`);
      if (given.shape.join() !== shape.join() || given.data.length !== shape.reduce((a, b) => a * b)) {
        const got = `[${given.shape.join(', ')}] with ${given.data.length} values`;
        throw new ShapeError(`'${name}' is ${got}; expected [${shape.join(', ')}]`);
      }
      const at = given.data.findIndex((value) => !Number.isFinite(value));
      if (at >= 0) throw new ShapeError(`'${name}' holds ${given.data[at]} at position ${at}; every value must be finite`);
    }
    for (const { name, tensor } of named) this.write(tensor, tensors[name].data);
  }

  private get named(): { name: string; tensor: Tensor; shape: number[] }[] {
    return this.storage.layers.flatMap(({ weight, bias }) => [
      { name: weight.label, tensor: weight, shape: [weight.rows, weight.columns] },
      { name: bias.label, tensor: bias, shape: [bias.columns] },
    ]);
  }

  private write({ buffer, offset, rows, columns }: Tensor, values: Float32Array): void {
    this.device.gpu.queue.writeBuffer(buffer, offset * 4, pad(values, rows, columns));
  }

  destroy(): void {
    this.storage.destroy();
    this.lane.destroy();
    this.metrics.destroy();
  }
}
