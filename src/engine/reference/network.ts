/**
 * A whole network in float64: what the kernels compute together in one step, up to the gradient.
 *
 *   h₀ = x,  hidden layers as in hidden-layer.ts,  logits = h·W + b     loss: mean cross-entropy
 *
 * Backward goes through the layers from the last to the first. A layer's output may also feed the end of a residual block, whose
 * gradient is added to that of the layer above it.
 */
import { activationOf, type ActivationParameters } from '../../activations/catalogue';
import { layerRoles, type LayerRole } from '../../experiment/architecture';
import type { CompleteRecipe } from '../../experiment/experiment';
import type { NormalizationPlace } from '../../experiment/choices';
import { normalizationOf, type NormalizationName } from '../../normalizations/catalogue';
import type { MeasuredStatistics } from '../../experiment/snapshot';
import type { Moments } from '../../theory/moments';
import { referenceImplementationOf } from './normalization/implementations';
import { matmulBackwardInput } from './matmul/backward-input';
import { matmulBackwardWeight } from './matmul/backward-weight';
import { matmulForward } from './matmul/forward';
import type { DenseLayer, Nonlinearity } from './matmul/dense-layer';
import { dropoutCoefficients, keepMask, type Dropout, type DropoutCoefficients } from './dropout';
import { hiddenBackward, hiddenForward, type HiddenForward, type HiddenParts } from './hidden-layer';
import { layerStatistics } from './statistics/layer-statistics';
import {
  expectTensor,
  layerName,
  loadTensors,
  namedTensors,
  parameterVector,
  type NamedTensors,
  type ParameterVector,
} from './parameters';
import { softmax, softmaxCrossEntropy, type LossAndGradient } from './loss/softmax-cross-entropy';

/** The properties of a network other than its parameters. */
export interface NetworkShape {
  /** features, width of each hidden layer …, classes */
  sizes: readonly number[];
  nonlinearity: Nonlinearity;
  /** What dropout does to kept and dropped units, null where nothing is dropped. */
  dropout: DropoutCoefficients | null;
  dropoutRate: number;
  /** The mean and variance that the hidden layers aim at. */
  target: Moments;
  /** None by default. */
  normalization?: { kind: NormalizationName; place: NormalizationPlace };
  /** Of each hidden layer; all plain by default. */
  roles?: readonly LayerRole[];
}

/** keep masks [batch, width], one a hidden layer */
export type KeepMasks = readonly Uint8Array[];

/** All that a forward pass leaves behind for the backward pass. */
export interface ForwardPass {
  batch: number;
  /** What each layer saw, [batch, in]: h[0] is the input; the output layer comes last. */
  h: Float64Array[];
  /** Before each layer's activation, [batch, out]; the last are the logits. */
  z: Float64Array[];
  /** One a hidden layer. */
  hidden: HiddenForward[];
  logits: Float64Array;
}

export interface BackwardPass extends LossAndGradient {
  forward: ForwardPass;
  /** ∂loss/∂parameters, in the order of `ReferenceNetwork.parameters`. */
  gradient: Float64Array;
  /** The same by layer: views into `gradient`. */
  layerGradients: readonly DenseLayer[];
  /** g: ∂loss/∂h[l], so that the first is the input's and l + 1 that of hidden layer l's output. */
  outputGradients: Float64Array[];
}

export class ReferenceNetwork {
  readonly shape: NetworkShape;
  readonly depth: number;
  readonly features: number;
  readonly classes: number;
  private readonly vector: ParameterVector;
  /** Running moments of each unit of each hidden layer; empty where the normalisation has none. */
  private readonly running: Moments[][];

