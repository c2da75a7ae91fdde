/** Layer normalisation (Ba, Kiros, Hinton 2016): the normalisation within shaders/normalization/layer_norm.wgsl. */
import { momentsOf, scaledAndShifted, standardized, type NormalizedBatch, type NormParameters } from './normalization';

/** x: [batch, width]; the moments are of each row. */
export function layerNorm(x: Float64Array, parameters: NormParameters): NormalizedBatch {
  const width = parameters.weight.length;
  const moments = momentsOf(x, x.length / width, width, 'rows');
  const normal = standardized(x, width, moments, 'rows');
  return { normal, y: scaledAndShifted(normal, width, parameters), moments };
}
