/**
 * The interface of a normalisation in the float64 network: the counterpart of src/engine/network/normalization/normalization.ts.
 */
import type { Moments } from '../../../theory/moments';
import type { NormalizedBatch, NormParameters } from './normalization';

/** No normalisation. */
interface NoNormalization {
  normalizes: 'nothing';
}

/** Normalises values [batch, width] by their own moments. */
export interface ActivationNormalization {
  normalizes: 'activations';
  /** Returns the normalised batch. `running`: moments to use instead of the batch's, as in evaluation. */
  forward(x: Float64Array, parameters: NormParameters, running?: readonly Moments[]): NormalizedBatch;
  /** Returns ∂loss/∂x [batch, width] and the parameters' gradients from dy = ∂loss/∂y. */
  backward(dy: Float64Array, normalized: NormalizedBatch, parameters: NormParameters): NormBackward;
  /** Returns the running moments after a step on a batch with these moments. */
  updateRunning?(running: readonly Moments[], batch: readonly Moments[], rows: number): Moments[];
}

/** The gradients at the input and at the parameters. */
export interface NormBackward {
  dx: Float64Array;
  parameters: NormParameters;
}

/** Computes weights W [in, width] from V and γ [width]. */
export interface WeightNormalization {
  normalizes: 'weights';
  /** Returns W. */
  forward(v: Float64Array, gamma: Float64Array): Float64Array;
  /** Returns dV and dγ from dW = ∂loss/∂W. */
  backward(dW: Float64Array, v: Float64Array, gamma: Float64Array): { v: Float64Array; gamma: Float64Array };
}

export type ReferenceNormalization = NoNormalization | ActivationNormalization | WeightNormalization;