  /** Throws a RangeError where a tensor is missing or has another shape. */
  constructor(shape: NetworkShape, tensors: NamedTensors) {
    this.shape = shape;
    this.depth = shape.sizes.length - 2;
    this.features = shape.sizes[0];
    this.classes = shape.sizes[this.depth + 1];
    this.vector = this.freshVector();
    loadTensors(this.vector.layers, tensors, this.vector);
    const { running } = normalizationOf(shape.normalization?.kind ?? 'none');
    this.running = running.length > 0 ? this.hiddenLayers.map((layer, l) => runningMoments(tensors, layer, l)) : [];
  }

  /**
   * @param constants the resolved α and λ, as solved for the recipe's fixed point; alpha dropout's α′ is −λα.
   * @param tensors 'hidden.0.weight' [in, out], 'hidden.0.bias' [out], …, 'output.weight', 'output.bias'
   */
  static fromRecipe(
    recipe: CompleteRecipe,
    constants: ActivationParameters,
    features: number,
    classes: number,
    tensors: NamedTensors,
  ): ReferenceNetwork {
    const { depth, width, dropout, fixedPoint, normalization, normalizationPlace } = recipe;
    const shape: NetworkShape = {
      sizes: [features, ...Array.from({ length: depth }, () => width), classes],
      nonlinearity: { activation: activationOf(recipe.activation), constants },
      dropout: dropoutCoefficients(dropout, fixedPoint, constants),
      dropoutRate: dropout.rate,
      target: fixedPoint,
      normalization: { kind: normalization, place: normalizationPlace },
      roles: layerRoles(recipe, features),
    };
    return new ReferenceNetwork(shape, tensors);
  }

  /** Every weight, then every bias, then what normalisations scale and shift by; an optimizer updates it in place. */
  get parameters(): Float64Array {
    return this.vector.values;
  }

  /** How many of the leading parameters are weights, and decay. */
  get decaying(): number {
    return this.vector.decaying;
  }

  /** Hidden layers first, the output layer last: views into `parameters`. */
  get layers(): readonly DenseLayer[] {
    return this.vector.layers;
  }

  /** The masks that a training step of this seed draws, or null where nothing is dropped. */
  drawMasks(seed: number, step: number, batch: number): KeepMasks | null {
    const { dropout, dropoutRate } = this.shape;
    if (!dropout) return null;
    return this.hiddenLayers.map(({ fanOut }, l) => keepMask(seed, l, step, batch, fanOut, dropoutRate));
  }

  /**
   * x: [batch, features]. With masks units are dropped as in training. `training` normalises batches by their own moments, without it
   * the running ones are taken.
   */
  forward(x: Float64Array, masks: KeepMasks | null = null, training = masks !== null): ForwardPass {
    const { dropout } = this.shape;
    const batch = x.length / this.features;
    const h = [x];
    const hidden = this.hiddenLayers.map((_, l) => {
      const ofLayer: Dropout | null = dropout && masks ? { ...dropout, keep: masks[l] } : null;
      const skip = this.role(l) === 'closes' ? h[l - 1] : null;
      const forward = hiddenForward(this.parts(l), h[l], batch, skip, ofLayer, training ? undefined : this.running[l]);
      h.push(forward.h);
      return forward;
    });
    const logits = matmulForward(h[this.depth], this.layers[this.depth], batch, null, null).z;
    return { batch, h, z: [...hidden.map(({ z }) => z), logits], hidden, logits };
  }

  /** Loss and gradient of a training batch. x: [batch, features], labels: [batch]; masks as in `forward`. */
  backward(x: Float64Array, labels: ArrayLike<number>, masks: KeepMasks | null = null): BackwardPass {
    const forward = this.forward(x, masks, true);
    const { batch, h, hidden, logits } = forward;
    const loss = softmaxCrossEntropy(logits, labels, this.classes);
    const gradients = this.freshVector();
    const outputGradients: Float64Array[] = [];
    matmulBackwardWeight(h[this.depth], loss.dlogits, batch, gradients.layers[this.depth]);
    outputGradients[this.depth] = matmulBackwardInput(loss.dlogits, this.layers[this.depth], batch);
    /** By the layer whose output they belong to: gradients that skipped the block above it. */
    const skipped = new Map<number, Float64Array>();
    for (let l = this.depth - 1; l >= 0; l--) {
      const own = { dense: gradients.layers[l], gate: gradients.gates[l], norm: gradients.norms[l] };
      const { dx, dz } = hiddenBackward(this.parts(l), hidden[l], outputGradients[l + 1], batch, own);
      if (this.role(l) === 'closes') skipped.set(l - 1, dz);
      const skip = skipped.get(l);
      outputGradients[l] = skip ? dx.map((value, i) => value + skip[i]) : dx;
    }
    return { ...loss, forward, gradient: gradients.values, layerGradients: gradients.layers, outputGradients };
  }

