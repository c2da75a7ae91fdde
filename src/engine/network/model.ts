/**
 * A network on the GPU, built from a recipe: its memory, its parameters, and the dispatches of a training step, recorded once.
 *
 *   forward    one dispatch per layer: matmul, bias, activation and dropout
 *   loss       one dispatch: the loss and its gradient
 *   backward   one dispatch per layer: δ
 *   update     one dispatch per shape of layer: the weight gradients and the optimizer's step
 *
 * A normalisation of activations adds one dispatch per layer to the forward and the backward pass, a highway layer two. A
 * normalisation of weights adds up to two dispatches before the forward pass. Normalisations also add a few dispatches to the
 * update.
 */
import { activationOf } from '../../activations/catalogue';
import { layerRoles } from '../../experiment/architecture';
import type { CompleteExperiment, CompleteRecipe } from '../../experiment/experiment';
import type { Tensors } from '../../experiment/snapshot';
import type { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import type { Dispatch } from '../gpu/kernel';
import type { Tensor } from '../gpu/tensor';
import { matmulForward } from '../kernels/matmul/forward';
import { HYPERPARAMETER_BYTES, packHyperparameters } from '../kernels/hyperparameter-buffer';
import { STRUCTS } from '../kernels/layouts';
import { layerStatistics, statisticsBlocks } from '../kernels/statistics/layer-statistics';
import { mergeStatistics } from '../kernels/statistics/merge-statistics';
import { softmaxCrossEntropy } from '../kernels/loss/softmax-cross-entropy';
import type { Skip } from '../kernels/blocks/skip';
import {
  recordBackward,
  recordForward,
  type LayerAbove,
  type LayerContext,
  type LayerOperands,
  type DispatchGroup,
} from './hidden-layer';
import { hyperparametersOf } from './hyperparameters';
import { optimizerRule } from './optimizer';
import { implementationOf } from './normalization/implementations';
import { recordUpdate } from './parameter-update';
import { type ForwardTensors, type HiddenTensors, type NetworkSize, NetworkStorage, planForward } from './storage';
import { initializeTensors, readTensors, writeTensors } from './tensors';

/** The buffers that all lanes of a run share. */
export interface SharedBuffers {
  state: GPUBuffer;
  /** [batch, features] */
  batch: Tensor;
  /** [batch], u32 */
  labels: GPUBuffer;
}

/** The dispatches of a training step, by purpose. */
export interface StepDispatches {
  /** Forward, loss and backward, up to the δ of each layer. */
  passes: DispatchGroup[];
  /** The same passes, which also store the gradients that the statistics read. */
  observedPasses: DispatchGroup[];
  statistics: Dispatch[];
  /** The weight gradients and the optimizer's step. */
  update: Dispatch[];
}

/** The tensors that a forward pass in evaluation mode writes: one set per hidden layer, and those of the output layer. */
export interface EvaluationTensors {
  hidden: readonly ForwardTensors[];
  head: Pick<ForwardTensors, 'z' | 'h'>;
}

/** Number of tensor sets that the hidden layers share in evaluation. */
const EVALUATION_SETS = 3;

/** A network on the GPU that can be trained, evaluated, read and written. */
export class Model {
  readonly device: Device;
  readonly size: NetworkSize;
  readonly storage: NetworkStorage;
  readonly hyper: GPUBuffer;
  /** Mean loss (f32) and number of correct rows (u32) of the last batch. */
  readonly metrics: GPUBuffer;
  recipe: CompleteRecipe;

  private constructor(device: Device, recipe: CompleteRecipe, size: NetworkSize, storage: NetworkStorage) {
    this.device = device;
    this.recipe = recipe;
    this.size = size;
    this.storage = storage;
    this.hyper = device.uniform(`${recipe.label}: hyperparameters`, new ArrayBuffer(HYPERPARAMETER_BYTES));
    this.metrics = device.storage(`${recipe.label}: metrics`, STRUCTS.Metrics.bytes);
  }

  /**
   * Allocates a network and draws its initial weights. Throws a BudgetError if the device's limits are too small, before it
   * allocates anything, or a RecipeError. In both cases it frees what it allocated.
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

  /** Draws the initial weights again from the training's seed and resets the state of the optimizer and of the normalisations. */
  reset(training: CompleteExperiment['training']): void {
    this.applyLive(this.recipe, training);
    initializeTensors(this.device, this.storage, this.recipe, training.seed);
    const encoder = this.device.gpu.createCommandEncoder({ label: 'clear optimizer moments' });
    for (const { buffer } of this.storage.optimizer) encoder.clearBuffer(buffer);
    this.device.gpu.queue.submit([encoder.finish()]);
  }

  /** Writes the hyperparameters that may change during training to the GPU. */
  applyLive(recipe: CompleteRecipe, training: CompleteExperiment['training']): void {
    this.recipe = recipe;
    this.device.gpu.queue.writeBuffer(this.hyper, 0, packHyperparameters(hyperparametersOf(recipe, training)));
  }

  /**
   * Plans tensors to evaluate `rows` rows at once and returns a function that gives them after allocation. Layer l uses set l mod
   * 3: a layer that closes a residual block reads the outputs of the two layers below it. The three arenas must be different
   * buffers, because one dispatch cannot both read and write the same buffer.
   */
  planEvaluation([arena, denseOutputs, gates]: readonly Arena[], rows: number): () => EvaluationTensors {
    const { recipe, size } = this;
    const highway = { candidates: gates, transforms: gates, gateDeltas: gates };
    const arenas = { z: arena, h: arena, u: denseOutputs, moments: arena, ...highway };
    const setPlans = Array.from({ length: EVALUATION_SETS }, (_, set) =>
      planForward(recipe, rows, arenas, `of evaluation, ${set}`, recipe.block === 'highway'),
    );
    const z = arena.plan('evaluation output z', rows, size.classes);
    const h = arena.plan('evaluation logits', rows, size.classes);
    return () => {
      const sets = setPlans.map((plan) => plan());
      return {
        hidden: Array.from({ length: recipe.depth }, (_, l) => sets[l % EVALUATION_SETS]),
        head: { z: z(), h: h() },
      };
    };
  }

  /** Records a forward pass in evaluation mode over `x` [rows, features]. */
  async evaluate(x: Tensor, into: EvaluationTensors, state: GPUBuffer): Promise<Dispatch[]> {
    const groups = await this.forward(x, into, state, false);
    return groups.flatMap(({ dispatches }) => dispatches);
  }

  /** Records the dispatches of a training step. */
  async record({ state, batch, labels }: SharedBuffers, training: CompleteExperiment['training']): Promise<StepDispatches> {
    const { device, hyper, metrics, storage } = this;
    const { hidden, head } = storage;
    const context = this.context(state);
    const [forward, loss, delta, observedDelta, statistics, update] = await Promise.all([
      this.forward(batch, { hidden, head }, state, true),
      softmaxCrossEntropy(device, { state, logits: head.h, labels, delta: head.delta, metrics }),
      this.backward(context, batch, false),
      this.backward(context, batch, true),
      this.recordStatistics(),
      recordUpdate(context, storage, batch, optimizerRule(training.optimizer, { hyper, state, storage })),
    ]);
    const passes = (backward: DispatchGroup[]): DispatchGroup[] => [
      ...forward,
      { part: 'output', dispatches: [loss] },
      ...backward,
    ];
    return { passes: passes(delta), observedPasses: passes(observedDelta), statistics, update };
  }

  /** Records the normalisation of the weights, if the recipe has one, then the hidden layers, then the output layer. */
  private async forward(x: Tensor, into: EvaluationTensors, state: GPUBuffer, training: boolean): Promise<DispatchGroup[]> {
    const { device, hyper, storage } = this;
    const context = this.context(state);
    const { hidden, head } = into;
    const running = training ? [] : storage.runningMoments;
    const { depth } = this.recipe;
    const { weight, bias } = storage.layers[depth];
    const [weights, layers, output] = await Promise.all([
      this.normalizeWeights(context),
      Promise.all(
        this.hiddenOperands.map((operands, l) => {
          const input = (layer: number) => (layer === 0 ? x : hidden[layer - 1].h);
          return recordForward(context, operands, {
            x: input(l),
            skip: operands.role === 'closes' ? input(l - 1) : null,
            into: hidden[l],
            training,
            running: running[l] ?? null,
          });
        }),
      ),
      matmulForward(device, {
        hyper,
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

  /** Records the δ of each hidden layer, from the last layer to the first. */
  private async backward(context: LayerContext, batch: Tensor, keepGradient: boolean): Promise<DispatchGroup[]> {
    const { hidden, normGradients } = this.storage;
    const operands = this.hiddenOperands;
    const recorded = hidden.map((own, l) =>
      recordBackward(context, operands[l], {
        own,
        x: l === 0 ? batch : hidden[l - 1].h,
        above: this.layerAbove(operands, l),
        normGradient: normGradients[l] ?? null,
        keepGradient,
      }),
    );
    return (await Promise.all(recorded)).toReversed().flat();
  }

  /** Returns the sources of the gradient at the output of hidden layer l. */
  private layerAbove(operands: readonly LayerOperands[], l: number): LayerAbove {
    const { layers, hidden, head } = this.storage;
    const next = hidden[l + 1];
    if (!next) return { delta: head.delta, weight: layers[l + 1].weight, skip: null, gate: null };
    const { weight, gate } = operands[l + 1];
    const { delta, gated } = next;
    if (gate && gated) {
      // highway_backward has overwritten the candidate with the gradient of the carry path.
      return { delta, weight, skip: gated.candidate, gate: { weight: gate.weight, ...gated } };
    }
    return { delta, weight, skip: operands[l + 2]?.role === 'closes' ? skipGradient(hidden[l + 2]) : null, gate: null };
  }

  /**
   * Records the weights of the first layer and those of all others, which share one shape. Returns an empty list if the recipe
   * does not normalise weights.
   */
  private async normalizeWeights({ device, normalization, recipe }: LayerContext): Promise<DispatchGroup[]> {
    if (normalization.normalizes !== 'weights') return [];
    const { effectiveWeights, layers } = this.storage;
    const { depth } = recipe;
    const record = (first: number, count: number) => {
      const { weight: v, norm } = layers[first];
      return norm && count > 0
        ? [normalization.forward(device, { layers: count, v, norm, weight: effectiveWeights[first] })]
        : [];
    };
    return [{ part: 'normalization', dispatches: await Promise.all([...record(0, 1), ...record(1, depth - 1)]) }];
  }

  private recordStatistics(): Promise<Dispatch[]> {
    const { device, hyper, recipe, storage } = this;
    const { hidden, statisticsParts: parts, statistics: merged } = storage;
    const { depth, width } = recipe;
    const operands = this.hiddenOperands;
    const [{ weight: first }] = operands;
    return Promise.all([
      layerStatistics(device, {
        hyper,
        activation: activationOf(recipe.activation),
        layers: depth,
        ...hidden[0],
        weights: { buffer: first.buffer, first, second: operands[1]?.weight },
        parts,
      }),
      mergeStatistics(device, { layers: depth, blocks: statisticsBlocks(width, this.size.batch), parts, merged }),
    ]);
  }

  private context(state: GPUBuffer): LayerContext {
    const { device, hyper, recipe } = this;
    return { device, hyper, state, recipe, normalization: implementationOf(recipe.normalization) };
  }

  /** The parameters of the hidden layers. Their weights are the normalised ones if the recipe normalises weights. */
  private get hiddenOperands(): LayerOperands[] {
    const { layers, effectiveWeights } = this.storage;
    const roles = layerRoles(this.recipe, this.size.features);
    return roles.map((role, layer) => {
      const { weight, bias, norm, gate } = layers[layer];
      return { layer, role, weight: effectiveWeights[layer] ?? weight, bias, norm, gate };
    });
  }

  /** Returns all parameters and running moments by name, after all submitted work has finished. */
  weights(): Promise<Tensors> {
    return readTensors(this.device, this.storage);
  }

  /** Sets all parameters. Throws a ShapeError for a missing or unknown name, a wrong shape or an invalid value. */
  setWeights(tensors: Tensors): void {
    writeTensors(this.device, this.storage, tensors);
  }

  destroy(): void {
    this.storage.destroy();
    this.hyper.destroy();
    this.metrics.destroy();
  }
}

/** Returns the gradient of a residual block's skip connection, from the tensors of the layer that closes the block. */
function skipGradient({ delta, u, gradient, z }: HiddenTensors): Skip {
  // With a normalisation before the activation, δ is the gradient below the normalisation, so the gradient at z is recomputed.
  return u ? { gradient, z } : delta;
}
