/** The types of a dense layer and of the activation that follows it. */
import type { Activation, ActivationParameters } from '../../../activations/catalogue';

/** weight: [in, out], row-major; bias: [out]. */
export interface DenseLayer {
  fanIn: number;
  fanOut: number;
  weight: Float64Array;
  bias: Float64Array;
}

/** An activation with its resolved constants α and λ. */
export interface Nonlinearity {
  activation: Activation;
  constants: ActivationParameters;
}
