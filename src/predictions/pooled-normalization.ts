/** The normalisation of a recipe's activations as theory sees it. */
import type { CompleteRecipe } from '../experiment/experiment';
import { activationStatistics } from '../normalizations/catalogue';
import type { PooledNormalization } from '../theory/pooled';

/** Returns the normalisation; null if activations are not normalised (weight normalisation changes nothing before training). */
export function pooledNormalization({
  normalization,
  normalizationPlace,
}: Pick<CompleteRecipe, 'normalization' | 'normalizationPlace'>): PooledNormalization | null {
  const statistics = activationStatistics(normalization);
  return statistics && { ...statistics, after: normalizationPlace === 'after-activation' };
}

/** Returns whether every layer has the same mean and variance for any input, which it has not if a normalisation keeps the mean. */
export function setsMoments({ after, subtractsMean }: PooledNormalization): boolean {
  return subtractsMean || !after;
}
