/**
 * The backward pass of batch normalisation in training, as in shaders/normalization/batch_norm_backward.wgsl. For each unit over
 * N rows,
 *
 *   dx = γ/√(v + ε) · (dy − Σ dy/N − x̂·Σ dy·x̂/N)        dγ = Σ dy·x̂        dβ = Σ dy
 */
import { NORMALIZATION_EPSILON } from '../../../normalizations/record';
import { parameterGradients, type NormalizedBatch, type NormParameters } from './normalization';
import type { NormBackward } from './reference-normalization';

/** Returns ∂loss/∂x, dγ and dβ. dy: ∂loss/∂y, [batch, width] */
export function batchNormBackward(
  dy: Float64Array,
  { normal, moments }: NormalizedBatch,
  { weight }: NormParameters,
): NormBackward {
  const width = weight.length;
  const rows = dy.length / width;
  const parameters = parameterGradients(dy, normal, width);
  const dx = dy.map((value, i) => {
    const unit = i % width;
    const scale = weight[unit] / Math.sqrt(moments[unit].variance + NORMALIZATION_EPSILON);
    return scale * (value - parameters.bias[unit] / rows - (normal[i] * parameters.weight[unit]) / rows);
  });
  return { dx, parameters };
}
