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
  /** NaN until it was measured. */
  millisecondsPerStep: number;
}

const METRICS_BYTES = 8;

/** The clock first: its 64-bit numbers want an even place. */
export function readingSources(models: readonly Model[], clock: LaneClock | null): GPUBuffer[] {
  const lanes = models.flatMap(({ metrics, storage }) => [metrics, storage.statistics]);
  return clock ? [clock.buffer, ...lanes] : lanes;
}

/** Of all lanes, from `offset` on. `milliseconds`: a step of each lane, as far as it was measured. */
export function decodeReading(
  bytes: ArrayBuffer,
  offset: number,
  recipes: readonly CompleteRecipe[],
  batch: number,
  milliseconds: readonly number[],
): LaneReading[] {
  let at = offset;
  return recipes.map((recipe, i) => {
    const [loss] = new Float32Array(bytes, at, 1);
    const [, correct] = new Uint32Array(bytes, at, 2);
    at += METRICS_BYTES;
    const layers = decodeStatistics(bytes, at, recipe, batch);
    at += recipe.depth * STATISTICS_BYTES;
    return { loss, accuracy: correct / batch, layers, millisecondsPerStep: milliseconds[i] ?? NaN };
  });
}
