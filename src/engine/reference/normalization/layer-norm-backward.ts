/**
 * The backward pass of layer normalisation, as in shaders/normalization/layer_norm_backward.wgsl. For each row, with d = γ·dy and
 * means over the row's units,
 *
 *   dx = (d − mean(d) − x̂·mean(d·x̂))/√(v + ε)
 */
import { NORMALIZATION_EPSILON } from '../../../normalizations/record';
import type { NormalizedBatch, NormParameters } from './normalization';

/** Returns ∂loss/∂x from dy = ∂loss/∂y; both [batch, width]. */
export function layerNormBackward(
  dy: Float64Array,
  { normal, moments }: NormalizedBatch,
  { weight }: NormParameters,
): Float64Array {
  const width = weight.length;
  const d = dy.map((value, i) => weight[i % width] * value);
  const rows = moments.map((_, row) => {
    const own = d.subarray(row * width, (row + 1) * width);
    const mean = own.reduce((sum, value) => sum + value, 0) / width;
    const product = own.reduce((sum, value, i) => sum + value * normal[row * width + i], 0) / width;
    return { mean, product };
  });
  return d.map((value, i) => {
    const row = Math.floor(i / width);
    const { mean, product } = rows[row];
    return (value - mean - normal[i] * product) / Math.sqrt(moments[row].variance + NORMALIZATION_EPSILON);
  });
}
