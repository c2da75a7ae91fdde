/**
 * Batch normalisation (Ioffe and Szegedy 2015), as in shaders/normalization/batch_norm.wgsl. It uses the batch's moments in
 * training and the running moments in evaluation.
 */
import type { Moments } from '../../../theory/moments';
import { momentsOf, scaledAndShifted, standardized, type NormalizedBatch, type NormParameters } from './normalization';

/**
 * Returns the normalised batch.
 *
 * @param x [batch, width]
 * @param running moments to use instead of the batch's, as in evaluation
 */
export function batchNorm(x: Float64Array, parameters: NormParameters, running?: readonly Moments[]): NormalizedBatch {
  const width = parameters.weight.length;
  const moments = running ?? momentsOf(x, x.length / width, width, 'units');
  const normal = standardized(x, width, moments, 'units');
  return { normal, y: scaledAndShifted(normal, width, parameters), moments };
}
