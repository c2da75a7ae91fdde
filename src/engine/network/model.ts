/**
 * A recipe as a network on the GPU: its memory, its parameters, and the dispatches of a training step, recorded once.
 *
 *   forward    one dispatch a layer: matmul, bias, activation and dropout; two where activations are normalised; two more in a highway
 *   loss       one, with its gradient
 *   backward   one a layer, for δ; two where activations are normalised; two more in a highway
 *   update     one for all layers of a shape: their weight gradients and the optimizer's step from them; normalisations add a few
 *
 * A normalisation of weights adds two dispatches before all others.
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
  type Stretch,
} from './hidden-layer';
import { hyperparametersOf } from './hyperparameters';
import { optimizerRule } from './optimizer';
import { implementationOf } from './normalization/implementations';
import { recordUpdate } from './parameter-update';
import { type ForwardTensors, type HiddenTensors, type NetworkSize, NetworkStorage, planForward } from './storage';
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

/** Sets of tensors that evaluation takes in turn. */
const TURNS = 3;

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
    this.device.gpu.queue.writeBuffer(this.hyper, 0, packHyperparameters(hyperparametersOf(recipe, training)));
  }

  /**
   * Plans tensors for evaluating `rows` rows at once: hidden layers take three sets in turn, because one that ends a residual block
   * looks back two layers. The arenas beside the first are other buffers, because a dispatch may use a buffer in one way alone.
   */
  planEvaluation([arena, denseOutputs, gates]: readonly Arena[], rows: number): () => EvaluationTensors {
    const { recipe, size } = this;
    const highway = { candidates: gates, transforms: gates, gateDeltas: gates };
    const arenas = { z: arena, h: arena, u: denseOutputs, moments: arena, ...highway };
    const turns = Array.from({ length: TURNS }, (_, turn) =>
      planForward(recipe, rows, arenas, `of evaluation, ${turn}`, recipe.block === 'highway'),
    );
    const z = arena.plan('evaluation output z', rows, size.classes);
    const h = arena.plan('evaluation logits', rows, size.classes);
    return () => {
      const sets = turns.map((plan) => plan());
      return {
        hidden: Array.from({ length: recipe.depth }, (_, l) => sets[l % TURNS]),
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
    const passes = (backward: Stretch[]): Stretch[] => [...forward, { part: 'output', dispatches: [loss] }, ...backward];
    return { passes: passes(delta), observedPasses: passes(observedDelta), statistics, update };
  }

  /** Normalises weights, where the recipe does, and passes through the hidden layers and the output layer. */
  private async forward(x: Tensor, into: EvaluationTensors, state: GPUBuffer, training: boolean): Promise<Stretch[]> {
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

  /** δ of every hidden layer, the last one first. */
  private async backward(context: LayerContext, batch: Tensor, keepGradient: boolean): Promise<Stretch[]> {
    const { hidden, normGradients } = this.storage;
    const operands = this.hiddenOperands;
    const recorded = hidden.map((own, l) =>
      recordBackward(context, operands[l], {
        own,
        x: l === 0 ? batch : hidden[l - 1].h,
        above: this.above(operands, l),
        normGradient: normGradients[l] ?? null,
        keepGradient,
      }),
    );
    return (await Promise.all(recorded)).toReversed().flat();
  }

  /** What comes back to the output of hidden layer l. */
  private above(operands: readonly LayerOperands[], l: number): LayerAbove {
    const { layers, hidden, head } = this.storage;
    const next = hidden[l + 1];
    if (!next) return { delta: head.delta, weight: layers[l + 1].weight, skip: null, gate: null };
    const { weight, gate } = operands[l + 1];
    const { delta, gated } = next;
    if (gate && gated) {
      // What went past the highway stands where its candidate was.
      return { delta, weight, skip: gated.candidate, gate: { weight: gate.weight, ...gated } };
    }
    return { delta, weight, skip: operands[l + 2]?.role === 'closes' ? pastBlock(hidden[l + 2]) : null, gate: null };
  }

  /** The first layer's weights, and all others', which have one shape; nothing where weights are not normalised. */
  private async normalizeWeights({ device, normalization, recipe }: LayerContext): Promise<Stretch[]> {
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
    const { hidden, statisticsParts: parts, statistics: wholes } = storage;
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
      mergeStatistics(device, { layers: depth, blocks: statisticsBlocks(width, this.size.batch), parts, wholes }),
    ]);
  }

  private context(state: GPUBuffer): LayerContext {
    const { device, hyper, recipe } = this;
    return { device, hyper, state, recipe, normalization: implementationOf(recipe.normalization) };
  }

  /** Of the hidden layers, with the weights in force. */
  private get hiddenOperands(): LayerOperands[] {
    const { layers, effectiveWeights } = this.storage;
    const roles = layerRoles(this.recipe, this.size.features);
    return roles.map((role, layer) => {
      const { weight, bias, norm, gate } = layers[layer];
      return { layer, role, weight: effectiveWeights[layer] ?? weight, bias, norm, gate };
    });
  }

  /** All parameters by name, and running moments with them, once the GPU has done what was submitted before. */
  weights(): Promise<Tensors> {
    return readTensors(this.device, this.storage);
  }

  /** Sets all parameters; throws a ShapeError for a missing or unknown name, another shape or a value that is not allowed. */
  setWeights(tensors: Tensors): void {
    writeTensors(this.device, this.storage, tensors);
  }

  destroy(): void {
    this.storage.destroy();
    this.hyper.destroy();
    this.metrics.destroy();
  }
}

/** The gradient that goes past a residual block, from the layer that ends it. */
function pastBlock({ delta, u, gradient, z }: HiddenTensors): Skip {
  // Where a normalisation stands before the activation, δ lies on its far side.
  return u ? { gradient, z } : delta;
}
