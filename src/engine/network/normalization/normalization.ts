/**
 * What the engine asks of a normalisation: the kernels that it records. Its parameters, running moments and initial values come from
 * its record in src/normalizations/; memory for them, their names and their reading and writing follow from that.
 */
import type { Device } from '../../gpu/device';
import type { Dispatch } from '../../gpu/kernel';
import type { Tensor } from '../../gpu/tensor';
import type { NormalizedLayer } from '../../kernels/normalization/normalized-layer';

/** Layers are computed as if it were not there. */
interface NoNormalization {
  normalizes: 'nothing';
}

/** A layer with the moments that a normalisation of its activations takes, shaped as `momentsShape` says. */
export interface LayerWithMoments extends NormalizedLayer {
  moments: Tensor;
}

export interface NormalizationForward extends LayerWithMoments {
  /** [batch, width]: added before the activation, where a residual block ends; null elsewhere. */
  skip: Tensor | null;
  /** [batch, width]: where the layer's output goes. */
  h: Tensor;
  /** Running moments [rows, width], to be used in place of the batch's; null in training and where the record has none. */
  running: Tensor | null;
}

export interface NormalizationBackward extends LayerWithMoments {
  /** [batch, width]: ∂loss/∂h. */
  gradient: Tensor;
  /** [batch, width]: where δ goes, the gradient at what the dense layer gives. */
  delta: Tensor;
  /** [rows, width]: where the parameters' gradients go; `parameterGradients` may write them later instead. */
  normGradient: Tensor;
}

/** `layers` layers of one shape; each tensor is the first of that many. */
export interface StackedLayers extends Omit<LayerWithMoments, 'layer' | 'norm'> {
  layers: number;
  gradient: Tensor;
  normGradient: Tensor;
}

/** Normalises activations by their own moments. Forward it takes u or f(z), and with it the activation, dropout and skip. */
export interface ActivationNormalization {
  normalizes: 'activations';
  /** Rows and columns of the tensor of moments that `forward` leaves for `backward`. */
  momentsShape(batch: number, width: number): readonly [rows: number, columns: number];
  forward(device: Device, operands: NormalizationForward): Promise<Dispatch>;
  backward(device: Device, operands: NormalizationBackward): Promise<Dispatch>;
  /** The parameters' gradients of several layers in one dispatch, where `backward` does not find them. */
  parameterGradients?(device: Device, operands: StackedLayers): Promise<Dispatch>;
  /** After a step, moves the running moments of several layers towards the batch's, where the record has any. */
  updateRunning?(
    device: Device,
    operands: { layers: number; moments: Tensor; running: Tensor; batch: number },
  ): Promise<Dispatch>;
}

/** `layers` layers of one shape: V [in, width] and γ [1, width]; each tensor is the first of that many. */
export interface StackedWeights {
  layers: number;
  v: Tensor;
  norm: Tensor;
}

/** Computes the weights that layers multiply by. Gradients of those are kept and turned into the parameters' before the update. */
export interface WeightNormalization {
  normalizes: 'weights';
  /** W [in, width] from V and γ. */
  forward(device: Device, operands: StackedWeights & { weight: Tensor }): Promise<Dispatch>;
  /** dV in place of dW, and dγ. */
  backward(device: Device, operands: StackedWeights & { weightGradient: Tensor; normGradient: Tensor }): Promise<Dispatch>;
}

export type Normalization = NoNormalization | ActivationNormalization | WeightNormalization;
