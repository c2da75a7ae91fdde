/** Refuses an experiment that the device cannot hold, before anything is allocated, and says how much it could. */
import type { Dataset } from '../data/dataset';
import { RecipeError } from '../experiment/errors';
import type { CompleteExperiment, CompleteRecipe } from '../experiment/experiment';
import type { Device } from '../gpu/device';
import { NetworkStorage, type NetworkSize } from '../network/storage';

/** Throws a RecipeError that names the lane's width, depth or batch, and the largest value that would do. */
export function checkBudget(device: Device, { lanes, training }: CompleteExperiment, dataset: Dataset): void {
  const size = { features: dataset.features, classes: dataset.classes, batch: training.batchSize };
  lanes.forEach((recipe, i) => {
    const largest = (change: Partial<CompleteRecipe>) =>
      new NetworkStorage({ ...recipe, ...change }, size, training.optimizer).largestBuffer;
    const limit = device.largestBinding;
    const needed = largest({});
    if (needed <= limit) return;
    const needs = `${recipe.depth} × ${recipe.width} units need ${mebibytes(needed)} in one buffer, and this device grants ${mebibytes(limit)}`;
    const width = mostThat((candidate) => largest({ width: candidate }) <= limit, recipe.width);
    if (width >= 2) throw new RecipeError(`lanes.${i}.width`, `${needs}; at this depth widths from 2 to ${width} fit.`);
    const batch = mostThat((candidate) => fits(recipe, { ...size, batch: candidate }, training, limit), training.batchSize);
    throw new RecipeError('training.batchSize', `${needs}; batches from 1 to ${batch} fit.`);
  });
}

function fits(
  recipe: CompleteRecipe,
  size: NetworkSize,
  { optimizer }: CompleteExperiment['training'],
  limit: number,
): boolean {
  return new NetworkStorage(recipe, size, optimizer).largestBuffer <= limit;
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
