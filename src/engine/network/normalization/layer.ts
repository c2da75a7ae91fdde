import { layerNorm } from '../../kernels/normalization/layer-norm';
import { layerNormBackward } from '../../kernels/normalization/layer-norm-backward';
import { layerNormParameters } from '../../kernels/normalization/layer-norm-parameters';
import type { ActivationNormalization } from './normalization';

/** Mean and variance of each row. γ and β have a kernel of their own: their sums run over the batch, δ's over the units. */
export const layer: ActivationNormalization = {
  normalizes: 'activations',
  momentsShape: (batch) => [1, 2 * batch],
  forward: layerNorm,
  backward: layerNormBackward,
  parameterGradients: layerNormParameters,
};
