import type { CompleteRecipe } from '../../../experiment/experiment';
import type { LaneSnapshot, LayerStatistics } from '../../../experiment/snapshot';
import { activationStatistics } from '../../../normalizations/catalogue';
import { resolveConstants } from '../../../predictions/resolved-constants';
import { depthLimitWithWeights } from '../../../predictions/trained-weights-limit';
import type { Moments } from '../../../theory/moments';
import { LAYER_WORDS } from './layer-words';

/** Means below this share of the target's standard deviation count as 0. */
const NEGLIGIBLE = 1e-3;

/**
 * Returns a sentence about whether SELU's moments would converge with the current weights of a layer, and where. Empty for lanes
 * without such a prediction: other activations, blocks, and layers whose moments are set by a normalisation.
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
  return LAYER_WORDS.verdict.sentence(consequenceOf(end, fixedPoint));
}

function consequenceOf(end: NonNullable<ReturnType<typeof depthLimitWithWeights>>, target: Moments): string {
  const { verdict } = LAYER_WORDS;
  if (end === 'diverges') return verdict.grows;
  if (end === 'oscillates') return verdict.oscillates;
  const vanishes = end.variance === 0 && Math.abs(end.mean) < NEGLIGIBLE * Math.sqrt(target.variance);
  return vanishes ? verdict.vanishes : verdict.settles(end, target);
}
