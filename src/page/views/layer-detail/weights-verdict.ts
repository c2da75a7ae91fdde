import type { CompleteRecipe } from '../../../experiment/experiment';
import type { LaneSnapshot, LayerStatistics } from '../../../experiment/snapshot';
import { activationStatistics } from '../../../normalizations/catalogue';
import { formatNumber } from '../../charts/format';
import { resolveConstants } from '../../../predictions/resolved-constants';
import { depthLimitWithWeights } from '../../../predictions/trained-weights-limit';

/** Below this share of the deviation aimed for, a mean is none. */
const NOTHING = 1e-3;

/**
 * Whether the weights of a layer, as they are now, still make SELU's moments settle, and where; empty for lanes that theory has no such
 * sentence for: other activations, blocks, and layers whose moments a normalisation sets.
 */
export function weightsVerdict(
  recipe: CompleteRecipe,
  { alpha, lambda }: Pick<LaneSnapshot, 'alpha' | 'lambda'>,
  { weights }: Pick<LayerStatistics, 'weights'>,
): string {
  const { activation, block, normalization, fixedPoint } = recipe;
  const bySelfNormalization = activationStatistics(normalization) === null;
  if (activation !== 'selu' || block !== 'plain' || !bySelfNormalization || Number.isNaN(weights.tauMean)) return '';
  const end = depthLimitWithWeights(weights, { alpha, lambda, unitScale: resolveConstants(recipe)?.unitScale }, fixedPoint);
  if (end === null) return '';
  const { mean, variance } = fixedPoint;
  const consequence =
    end === 'diverges'
      ? 'layer after layer would grow beyond all bounds'
      : end === 'oscillates'
        ? 'layer after layer would swing to and fro and never settle'
        : end.variance === 0 && Math.abs(end.mean) < NOTHING * Math.sqrt(variance)
          ? 'layer after layer would die out: there is no fixed point but 0'
          : `layer after layer would settle at mean ${formatNumber(end.mean)} and variance ${formatNumber(end.variance)}; ` +
            `the target is ${formatNumber(mean)} and ${formatNumber(variance)}`;
  return `With weights of these ω and τ alone, ${consequence}. That is theory for weights that are independent of what enters.`;
}
