/** The depth limit of a SELU network with trained weights, which shows whether training has kept self-normalisation. */
import type { LayerStatistics } from '../experiment/snapshot';
import type { Moments } from '../theory/moments';
import { mapMoments } from '../theory/moment-map';
import { depthLimitFrom, type DepthLimit } from '../theory/depth-limit';

/**
 * Returns the limit of many layers with such weights, starting from the target: moments, 'diverges' or 'oscillates'. Variance 0 means
 * that the signal vanishes. Returns null if a sum is not finite.
 *
 * In mean-field theory, a unit with sums ω and τ has pre-activations N(μω, ντ), independent of the input (Klambauer et al. 2017,
 * section "Normalization and SNNs"). ω is assumed to be normal over the units, which adds μ²·Var[ω] to the variance. Half of the units
 * have a τ one standard deviation below the mean, the other half one above.
 */
export function depthLimitWithWeights(
  { omegaMean, omegaStd, tauMean, tauStd }: LayerStatistics['weights'],
  constants: { alpha: number; lambda: number; unitScale?: number },
  target: Moments,
): DepthLimit | null {
  const taus = [Math.max(0, tauMean - tauStd), tauMean + tauStd];
  const layer = ({ mean, variance }: Moments): Moments => {
    const halves = taus.map((tau) =>
      mapMoments(
        { mean: mean * omegaMean, variance: variance * tau + (mean * omegaStd) ** 2 },
        { ...constants, omega: 1, tau: 1 },
      ),
    );
    const pooled = (halves[0].mean + halves[1].mean) / 2;
    const second = (halves[0].variance + halves[0].mean ** 2 + halves[1].variance + halves[1].mean ** 2) / 2;
    return { mean: pooled, variance: Math.max(0, second - pooled * pooled) };
  };
  if (![omegaMean, omegaStd, tauMean, tauStd].every(Number.isFinite)) return null;
  return depthLimitFrom(layer, layer(target));
}
