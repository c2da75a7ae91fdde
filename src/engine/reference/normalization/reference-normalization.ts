/** What the float64 network asks of a normalisation: the counterpart of src/engine/network/normalization/normalization.ts. */
import type { Moments } from '../../../theory/moments';
import type { NormalizedBatch, NormParameters } from './normalization';

interface NoNormalization {
  normalizes: 'nothing';
}

/** Normalises values [batch, width] by their own moments. */
export interface ActivationNormalization {
  normalizes: 'activations';
  /** `running`: moments to use in place of the batch's, as in evaluation; left out in training and where there are none. */
  forward(x: Float64Array, parameters: NormParameters, running?: readonly Moments[]): NormalizedBatch;
  /** ∂loss/∂x [batch, width] and the parameters' gradients, from dy = ∂loss/∂y. */
  backward(dy: Float64Array, normalized: NormalizedBatch, parameters: NormParameters): NormBackward;
  /** The running moments after a step on a batch with these moments. */
  updateRunning?(running: readonly Moments[], batch: readonly Moments[], rows: number): Moments[];
}

export interface NormBackward {
  dx: Float64Array;
  parameters: NormParameters;
}

/** Computes weights W [in, width] from V and γ [width]. */
export interface WeightNormalization {
  normalizes: 'weights';
  forward(v: Float64Array, gamma: Float64Array): Float64Array;
  /** From dW = ∂loss/∂W. */
  backward(dW: Float64Array, v: Float64Array, gamma: Float64Array): { v: Float64Array; gamma: Float64Array };
}

export type ReferenceNormalization = NoNormalization | ActivationNormalization | WeightNormalization;
