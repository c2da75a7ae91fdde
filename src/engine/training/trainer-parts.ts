/** The GPU resources of a trainer: data, networks and recorded steps. If one cannot be created, the others are freed. */
import type { Dataset, Standardization } from '../../data/dataset';
import { fitStandardization } from '../../data/standardize';
import type { CompleteExperiment } from '../../experiment/experiment';
import { Arena } from '../gpu/arena';
import type { Device } from '../gpu/device';
import { Plan } from '../gpu/plan';
import { gatherBatch } from '../kernels/batch/gather-batch';
import { STATE_BYTES } from '../kernels/training-state';
import { Model } from '../network/model';
import { destroyDataset, uploadDataset } from './dataset-buffers';
import { Evaluator } from './evaluator';
import { LanePlans } from './lane-plans';

export interface TrainerParts {
  readonly standardization: Standardization;
  /** Position in the data, which the plans advance. */
  readonly state: GPUBuffer;
  readonly models: readonly Model[];
  readonly evaluator: Evaluator;
  /** Fetches the next batch, for all lanes. */
  readonly gather: Plan;
  readonly lanes: readonly LanePlans[];
  destroy(): void;
}

/**
 * Builds every lane and uploads the data. If one part fails, everything that was created is freed.
 *
 * @throws BudgetError for a lane or a dataset that exceeds the device's limits
 * @throws DataError for a dataset that exceeds the free memory
 * @throws ShaderCompileError
 * @throws RecipeError for a target that has no α and λ
 */
export async function createTrainerParts(
  device: Device,
  experiment: CompleteExperiment,
  dataset: Dataset,
): Promise<TrainerParts> {
  const made: { destroy(): void }[] = [];
  const keep = <T extends { destroy(): void }>(thing: T): T => {
    made.push(thing);
    return thing;
  };
  const destroy = () => {
    for (const thing of made) thing.destroy();
  };
  try {
    const { training, lanes } = experiment;
    const { features, classes } = dataset;
    const { batchSize } = training;
    const arena = keep(new Arena('batch'));
    const planned = arena.plan('batch', batchSize, features);
    device.checkBudget('the batch', arena.bytes);
    const models = lanes.map((recipe) => keep(Model.create(device, recipe, training, { features, classes, batch: batchSize })));
    arena.allocate(device);
    const standardization = fitStandardization(dataset, experiment.dataset.standardize);
    const buffers = await uploadDataset(device, dataset, standardization);
    keep({ destroy: () => destroyDataset(buffers) });
    const state = keep(device.storage('training state', STATE_BYTES));
    const labels = keep(device.storage('batch labels', batchSize * 4));
    const batch = planned();
    const parts = [
      gatherBatch(device, { state, dataset: buffers, batch, labels }),
      Promise.all(models.map((model) => model.record({ state, batch, labels }, training))),
      Evaluator.create(device, dataset, buffers, models).then(keep),
    ] as const;
    // Waits for all of them, because the resources that a lane uses must not be freed while it is still being built.
    await Promise.allSettled(parts);
    const [gather, recorded, evaluator] = await Promise.all(parts);
    return {
      standardization,
      state,
      models,
      evaluator,
      gather: new Plan('gather', gather),
      lanes: recorded.map((dispatches, i) => new LanePlans(lanes[i].label, dispatches)),
      destroy,
    };
  } catch (error) {
    destroy();
    throw error;
  }
}
