/**
 * One batch of standardised rows: the twin of shaders/batch/gather_batch.wgsl.
 *
 *   p   = step·batch + i                                        position of row i, counted over all epochs
 *   row = p mod n                                               in the given order, or
 *   row = permutation of (p mod n) under (seed, ⌊p / n⌋)        shuffled again in every epoch
 *   x   = (input[row] − mean) · scale                           x: [batch, features]
 *
 * A batch is always full: it continues with the next epoch when an epoch ends.
 */
import { permute } from '../../../math/permutation';

/** A dataset in memory. */
export interface DataRows {
  /** [rows, features], row-major; the first `trainingRows` are training rows, the rest are held out. */
  inputs: ArrayLike<number>;
  /** [rows] */
  labels: ArrayLike<number>;
  trainingRows: number;
  /** Per feature; null leaves the inputs as they are. */
  standardization: { mean: ArrayLike<number>; scale: ArrayLike<number> } | null;
}

/** The rule that assigns rows to batches. */
export interface BatchRule {
  batchSize: number;
  /** 'given' for the order of the dataset, or the seed that shuffles each epoch. */
  order: 'given' | number;
}

export interface Batch {
  /** [batch, features] */
  x: Float64Array;
  /** [batch] */
  labels: Uint32Array;
}

/** Returns the dataset index of row `i` in the batch of step `step`. */
export function batchRow(step: number, i: number, rows: number, rule: BatchRule): number {
  const position = step * rule.batchSize + i;
  const within = position % rows;
  return rule.order === 'given' ? within : permute(within, rows, rule.order, Math.floor(position / rows));
}

/** Returns the rows with the indices `rows`, standardised: (input − mean) · scale. */
export function standardizedRows(data: DataRows, features: number, rows: ArrayLike<number>): Batch {
  const { inputs, standardization } = data;
  const x = Float64Array.from({ length: rows.length * features }, (_, element) => {
    const feature = element % features;
    const value = inputs[rows[Math.floor(element / features)] * features + feature];
    return standardization ? (value - standardization.mean[feature]) * standardization.scale[feature] : value;
  });
  return { x, labels: Uint32Array.from(rows, (row) => data.labels[row]) };
}

/** Returns the batch of step `step`. */
export function gatherBatch(data: DataRows, features: number, step: number, rule: BatchRule): Batch {
  const rows = Uint32Array.from({ length: rule.batchSize }, (_, i) => batchRow(step, i, data.trainingRows, rule));
  return standardizedRows(data, features, rows);
}
