import { layerNorm } from './layer-norm';
import { layerNormBackward } from './layer-norm-backward';
import { layerNormParameters } from './layer-norm-parameters';
import type { ActivationNormalization } from './reference-normalization';

/** Layer normalisation. */
export const layer: ActivationNormalization = {
  normalizes: 'activations',
  forward: layerNorm,
  backward: (dy, normalized, parameters) => ({
    dx: layerNormBackward(dy, normalized, parameters),
    parameters: layerNormParameters(dy, normalized, parameters.weight.length),
  }),
};
