/**
 * A complete network in float64: the computations of one training step, from the forward pass to the gradient.
 *
 *   h₀ = x,  hidden layers as in hidden-layer.ts,  logits = h·W + b     loss: mean cross-entropy
 *
 * The backward pass runs from the last layer to the first. If a layer's output is also the skip input of a residual block, the
 * gradient of the skip connection is added to that of the layer above.
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
import { dropoutCoefficients, keepMask, type Dropout } from './dropout';
import type { DropoutAffine } from '../../theory/alpha-dropout';
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
  /** The coefficients of dropout; null without dropout. */
  dropout: DropoutAffine | null;
  dropoutRate: number;
  /** The target mean and variance of the hidden layers. */
  target: Moments;
  /** None by default. */
  normalization?: { kind: NormalizationName; place: NormalizationPlace };
  /** The role of each hidden layer; all plain by default. */
  roles?: readonly LayerRole[];
}

/** Dropout masks [batch, width], one per hidden layer; 1 for a kept unit. */
export type KeepMasks = readonly Uint8Array[];

/** The results of a forward pass that the backward pass needs. */
export interface ForwardPass {
  batch: number;
  /** The input of each layer, [batch, in], from h[0], the network's input, to that of the output layer. */
  h: Float64Array[];
  /** The pre-activations of each layer, [batch, out]; the last ones are the logits. */
  z: Float64Array[];
  /** One per hidden layer. */
  hidden: HiddenForward[];
  logits: Float64Array;
}

/** The loss and gradients of a training batch. */
export interface BackwardPass extends LossAndGradient {
  forward: ForwardPass;
  /** ∂loss/∂parameters, in the order of `ReferenceNetwork.parameters`. */
  gradient: Float64Array;
  /** The same gradients by layer, as views into `gradient`. */
  layerGradients: readonly DenseLayer[];
  /** ∂loss/∂h[l] for each h[l]: entry 0 belongs to the network's input, entry l + 1 to the output of hidden layer l. */
  outputGradients: Float64Array[];
}

/** A network in float64 that computes outputs, gradients and statistics. */
export class ReferenceNetwork {
  readonly shape: NetworkShape;
  readonly depth: number;
  readonly features: number;
  readonly classes: number;
  private readonly vector: ParameterVector;
  /** The running moments of each unit of each hidden layer; empty if the normalisation has none. */
  private readonly running: Moments[][];

  /** Throws a RangeError if a tensor is missing or has a wrong shape. */
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
   * Returns the network of a recipe. Throws a RangeError if a tensor is missing or has a wrong shape.
   *
   * @param constants α and λ, resolved for the recipe's fixed point; alpha dropout uses α′ = −λα.
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

  /** All weights, then all biases, then γ and β of the normalisations. An optimizer updates the vector in place. */
  get parameters(): Float64Array {
    return this.vector.values;
  }

  /** The number of leading parameters that decay: the weights. */
  get decaying(): number {
    return this.vector.decaying;
  }

  /** Hidden layers first, the output layer last: views into `parameters`. */
  get layers(): readonly DenseLayer[] {
    return this.vector.layers;
  }

  /** Returns the dropout masks of a training step, or null without dropout. */
  drawMasks(seed: number, step: number, batch: number): KeepMasks | null {
    const { dropout, dropoutRate } = this.shape;
    if (!dropout) return null;
    return this.hiddenLayers.map(({ fanOut }, l) => keepMask(seed, l, step, batch, fanOut, dropoutRate));
  }

  /**
   * Returns the forward pass.
   *
   * @param x [batch, features]
   * @param masks the dropout masks of a training step; null for no dropout
   * @param training whether to normalise by the batch's moments instead of the running ones
   */
  forward(x: Float64Array, masks: KeepMasks | null = null, training = masks !== null): ForwardPass {
    const { dropout } = this.shape;
    const batch = x.length / this.features;
    const h = [x];
    const hidden = this.hiddenLayers.map((_, l) => {
      const layerDropout: Dropout | null = dropout && masks ? { ...dropout, keep: masks[l] } : null;
      const skip = this.role(l) === 'closes' ? h[l - 1] : null;
      const forward = hiddenForward(this.parts(l), h[l], batch, skip, layerDropout, training ? undefined : this.running[l]);
      h.push(forward.h);
      return forward;
    });
    const logits = matmulForward(h[this.depth], this.layers[this.depth], batch, null, null).z;
    return { batch, h, z: [...hidden.map(({ z }) => z), logits], hidden, logits };
  }

  /** Returns the loss and gradient of a training batch. x: [batch, features], labels: [batch]; masks as in `forward`. */
  backward(x: Float64Array, labels: ArrayLike<number>, masks: KeepMasks | null = null): BackwardPass {
    const forward = this.forward(x, masks, true);
    const { batch, h, hidden, logits } = forward;
    const loss = softmaxCrossEntropy(logits, labels, this.classes);
    const gradients = this.freshVector();
    const outputGradients: Float64Array[] = [];
    matmulBackwardWeight(h[this.depth], loss.dlogits, batch, gradients.layers[this.depth]);
    outputGradients[this.depth] = matmulBackwardInput(loss.dlogits, this.layers[this.depth], batch);
    /** The gradients of skip connections, by the layer whose output is the skip input. */
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

  /** Updates the running moments with those of a training batch. */
  updateRunningMoments({ forward }: BackwardPass): void {
    const normalization = referenceImplementationOf(this.shape.normalization?.kind ?? 'none');
    if (normalization.normalizes !== 'activations') return;
    this.running.forEach((running, l) => {
      const moments = forward.hidden[l].normalized?.moments;
      if (moments && normalization.updateRunning)
        this.running[l] = normalization.updateRunning(running, moments, forward.batch);
    });
  }

  /** Returns the statistics of each hidden layer. */
  statistics({ forward, outputGradients }: BackwardPass): MeasuredStatistics[] {
    const { nonlinearity, target } = this.shape;
    return forward.hidden.map(({ z, h, effective }, l) =>
      layerStatistics({ z, h, gradient: outputGradients[l + 1], layer: effective }, nonlinearity, target),
    );
  }

  /** Returns the probabilities [rows, classes] in evaluation mode. inputs: [rows, features], standardised. */
  predict(inputs: ArrayLike<number>): Float64Array {
    return softmax(this.forward(Float64Array.from(inputs)).logits, this.classes);
  }

  /** Returns copies of the parameters and running moments, by name. */
  tensors(): Record<string, { shape: number[]; data: Float64Array }> {
    const { layers } = this.vector;
    const running = this.running.flatMap((moments, l) => {
      const name = layerName(l, this.depth);
      const vector = (values: number[]) => ({ shape: [values.length], data: Float64Array.from(values) });
      return [
        [`${name}.norm.running_mean`, vector(moments.map(({ mean }) => mean))] as const,
        [`${name}.norm.running_var`, vector(moments.map(({ variance }) => variance))] as const,
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

/**
 * Returns the running moments of a layer from `tensors`; mean 0 and variance 1 if `tensors` has none, as for an untrained
 * network.
 */
function runningMoments(tensors: NamedTensors, { fanOut }: DenseLayer, layer: number): Moments[] {
  const name = `hidden.${layer}.norm`;
  if (!tensors[`${name}.running_mean`]) return Array.from({ length: fanOut }, () => ({ mean: 0, variance: 1 }));
  const mean = expectTensor(tensors, `${name}.running_mean`, [fanOut]);
  const variance = expectTensor(tensors, `${name}.running_var`, [fanOut]);
  return Array.from({ length: fanOut }, (_, unit) => ({ mean: mean[unit], variance: variance[unit] }));
}
