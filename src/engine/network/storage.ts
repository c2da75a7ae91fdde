/**
 * The GPU memory of one network. All tensors are planned first, then checked against the device's limits, then allocated. Equal
 * tensors of successive layers are contiguous, so that one dispatch can process all of them.
 */
import { layerRoles } from '../../experiment/architecture';
import type { CompleteRecipe } from '../../experiment/experiment';
import { OPTIMIZER_RECORDS, type OptimizerName } from '../../experiment/choices';
import { normalizationOf } from '../../normalizations/catalogue';
import type { NormalizationRecord } from '../../normalizations/record';
import { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import type { Tensor } from '../gpu/tensor';
import { implementationOf } from './normalization/implementations';
import { STATISTICS_BYTES, statisticsBlocks } from '../kernels/statistics/layer-statistics';

/** The sizes of a network that its recipe does not determine: those of the data and the batch. */
export interface NetworkSize {
  features: number;
  classes: number;
  batch: number;
}

/** The properties of a recipe that determine its memory. By default nothing is normalised and all layers are plain. */
export type StoredRecipe = Pick<CompleteRecipe, 'depth' | 'width'> &
  Partial<Pick<CompleteRecipe, 'block' | 'normalization' | 'normalizationPlace'>>;

/** A dense layer's weight [in, out] and bias [1, out]. */
export interface LayerTensors {
  weight: Tensor;
  bias: Tensor;
}

/** All parameters of a layer. */
export interface ParameterTensors extends LayerTensors {
  /** One row [width] per parameter of the normalisation, γ and β; null without any. */
  norm: Tensor | null;
  /** The transform gate of a highway layer; null for other layers. */
  gate: LayerTensors | null;
}

/** The intermediate tensors of a highway layer, all [batch, width]. */
export interface GateTensors {
  /** The candidate output; after the backward pass, the gradient of the carry path. */
  candidate: Tensor;
  /** T, the output of the transform gate. */
  transform: Tensor;
  /** The gate's pre-activation in the forward pass, the gate's δ in the backward pass. */
  gateDelta: Tensor;
}

/** The tensors that a forward pass through a hidden layer writes, all [batch, width] except the moments. */
export interface ForwardTensors {
  /** The input of the activation. */
  z: Tensor;
  /** The layer's output, which is the input of the next layer. */
  h: Tensor;
  /** The output of the dense layer, if a normalisation comes between it and the activation; else null. */
  u: Tensor | null;
  /** The moments of a normalisation of activations, in the shape that it declares; null without one. */
  moments: Tensor | null;
  /** The intermediate tensors of a highway layer; null for other layers. */
  gated: GateTensors | null;
}

/** A hidden layer's activations and gradients, all [batch, width] except the moments. */
export interface HiddenTensors extends ForwardTensors {
  /** ∂loss/∂u, or ∂loss/∂z if there is no u. */
  delta: Tensor;
  /** ∂loss/∂h */
  gradient: Tensor;
}

/** The tensors of the output layer, all [batch, classes]. */
export type HeadTensors = Pick<HiddenTensors, 'z' | 'h' | 'delta'>;

/** The arenas that forward passes write to. Tensors that one dispatch reads and writes must be in different arenas. */
export type ForwardArenas = Record<'z' | 'h' | 'u' | 'moments' | 'candidates' | 'transforms' | 'gateDeltas', Arena>;

/**
 * Plans the tensors of a forward pass of `rows` rows through one hidden layer. Returns a function that gives them after
 * allocation.
 */
export function planForward(
  recipe: StoredRecipe,
  rows: number,
  arenas: ForwardArenas,
  name: string,
  highway: boolean,
): () => ForwardTensors {
  const { width, normalization: kind = 'none', normalizationPlace } = recipe;
  const normalization = implementationOf(kind);
  const { z, h, u, moments, candidates, transforms, gateDeltas } = arenas;
  const plan = (arena: Arena, what: string) => arena.plan(`${what} ${name}`, rows, width);
  const planned = {
    z: plan(z, 'z'),
    h: plan(h, 'h'),
    u: normalization.normalizes === 'activations' && normalizationPlace === 'before-activation' ? plan(u, 'u') : null,
    moments:
      normalization.normalizes === 'activations'
        ? moments.plan(`moments ${name}`, ...normalization.momentsShape(rows, width))
        : null,
    gated: highway
      ? {
          candidate: plan(candidates, 'candidate'),
          transform: plan(transforms, 'transform'),
          gateDelta: plan(gateDeltas, 'gate delta'),
        }
      : null,
  };
  return () => ({
    z: planned.z(),
    h: planned.h(),
    u: planned.u?.() ?? null,
    moments: planned.moments?.() ?? null,
    gated: planned.gated && {
      candidate: planned.gated.candidate(),
      transform: planned.gated.transform(),
      gateDelta: planned.gated.gateDelta(),
    },
  });
}

/** Plans, allocates and owns all buffers of one network. */
export class NetworkStorage {
  readonly normalization: NormalizationRecord;
  readonly parameters = new Arena('parameters');
  readonly optimizer: readonly Arena[];
  /**
   * Gradients in the order of the parameters: of all parameters if weights are normalised, else of the normalisations'
   * parameters.
   */
  readonly gradients = new Arena('gradients');
  private readonly z = new Arena('pre-activations');
  private readonly h = new Arena('outputs');
  private readonly u = new Arena('dense outputs');
  private readonly moments = new Arena('moments');
  private readonly candidates = new Arena('candidates');
  private readonly transforms = new Arena('gates');
  private readonly gateDeltas = new Arena('gate deltas');
  private readonly running = new Arena('running moments');
  private readonly effective = new Arena('normalised weights');
  private readonly deltas = new Arena('deltas');
  private readonly outputGradients = new Arena('output gradients');
  private readonly heads = new Arena('logits');
  private readonly parts = new Arena('statistics parts');
  private readonly merged = new Arena('statistics');
  private readonly layerPlans: (() => ParameterTensors)[];
  private readonly gradientPlans: (() => ParameterTensors)[];
  private readonly normGradientPlans: (() => Tensor)[];
  private readonly runningPlans: (() => Tensor)[];
  private readonly effectivePlans: (() => Tensor)[];
  private readonly hiddenPlans: (() => HiddenTensors)[];
  private readonly headPlan: () => HeadTensors;

  constructor(recipe: StoredRecipe, size: NetworkSize, optimizer: OptimizerName) {
    const { depth, width, normalization = 'none' } = recipe;
    this.normalization = normalizationOf(normalization);
    const { normalizes, parameters, running } = this.normalization;
    const { features, classes, batch } = size;
    const sizes = [features, ...Array.from({ length: depth }, () => width), classes];
    const name = (l: number) => (l < depth ? `hidden.${l}` : 'output');
    const hidden = Array.from({ length: depth }, (_, l) => l);
    const roles = layerRoles({ block: 'plain', ...recipe }, features);
    const isHighway = (l: number) => roles[l] === 'highway';

    const planNorms = (arena: Arena): (() => Tensor)[] =>
      parameters.length === 0 ? [] : hidden.map((l) => arena.plan(`${name(l)}.norm`, parameters.length, width));
    // The order keeps equal tensors at a constant stride: all weights, gate weights, all biases, gate biases, then γ and β.
    const planLayers = (arena: Arena): (() => ParameterTensors)[] => {
      const gateInputs = (l: number) => (isHighway(l) ? sizes[l] : 0);
      const planGates = (what: string, rows: (l: number) => number) =>
        hidden.map((l) => (isHighway(l) ? arena.plan(`${name(l)}.gate.${what}`, rows(l), width) : null));
      const weights = sizes.slice(1).map((outputs, l) => arena.plan(`${name(l)}.weight`, sizes[l], outputs));
      const gateWeights = planGates('weight', gateInputs);
      const biases = sizes.slice(1).map((outputs, l) => arena.plan(`${name(l)}.bias`, 1, outputs));
      const gateBiases = planGates('bias', () => 1);
      const norms = planNorms(arena);
      return weights.map((weight, l) => () => {
        const [gateWeight, gateBias] = [gateWeights[l]?.(), gateBiases[l]?.()];
        const gate = gateWeight && gateBias ? { weight: gateWeight, bias: gateBias } : null;
        return { weight: weight(), bias: biases[l](), norm: norms[l]?.() ?? null, gate };
      });
    };
    this.layerPlans = planLayers(this.parameters);
    this.optimizer = Array.from({ length: OPTIMIZER_RECORDS[optimizer].moments }, (_, i) => {
      const arena = new Arena(`optimizer moments ${i}`);
      planLayers(arena);
      return arena;
    });
    this.gradientPlans = normalizes === 'weights' ? planLayers(this.gradients) : [];
    this.normGradientPlans = normalizes === 'weights' ? [] : planNorms(this.gradients);
    this.effectivePlans =
      normalizes === 'weights' ? hidden.map((l) => this.effective.plan(`${name(l)}.weight, normalised`, sizes[l], width)) : [];
    this.runningPlans =
      running.length > 0 ? hidden.map((l) => this.running.plan(`${name(l)}.running`, running.length, width)) : [];

    const { z, h, u, moments, candidates, transforms, gateDeltas } = this;
    const arenas = { z, h, u, moments, candidates, transforms, gateDeltas };
    this.hiddenPlans = hidden.map((l) => {
      const forward = planForward(recipe, batch, arenas, String(l), isHighway(l));
      const delta = this.deltas.plan(`delta ${l}`, batch, width);
      const gradient = this.outputGradients.plan(`gradient ${l}`, batch, width);
      return () => ({ ...forward(), delta: delta(), gradient: gradient() });
    });
    const headZ = this.heads.plan('output z', batch, classes);
    const logits = this.heads.plan('logits', batch, classes);
    // Stored with the δ of the hidden layers, not with the logits: a dispatch cannot read and write the same buffer.
    const delta = this.deltas.plan('output delta', batch, classes);
    this.headPlan = () => ({ z: headZ(), h: logits(), delta: delta() });

    const words = (STATISTICS_BYTES / 4) * depth;
    this.parts.planWords(words * statisticsBlocks(width, batch));
    this.merged.planWords(words);
  }

  /** The arenas that hold at least one tensor of this recipe. */
  private get arenas(): Arena[] {
    const { parameters, optimizer, gradients, z, h, u, moments, candidates, transforms, gateDeltas, running, effective } = this;
    const { deltas, outputGradients, heads, parts, merged } = this;
    return [
      parameters,
      ...optimizer,
      gradients,
      z,
      h,
      u,
      moments,
      candidates,
      transforms,
      gateDeltas,
      running,
      effective,
      deltas,
      outputGradients,
      heads,
      parts,
      merged,
    ].filter(({ length }) => length > 0);
  }

  /** The arenas that a parameter update writes. */
  get updated(): readonly Arena[] {
    return [this.parameters, ...this.optimizer, this.running].filter(({ length }) => length > 0);
  }

  /** The size of the largest buffer in bytes, which a device's limits restrict. */
  get largestBuffer(): number {
    return Math.max(...this.arenas.map(({ bytes }) => bytes));
  }

  /** The size of all buffers in bytes. */
  get bytes(): number {
    return this.arenas.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /**
   * Allocates all buffers. Throws a BudgetError before it allocates anything if the device's limits are too small.
   *
   * @param who the name of the lane, for the error's message
   */
  allocate(device: Device, who: string): void {
    for (const arena of this.arenas) device.checkBudget(`${who}: the buffer of its ${arena.label}`, arena.bytes);
    for (const arena of this.arenas) arena.allocate(device);
  }

  /** The parameters of each layer: hidden layers first, the output layer last. */
  get layers(): ParameterTensors[] {
    return this.layerPlans.map((plan) => plan());
  }

  /** The gradients of all parameters, in the same layout, if weights are normalised; else empty. */
  get layerGradients(): ParameterTensors[] {
    return this.gradientPlans.map((plan) => plan());
  }

  /** The gradient of `norm` of each hidden layer; empty if weights are normalised. */
  get normGradients(): Tensor[] {
    return this.normGradientPlans.map((plan) => plan());
  }

  /** One tensor per hidden layer, with one row [width] per running moment; empty if the normalisation has none. */
  get runningMoments(): Tensor[] {
    return this.runningPlans.map((plan) => plan());
  }

  /** The normalised weights of each hidden layer; empty if weights are not normalised. */
  get effectiveWeights(): Tensor[] {
    return this.effectivePlans.map((plan) => plan());
  }

  /** The activations and gradients of each hidden layer. */
  get hidden(): HiddenTensors[] {
    return this.hiddenPlans.map((plan) => plan());
  }

  /** The tensors of the output layer, [batch, classes]; h holds the logits. */
  get head(): HeadTensors {
    return this.headPlan();
  }

  /** Partial statistics, [layers, blocks] of struct Statistics. */
  get statisticsParts(): GPUBuffer {
    return this.parts.buffer;
  }

  /** Merged statistics, [layers] of struct Statistics. */
  get statistics(): GPUBuffer {
    return this.merged.buffer;
  }

  destroy(): void {
    for (const arena of this.arenas) arena.destroy();
  }
}
