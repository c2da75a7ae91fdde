import { weightNorm } from '../../kernels/normalization/weight-norm';
import { weightNormBackward } from '../../kernels/normalization/weight-norm-backward';
import type { WeightNormalization } from './normalization';

/** Weight normalisation: W = γ·V/‖V‖ for each unit. */
export const weight: WeightNormalization = { normalizes: 'weights', forward: weightNorm, backward: weightNormBackward };
