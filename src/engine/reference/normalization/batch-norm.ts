/**
 * Batch normalisation in training (Ioffe and Szegedy 2015): the normalisation within shaders/normalization/batch_norm.wgsl. In evaluation the
 * running moments stand in for the batch's.
 */
import type { Moments } from '../../../theory/moments';
import { momentsOf, scaledAndShifted, standardized, type NormalizedBatch, type NormParameters } from './normalization';

/** x: [batch, width]. `running`: moments to take in place of the batch's, as in evaluation. */
export function batchNorm(x: Float64Array, parameters: NormParameters, running?: readonly Moments[]): NormalizedBatch {
  const width = parameters.weight.length;
  const moments = running ?? momentsOf(x, x.length / width, width, 'units');
  const normal = standardized(x, width, moments, 'units');
  return { normal, y: scaledAndShifted(normal, width, parameters), moments };
}
