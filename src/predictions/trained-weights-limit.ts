/** Where weights as they are now would lead a SELU network: whether self-normalisation holds after they were trained. */
import type { LayerStatistics } from '../experiment/snapshot';
import type { Moments } from '../theory/moments';
import { mapMoments } from '../theory/moment-map';
import { depthLimitFrom, type DepthLimit } from '../theory/depth-limit';

/**
 * Mean and variance that layer after layer of such weights would end at, starting from the target: variance 0 where they die out; whether
 * they grow past the range of f32 or swing to and fro instead. Null where the sums are no numbers.
 *
 * In the mean field: a unit with sums ω and τ has pre-activations N(μω, ντ) (Klambauer et al. 2017, section "Normalization and SNNs"),
 * as if weights knew nothing of what enters. Over all units ω is taken as normal, which adds μ²·Var[ω] to the variance, and half of the
 * units have their τ one standard deviation below the mean, the others above.
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
