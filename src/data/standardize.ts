/** Computes the standardisation of each feature from the training rows. */
import type { Dataset, Standardization } from './dataset';

const BRIGHTEST_BYTE = 255;

/** The fields of a dataset that define its training rows. */
type Rows = Pick<Dataset, 'inputs' | 'features' | 'trainingRows'>;

/** Moments of each feature: [features], in float64. */
export interface FeatureMoments {
  mean: Float64Array;
  /** The population standard deviation. */
  deviation: Float64Array;
}

/** Returns mean and standard deviation of each feature over the training rows. */
export function featureMoments(rows: Rows): FeatureMoments {
  const mean = featureMeans(rows);
  return { mean, deviation: squaredDeviations(rows, mean).map((sum) => Math.sqrt(sum / rows.trainingRows)) };
}

/**
 * Returns mean and 1 / population standard deviation of each feature over the training rows, accumulated in float64. A constant
 * feature has scale 1. If `standardize` is false, the mean is 0 and the scale 1, or the scale that maps pixels to [0, 1].
 */
export function fitStandardization(dataset: Rows & Pick<Dataset, 'image'>, standardize = true): Standardization {
  const { features, trainingRows } = dataset;
  if (!standardize) {
    const scale = dataset.inputs instanceof Uint8Array ? 1 / (dataset.image?.maximum ?? BRIGHTEST_BYTE) : 1;
    return { mean: new Float32Array(features), scale: new Float32Array(features).fill(scale) };
  }
  const mean = featureMeans(dataset);
  const squares = squaredDeviations(dataset, mean);
  return {
    mean: Float32Array.from(mean),
    scale: Float32Array.from(squares, (sum) => {
      const scale = Math.fround(1 / Math.sqrt(sum / trainingRows));
      // The scale is infinite for a constant feature, and overflows float32 for a nearly constant one.
      return Number.isFinite(scale) ? scale : 1;
    }),
  };
}

function featureMeans({ inputs, features, trainingRows }: Rows): Float64Array {
  // The differences from the first row are exactly 0 for a constant feature, so its mean is exact.
  const sums = new Float64Array(features);
  for (let row = 0, at = 0; row < trainingRows; row++) {
    for (let k = 0; k < features; k++, at++) sums[k] += inputs[at] - inputs[k];
  }
  return sums.map((sum, k) => inputs[k] + sum / trainingRows);
}

/** Returns Σ (x − mean)² of each feature. */
function squaredDeviations({ inputs, features, trainingRows }: Rows, mean: Float64Array): Float64Array {
  const sums = new Float64Array(features);
  for (let row = 0, at = 0; row < trainingRows; row++) {
    for (let k = 0; k < features; k++, at++) {
      const deviation = inputs[at] - mean[k];
      sums[k] += deviation * deviation;
    }
  }
  return sums;
}
