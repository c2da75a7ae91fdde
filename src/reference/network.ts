/**
 * A whole network in float64: what the kernels compute together in one step, up to the gradient.
 *
 *   h₀ = x,  z_l = h_l·W_l + b_l,  h_{l+1} = dropout(f(z_l)),  logits = z_depth     loss: mean cross-entropy
 *   δ_depth = ∂loss/∂logits,  g_l = δ_l·W_lᵀ,  δ_{l−1} = g_l · ∂h/∂y · f′(z_{l−1}),  dW_l = h_lᵀ·δ_l,  db_l = Σ_rows δ_l
 */
import { activationOf, type ActivationParameters } from '../activations/catalogue';
import type { CompleteRecipe } from '../experiment/experiment';
import type { LayerStatistics, Moments } from '../experiment/snapshot';
import { denseBackwardInput, preActivationGradient } from './dense-backward-input';
import { denseBackwardWeight } from './dense-backward-weight';
import { denseForward } from './dense-forward';
import type { DenseLayer, Nonlinearity } from './dense-layer';
import { dropoutCoefficients, keepMask, type Dropout, type DropoutCoefficients } from './dropout';
import { layerStatistics } from './layer-statistics';
import { loadTensors, namedTensors, parameterVector, type NamedTensors, type ParameterVector } from './parameters';
import { softmax, softmaxCrossEntropy, type LossAndGradient } from './softmax-cross-entropy';

/** What a network is beside its parameters. */
export interface NetworkShape {
  /** features, width of each hidden layer …, classes */
  sizes: readonly number[];
  nonlinearity: Nonlinearity;
  /** What dropout does to kept and dropped units, null where nothing is dropped. */
  dropout: DropoutCoefficients | null;
  dropoutRate: number;
  /** The mean and variance that the hidden layers aim at. */
  target: Moments;
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
  dropouts: (Dropout | null)[];
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

  /** Throws a RangeError where a tensor is missing or has another shape. */
  constructor(shape: NetworkShape, tensors: NamedTensors) {
    this.shape = shape;
    this.depth = shape.sizes.length - 2;
    this.features = shape.sizes[0];
    this.classes = shape.sizes[this.depth + 1];
    this.vector = parameterVector(shape.sizes);
    loadTensors(this.vector.layers, tensors);
  }

  /**
   * @param constants the α and λ in force, as solved for the recipe's fixed point; alpha dropout's α′ is −λα.
   * @param tensors 'hidden.0.weight' [in, out], 'hidden.0.bias' [out], …, 'output.weight', 'output.bias'
   */
  static fromRecipe(
    recipe: CompleteRecipe,
    constants: ActivationParameters,
    features: number,
    classes: number,
    tensors: NamedTensors,
  ): ReferenceNetwork {
    const { depth, width, dropout, fixedPoint } = recipe;
    const shape: NetworkShape = {
      sizes: [features, ...Array.from({ length: depth }, () => width), classes],
      nonlinearity: { activation: activationOf(recipe.activation), constants },
      dropout: dropoutCoefficients(dropout, fixedPoint, constants),
      dropoutRate: dropout.rate,
      target: fixedPoint,
    };
    return new ReferenceNetwork(shape, tensors);
  }

  /** Every weight, then every bias; an optimizer updates it in place. */
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

  /** x: [batch, features]. With masks as in training, without them as in evaluation. */
  forward(x: Float64Array, masks: KeepMasks | null = null): ForwardPass {
    const { nonlinearity, dropout } = this.shape;
    const batch = x.length / this.features;
    const dropouts = this.hiddenLayers.map((_, l) => (dropout && masks ? { ...dropout, keep: masks[l] } : null));
    const h = [x];
    const z: Float64Array[] = [];
    this.layers.forEach((layer, l) => {
      const hidden = l < this.depth;
      const output = denseForward(h[l], layer, batch, hidden ? nonlinearity : null, hidden ? dropouts[l] : null);
      z.push(output.z);
      if (hidden) h.push(output.h);
    });
    return { batch, h, z, dropouts, logits: z[this.depth] };
  }

  /** Loss and gradient of a batch. x: [batch, features], labels: [batch]; masks as in `forward`. */
  backward(x: Float64Array, labels: ArrayLike<number>, masks: KeepMasks | null = null): BackwardPass {
    const forward = this.forward(x, masks);
    const { batch, h, z, dropouts, logits } = forward;
    const loss = softmaxCrossEntropy(logits, labels, this.classes);
    const gradients = parameterVector(this.shape.sizes);
    const outputGradients: Float64Array[] = [];
    let delta = loss.dlogits;
    for (let l = this.depth; l >= 0; l--) {
      denseBackwardWeight(h[l], delta, batch, gradients.layers[l]);
      outputGradients[l] = denseBackwardInput(delta, this.layers[l], batch);
      if (l > 0) delta = preActivationGradient(outputGradients[l], z[l - 1], this.shape.nonlinearity, dropouts[l - 1]);
    }
    return { ...loss, forward, gradient: gradients.values, layerGradients: gradients.layers, outputGradients };
  }

  /** What the probe reports of every hidden layer. */
  statistics({ forward, outputGradients }: BackwardPass): Omit<LayerStatistics, 'predicted'>[] {
    const { nonlinearity, target } = this.shape;
    return this.hiddenLayers.map((layer, l) => {
      const record = { z: forward.z[l], h: forward.h[l + 1], gradient: outputGradients[l + 1], layer };
      return layerStatistics(record, nonlinearity, target);
    });
  }

  /** Probabilities [rows, classes] in evaluation mode. inputs: [rows, features], standardised. */
  predict(inputs: ArrayLike<number>): Float64Array {
    return softmax(this.forward(Float64Array.from(inputs)).logits, this.classes);
  }

  /** The parameters by name, copied. */
  tensors(): Record<string, { shape: number[]; data: Float64Array }> {
    return namedTensors(this.layers);
  }

  private get hiddenLayers(): readonly DenseLayer[] {
    return this.layers.slice(0, this.depth);
  }
}
