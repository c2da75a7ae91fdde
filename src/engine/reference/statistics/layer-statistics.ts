/**
 * The statistics of one hidden layer: the twin of shaders/statistics/layer_statistics.wgsl, but not split into parts. Means and
 * variances are over units × batch; variances are divided by n. `nonFinite` counts infinities and NaNs; all other statistics
 * ignore them.
 */
import type { Histogram, LayerStatistics, MeasuredStatistics } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import type { DenseLayer, Nonlinearity } from '../matmul/dense-layer';

const HISTOGRAM_BINS = 80;
/** Half the width of the histogram, in standard deviations of the target. */
const HISTOGRAM_DEVIATIONS = 5;
/** A unit is saturated if its slope is below this share of the activation's largest slope. */
const SATURATION_SHARE = 0.05;

/** The tensors of a layer in training. z, h and gradient (∂loss/∂h) are [batch, width]. */
export interface LayerRecord {
  z: Float64Array;
  h: Float64Array;
  gradient: Float64Array;
  layer: DenseLayer;
}

/** Returns the mean and population variance of the finite values, in two passes; NaN if there are none. */
export function moments(values: Float64Array): Moments {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length;
  return { mean, variance };
}

/** Returns the counts of the finite values in equal bins over the fixed range μ* ± 5σ* of the target. */
export function histogram(values: Float64Array, target: Moments): Histogram {
  const halfWidth = HISTOGRAM_DEVIATIONS * Math.sqrt(target.variance);
  const low = target.mean - halfWidth;
  const high = target.mean + halfWidth;
  const counts = new Uint32Array(HISTOGRAM_BINS);
  let below = 0;
  let above = 0;
  for (const value of values.filter(Number.isFinite)) {
    const bin = Math.floor(((value - low) / (high - low)) * HISTOGRAM_BINS);
    if (bin < 0) below++;
    else if (bin >= HISTOGRAM_BINS) above++;
    else counts[bin]++;
  }
  return { low, high, counts, below, above };
}

/** Returns the mean and standard deviation, over the units, of ω = Σw and τ = Σw² of a unit's incoming weights. */
function weightStatistics(layer: DenseLayer): LayerStatistics['weights'] {
  const { fanIn, fanOut, weight } = layer;
  const omega = new Float64Array(fanOut);
  const tau = new Float64Array(fanOut);
  for (let i = 0; i < fanIn; i++) {
    for (let j = 0; j < fanOut; j++) {
      const w = weight[i * fanOut + j];
      omega[j] += w;
      tau[j] += w * w;
    }
  }
  const omegaMoments = moments(omega);
  const tauMoments = moments(tau);
  return {
    omegaMean: omegaMoments.mean,
    omegaStd: Math.sqrt(omegaMoments.variance),
    tauMean: tauMoments.mean,
    tauStd: Math.sqrt(tauMoments.variance),
  };
}

/**
 * Returns the measured statistics of a layer.
 *
 * @param target the lane's target mean and variance, which set the range of the histogram
 */
export function layerStatistics(
  { z, h, gradient, layer }: LayerRecord,
  { activation, constants }: Nonlinearity,
  target: Moments,
): MeasuredStatistics {
  const finite = h.filter(Number.isFinite);
  const slopes = z.filter(Number.isFinite).map((x) => Math.abs(activation.slope(x, activation.value(x, constants), constants)));
  const saturation = SATURATION_SHARE * activation.largestSlope(constants);
  return {
    ...moments(h),
    preActivation: moments(z),
    minimum: finite.reduce((least, value) => Math.min(least, value), Infinity),
    maximum: finite.reduce((most, value) => Math.max(most, value), -Infinity),
    nonFinite: 1 - finite.length / h.length,
    saturated: slopes.filter((slope) => slope < saturation).length / z.length,
    dead: slopes.filter((slope) => slope === 0).length / z.length,
    histogram: histogram(h, target),
    gradient: moments(gradient),
    weights: weightStatistics(layer),
  };
}
