/** Checks that an experiment fits on the device before anything is allocated. */
import type { Dataset } from '../../data/dataset';
import { RecipeError } from '../../experiment/errors';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { Device } from '../gpu/device';
import { matrixLength } from '../gpu/tensor';
import { NetworkStorage, type NetworkSize } from '../network/storage';

const LEAST_WIDTH = 2;

/** Throws a RecipeError for a width or a batch size that is too large, with the largest value that fits. */
export function checkBudget(device: Device, { lanes, training }: CompleteExperiment, dataset: Dataset): void {
  const size = { features: dataset.features, classes: dataset.classes, batch: training.batchSize };
  const limit = device.largestBinding;
  checkBatch(size, limit);
  lanes.forEach((recipe, i) => {
    const largest = (width: number, batch: number) =>
      new NetworkStorage({ ...recipe, width }, { ...size, batch }, training.optimizer).largestBuffer;
    const needed = largest(recipe.width, size.batch);
    if (needed <= limit) return;
    const needs = `${recipe.depth} × ${recipe.width} units need ${mebibytes(needed)} in one buffer, and this device allows ${mebibytes(limit)}`;
    const width = largestThat((candidate) => largest(candidate, size.batch) <= limit, recipe.width);
    if (width >= LEAST_WIDTH) {
      throw new RecipeError(`lanes.${i}.width`, `${needs}; at this depth widths from ${LEAST_WIDTH} to ${width} fit.`);
    }
    const batch = largestThat((candidate) => largest(recipe.width, candidate) <= limit, size.batch);
    if (batch >= 1) throw new RecipeError('training.batchSize', `${needs}; batches from 1 to ${batch} fit.`);
    throw new RecipeError(`lanes.${i}.width`, `${needs}; neither a smaller width nor a smaller batch fits on its own.`);
  });
}

/** The inputs of a batch, which all lanes share. */
function checkBatch({ features, batch }: NetworkSize, limit: number): void {
  const bytes = (rows: number) => matrixLength(rows, features) * 4;
  if (bytes(batch) <= limit) return;
  const needs = `batches of ${batch} rows of ${features} features need ${mebibytes(bytes(batch))} in one buffer, and this device allows ${mebibytes(limit)}`;
  const most = largestThat((candidate) => bytes(candidate) <= limit, batch);
  throw new RecipeError(
    'training.batchSize',
    most >= 1 ? `${needs}; batches from 1 to ${most} fit.` : `${needs}; a single row is too large.`,
  );
}

/** The largest whole number below `tooLarge` for which `holds` is true, or 0; `holds` must be true for all smaller numbers. */
function largestThat(holds: (candidate: number) => boolean, tooLarge: number): number {
  let low = 0;
  let high = tooLarge;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (holds(middle)) low = middle;
    else high = middle;
  }
  return low;
}

function mebibytes(bytes: number): string {
  return `${Math.round(bytes / 2 ** 20).toLocaleString('en')} MiB`;
}
