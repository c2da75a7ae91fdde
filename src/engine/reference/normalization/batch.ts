import { batchNorm } from './batch-norm';
import { batchNormBackward } from './batch-norm-backward';
import { batchNormRunning } from './batch-norm-running';
import type { ActivationNormalization } from './reference-normalization';

/** Batch normalisation. */
export const batch: ActivationNormalization = {
  normalizes: 'activations',
  forward: batchNorm,
  backward: batchNormBackward,
  updateRunning: batchNormRunning,
};
