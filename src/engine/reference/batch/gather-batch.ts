/**
 * One batch of standardised rows: the twin of shaders/batch/gather_batch.wgsl.
 *
 *   p   = step·batch + i                                        position of row i in the endless run over the rows
 *   row = p mod n                                               in the order given, or
 *   row = permutation of (p mod n) under (seed, ⌊p / n⌋)        shuffled again in every epoch
 *   x   = (input[row] − mean) · scale                           x: [batch, features]
 *
 * A batch is always full: it runs on across the end of a pass.
 */
import { permute } from '../../../math/permutation';

export interface DataRows {
  /** [rows, features], row-major; the first `trainingRows` are trained on, the rest held out. */
  inputs: ArrayLike<number>;
  /** [rows] */
  labels: ArrayLike<number>;
  trainingRows: number;
  /** Per feature; null leaves the inputs as they are. */
  standardization: { mean: ArrayLike<number>; scale: ArrayLike<number> } | null;
}

/** `order`: 'given', or the seed that shuffles every pass. */
export interface BatchRule {
  batchSize: number;
  order: 'given' | number;
}

export interface Batch {
  /** [batch, features] */
  x: Float64Array;
  /** [batch] */
  labels: Uint32Array;
}

/** The index of the row that is row `i` of the batch of step `step`. */
export function batchRow(step: number, i: number, rows: number, rule: BatchRule): number {
  const position = step * rule.batchSize + i;
  const within = position % rows;
  return rule.order === 'given' ? within : permute(within, rows, rule.order, Math.floor(position / rows));
}

/** The rows of these indices as the network sees them: (input − mean) · scale. */
export function standardizedRows(data: DataRows, features: number, rows: ArrayLike<number>): Batch {
  const { inputs, standardization } = data;
  const x = Float64Array.from({ length: rows.length * features }, (_, element) => {
    const feature = element % features;
    const value = inputs[rows[Math.floor(element / features)] * features + feature];
    return standardization ? (value - standardization.mean[feature]) * standardization.scale[feature] : value;
  });
  return { x, labels: Uint32Array.from(rows, (row) => data.labels[row]) };
}

export function gatherBatch(data: DataRows, features: number, step: number, rule: BatchRule): Batch {
  const rows = Uint32Array.from({ length: rule.batchSize }, (_, i) => batchRow(step, i, data.trainingRows, rule));
  return standardizedRows(data, features, rows);
}
