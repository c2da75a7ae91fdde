import { layerNorm } from '../../kernels/normalization/layer-norm';
import { layerNormBackward } from '../../kernels/normalization/layer-norm-backward';
import { layerNormParameters } from '../../kernels/normalization/layer-norm-parameters';
import type { ActivationNormalization } from './normalization';

/**
 * Layer normalisation: normalises each row by its own moments. The gradients of γ and β have a separate kernel, because they sum
 * over the batch while δ sums over the units.
 */
export const layer: ActivationNormalization = {
  normalizes: 'activations',
  momentsShape: (batch) => [1, 2 * batch],
  forward: layerNorm,
  backward: layerNormBackward,
  parameterGradients: layerNormParameters,
};
