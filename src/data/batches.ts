/** Which rows make up a batch. */
import { permute } from '../random/permutation';

/**
 * The training row that is row `i` of the batch of `step` (from 0). Batches run on across the end of a pass, so that all are
 * full: row i of batch t has position p = t·batchSize + i, in pass ⌊p / trainingRows⌋. Each pass has an order of its own, drawn
 * by `trainingSeed`; with `datasetSeed` 0 rows come in the order given.
 */
export function batchRow(
  step: number,
  i: number,
  batchSize: number,
  trainingRows: number,
  datasetSeed: number,
  trainingSeed: number,
): number {
  const position = step * batchSize + i;
  const within = position % trainingRows;
  return datasetSeed === 0 ? within : permute(within, trainingRows, trainingSeed, Math.floor(position / trainingRows));
}
