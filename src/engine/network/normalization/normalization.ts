/**
 * The interface of a normalisation in the engine: the kernels that it records. Its parameters, running moments and initial values
 * are declared in its record in src/normalizations/; the engine allocates, names, reads and writes them from that record.
 */
import type { Device } from '../../gpu/device';
import type { Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import type { NormalizedLayer } from '../../kernels/normalization/normalized-layer';

/** No normalisation. */
interface NoNormalization {
  normalizes: 'nothing';
}

/** A layer and the moments that normalise its activations, in the shape that `momentsShape` returns. */
export interface LayerWithMoments extends NormalizedLayer {
  moments: Tensor;
}

export interface NormalizationForward extends LayerWithMoments {
  /** [batch, width]: the input of the residual block that the layer closes, added before the activation; else null. */
  skip: Tensor | null;
  /** [batch, width]: receives the layer's output. */
  h: Tensor;
  /** Running moments [rows, width] to use instead of the batch's; null in training and if the record has none. */
  running: Tensor | null;
}

export interface NormalizationBackward extends LayerWithMoments {
  /** [batch, width]: ∂loss/∂h. */
  gradient: Tensor;
  /** [batch, width]: receives δ, the gradient at the output of the dense layer. */
  delta: Tensor;
  /** [rows, width]: receives the parameters' gradients, unless `parameterGradients` writes them later. */
  normGradient: Tensor;
}

/** `layers` consecutive layers of one shape; each tensor is the first of `layers` equal ones in its buffer. */
export interface StackedLayers extends Omit<LayerWithMoments, 'layer' | 'norm'> {
  layers: number;
  gradient: Tensor;
  normGradient: Tensor;
}

/**
 * Normalises activations by their own moments. The forward kernel normalises u or f(z) and also applies the activation, the
 * dropout and the skip connection.
 */
export interface ActivationNormalization {
  normalizes: 'activations';
  /** Returns the rows and columns of the tensor of moments that `forward` writes and `backward` reads. */
  momentsShape(batch: number, width: number): readonly [rows: number, columns: number];
  forward(device: Device, operands: NormalizationForward): Promise<Dispatch>;
  backward(device: Device, operands: NormalizationBackward): Promise<Dispatch>;
  /** Records the parameters' gradients of several layers in one dispatch. Present if `backward` does not compute them. */
  parameterGradients?(device: Device, operands: StackedLayers): Promise<Dispatch>;
  /** Records the update of the running moments of several layers after a step. Present if the record has running moments. */
  updateRunning?(
    device: Device,
    operands: { layers: number; moments: Tensor; running: Tensor; batch: number },
  ): Promise<Dispatch>;
}

/**
 * V [in, width] and γ [1, width] of `layers` consecutive layers of one shape; each tensor is the first of `layers` equal ones.
 */
export interface StackedWeights {
  layers: number;
  v: Tensor;
  norm: Tensor;
}

/**
 * Computes the weights W that layers multiply by. The engine stores the gradients of W and converts them to gradients of the
 * parameters before the update.
 */
export interface WeightNormalization {
  normalizes: 'weights';
  /** Records the computation of W [in, width] from V and γ. */
  forward(device: Device, operands: StackedWeights & { weight: Tensor }): Promise<Dispatch>;
  /** Records the computation of dV and dγ from dW. dV overwrites dW. */
  backward(device: Device, operands: StackedWeights & { weightGradient: Tensor; normGradient: Tensor }): Promise<Dispatch>;
}

export type Normalization = NoNormalization | ActivationNormalization | WeightNormalization;
