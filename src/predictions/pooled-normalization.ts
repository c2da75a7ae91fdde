/** The normalisation of a recipe's activations as theory sees it. */
import type { CompleteRecipe } from '../experiment/experiment';
import { activationStatistics } from '../normalizations/catalogue';
import type { PooledNormalization } from '../theory/pooled';

/** Null where activations are not normalised: weight normalisation changes nothing before training. */
export function pooledNormalization({
  normalization,
  normalizationPlace,
}: Pick<CompleteRecipe, 'normalization' | 'normalizationPlace'>): PooledNormalization | null {
  const statistics = activationStatistics(normalization);
  return statistics && { ...statistics, after: normalizationPlace === 'after-activation' };
}

/** Whether every layer has one mean and variance, whatever enters it; a mean that is not subtracted depends on what enters. */
export function setsMoments({ after, subtractsMean }: PooledNormalization): boolean {
  return subtractsMean || !after;
}
