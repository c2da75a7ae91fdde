import { batchNorm } from '../../kernels/normalization/batch-norm';
import { batchNormBackward } from '../../kernels/normalization/batch-norm-backward';
import { batchNormRunning } from '../../kernels/normalization/batch-norm-running';
import type { ActivationNormalization } from './normalization';

/** Batch normalisation: normalises each unit by its moments over the batch; in evaluation by its running moments. */
export const batch: ActivationNormalization = {
  normalizes: 'activations',
  momentsShape: (_, width) => [2, width],
  forward: (device, { running, ...layer }) =>
    batchNorm(device, { ...layer, moments: running ?? layer.moments, evaluate: running !== null }),
  backward: batchNormBackward,
  updateRunning: batchNormRunning,
};
