/**
 * Merges the statistics of the parts of a set: the twin of shaders/statistics/merge_statistics.wgsl and of merge in
 * shaders/lib/welford.wgsl.
 *
 *   n = n₁ + n₂        δ = mean₂ − mean₁        mean = mean₁ + δ·n₂/n        M2 = M2₁ + M2₂ + δ²·n₁n₂/n
 *
 * Chan, Golub and LeVeque 1979, "Updating formulae and a pairwise algorithm for computing sample variances". M2 is the sum of
 * squared deviations from the mean. Counts are added; extremes are compared.
 */

export interface PartialMoments {
  count: number;
  mean: number;
  m2: number;
}

export const EMPTY_MOMENTS: PartialMoments = { count: 0, mean: 0, m2: 0 };

/** Returns the moments of the union of two parts. */
export function mergeMoments(first: PartialMoments, second: PartialMoments): PartialMoments {
  const count = first.count + second.count;
  if (count === 0) return EMPTY_MOMENTS;
  const delta = second.mean - first.mean;
  const share = second.count / count;
  return {
    count,
    mean: first.mean + delta * share,
    m2: first.m2 + second.m2 + delta * delta * first.count * share,
  };
}

/** The statistics of a part other than its moments, as counts instead of the shares of `LayerStatistics`. */
export interface PartialCounts {
  minimum: number;
  maximum: number;
  nonFinite: number;
  saturated: number;
  dead: number;
  below: number;
  above: number;
  /** One count per histogram bin. */
  counts: Uint32Array;
}

/** Returns the counts and extremes of the union of two parts. */
export function mergeCounts(first: PartialCounts, second: PartialCounts): PartialCounts {
  return {
    minimum: Math.min(first.minimum, second.minimum),
    maximum: Math.max(first.maximum, second.maximum),
    nonFinite: first.nonFinite + second.nonFinite,
    saturated: first.saturated + second.saturated,
    dead: first.dead + second.dead,
    below: first.below + second.below,
    above: first.above + second.above,
    counts: first.counts.map((count, bin) => count + second.counts[bin]),
  };
}
