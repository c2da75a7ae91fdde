/** Shift and scale of each feature, fitted on the training rows alone. */
import type { Dataset, Standardization } from './dataset';

const BRIGHTEST_BYTE = 255;

/** What the training rows of a dataset are. */
type Rows = Pick<Dataset, 'inputs' | 'features' | 'trainingRows'>;

/** [features] each, in float64. */
export interface FeatureMoments {
  mean: Float64Array;
  /** The population standard deviation. */
  deviation: Float64Array;
}

/** Mean and standard deviation of each feature over the training rows. */
export function featureMoments(rows: Rows): FeatureMoments {
  const mean = featureMeans(rows);
  return { mean, deviation: squaredDeviations(rows, mean).map((sum) => Math.sqrt(sum / rows.trainingRows)) };
}

/**
 * Mean and 1 / population standard deviation of each feature over the training rows, accumulated in float64; a constant feature
 * gets scale 1. With `standardize` false features stay as they are (mean 0, scale 1), pixels are brought into [0, 1].
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
      // Infinite where the feature is constant, or so nearly that float32 cannot hold its scale.
      return Number.isFinite(scale) ? scale : 1;
    }),
  };
}

function featureMeans({ inputs, features, trainingRows }: Rows): Float64Array {
  // Sums of differences from the first row: those of a constant feature are exactly 0, whatever its value.
  const sums = new Float64Array(features);
  for (let row = 0, at = 0; row < trainingRows; row++) {
    for (let k = 0; k < features; k++, at++) sums[k] += inputs[at] - inputs[k];
  }
  return sums.map((sum, k) => inputs[k] + sum / trainingRows);
}

/** Σ (x − mean)² of each feature. */
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
