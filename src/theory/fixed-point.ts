/**
 * The α and λ that give SELU a chosen fixed point (μ*, ν*). SELU's own constants are the solution for mean 0 and variance 1
 * (Klambauer et al. 2017, equation (14)); most other pairs have a solution too.
 */
import type { Moments } from './moments';
import { truncatedNormalMoments } from '../math/truncated-normal';

/**
 * Returns the α and λ for which the moment map has the fixed point `target`, or null if there are none. `omega` is the sum and `tau`
 * the sum of squares of a unit's weights; by default the weights have mean 0 and variance 1/fan-in (ω = 0, τ = 1).
 *
 * The two conditions are μ* = λ(A1 + αB1) and ν* + μ*² = λ²(A2 + α²B2). With t = 1/λ, K = B2/B1² and M = ν* + μ*², they become
 * (M − μ*²K) t² + 2μ*A1K t − (A2 + A1²K) = 0 and α = (A1 − μ*t)/(−B1). At most one root has t > 0 and α > 0.
 */
export function solveFixedPoint(
  target: Moments,
  { omega, tau }: { omega: number; tau: number } = { omega: 0, tau: 1 },
): { alpha: number; lambda: number } | null {
  if (!(target.variance > 0) || !(tau > 0)) return null;
  const { mean, variance } = target;
  const { A1, A2, B1, B2 } = truncatedNormalMoments(mean * omega, Math.sqrt(variance * tau));
  const K = B2 / (B1 * B1);
  const square = variance + mean * mean - mean * mean * K;
  const half = mean * A1 * K;
  const constant = -(A2 + A1 * A1 * K);
  // The root of larger modulus comes first; the product of the roots gives the other. Neither subtraction cancels.
  const q = -(half + (half < 0 ? -1 : 1) * Math.sqrt(half * half - square * constant));
  for (const t of [q / square, constant / q]) {
    const alpha = (A1 - mean * t) / -B1;
    if (t > 0 && alpha > 0 && Number.isFinite(t) && Number.isFinite(alpha)) return { alpha, lambda: 1 / t };
  }
  return null;
}

/**
 * Returns the open interval of means for which a fixed point of this variance exists (ω = 0, τ = 1). At `high`, α goes to 0 and SELU
 * becomes a scaled ReLU. At `low`, λ goes to 0 and α to infinity.
 */
export function admissibleMeans(variance: number): { low: number; high: number } {
  const { B1, B2 } = truncatedNormalMoments(0, Math.sqrt(variance));
  // A2/A1² = π at mean 0.
  return { low: -Math.sqrt(variance / (B2 / (B1 * B1) - 1)), high: Math.sqrt(variance / (Math.PI - 1)) };
}
