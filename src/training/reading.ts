/** What is read of a step: each lane's metrics and statistics, and the clock, one behind another in a staging buffer. */
import type { CompleteRecipe } from '../experiment/experiment';
import type { LayerStatistics } from '../experiment/snapshot';
import { STATISTICS_BYTES } from '../kernels/layer-statistics';
import type { Model } from '../network/model';
import type { LaneClock } from './lane-clock';
import { decodeStatistics } from './probe';

export interface LaneReading {
  loss: number;
  accuracy: number;
  layers: LayerStatistics[];
  /** Mean over the steps observed so far; NaN where the device has no timestamps. */
  millisecondsPerStep: number;
}

const METRICS_BYTES = 8;

/** The clock first: its 64-bit numbers want an even place. */
export function readingSources(models: readonly Model[], clock: LaneClock | null): GPUBuffer[] {
  const lanes = models.flatMap(({ metrics, storage }) => [metrics, storage.statistics]);
  return clock ? [clock.buffer, ...lanes] : lanes;
}

/** `timed`: whether the step was clocked; one that was only observed was not. */
export function decodeReading(
  bytes: ArrayBuffer,
  recipes: readonly CompleteRecipe[],
  batch: number,
  clock: LaneClock | null,
  timed: boolean,
): LaneReading[] {
  if (timed) clock?.read(bytes, 0);
  let offset = clock?.buffer.size ?? 0;
  return recipes.map((recipe, i) => {
    const [loss] = new Float32Array(bytes, offset, 1);
    const [, correct] = new Uint32Array(bytes, offset, 2);
    offset += METRICS_BYTES;
    const layers = decodeStatistics(bytes, offset, recipe, batch);
    offset += recipe.depth * STATISTICS_BYTES;
    return { loss, accuracy: correct / batch, layers, millisecondsPerStep: clock?.milliseconds[i] ?? NaN };
  });
}
