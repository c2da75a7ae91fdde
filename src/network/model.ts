/**
 * A recipe as a network on the GPU: its memory, its parameters, and the dispatches of a training step, recorded once.
 *
 *   forward    one dispatch a layer: matmul, bias, activation and dropout; with a normalisation two
 *   loss       one, with its gradient
 *   backward   one a layer, for δ; with a normalisation two
 *   update     one for all layers of a shape: their weight gradients and the optimizer's step from them
 */
import { activationOf } from '../activations/catalogue';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import type { Tensors } from '../experiment/snapshot';
import type { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import type { Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { denseForward } from '../kernels/dense-forward';
import { LANE_BYTES, packLane } from '../kernels/lane-parameters';
import { layerStatistics, statisticsBlocks } from '../kernels/layer-statistics';
import { mergeStatistics } from '../kernels/merge-statistics';
import { softmaxCrossEntropy } from '../kernels/softmax-cross-entropy';
import { weightNorm } from '../kernels/weight-norm';
import { recordBackward, recordForward, type LayerContext, type LayerOperands, type Stretch } from './hidden-layer';
import { laneParameters } from './lane-numbers';
import { optimizerRule } from './optimizer';
import { recordUpdate } from './parameter-update';
import { type ForwardTensors, type NetworkSize, NetworkStorage, planForward } from './storage';
import { initializeTensors, readTensors, writeTensors } from './tensors';

/** What all lanes of a run share. */
export interface SharedBuffers {
  state: GPUBuffer;
  /** [batch, features] */
  batch: Tensor;
  /** [batch], u32 */
  labels: GPUBuffer;
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

/** Where a forward pass that is not of training goes: into each hidden layer's tensors, and the output layer's. */
export interface EvaluationTensors {
  hidden: readonly ForwardTensors[];
  head: Pick<ForwardTensors, 'z' | 'h'>;
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

  /** Draws the initial weights anew from the training's seed and forgets what the optimizer and normalisations remember. */
  reset(training: CompleteExperiment['training']): void {
    this.applyLive(this.recipe, training);
    initializeTensors(this.device, this.storage, this.recipe, training.seed);
    const encoder = this.device.gpu.createCommandEncoder({ label: 'forget moments' });
    for (const { buffer } of this.storage.optimizer) encoder.clearBuffer(buffer);
    this.device.gpu.queue.submit([encoder.finish()]);
  }

  /** Puts the numbers in force that may change while the lane trains. */
  applyLive(recipe: CompleteRecipe, training: CompleteExperiment['training']): void {
    this.recipe = recipe;
    this.device.gpu.queue.writeBuffer(this.lane, 0, packLane(laneParameters(recipe, training)));
  }

  /**
   * Plans tensors for evaluating `rows` rows at once: hidden layers take two sets in turn. `beside` is an arena other than `arena`,
   * because a dispatch may use a buffer in one way alone.
   */
  planEvaluation(arena: Arena, beside: Arena, rows: number): () => EvaluationTensors {
    const { recipe, size } = this;
    const turns = [0, 1].map((turn) =>
      planForward(recipe, rows, { z: arena, h: arena, u: beside, moments: arena }, `of evaluation, ${turn}`),
    );
    const z = arena.plan('evaluation output z', rows, size.classes);
    const h = arena.plan('evaluation logits', rows, size.classes);
    return () => {
      const sets = turns.map((plan) => plan());
      return {
        hidden: Array.from({ length: recipe.depth }, (_, l) => sets[l % 2]),
        head: { z: z(), h: h() },
      };
    };
  }

  /** Records a forward pass in evaluation mode over `x` [rows, features]. */
  async evaluate(x: Tensor, into: EvaluationTensors, state: GPUBuffer): Promise<Dispatch[]> {
    const stretches = await this.forward(x, into, state, false);
    return stretches.flatMap(({ dispatches }) => dispatches);
  }

  /** Records the dispatches of a training step. */
  async record({ state, batch, labels }: SharedBuffers, training: CompleteExperiment['training']): Promise<StepDispatches> {
    const { device, lane, metrics, storage } = this;
    const { hidden, head } = storage;
    const context = this.context(state);
    const [forward, loss, delta, observedDelta, statistics, update] = await Promise.all([
      this.forward(batch, { hidden, head }, state, true),
      softmaxCrossEntropy(device, { state, logits: head.h, labels, delta: head.delta, metrics }),
      this.backward(context, false),
      this.backward(context, true),
      this.recordStatistics(),
      recordUpdate(context, storage, batch, optimizerRule(training.optimizer, { lane, state, storage })),
    ]);
    const passes = (backward: Stretch[]): Stretch[] => [...forward, { part: 'output', dispatches: [loss] }, ...backward];
    return { passes: passes(delta), observedPasses: passes(observedDelta), statistics, update };
  }

  /** Through weight normalisation, the hidden layers and the output layer. */
  private async forward(x: Tensor, into: EvaluationTensors, state: GPUBuffer, training: boolean): Promise<Stretch[]> {
    const { device, lane, storage } = this;
    const context = this.context(state);
    const { hidden, head } = into;
    const running = training ? [] : storage.runningMoments;
    const { depth } = this.recipe;
    const { weight, bias } = storage.layers[depth];
    const [weights, layers, output] = await Promise.all([
      this.normalizeWeights(),
      Promise.all(
        this.hiddenOperands.map((operands, l) =>
          recordForward(context, operands, l === 0 ? x : hidden[l - 1].h, hidden[l], training, running[l] ?? null),
        ),
      ),
      denseForward(device, {
        lane,
        state,
        activation: activationOf('linear'),
        dropout: false,
        layer: depth,
        x: hidden[depth - 1].h,
        weight,
        bias,
        ...head,
      }),
    ]);
    return [...weights, ...layers.flat(), { part: 'output', dispatches: [output] }];
  }

  /** δ of every hidden layer, the last one first. */
  private async backward(context: LayerContext, keepGradient: boolean): Promise<Stretch[]> {
    const { layers, hidden, head, normGradients } = this.storage;
    const operands = this.hiddenOperands;
    const recorded = hidden.map((own, l) => {
      const above =
        l + 1 < hidden.length
          ? { delta: hidden[l + 1].delta, weight: operands[l + 1].weight }
          : { delta: head.delta, weight: layers[l + 1].weight };
      return recordBackward(context, operands[l], own, above, normGradients[l] ?? null, keepGradient);
    });
    return (await Promise.all(recorded)).toReversed().flat();
  }

  /** The first layer's weights, and all others', which have one shape; nothing without weight normalisation. */
  private async normalizeWeights(): Promise<Stretch[]> {
    const { device, storage } = this;
    const { effectiveWeights, layers } = storage;
    const depth = effectiveWeights.length;
    const record = (first: number, count: number) => {
      const { weight: v, norm } = layers[first];
      return norm && count > 0 ? [weightNorm(device, { layers: count, v, norm, weight: effectiveWeights[first] })] : [];
    };
    if (depth === 0) return [];
    return [{ part: 'normalization', dispatches: await Promise.all([...record(0, 1), ...record(1, depth - 1)]) }];
  }

  private recordStatistics(): Promise<Dispatch[]> {
    const { device, lane, recipe, storage } = this;
    const { hidden, statisticsParts: parts, statistics: wholes } = storage;
    const { depth, width } = recipe;
    const operands = this.hiddenOperands;
    const [{ weight: first }] = operands;
    return Promise.all([
      layerStatistics(device, {
        lane,
        activation: activationOf(recipe.activation),
        layers: depth,
        ...hidden[0],
        weights: { buffer: first.buffer, first, second: operands[1]?.weight },
        parts,
      }),
      mergeStatistics(device, { layers: depth, blocks: statisticsBlocks(width, this.size.batch), parts, wholes }),
    ]);
  }

  private context(state: GPUBuffer): LayerContext {
    const { device, lane, recipe } = this;
    return { device, lane, state, recipe };
  }

  /** Of the hidden layers, with the weights in force. */
  private get hiddenOperands(): LayerOperands[] {
    const { layers, effectiveWeights } = this.storage;
    return layers
      .slice(0, this.recipe.depth)
      .map(({ weight, bias, norm }, layer) => ({ layer, weight: effectiveWeights[layer] ?? weight, bias, norm }));
  }

  /** All parameters by name, and running moments with them, once the GPU has done what was submitted before. */
  weights(): Promise<Tensors> {
    return readTensors(this.device, this.storage);
  }

  /** Sets all parameters; throws a ShapeError for a missing or unknown name, another shape or a value that is not finite. */
  setWeights(tensors: Tensors): void {
    writeTensors(this.device, this.storage, tensors);
  }

  destroy(): void {
    this.storage.destroy();
    this.lane.destroy();
    this.metrics.destroy();
  }
}
