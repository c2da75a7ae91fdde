/** dγ and dβ of layer normalisation: the twin of shaders/normalization/layer_norm_parameters.wgsl. */
import { parameterGradients, type NormalizedBatch, type NormParameters } from './normalization';

/** Returns dγ and dβ. dy: ∂loss/∂y, [batch, width] */
export function layerNormParameters(dy: Float64Array, { normal }: NormalizedBatch, width: number): NormParameters {
  return parameterGradients(dy, normal, width);
}
