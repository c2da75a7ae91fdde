/**
 * The memory of one network: what its layers read and write, planned as a whole, held against the device's limits, and only then
 * allocated. Equal tensors of successive layers stand one behind another, so that one dispatch can serve all of them.
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

/** What a network is joined to: the data's shape and the batch. */
export interface NetworkSize {
  features: number;
  classes: number;
  batch: number;
}

/** What a recipe must say for its memory to be planned; without a word nothing is normalised and all layers are plain. */
export type StoredRecipe = Pick<CompleteRecipe, 'depth' | 'width'> &
  Partial<Pick<CompleteRecipe, 'block' | 'normalization' | 'normalizationPlace'>>;

/** A dense layer's weight [in, out] and bias [1, out]. */
export interface LayerTensors {
  weight: Tensor;
  bias: Tensor;
}

/** All parameters of a layer. */
export interface ParameterTensors extends LayerTensors {
  /** A row [width] for each parameter of its normalisation, γ and β; null where it has none. */
  norm: Tensor | null;
  /** The transform gate of a highway layer. */
  gate: LayerTensors | null;
}

/** The two ways of a highway layer, [batch, width]. */
export interface GateTensors {
  candidate: Tensor;
  /** T */
  transform: Tensor;
  /** Forward, room for what the gate's sigmoid takes; backward, δ of the gate. */
  gateDelta: Tensor;
}

/** What forward passes through a hidden layer write, all [batch, width]. */
export interface ForwardTensors {
  /** What the activation takes. */
  z: Tensor;
  /** What the next layer sees. */
  h: Tensor;
  /** What the dense layer gives, where a normalisation stands between it and the activation. */
  u: Tensor | null;
  /** Of a normalisation, in its own shape; null where activations are not normalised. */
  moments: Tensor | null;
  /** Of a highway layer. */
  gated: GateTensors | null;
}

/** A hidden layer's activations and gradients, all [batch, width] but for the norm's. */
export interface HiddenTensors extends ForwardTensors {
  /** ∂loss/∂u, or ∂loss/∂z where there is no u. */
  delta: Tensor;
  /** ∂loss/∂h */
  gradient: Tensor;
}

/** The output layer's, all [batch, classes]. */
export type HeadTensors = Pick<HiddenTensors, 'z' | 'h' | 'delta'>;

/** The arenas that forward passes write to, apart from one another where a dispatch reads one and writes another. */
export type ForwardArenas = Record<'z' | 'h' | 'u' | 'moments' | 'candidates' | 'transforms' | 'gateDeltas', Arena>;

/** Plans what a forward pass of `rows` rows through one hidden layer writes. */
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

export class NetworkStorage {
  readonly normalization: NormalizationRecord;
  readonly parameters = new Arena('parameters');
  readonly optimizer: readonly Arena[];
  /** Gradients of normalisations' parameters or, where weights are normalised, of all parameters, in the parameters' order. */
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
  private readonly wholes = new Arena('statistics');
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
    // Equal layers stand at even distances: all weights, gates' behind, then all biases, then what normalisations scale and shift by.
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
    // Beside the hidden layers' and not beside the logits: a dispatch that reads one buffer must write another.
    const delta = this.deltas.plan('output delta', batch, classes);
    this.headPlan = () => ({ z: headZ(), h: logits(), delta: delta() });

    const words = (STATISTICS_BYTES / 4) * depth;
    this.parts.planWords(words * statisticsBlocks(width, batch));
    this.wholes.planWords(words);
  }

  /** Those that a recipe makes use of. */
  private get arenas(): Arena[] {
    const { parameters, optimizer, gradients, z, h, u, moments, candidates, transforms, gateDeltas, running, effective } = this;
    const { deltas, outputGradients, heads, parts, wholes } = this;
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
      wholes,
    ].filter(({ length }) => length > 0);
  }

  /** All that an update changes. */
  get updated(): readonly Arena[] {
    return [this.parameters, ...this.optimizer, this.running].filter(({ length }) => length > 0);
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
  get layers(): ParameterTensors[] {
    return this.layerPlans.map((plan) => plan());
  }

  /** Gradients of all parameters, laid out like them; only where weights are normalised. */
  get layerGradients(): ParameterTensors[] {
    return this.gradientPlans.map((plan) => plan());
  }

  /** Gradients of `norm` of the hidden layers; none where weights are normalised. */
  get normGradients(): Tensor[] {
    return this.normGradientPlans.map((plan) => plan());
  }

  /** A row [width] for each running tensor of the normalisation, one tensor a hidden layer; none where it has no such tensor. */
  get runningMoments(): Tensor[] {
    return this.runningPlans.map((plan) => plan());
  }

  /** The hidden layers' normalised weights; none where weights are not normalised. */
  get effectiveWeights(): Tensor[] {
    return this.effectivePlans.map((plan) => plan());
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
