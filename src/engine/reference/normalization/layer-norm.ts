/** Layer normalisation (Ba, Kiros, Hinton 2016), as in shaders/normalization/layer_norm.wgsl. */
import { momentsOf, scaledAndShifted, standardized, type NormalizedBatch, type NormParameters } from './normalization';

/** Returns x [batch, width] with each row normalised by its own moments. */
export function layerNorm(x: Float64Array, parameters: NormParameters): NormalizedBatch {
  const width = parameters.weight.length;
  const moments = momentsOf(x, x.length / width, width, 'rows');
  const normal = standardized(x, width, moments, 'rows');
  return { normal, y: scaledAndShifted(normal, width, parameters), moments };
}
