/** Refuses an experiment that the device cannot hold, before anything is allocated, and says how much it could. */
import type { Dataset } from '../../data/dataset';
import { RecipeError } from '../../experiment/errors';
import type { CompleteExperiment } from '../../experiment/experiment';
import type { Device } from '../gpu/device';
import { matrixLength } from '../gpu/tensor';
import { NetworkStorage, type NetworkSize } from '../network/storage';

const LEAST_WIDTH = 2;

/** Throws a RecipeError that names what is too large, a lane's width or the batch, and the largest value that would do. */
export function checkBudget(device: Device, { lanes, training }: CompleteExperiment, dataset: Dataset): void {
  const size = { features: dataset.features, classes: dataset.classes, batch: training.batchSize };
  const limit = device.largestBinding;
  checkBatch(size, limit);
  lanes.forEach((recipe, i) => {
    const largest = (width: number, batch: number) =>
      new NetworkStorage({ ...recipe, width }, { ...size, batch }, training.optimizer).largestBuffer;
    const needed = largest(recipe.width, size.batch);
    if (needed <= limit) return;
    const needs = `${recipe.depth} × ${recipe.width} units need ${mebibytes(needed)} in one buffer, and this device grants ${mebibytes(limit)}`;
    const width = mostThat((candidate) => largest(candidate, size.batch) <= limit, recipe.width);
    if (width >= LEAST_WIDTH) {
      throw new RecipeError(`lanes.${i}.width`, `${needs}; at this depth widths from ${LEAST_WIDTH} to ${width} fit.`);
    }
    const batch = mostThat((candidate) => largest(recipe.width, candidate) <= limit, size.batch);
    if (batch >= 1) throw new RecipeError('training.batchSize', `${needs}; batches from 1 to ${batch} fit.`);
    throw new RecipeError(`lanes.${i}.width`, `${needs}; neither a smaller width nor a smaller batch alone would fit.`);
  });
}

/** The rows of a batch, which all lanes share. */
function checkBatch({ features, batch }: NetworkSize, limit: number): void {
  const bytes = (rows: number) => matrixLength(rows, features) * 4;
  if (bytes(batch) <= limit) return;
  const needs = `batches of ${batch} rows of ${features} features need ${mebibytes(bytes(batch))} in one buffer, and this device grants ${mebibytes(limit)}`;
  const most = mostThat((candidate) => bytes(candidate) <= limit, batch);
  throw new RecipeError(
    'training.batchSize',
    most >= 1 ? `${needs}; batches from 1 to ${most} fit.` : `${needs}; not even a single row fits.`,
  );
}

/** The largest whole number below `tooLarge` for which `holds`, which must hold for all smaller ones; 0 where there is none. */
function mostThat(holds: (candidate: number) => boolean, tooLarge: number): number {
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
