/**
 * What the probe measures of one hidden layer: the twin of shaders/statistics/layer_statistics.wgsl, without its parts. Every mean and
 * variance is over units × batch, and every variance is divided by n. Infinities and NaNs among h are counted as such; nothing
 * else takes them in.
 */
import type { Histogram, LayerStatistics, MeasuredStatistics } from '../../../experiment/snapshot';
import type { Moments } from '../../../theory/moments';
import type { DenseLayer, Nonlinearity } from '../matmul/dense-layer';

const HISTOGRAM_BINS = 80;
/** The histogram reaches this many standard deviations to either side of the target's mean. */
const HISTOGRAM_REACH = 5;
/** A unit is saturated where its slope is below this share of the activation's largest. */
const SATURATION_SHARE = 0.05;

/** Of a layer in training: z, h and gradient (∂loss/∂h) are [batch, width]. */
export interface LayerRecord {
  z: Float64Array;
  h: Float64Array;
  gradient: Float64Array;
  layer: DenseLayer;
}

/** Mean and population variance of the finite values, in two passes; NaN where there are none. */
export function moments(values: Float64Array): Moments {
  const finite = values.filter(Number.isFinite);
  const mean = finite.reduce((sum, value) => sum + value, 0) / finite.length;
  const variance = finite.reduce((sum, value) => sum + (value - mean) ** 2, 0) / finite.length;
  return { mean, variance };
}

/** Counts of the finite values over equal bins that never rescale: μ* ± 5σ* of the target. */
export function histogram(values: Float64Array, target: Moments): Histogram {
  const reach = HISTOGRAM_REACH * Math.sqrt(target.variance);
  const low = target.mean - reach;
  const high = target.mean + reach;
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

/** ω = Σw and τ = Σw² of every unit's incoming weights: mean and standard deviation over the units. */
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
  const ofOmega = moments(omega);
  const ofTau = moments(tau);
  return {
    omegaMean: ofOmega.mean,
    omegaStd: Math.sqrt(ofOmega.variance),
    tauMean: ofTau.mean,
    tauStd: Math.sqrt(ofTau.variance),
  };
}

/** Everything in LayerStatistics that is measured, not predicted. `target`: the mean and variance the lane aims at. */
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