  /** Lets the running moments follow those of a training batch. */
  updateRunningMoments({ forward }: BackwardPass): void {
    const normalization = referenceImplementationOf(this.shape.normalization?.kind ?? 'none');
    if (normalization.normalizes !== 'activations') return;
    this.running.forEach((running, l) => {
      const moments = forward.hidden[l].normalized?.moments;
      if (moments && normalization.updateRunning)
        this.running[l] = normalization.updateRunning(running, moments, forward.batch);
    });
  }

  /** What the probe reports of every hidden layer. */
  statistics({ forward, outputGradients }: BackwardPass): MeasuredStatistics[] {
    const { nonlinearity, target } = this.shape;
    return forward.hidden.map(({ z, h, effective }, l) =>
      layerStatistics({ z, h, gradient: outputGradients[l + 1], layer: effective }, nonlinearity, target),
    );
  }

  /** Probabilities [rows, classes] in evaluation mode. inputs: [rows, features], standardised. */
  predict(inputs: ArrayLike<number>): Float64Array {
    return softmax(this.forward(Float64Array.from(inputs)).logits, this.classes);
  }

  /** The parameters by name, copied, and the running moments with them. */
  tensors(): Record<string, { shape: number[]; data: Float64Array }> {
    const { layers } = this.vector;
    const running = this.running.flatMap((moments, l) => {
      const name = layerName(l, this.depth);
      const of = (values: number[]) => ({ shape: [values.length], data: Float64Array.from(values) });
      return [
        [`${name}.norm.running_mean`, of(moments.map(({ mean }) => mean))] as const,
        [`${name}.norm.running_var`, of(moments.map(({ variance }) => variance))] as const,
      ];
    });
    return { ...namedTensors(layers, this.vector), ...Object.fromEntries(running) };
  }

  private get hiddenLayers(): readonly DenseLayer[] {
    return this.layers.slice(0, this.depth);
  }

  private role(layer: number): LayerRole {
    return this.shape.roles?.[layer] ?? 'plain';
  }

  private parts(layer: number): HiddenParts {
    const { nonlinearity, normalization } = this.shape;
    return {
      nonlinearity,
      normalization: normalization?.kind ?? 'none',
      place: normalization?.place ?? 'before-activation',
      dense: this.layers[layer],
      gate: this.vector.gates[layer],
      norm: this.vector.norms[layer],
    };
  }

  private freshVector(): ParameterVector {
    const { sizes, normalization, roles = [] } = this.shape;
    return parameterVector(sizes, { normalization: normalization?.kind ?? 'none', roles });
  }
}

/** Those that the tensors hold; a network that was never trained may come without, and starts at mean 0 and variance 1. */
function runningMoments(tensors: NamedTensors, { fanOut }: DenseLayer, layer: number): Moments[] {
  const name = `hidden.${layer}.norm`;
  if (!tensors[`${name}.running_mean`]) return Array.from({ length: fanOut }, () => ({ mean: 0, variance: 1 }));
  const mean = expectTensor(tensors, `${name}.running_mean`, [fanOut]);
  const variance = expectTensor(tensors, `${name}.running_var`, [fanOut]);
  return Array.from({ length: fanOut }, (_, unit) => ({ mean: mean[unit], variance: variance[unit] }));
}
