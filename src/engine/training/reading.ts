/** What is read of a step: each lane's metrics and statistics, one behind another in a staging buffer. */
import type { CompleteRecipe } from '../../experiment/experiment';
import type { LayerStatistics, PartCost } from '../../experiment/snapshot';
import { unpack } from '../gpu/layout';
import { STRUCTS } from '../kernels/layouts';
import { STATISTICS_BYTES } from '../kernels/statistics/layer-statistics';
import type { Model } from '../network/model';
import { decodeStatistics } from './probe';

export interface LaneReading {
  loss: number;
  accuracy: number;
  layers: LayerStatistics[];
  /** NaN until it was measured. */
  millisecondsPerStep: number;
  cost: PartCost[];
}

export function readingSources(models: readonly Model[]): GPUBuffer[] {
  return models.flatMap(({ metrics, storage }) => [metrics, storage.statistics]);
}

/** What a reading is made of beside its bytes, lane by lane. */
export interface LaneContext {
  recipe: CompleteRecipe;
  /** What theory says of each layer. */
  predicted: readonly LayerStatistics['predicted'][];
  millisecondsPerStep: number;
  cost: PartCost[];
}

/** Of all lanes, from `offset` on. */
export function decodeReading(bytes: ArrayBuffer, offset: number, batch: number, lanes: readonly LaneContext[]): LaneReading[] {
  let at = offset;
  return lanes.map(({ recipe, predicted, millisecondsPerStep, cost }) => {
    const { loss, correct } = unpack(STRUCTS.Metrics, bytes, at);
    at += STRUCTS.Metrics.bytes;
    const measured = decodeStatistics(bytes, at, recipe, batch);
    at += recipe.depth * STATISTICS_BYTES;
    const layers = measured.map((layer, l) => ({ ...layer, predicted: predicted[l] }));
    return { loss, accuracy: correct / batch, layers, millisecondsPerStep, cost };
  });
}
