import type { WeightNormalization } from './reference-normalization';
import { weightNorm } from './weight-norm';
import { weightNormBackward } from './weight-norm-backward';

/** Weight normalisation. */
export const weight: WeightNormalization = { normalizes: 'weights', forward: weightNorm, backward: weightNormBackward };
