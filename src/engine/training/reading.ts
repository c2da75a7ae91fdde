/** A reading: one step's metrics and statistics, read back from the GPU. */
import type { CompleteRecipe } from '../../experiment/experiment';
import type { LaneSnapshot, LayerPrediction } from '../../experiment/snapshot';
import { unpack } from '../gpu/layout';
import { STRUCTS } from '../kernels/layouts';
import { STATISTICS_BYTES } from '../kernels/statistics/layer-statistics';
import type { Model } from '../network/model';
import { decodeStatistics } from './decode-statistics';

/** The statistics of all lanes at one training step, or of the first batch before training. */
export interface Reading {
  step: number;
  epoch: number;
  lanes: LaneReading[];
}

/** The statistics of one lane at one step. The snapshot contains it unchanged. */
export type LaneReading = Pick<
  LaneSnapshot,
  'loss' | 'accuracy' | 'layers' | 'millisecondsPerStep' | 'dispatchesPerStep' | 'cost'
>;

/** The values that a reading contains in addition to a lane's bytes. */
export interface LaneContext extends Pick<LaneReading, 'millisecondsPerStep' | 'dispatchesPerStep' | 'cost'> {
  recipe: CompleteRecipe;
  /** One entry per hidden layer. */
  predicted: readonly LayerPrediction[];
}

/** The buffers that a reading is copied from: for each lane its metrics, then its statistics. */
export function readingSources(models: readonly Model[]): GPUBuffer[] {
  return models.flatMap(({ metrics, storage }) => [metrics, storage.statistics]);
}

/** All lanes of a reading, from the bytes of `readingSources` at `offset`. `batch`: rows of the step. */
export function decodeReading(bytes: ArrayBuffer, offset: number, batch: number, lanes: readonly LaneContext[]): LaneReading[] {
  let at = offset;
  return lanes.map(({ recipe, predicted, millisecondsPerStep, dispatchesPerStep, cost }) => {
    const { loss, correct } = unpack(STRUCTS.Metrics, bytes, at);
    at += STRUCTS.Metrics.bytes;
    const measured = decodeStatistics(bytes, at, recipe, batch);
    at += recipe.depth * STATISTICS_BYTES;
    const layers = measured.map((layer, l) => Object.assign(layer, { predicted: predicted[l] }));
    return { loss, accuracy: correct / batch, layers, millisecondsPerStep, dispatchesPerStep, cost };
  });
}
