import { layerNorm } from '../../kernels/normalization/layer-norm';
import { layerNormBackward } from '../../kernels/normalization/layer-norm-backward';
import { layerNormParameters } from '../../kernels/normalization/layer-norm-parameters';
import type { ActivationNormalization } from './normalization';
export const rowwise: ActivationNormalization = {
  normalizes: 'activations',
  momentsShape: (batch) => [1, 2 * batch],
  forward: layerNorm,
  backward: layerNormBackward,
  parameterGradients: layerNormParameters,
};
