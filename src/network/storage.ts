/**
 * The memory of one network: what its layers read and write, planned as a whole, held against the device's limits, and only then
 * allocated. Equal tensors of successive layers stand one behind another, so that one dispatch can serve all of them.
 */
import type { CompleteRecipe, OptimizerName } from '../experiment/experiment';
import { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import type { Tensor } from '../gpu/tensor';
import { STATISTICS_BYTES, statisticsBlocks } from '../kernels/layer-statistics';

/** What a network is joined to: the data's shape and the batch. */
export interface NetworkSize {
  features: number;
  classes: number;
  batch: number;
}

/** A dense layer's weight [in, out] and bias [1, out]. */
export interface LayerTensors {
  weight: Tensor;
  bias: Tensor;
}

/** A hidden layer's activations, all [batch, width]. */
export interface HiddenTensors {
  z: Tensor;
  h: Tensor;
  /** ∂loss/∂z */
  delta: Tensor;
  /** ∂loss/∂h, as the statistics read it */
  gradient: Tensor;
}

/** The output layer's, all [batch, classes]. */
export type HeadTensors = Omit<HiddenTensors, 'gradient'>;

/** Flat buffers of the parameters' length that an optimizer keeps. */
const OPTIMIZER_BUFFERS: Record<OptimizerName, number> = { sgd: 0, momentum: 1, nesterov: 1, adam: 2, adamw: 2 };

export class NetworkStorage {
  readonly parameters = new Arena('parameters');
  readonly optimizer: readonly Arena[];
  private readonly z = new Arena('pre-activations');
  private readonly h = new Arena('outputs');
  private readonly deltas = new Arena('deltas');
  private readonly outputGradients = new Arena('output gradients');
  private readonly heads = new Arena('logits');
  private readonly parts = new Arena('statistics parts');
  private readonly wholes = new Arena('statistics');
  private readonly layerPlans: (() => LayerTensors)[];
  private readonly hiddenPlans: (() => HiddenTensors)[];
  private readonly headPlan: () => HeadTensors;

  constructor({ depth, width }: Pick<CompleteRecipe, 'depth' | 'width'>, size: NetworkSize, optimizer: OptimizerName) {
    const { features, classes, batch } = size;
    const sizes = [features, ...Array.from({ length: depth }, () => width), classes];
    // Equal layers stand at even distances: all weights, then all biases.
    const planLayers = (arena: Arena): (() => LayerTensors)[] => {
      const name = (l: number) => (l < depth ? `hidden.${l}` : 'output');
      const weights = sizes.slice(1).map((outputs, l) => arena.plan(`${name(l)}.weight`, sizes[l], outputs));
      const biases = sizes.slice(1).map((outputs, l) => arena.plan(`${name(l)}.bias`, 1, outputs));
      return weights.map((weight, l) => () => ({ weight: weight(), bias: biases[l]() }));
    };
    this.layerPlans = planLayers(this.parameters);
    this.optimizer = Array.from({ length: OPTIMIZER_BUFFERS[optimizer] }, (_, i) => {
      const arena = new Arena(`optimizer moments ${i}`);
      planLayers(arena);
      return arena;
    });

    this.hiddenPlans = Array.from({ length: depth }, (_, l) => {
      const z = this.z.plan(`z ${l}`, batch, width);
      const h = this.h.plan(`h ${l}`, batch, width);
      const delta = this.deltas.plan(`delta ${l}`, batch, width);
      const gradient = this.outputGradients.plan(`gradient ${l}`, batch, width);
      return () => ({ z: z(), h: h(), delta: delta(), gradient: gradient() });
    });
    const z = this.heads.plan('output z', batch, classes);
    const h = this.heads.plan('logits', batch, classes);
    // Beside the hidden layers' and not beside the logits: a dispatch that reads one buffer must write another.
    const delta = this.deltas.plan('output delta', batch, classes);
    this.headPlan = () => ({ z: z(), h: h(), delta: delta() });

    const words = (STATISTICS_BYTES / 4) * depth;
    this.parts.planWords(words * statisticsBlocks(width, batch));
    this.wholes.planWords(words);
  }

  private get arenas(): Arena[] {
    const { parameters, optimizer, z, h, deltas, outputGradients, heads, parts, wholes } = this;
    return [parameters, ...optimizer, z, h, deltas, outputGradients, heads, parts, wholes];
  }

  /** The largest single buffer, in bytes: what a device's limits are about. */
  get largestBuffer(): number {
    return Math.max(...this.arenas.map(({ bytes }) => bytes));
  }

  get bytes(): number {
    return this.arenas.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Throws a BudgetError, before anything is allocated, where the device's limits are too small. `who` names the lane. */
  allocate(device: Device, who: string): void {
    for (const arena of this.arenas) device.checkBudget(`${who}: the buffer of its ${arena.label}`, arena.bytes);
    for (const arena of this.arenas) arena.allocate(device);
  }

  /** Hidden layers first, the output layer last. */
  get layers(): LayerTensors[] {
    return this.layerPlans.map((plan) => plan());
  }

  get hidden(): HiddenTensors[] {
    return this.hiddenPlans.map((plan) => plan());
  }

  /** The output layer's, [batch, classes]: h holds the logits. */
  get head(): HeadTensors {
    return this.headPlan();
  }

  /** [layers, blocks] of struct Statistics. */
  get statisticsParts(): GPUBuffer {
    return this.parts.buffer;
  }

  /** [layers] of struct Statistics. */
  get statistics(): GPUBuffer {
    return this.wholes.buffer;
  }

  destroy(): void {
    for (const arena of this.arenas) arena.destroy();
  }
}
