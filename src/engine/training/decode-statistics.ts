/** Decodes the output of the statistics kernels: struct Statistics of shaders/statistics/parts/statistics.wgsl. */
import type { CompleteRecipe } from '../../experiment/experiment';
import type { MeasuredStatistics } from '../../experiment/snapshot';
import type { Moments } from '../../theory/moments';
import { unpack, type StructValues } from '../gpu/layout';
import { STRUCTS } from '../kernels/layouts';
import { BINS, STATISTICS_BYTES } from '../kernels/statistics/layer-statistics';
import { histogramRange } from '../network/hyperparameters';

/** Returns one entry per hidden layer, each over units × batch values. `offset`: the byte at which the first one begins. */
export function decodeStatistics(
  bytes: ArrayBuffer,
  offset: number,
  recipe: CompleteRecipe,
  batch: number,
): MeasuredStatistics[] {
  const range = histogramRange(recipe);
  const values = recipe.width * batch;
  return Array.from({ length: recipe.depth }, (_, layer) => {
    const s = unpack(STRUCTS.Statistics, bytes, offset + layer * STATISTICS_BYTES);
    const omega = momentsOf(s.omega);
    const tau = momentsOf(s.tau);
    return {
      ...momentsOf(s.output),
      preActivation: momentsOf(s.pre_activation),
      minimum: s.minimum,
      maximum: s.maximum,
      nonFinite: s.non_finite / values,
      saturated: s.saturated / values,
      dead: s.dead / values,
      histogram: { ...range, counts: s.counts.slice(1, BINS + 1), below: s.counts[0], above: s.counts[BINS + 1] },
      gradient: momentsOf(s.gradient),
      weights: {
        omegaMean: omega.mean,
        omegaStd: Math.sqrt(omega.variance),
        tauMean: tau.mean,
        tauStd: Math.sqrt(tau.variance),
      },
    };
  });
}

/** NaN if no value was finite. */
function momentsOf({ count, mean, m2 }: StructValues<typeof STRUCTS.Statistics>['output']): Moments {
  return count > 0 ? { mean, variance: m2 / count } : { mean: NaN, variance: NaN };
}
